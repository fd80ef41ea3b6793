"""Cards: read by vobject, by a strict reader of RFC 6350, and, from the picture, by a QR reader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import cv2
import numpy
import pytest
import vobject
from data_service import FACTS, NUMBER, data

from advisories.outputs import vcard
from advisories.outputs.vcard import VCard

LINE = re.compile(
    r'(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]+))*):(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)'
)
KNOWN = {
    "BEGIN", "VERSION", "KIND", "FN", "UID", "SOURCE", "REV", "LANG", "URL", "NICKNAME", "ORG", "TEL", "EMAIL", "ADR",
    "NOTE", "END",
}  # fmt: skip
ONCE = {"BEGIN", "VERSION", "KIND", "UID", "REV", "END"}


def read(raw: bytes) -> list[list[tuple[str, str, str]]]:
    """A strict reader: line ends, octets in a line, folding inside no character, grammar, cardinality, escapes."""
    text = raw.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    cards: list[list[tuple[str, str, str]]] = []
    for line in text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        match = LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match["name"], match["parameters"], match["value"]
        if name == "BEGIN":
            cards.append([])
        assert name in KNOWN
        if name in ("FN", "NOTE", "NICKNAME", "ORG", "TEL"):
            assert not re.search(r"(?<!\\)(?:\\\\)*(?:\\[^\\,;n]|(?<!\\);)", value), value
        cards[-1].append((name, parameters, value))
    for card in cards:
        names = [name for name, _, _ in card]
        assert (names[0], names[1], names[-1]) == ("BEGIN", "VERSION", "END")
        assert card[1][2] == "4.0"
        assert "FN" in names
        assert all(names.count(name) <= 1 for name in ONCE)
        for name, parameters, value in card:
            if name == "ADR":
                assert len(re.split(r"(?<!\\);", value)) == 7
            if name == "REV":
                assert re.fullmatch(r"\d{8}T\d{6}Z", value)
            if name == "TEL":
                assert re.fullmatch(r"\+?[0-9]+", value)
                assert "VALUE=text" in parameters
    return cards


def values(card: list[tuple[str, str, str]], name: str) -> list[str]:
    return [value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";") for one, _, value in card if one == name]


def test_every_card_is_strictly_valid(tmp_path: Path) -> None:
    out = data(tmp_path)
    files = sorted(out.rglob("*.vcf"))
    assert len(files) == 2 * 3  # none of a mission whose only number is withheld
    for file in files:
        assert read(file.read_bytes())


def test_no_card_is_empty_and_the_api_names_those_that_are_there(site: Path) -> None:
    named: set[str] = set()
    for file in sorted((site / "api/v1/countries").glob("*.json")):
        country = json.loads(file.read_text(encoding="utf-8"))["result"]
        for one in (country, *country["missions"]):
            named |= set((one["card"] or {}).values())
    found = {f.relative_to(site).as_posix() for f in site.rglob("*.vcf") if f.name != "all.vcf"}
    assert {name.partition(".example/")[2] for name in named} == found
    assert len(found) > 300
    for path in (*found, "cards/all.vcf", "zh/cards/all.vcf"):
        cards = read((site / path).read_bytes())
        assert cards, path
        assert all({"TEL", "EMAIL", "ADR"} & {n for n, _, _ in c} or work_address(c) for c in cards), path


def work_address(card: list[tuple[str, str, str]]) -> bool:
    return any(name == "URL" and "TYPE=work" in parameters for name, parameters, _ in card)


def test_pages_link_to_no_card_that_is_not_there(site: Path) -> None:
    linked = 0
    for page in site.glob("**/countries/*/index.html"):
        for target in re.findall(r'href="([^"]+\.(?:vcf|svg))"', page.read_text(encoding="utf-8")):
            linked += 1
            assert (page.parent / target).is_file(), (page, target)
    assert linked > 600


def test_mission_card_holds_what_the_page_holds(tmp_path: Path) -> None:
    (card,) = read((data(tmp_path) / "cards/united-kingdom/embassy.vcf").read_bytes())
    assert values(card, "FN") == ["Embassy of Freedonia in the United Kingdom"]
    assert values(card, "NICKNAME") == ["自由国驻英国大使馆"]
    assert values(card, "TEL") == [NUMBER, "+442079460019"]
    assert values(card, "EMAIL") == ["consular@ministry.service.example"]
    assert values(card, "ADR") == [";;1 Example Street, London;;;;"]
    assert values(card, "REV") == ["20260215T000000Z"]
    note = values(card, "NOTE")[0]
    assert "Seen on 15 February 2026." in note
    assert "Do not rely on this card after 15 February 2027." in note
    assert "Hours: Monday to Friday 9 to 12" in note


def test_card_is_in_the_language_of_its_folder_and_the_same_contact(tmp_path: Path) -> None:
    out = data(tmp_path)
    (english,) = read((out / "cards/united-kingdom/embassy.vcf").read_bytes())
    (chinese,) = read((out / "zh/cards/united-kingdom/embassy.vcf").read_bytes())
    assert values(chinese, "FN") == ["自由国驻英国大使馆"]
    assert values(chinese, "UID") == values(english, "UID")


def test_country_card_begins_with_emergency_numbers(tmp_path: Path) -> None:
    out = data(tmp_path)
    cards = read((out / "cards/united-kingdom.vcf").read_bytes())
    assert values(cards[0], "FN") == ["United Kingdom: local emergency numbers"]
    assert values(cards[0], "TEL") == ["999", "112"]
    assert len(cards) == 2
    assert len(read((out / "cards/all.vcf").read_bytes())) == 3


def test_vobject_reads_the_same_numbers(tmp_path: Path) -> None:
    text = (data(tmp_path) / "cards/all.vcf").read_bytes().decode()
    found = [line.value for card in vobject.readComponents(text) for line in card.contents.get("tel", ())]
    assert found == ["+442079460000", "999", "112", NUMBER, "+442079460019"]


def test_qr_code_of_a_mission_is_read_from_the_picture(tmp_path: Path) -> None:
    out = data(tmp_path)
    for folder, name in (("", "Embassy of Freedonia in the United Kingdom"), ("zh/", "自由国驻英国大使馆")):
        svg = (out / f"{folder}cards/united-kingdom/embassy.svg").read_text(encoding="utf-8")
        text, _, _ = cv2.QRCodeDetector().detectAndDecode(picture(svg))
        (card,) = read(text.encode())
        assert values(card, "FN") == [name]
        assert values(card, "TEL") == [NUMBER, "+442079460019"]
    assert not (out / "cards/united-kingdom/edinburgh.svg").exists()


def picture(svg: str) -> numpy.ndarray:
    """The modules that the path of an SVG draws, as pixels."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1]) if "viewBox" in svg else 0
    scale = 1
    if not size:
        scale = int(re.search(r"scale\((\d+)\)", svg)[1])
        size = int(re.search(r'width="(\d+)"', svg)[1]) // scale
    pixels = numpy.full((size, size), 255, numpy.uint8)
    x = y = 0.0
    for command, numbers in re.findall(
        r"([Mmh])\s*([-0-9. ]+)", re.findall(r'class="qrline"[^>]* d="([^"]+)"', svg)[0]
    ):
        steps = [float(one) for one in numbers.replace("-", " -").split()]
        if command == "M":
            x, y = steps
        elif command == "m":
            x, y = x + steps[0], y + steps[1]
        else:
            pixels[int(y), int(x) : int(x + steps[0])] = 0
            x += steps[0]
    return numpy.kron(pixels, numpy.full((6, 6), 1, numpy.uint8))


@pytest.mark.parametrize(
    "text",
    [
        "a, b; c\\d",
        "line\nline\r\nline\rline",
        "\x00\x07bell",
        "]]>",
        "字" * 10_000,
        "é" * 37 + "字",
        "\\n",
        "a\tb",
        ";" * 80,
    ],
)
def test_any_text_survives_a_card(text: str) -> None:
    card = VCard()
    card.add("FN", text)
    card.add("NOTE", text, language="en")
    (found,) = read(str(card).encode())
    plain = re.sub(r"[\x00\x07]", "", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    unescaped = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], found[3][2])
    assert unescaped == plain


def test_parameter_is_quoted_and_cannot_end_itself() -> None:
    card = VCard()
    card.add("FN", "a")
    card.add("NOTE", "b", label='x";TEL="+1')
    (found,) = read(str(card).encode())
    assert found[3] == ("NOTE", ";LABEL=\"x^';TEL=^'+1\"", "b")


def test_every_line_is_folded_inside_no_character() -> None:
    for length in range(60, 90):
        assert "".join(part.removeprefix(" ") for part in vcard.fold("a" * length + "字字")) == "a" * length + "字字"


def test_punctuation_of_a_record_reaches_the_card_whole(tmp_path: Path) -> None:
    edit = ('text: "1 Example Street, London"', 'text: "1, Example; Street \\\\ London"')
    (card,) = read((data(tmp_path, {FACTS: edit}) / "cards/united-kingdom/embassy.vcf").read_bytes())
    address = next(value for name, _, value in card if name == "ADR")
    assert address == ";;1\\, Example\\; Street \\\\ London;;;;"
