"""Pocket cards (ID-1, 85.6 × 54 mm) on document to cut and fold, single cards, and the poster of a country."""

from __future__ import annotations

from collections.abc import Sequence

from ..public.freshness import reliable_until
from ..public.models import PublicContact, PublicCountry, PublicMission, PublicPhone
from . import code
from .code import in_language
from .compiler import TypstDocument
from .document_builder import PackDocument, far
from .errors import PrintingError
from .pack_freshness import PackContents
from .print_context import PrintContext
from .print_vcards import of_card

SHOWN_NUMBERS = 4
SHOWN_MISSIONS = 2
POSTER_MISSIONS = 8
FIELDS = ("name", "blood", "insurer", "family", "passport")


class PocketCards(PackDocument):
    """Cards and posters of the countries of a pack."""

    def __init__(self, context: PrintContext, contents: PackContents, languages: Sequence[str], paper: str) -> None:
        super().__init__(context, contents, languages, "letter" if paper == "letter" else "a4")

    def document(self, kind: str) -> TypstDocument:
        """``cards`` = several to a page, ``card`` = one to a page, ``poster`` = one A3 page per country."""
        self.kind, builder, countries = kind, self.builder, self.freshness.countries
        if not countries:
            raise PrintingError(f"pack {self.contents.key!r} has no country, so no cards")
        made = list(map(self.poster if kind == "poster" else self.card, countries))
        parts = made if kind == "poster" else [code.call("strips" if kind == "cards" else "singles", *made)]
        builder.parts('""')
        names = ", ".join(country.names[builder.main] for country in countries)
        named = names, f"{names} · {builder.say(f'kind.{kind}')}: {builder.say('card.title')}"
        arguments = [builder.both("kind.cards"), builder.both("card.fold", '" "')]
        return self.make("cards.typ", kind, named, arguments, parts, [country.key for country in countries])

    # -- parts

    def name(self, country: PublicCountry) -> str:
        return self.builder.each(lambda language: code.text(country.names[language]))

    def emergency(self, country: PublicCountry) -> list[str]:
        """Code for number, uses and notes; short numbers first, one line for a number with several uses."""
        phones: dict[str, list[PublicPhone]] = {}
        for phone in sorted(country.emergency, key=lambda phone: not phone.short):
            phones.setdefault(phone.international, []).append(phone)
        return [code.array([code.text(number), self._uses(same), self._notes(same)]) for number, same in phones.items()]

    def _uses(self, phones: list[PublicPhone]) -> str:
        return self.builder.worded(
            lambda words: words.listing(words.each("use", [phone.use for phone in phones])), "linebreak()"
        )

    def _notes(self, phones: list[PublicPhone]) -> str:
        """Code for what a caller must know, each remark once."""
        notes = {phone.note[self.builder.main]: phone.note for phone in phones if phone.note}
        if not notes:
            return "none"
        return self.builder.each(
            lambda language: code.text(" ".join(note[language] for note in notes.values())), "linebreak()"
        )

    def lines(self, country: PublicCountry, count: int) -> list[str]:
        """Code for the first consular lines: city, number."""
        lines = [(mission, mission.consular_phones[0]) for mission in country.missions if mission.consular_phones]
        return [
            code.array([self.place(mission), code.text(phone.international), code.value(phone.stale)])
            for mission, phone in lines[:count]
        ]

    def place(self, mission: PublicMission) -> str:
        return self.builder.worded(
            lambda words: (
                f"{words(f'mission.kind.{mission.kind}')}{f' {mission.city[words.language]}' if mission.city else ''}"
            ),
            '" / "',
        )

    def hotline(self) -> str:
        """Code for the first hotline: short name, numbers, warning."""
        first = self.context.hotlines[:1]
        if not first:
            return "none"
        numbers = code.array(code.text(phone.international) for phone in far(first[0]))
        return code.array([code.text(first[0].short_name), numbers, self.builder.text(first[0].notice, "linebreak()")])

    def age(self, country: PublicCountry) -> tuple[str, str]:
        """Code for the dates, and for the warning where something is too old."""
        words = self.context.words
        hotline: list[PublicContact] = [phone for first in self.context.hotlines[:1] for phone in first.phones]
        contacts = [*hotline, *country.contacts]
        until = reliable_until(contacts, [country.reviewed])

        def line(language: str) -> str:
            word = words[language]
            checked = f"{word('print.checked')} {word.short_day(country.reviewed)}"
            return code.text(f"{checked} · {word('print.reliable')} {word.short_day(until)}")

        old = any(contact.stale for contact in contacts) or until <= self.context.site.projection.today
        return self.builder.each(line, "linebreak()"), self.builder.both("card.stale", '" / "') if old else "none"

    def qr(self, country: PublicCountry) -> tuple[str, str]:
        """Address and alternative text of the QR code with the contacts."""
        missions = [mission for mission in country.missions if mission.consular_phones][:1]
        name, words = country.names[self.builder.main], self.context.words[self.builder.main]
        content = of_card(name, self.context.hotlines[:1], missions, country.reviewed, words)
        number = next((line.partition(":")[2] for line in content.splitlines() if line.startswith("TEL")), "")
        return self.builder.qr(content, f"card-{country.slug}"), self.builder.say("card.qr", number=number)

    # -- whole

    def card(self, country: PublicCountry) -> str:
        """Code for both sides of one card."""
        qr, alt = self.qr(country)
        dates, old = self.age(country)
        numbers = code.array(self.emergency(country)[:SHOWN_NUMBERS])
        sentence = code.block(
            code.call("line", in_language(language, code.text(self.context.words[language]("card.sentence"))))
            for language in self.builder.languages
        )
        fields = code.array(self.builder.both(f"card.{field}", '" / "') for field in FIELDS)
        return code.call(
            "one", self.name(country), numbers,
            code.array(self.lines(country, SHOWN_MISSIONS)), self.hotline(), code.text(qr), code.text(alt),
            dates, old, sentence, fields, code.call("p", self.builder.both("emergency.none", '" "')),
        )  # fmt: skip

    def poster(self, country: PublicCountry) -> str:
        qr, alt = self.qr(country)
        dates, old = self.age(country)
        builder = self.builder
        numbers = code.array(self.emergency(country))
        address = self.context.site.addresses.absolute(country.key, builder.main)
        heads = [builder.both(f"poster.{name}", "linebreak()") for name in ("title", "danger", "mission", "none")]
        return code.call(
            "sheet-of", self.name(country), code.array(heads), numbers,
            code.array(self.lines(country, POSTER_MISSIONS)),
            self.hotline(), code.text(qr), code.text(alt), dates, old, code.text(address),
            builder.independence(),
        )  # fmt: skip
