"""Host names that are made to be mistaken for another."""

from __future__ import annotations

import pytest

from advisories.contacts.hosts import imitates, is_confusable, is_plain_address

OFFICIAL = ("ministry.example", "foreign-office.example.org")


@pytest.mark.parametrize(
    ("host", "other"),
    [
        ("ministry.example", None),
        ("a.ministry.example", None),
        ("news.example", None),
        ("myministry.org", None),
        ("ministry.example.attacker.org", "ministry.example"),
        ("ministry-example.org", "ministry.example"),
        ("foreign-offce.example.org", "foreign-office.example.org"),
        ("foreign-office.com", "foreign-office.example.org"),
        ("mіnіstry.example", "ministry.example"),  # Cyrillic letters
        ("help60000.org", "60000"),
    ],
)
def test_look_alikes_are_known(host: str, other: str | None) -> None:
    assert imitates(host, OFFICIAL, ("60000",)) == other


@pytest.mark.parametrize(
    ("host", "confusable"),
    [
        ("example.org", False),
        ("中国.example", False),
        ("münchen.example", False),
        ("exаmple.org", True),
        ("xn--e1awd7f.com", True),
    ],
)
def test_scripts_are_not_mixed(host: str, confusable: bool) -> None:
    assert is_confusable(host) is confusable


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://example.org/a", True),
        ("http://example.org:80/", True),
        ("https://a@example.org/", False),
        ("https://example.org:8443/", False),
        ("https://203.0.113.7/", False),
        ("https://localhost/", False),
        ("https://[::1]/", False),
        ("https://exa_mple/", False),
    ],
)
def test_addresses_name_a_host(url: str, plain: bool) -> None:
    assert is_plain_address(url) is plain
