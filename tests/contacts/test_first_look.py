"""The first look at a text never says no of one that holds a contact, whatever stands between its signs."""

from __future__ import annotations

from random import Random

import pytest

from advisories.contacts.detect import patterns
from advisories.contacts.detect.patterns import contact_matches, matches_in_plain, may_hold_contact
from advisories.contacts.detect.plain_text import plain

SIGNS = (*"0123456789", *"一二三〇ab.,@&/ -·()[]，。：１İK", "one ", "two ", "dot", "//", "12308", "call ")
ODD = (
    "1 - - - - 2 · 3 0 8",
    "a (dot) com",
    "拨打九 - - 九 - - 九",
    "拨打九 9 九",
    "拨打九OO九",
    "１２３０８",
    "1\u00b72\u00b73\u00b70\u00b78",
    "\u06f1\u06f2\u06f3\u06f0\u06f8",
)


def test_whatever_holds_a_contact_or_nearly_a_name_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    random, names = Random(4), frozenset({"12308"})
    texts = ["".join(random.choices(SIGNS, k=random.randrange(9))) for _ in range(6000)] + [*ODD]
    quick = [text for text in texts if list(contact_matches(text, names))]
    monkeypatch.setattr(patterns, "may_hold_contact", lambda text: True)
    assert quick == [text for text in texts if list(contact_matches(text, names))]
    assert len(quick) > 200
    assert {*ODD} <= {*quick}


CARRIERS = (
    "evil{}com", "help{}evil.example", "help{}at{}evil.example", "evil{}dot{}example", "call 9{}9{}9", "call {}{}{}", "拨打九{}九{}九",
    "0{}2079460123", "{}442079460123", "call double{}nine{}nine", "one{}two{}three{}one{}two", "evil{}点{}com", "WeChat{}freedonia9",
)  # fmt: skip


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_character_hides_a_contact_from_the_first_look(carrier: str) -> None:
    """Every character of the first three planes, wherever it could stand for a mark, a digit or a letter."""
    for point in (*range(0x20, 0xD800), *range(0xE000, 0x20000)):
        text = carrier.replace("{}", chr(point))
        if not may_hold_contact(text):
            assert list(matches_in_plain(plain(text))) == [], f"U+{point:04X}"
