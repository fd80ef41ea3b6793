"""What the rule on mailboxes takes for well formed at a glance, the library that judges all others takes for it too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisories.rules import contacts


@given(st.from_regex(contacts.PLAIN_MAILBOX, fullmatch=True))
def test_at_a_glance_nothing_is_let_through_that_the_library_refuses(address: str) -> None:
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
