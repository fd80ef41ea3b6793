"""What the check lets stand, the audit publishes: random texts with figures, in every form in which they are sent out.

The texts are made of the parts of honest ones: words that count and words that call, figures in all their forms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import HERE

from advisories.audit.allowlist import Allowlist
from advisories.audit.fragment_reader import FragmentReader
from advisories.audit.fragments import Fragment, FragmentKind, FragmentMemo
from advisories.audit.site_texts import READERS
from advisories.contacts.detect.harmless import Harmless
from advisories.contacts.detect.patterns import contact_matches

HONEST = [text for pairs in yaml.safe_load((HERE / "harmless.yml").read_text(encoding="utf-8")).values() for pair in pairs for text in pair]  # fmt: skip
NUMBERS = st.one_of(
    st.integers(0, 2_000_000).map(str),
    st.integers(1, 400).map(lambda number: f"{number},000"),
    st.integers(1, 99).map(lambda number: f"{number} 000 000"),
    st.integers(1, 99).map(lambda number: f"{number}0000000"),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day.day} May {day.year}"),
    st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
    st.times().map(lambda time: f"{time:%H:%M}"),
    st.integers(1900, 2099).map(str),
    st.floats(0, 200).map(lambda number: f"{number:.2f}"),
    st.sampled_from(["2026-05", "24/7", "GB 37668-2019", "S/RES/2178 (2014)", "No. 7 of 2012", "CA988", "A320", "5G"]),
)
WORDS = st.sampled_from(
    ["Call", "In", "about", "people", "page", "euros", "on", "the hotline", "to", "and", "rupiah", "Line", "police", "km",
     "·", "(", ")", ",", ".", ":", "–", "/", "人", "约", "第", "号", "至", "元", "拨打", "热线", "，", "、", "。", "（", "）"]
)  # fmt: skip
DIALLED = re.compile(r"(?<![0-9.:-])0[0-9](?!:)")
"""No count begins so, and no honest text stands apart from what it counts with such a number."""
TEXTS = st.one_of(
    st.lists(st.one_of(NUMBERS, WORDS), min_size=1, max_size=7).map(" ".join),
    st.lists(st.one_of(NUMBERS, WORDS), min_size=1, max_size=5).map("".join),
    st.tuples(st.sampled_from(HONEST), WORDS, st.sampled_from(HONEST)).map(" ".join),
).filter(lambda text: any(map(str.isalpha, text)) and not DIALLED.search(text))
PLACES: dict[str, Callable[[str, str], str]] = {
    "html": lambda text, other: (
        f"<ul><li><time>February 2026</time>\n <a href='../x/'>{text}</a><p>{other}</p></li></ul>"
        f"<p title='{text}'>Inside the country: {text}</p><table><tr><td>2026</td><td>{text}</td><td>{other}</td></tr></table>"
    ),
    "xml": lambda text, other: f"<feed><entry><content>February 2026\n{text}\n{text} people</content></entry></feed>",
    "json": lambda text, other: json.dumps({"title": text, "attendance": {"value": 1200000}, "places": [other, text]}),
    "csv": lambda text, other: f'name,place\r\n2026,"{text}"\r\n',
    "vcf": lambda text, other: f"BEGIN:VCARD\r\nNOTE:{text} · {other}\r\nEND:VCARD\r\n".replace(",", "\\,"),
    "ics": lambda text, other: f"BEGIN:VEVENT\r\nSUMMARY:{text}\r\nDESCRIPTION:{other}\r\nEND:VEVENT\r\n",
}


NAMES = frozenset({"12308"})
"""Of the hotline."""


def passes_the_check(text: str) -> bool:
    return not any(True for _ in contact_matches(text, NAMES))


def unvouched(texts: list[str], fragments: list[Fragment]) -> list[str]:
    """What the audit finds in these fragments of a site whose content has these texts."""
    counts = frozenset({"1200000"})
    empty: frozenset[str] = frozenset()
    known = Allowlist(frozenset({"110"}), NAMES, empty, empty, empty, counts, Harmless.of(texts, (), counts, NAMES))
    reader = FragmentReader(known)
    found = [(fragment[1], match) for fragment in fragments for match in reader.matches(fragment)]
    return [f"{match.kind} {match.text!r} in {words!r}" for words, match in found if not reader.is_vouched(match)]


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=200, deadline=None, derandomize=True)
@example(texts=["2026 open day in Quito", "GB 37668-2019"])
def test_a_text_that_passes_the_check_passes_the_audit_wherever_it_stands(texts: list[str]) -> None:
    green = list(filter(passes_the_check, texts))
    for text, other in zip(green, [*green[1:], *green[:1]], strict=True):
        for ending, write in PLACES.items():
            assert unvouched(green, list(READERS[ending](write(text, other), FragmentMemo()))) == [], ending
        assert unvouched(green, [(FragmentKind.LINE, f"{text} {other}")]) == []
