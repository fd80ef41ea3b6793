"""What the rule on mailboxes takes for well formed at a glance, the library that judges all others takes for it too."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisories.rules import contacts

LETTERS, SMALL = string.ascii_letters + string.digits, string.ascii_lowercase + string.digits
ENDINGS = contacts.PLAIN_MAILBOX.pattern.rpartition(r"\.)+")[2]


def joined(letters: str, marks: str, most: int) -> st.SearchStrategy[str]:
    """Words with a mark between each two."""
    word = st.text(letters, min_size=1, max_size=9)
    more = st.lists(st.tuples(st.sampled_from(marks), word), max_size=most)
    return st.builds(lambda first, rest: first + "".join(map("".join, rest)), word, more)


@given(
    joined(LETTERS, "._-", 2),
    st.lists(joined(SMALL, "-", 1), min_size=1, max_size=2),
    st.from_regex(ENDINGS, fullmatch=True),
)
def test_at_a_glance_nothing_is_let_through_that_the_library_refuses(name: str, labels: list[str], ending: str) -> None:
    """Built from parts: a generator that looks for texts which the whole pattern matches takes minutes."""
    address = f"{name}@{'.'.join([*labels, ending])}"
    assume(contacts.PLAIN_MAILBOX.fullmatch(address))
    assert contacts._is_well_formed(address)


@pytest.mark.parametrize("address", ["consulate@mission.example", "visa_office.2@embassy-of.gov.cn"])
def test_usual_mailboxes_need_no_library(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "_is_well_formed", lambda _: pytest.fail("asked"))
    assert contacts.is_mailbox(address)


@pytest.mark.parametrize(
    "address",
    [
        "a@b",
        "a..b@c.cn",
        ".a@c.cn",
        "a@c.cn\n",
        "a@-c.cn",
        "a@c.test",
        "a@c.local",
        "a@b@c.cn",
        "ａ@c.cn",
        f"a@{'b' * 64}.cn",
    ],
)
def test_what_is_no_mailbox_is_refused(address: str) -> None:
    assert not contacts.is_mailbox(address)
