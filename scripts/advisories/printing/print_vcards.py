"""Contacts for phones, on cards and in archives: vCard 3.0 (RFC 2426), as cameras of phones read no later version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..outputs.vcard import Card
from ..public.models import PublicCountry, PublicHotline, PublicMission, PublicPhone
from .document_builder import far

VERSION = "3.0"


def vcard(name: str, phones: Iterable[PublicPhone], revised: date, email: str = "", url: str = "") -> str:
    """One contact."""
    card = Card(VERSION)
    card.add("N", name, "", "", "", "")
    card.add("FN", name)
    for number in dict.fromkeys(phone.number for phone in phones):
        card.add("TEL", number, type="VOICE")
    card.add("EMAIL", email or None)
    card.add_uri("URL", url or None)
    card.add("REV", revised.isoformat())
    return str(card)


def of_card(name: str, hotlines: Iterable[PublicHotline], missions: Iterable[PublicMission], revised: date) -> str:
    """What a card's QR code holds: the hotline's numbers, then the missions' first consular lines."""
    phones = [phone for hotline in hotlines for phone in far(hotline)]
    phones += [mission.consular_phones[0] for mission in missions if mission.consular_phones]
    return vcard(name, phones, revised)


def of_country(country: PublicCountry, language: str, revised: date) -> str:
    """Every mission of a country, one contact each."""
    cards = []
    for mission in country.missions:
        if mission.phones:
            email = mission.email.value if mission.email else ""
            url = mission.website.value if mission.website else ""
            cards.append(vcard(mission.name[language], mission.phones, revised, email, url))
    return "".join(cards)


def of_hotline(hotline: PublicHotline, language: str, revised: date) -> str:
    """A hotline."""
    url = hotline.website.value if hotline.website else ""
    return vcard(hotline.name[language], far(hotline), revised, url=url)
