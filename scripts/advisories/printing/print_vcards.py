"""Contacts for phones, on cards and in archives: vCard 3.0 (RFC 2426), as cameras of phones read no later version.

A phone book shows a card without the marks beside its numbers, so its note names the first day on which one of them
is stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..language.words import Words
from ..outputs.output import say
from ..outputs.vcard import VCard
from ..public.models import PublicContact, PublicCountry, PublicHotline, PublicMission, PublicPhone
from .document_builder import far

VERSION = "3.0"


def vcard(
    name: str, phones: Sequence[PublicPhone], revised: date, words: Words, others: Iterable[PublicContact] = (),
    email: str = "", url: str = "",
) -> str:  # fmt: skip
    """One contact; ``others`` are its values that are no numbers."""
    card = VCard(VERSION)
    card.add("N", name, "", "", "", "")
    card.add("FN", name)
    for number in dict.fromkeys(phone.number for phone in phones):
        card.add("TEL", number, type="VOICE")
    card.add("EMAIL", email or None)
    card.add_uri("URL", url or None)
    card.add("REV", revised.isoformat())
    if days := [contact.reliable_until for contact in (*phones, *others)]:
        card.add("NOTE", say(words, "data.card.until", day=min(days).isoformat()))
    return str(card)


def of_card(
    name: str, hotlines: Iterable[PublicHotline], missions: Iterable[PublicMission], revised: date, words: Words
) -> str:
    """What a card's QR code holds: the hotline's numbers, then the missions' first consular lines."""
    phones = [phone for hotline in hotlines for phone in far(hotline)]
    phones += [mission.consular_phones[0] for mission in missions if mission.consular_phones]
    return vcard(name, phones, revised, words)


def of_country(country: PublicCountry, words: Words, revised: date) -> str:
    """Every mission of a country, one contact each."""
    cards = []
    for mission in country.missions:
        if mission.phones:
            others = [value for value in (mission.email, mission.website) if value]
            email = mission.email.value if mission.email else ""
            url = mission.website.value if mission.website else ""
            cards.append(vcard(mission.name[words.language], mission.phones, revised, words, others, email, url))
    return "".join(cards)


def of_hotline(hotline: PublicHotline, words: Words, revised: date) -> str:
    """A hotline."""
    url = hotline.website.value if hotline.website else ""
    others = [hotline.website] if hotline.website else []
    return vcard(hotline.name[words.language], far(hotline), revised, words, others, url=url)
