"""Cards for the phone book: vCard 4.0 of each mission, of each country or region, and of all; QR codes of the first.

A card in each language: a phone book shows the first name of a card. ``REV`` is the last day on which one of the
contacts was seen or checked, never the day of the build; a note says from which day the card is not to be relied on.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import segno

from ..pages.site_context import Site
from ..public.freshness import reliable_until
from ..public.models import PublicContact, PublicCountry, PublicHotline, PublicMission, PublicPhone, PublicValue
from ..tasks.cache import digest
from ..tasks.task import Task, results
from .output import Output, say
from .vcard import VCard, cards

CODE = digest(Path(__file__).read_bytes())
CODE_SCALE = 3
MASK = 0
"""One mask for all: readers are told which it is, and trying all eight takes six times as long."""

SHOWN_IN_CODE = 3
"""Numbers in a QR code at most: a denser code is hard to read from a screen or a small print."""


def write(site: Site, output: Output) -> None:
    """Write all cards of all languages, then their codes, which take longest, on all cores."""
    codes: dict[str, VCard] = {}
    for language in site.languages:
        codes |= VCards(site, language).write(output)
    tasks = [Task(path, digest(CODE, str(card)), partial(qr, card)) for path, card in codes.items()]
    for path, picture in zip(codes, results(tasks, output.store.table("qr codes")), strict=True):
        output.bytes(path, picture)


class VCards:
    """The cards of one language."""

    def __init__(self, site: Site, language: str) -> None:
        self.site = site
        self.addresses = site.addresses
        self.language = language
        self.tag = site.addresses.tags[language]
        self.words = site.words[language]

    def write(self, output: Output) -> dict[str, VCard]:
        """Gives the cards that are to become QR codes, by the path of the picture."""
        codes: dict[str, VCard] = {}
        everything = [self.hotline(hotline) for hotline in self.site.projection.hotlines()]
        for country in self.site.projection.countries:
            if country.card:
                everything += self.write_country(output, country, codes)
        output.text(self.addresses.card("all", self.language), cards(everything))
        return codes

    def write_country(self, output: Output, country: PublicCountry, codes: dict[str, VCard]) -> list[VCard]:
        """The cards of one country or region: the emergency numbers first."""
        found = [self.emergency(country)] if country.emergency else []
        for mission in country.missions:
            if mission.card is None:
                continue
            card = self.mission(mission)
            found.append(card)
            output.text(self.addresses.card(f"{country.slug}/{mission.id}", self.language), cards([card]))
            if mission.phones:
                codes[self.addresses.code(f"{country.slug}/{mission.id}", self.language)] = self.short(mission)
        output.text(self.addresses.card(country.slug, self.language), cards(found))
        return found

    # -- one card

    def card(self, name: str, identity: str, page: str, source: str, evidence: list[PublicContact]) -> VCard:
        """What every card has: kind, name, identity, where it comes from, how old it is."""
        card = VCard()
        card.add("KIND", "org")
        card.add("FN", name, language=self.tag)
        card.add_uri("UID", f"urn:uuid:{uuid5(NAMESPACE_URL, self.addresses.url(identity))}")
        card.add_uri("SOURCE", source)
        if evidence:
            days = [one.confirmed.on if one.confirmed else one.seen for one in evidence]
            card.add("REV", f"{max(max(days), max(one.seen for one in evidence)):%Y%m%d}T000000Z")
        card.add("LANG", self.tag)
        card.add_uri("URL", page, type="x-page")
        return card

    def numbers(self, card: VCard, phones: Iterable[PublicPhone]) -> None:
        """Numbers as texts: phone books read them better than addresses, and short numbers have none."""
        for place, number in enumerate(dict.fromkeys(phone.number for phone in phones), 1):
            card.add("TEL", number, value="text", type="voice", pref=str(min(place, 100)))

    def note(self, lines: Iterable[str | None], evidence: list[PublicContact]) -> str:
        """What does not fit elsewhere, and how old the card is."""
        old = (f"{one.value} · {say(self.words, 'seen.stale')}" for one in evidence
               if one.stale and isinstance(one, PublicValue))  # fmt: skip
        return "\n".join([*(line for line in lines if line), *old, *self.age(evidence)])

    def age(self, evidence: list[PublicContact]) -> Iterator[str]:
        """When the oldest value was seen, until when to rely on it, and where to check."""
        if evidence:
            yield say(self.words, "data.card.seen", day=self.words.day(min(one.seen for one in evidence)))
            yield say(self.words, "data.card.until", day=self.words.day(reliable_until(evidence)))
        yield say(self.words, "data.verify")

    def lines(self, phones: Iterable[PublicPhone]) -> Iterator[str]:
        for phone in phones:
            parts = [f"{say(self.words, f'use.{phone.use}')}: {phone.international}"]
            parts += [text[self.language] for text in (phone.hours, phone.note) if text]
            parts += [say(self.words, "seen.stale")] if phone.stale else []
            yield " · ".join(parts)

    def mission(self, mission: PublicMission) -> VCard:
        values = [one for one in (mission.email, mission.website, mission.address) if one]
        evidence: list[PublicContact] = [*mission.phones, *values]
        key = f"cards/{mission.country}/{mission.id}"
        source = self.addresses.url(self.addresses.card(f"{mission.country}/{mission.id}", self.language))
        card = self.card(mission.name[self.language], key, mission.page[self.language], source, evidence)
        for language, name in mission.name.items():
            if language != self.language:
                card.add("NICKNAME", name, language=self.addresses.tags[language])
        card.add("ORG", mission.name[self.language])
        self.numbers(card, mission.phones)
        if mission.email:
            card.add("EMAIL", mission.email.value)
        card.add_uri("URL", mission.website.value if mission.website else None, type="work", pref="1")
        if mission.address:
            self.address(card, mission.address)
        status = mission.status_note[self.language] if mission.status_note else None
        state = say(self.words, f"mission.state.{mission.state}") if mission.state != "open" else None
        hours = f"{say(self.words, 'mission.hours')}: {mission.hours[self.language]}" if mission.hours else None
        card.add("NOTE", self.note([state, status, *self.lines(mission.phones), hours], evidence), language=self.tag)
        return card

    def address(self, card: VCard, address: PublicValue) -> None:
        """The address in one line, as the record has it: its parts are not known one by one."""
        card.add("ADR", "", "", address.value, "", "", "", "", language=address.language, altid="1", type="work")
        if address.local:
            card.add(
                "ADR", "", "", address.local, "", "", "", "", language=address.local_language, altid="1", type="work"
            )

    def emergency(self, country: PublicCountry) -> VCard:
        """The local emergency numbers of a country or region."""
        name = say(self.words, "data.card.emergency", name=country.title[self.language])
        page, source = (
            country.page[self.language],
            self.addresses.url(self.addresses.card(country.slug, self.language)),
        )
        card = self.card(name, f"cards/{country.slug}", page, source, list(country.emergency))
        self.numbers(card, country.emergency)
        card.add("NOTE", self.note(self.lines(country.emergency), list(country.emergency)), language=self.tag)
        return card

    def hotline(self, hotline: PublicHotline) -> VCard:
        """A hotline, with the warning that goes wherever its number goes."""
        source = self.addresses.url(self.addresses.card("all", self.language))
        page = self.addresses.page("index", self.language, "hotline")
        card = self.card(hotline.name[self.language], f"cards/hotline/{hotline.id}", page, source, list(hotline.phones))
        card.add("NICKNAME", hotline.short_name)
        self.numbers(card, hotline.phones)
        lines = [hotline.notice[self.language], *self.lines(hotline.phones)]
        card.add("NOTE", self.note(lines, list(hotline.phones)), language=self.tag)
        return card

    def short(self, mission: PublicMission) -> VCard:
        """What fits into a QR code: the name, the first numbers, the day from which not to rely on them."""
        card = VCard()
        card.add("FN", mission.name[self.language])
        shown = mission.phones[:SHOWN_IN_CODE]
        self.numbers(card, shown)
        until = min(phone.reliable_until for phone in shown)  # a code has no room to mark the numbers one by one
        card.add("NOTE", say(self.words, "data.card.until", day=until.isoformat()))
        return card


def qr(card: VCard) -> bytes:
    """The QR code of a card (ISO/IEC 18004) as SVG with its quiet zone, black on white in every colour scheme."""
    picture = io.BytesIO()
    code = segno.make(str(card), error="m", encoding="utf-8", micro=False, boost_error=False, mask=MASK)
    code.save(picture, kind="svg", scale=CODE_SCALE, light="white", xmldecl=True, svgns=True, nl=True)
    return picture.getvalue()
