"""Contacts for phones: vCard 3.0 (RFC 2426), small enough for a QR code on a pocket card."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..public import PublicCountry, PublicHotline, PublicMission, PublicPhone
from .draft import far

ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})


def vcard(name: str, phones: Iterable[PublicPhone], revised: date, email: str = "", url: str = "") -> str:
    """One contact; lines end as the standard asks."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_plain(name)};;;;", f"FN:{_plain(name)}"]
    lines += [f"TEL;TYPE=VOICE:{number}" for number in dict.fromkeys(phone.number for phone in phones)]
    lines += [f"EMAIL:{email}"] if email else []
    lines += [f"URL:{url}"] if url else []
    lines += [f"REV:{revised.isoformat()}", "END:VCARD"]
    return "\r\n".join(lines) + "\r\n"


def _plain(text: str) -> str:
    return text.translate(ESCAPES)


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
