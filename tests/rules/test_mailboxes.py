"""What is a mailbox that may be printed, and what is none."""

from __future__ import annotations

import pytest

from advisories.rules import contacts


@pytest.mark.parametrize("address", ["consulate@mission.example", "visa_office.2@embassy-of.gov.cn"])
def test_usual_mailboxes_are_right(address: str) -> None:
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
