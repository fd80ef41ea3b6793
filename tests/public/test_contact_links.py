"""What contact links mean, and which texts they may have."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import TODAY, catalogue

from advisories.public.contact_links import ContactLinks, resolve
from advisories.public.projection import Projection


@pytest.fixture
def links(tmp_path: Path) -> ContactLinks:
    return ContactLinks(Projection(catalogue(tmp_path), TODAY))


@pytest.mark.parametrize(
    ("target", "uri", "form"),
    [
        ("contact:hotline/freedonia-line", "tel:+442079460000", "Freedonia Line"),
        ("united-kingdom/999", "tel:999", "999"),
        ("united-kingdom/police", "tel:112", "112"),
        ("united-kingdom/embassy/office", "tel:+442079460019", "020 7946 0019"),
        (
            "united-kingdom/embassy/email",
            "mailto:consular@ministry.service.example",
            "consular@ministry.service.example",
        ),
        ("united-kingdom/embassy/website", "https://embassy.service.example/uk", "embassy.service.example"),
    ],
)
def test_a_name_leads_to_its_contact(links: ContactLinks, target: str, uri: str, form: str) -> None:
    link = resolve(links, target)
    assert link is not None
    assert link.uri == uri
    assert link.may_be_shown_as(form)
    assert not link.may_be_shown_as(form + "1")


@pytest.mark.parametrize(
    "target", ["hotline/other", "united-kingdom/998", "united-kingdom/edinburgh/consular-protection", ""]
)
def test_what_may_not_be_printed_leads_nowhere(links: ContactLinks, target: str) -> None:
    assert resolve(links, target) is None


def test_numbers_and_mailboxes_find_their_record(links: ContactLinks) -> None:
    assert links.of_digits["02079460019"] == ("united-kingdom/embassy/office",)
    assert links.of_value["consular@ministry.service.example"] == "united-kingdom/embassy/email"
