"""Contacts in print: emergency numbers, the directory of missions, hotlines; from the public projection only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import MissionState
from ..public.models import (
    PublicChannel,
    PublicContact,
    PublicCountry,
    PublicHotline,
    PublicMission,
    PublicPhone,
    PublicValue,
)
from . import code
from .code import in_language
from .document_builder import DocumentBuilder
from .notes import Endnotes
from .print_context import labelled


class Directory:
    """Writes contacts in all languages of a document; sources become notes of the chapter."""

    def __init__(self, builder: DocumentBuilder, notes: Endnotes) -> None:
        self.builder = builder
        self.notes = notes

    # -- one number

    def stale(self, contact: PublicContact) -> str:
        """Code for the warning beside a value that has not been seen for long; nothing beside others."""
        return code.call("old", self.builder.both("seen.stale", '" / "')) if contact.stale else ""

    def seen(self, contact: PublicContact) -> str:
        """Code for the day and the marks of the sources."""
        line = self.builder.worded(lambda words: words("print.seen", day=words.short_day(contact.seen)), '" / "')
        numbers = self.notes.numbers(contact.sources)
        return code.call("seen", code.block([line, code.text(f" {numbers}") if numbers else ""]))

    def number(self, phone: PublicPhone, *, marks: bool = True) -> str:
        """Code for one number with its use, its remarks and its age."""
        builder = self.builder
        parts = [code.call("use", builder.both(f"use.{phone.use}", '" / "'))]
        parts.append(code.call("num", code.text(phone.uri), code.text(phone.international)))
        if phone.hours:
            parts.append(code.call("remark", builder.text(phone.hours, "linebreak()")))
        if phone.languages:
            parts.append(code.call("remark", self._spoken(phone)))
        if phone.note:
            parts.append(code.call("remark", builder.text(phone.note, "linebreak()")))
        parts.append(self.stale(phone))
        return code.call("entry", code.block([*parts, self.seen(phone) if marks else ""]))

    def _spoken(self, phone: PublicPhone) -> str:
        return self.builder.worded(
            lambda words: words("mission.languages", languages=words.languages(phone.languages)), '" / "'
        )

    # -- a country

    def country(self, country: PublicCountry) -> str:
        parts = [self.emergency(country), self.missions(country), *self.channels(country.channels)]
        return code.block(parts)

    def emergency(self, country: PublicCountry) -> str:
        if not country.emergency:
            return code.call("boxed", code.text("warning"), "none", self.builder.both("emergency.none", "parbreak()"))
        tiles = [
            code.call(
                "tile", self.builder.both(f"use.{phone.use}", "linebreak()"),
                code.text(phone.international), code.text(phone.uri),
                code.block([self.stale(phone), self.seen(phone), self._note(phone)]),
            )
            for phone in country.emergency
        ]  # fmt: skip
        return code.call("tiles", *tiles)

    def _note(self, phone: PublicPhone) -> str:
        return code.call("remark", self.builder.text(phone.note, "linebreak()")) if phone.note else ""

    def missions(self, country: PublicCountry) -> str:
        """Code for the table of missions, whose head is repeated on every page."""
        if not country.missions:
            return code.call("p", self.builder.both("mission.none", '" "'))
        heads = code.array(
            self.builder.both(name, '" / "') for name in ("print.mission", "callbox.title", "print.where")
        )
        rows = [self.mission(mission, country) for mission in country.missions]
        return code.call("directory", heads, *rows)

    def mission(self, mission: PublicMission, country: PublicCountry) -> str:
        return code.array([self._who(mission, country), self._calls(mission), self._where(mission)])

    def _who(self, mission: PublicMission, country: PublicCountry) -> str:
        builder = self.builder
        parts = [code.call("who", builder.text(mission.name, "linebreak()")), self.notes.of(mission.sources)]
        if mission.city:
            parts.append(code.call("remark", builder.text(mission.city)))
        if mission.district:
            parts.append(code.call("remark", self._district(mission)))
        if mission.state is not MissionState.OPEN:
            parts.append(code.call("old", builder.both(f"mission.state.{mission.state}", '" "')))
        if mission.status_note:
            parts.append(code.call("remark", builder.text(mission.status_note, "linebreak()")))
        covering = [other for other in country.missions if other.id == mission.covered_by]
        parts += [code.call("remark", builder.text(other.name, "linebreak()")) for other in covering]
        return code.block(parts)

    def _district(self, mission: PublicMission) -> str:
        return self.builder.worded(
            lambda words: labelled(
                words, "mission.district", words.listing(part[words.language] for part in mission.district)
            ),
            "linebreak()",
        )

    def _calls(self, mission: PublicMission) -> str:
        parts = [self.number(phone) for phone in mission.phones]
        if not mission.consular_phones and mission.state is not MissionState.SUSPENDED:
            hotlines = self.builder.both("emergency.none_hotline", '" / "')
            parts.append(
                code.call("remark", code.block([self.builder.both("mission.no_number", '" "'), '" "', hotlines]))
            )
        return code.block(parts)

    def _where(self, mission: PublicMission) -> str:
        parts = []
        if mission.address:
            parts.append(self.value(mission.address))
        if mission.hours:
            parts.append(code.call("entry", self.builder.text(mission.hours, "linebreak()")))
        for value, scheme in ((mission.email, "mailto:"), (mission.website, "")):
            if value:
                link = code.call("link", code.text(scheme + value.value), address(value.value))
                note = self.builder.text(value.note, '" / "') if value.note else ""
                parts.append(
                    code.call(
                        "entry", code.block([link, '" "' if note else "", note, self.stale(value), self.seen(value)])
                    )
                )
        return code.block(parts)

    def value(self, value: PublicValue) -> str:
        """Code for an address, also in the local script."""
        parts = [self._in(value.language, value.value)]
        if value.local:
            parts += ["linebreak()", code.call("strong", self._in(value.local_language, value.local))]
        return code.call("entry", code.block([*parts, self.stale(value), self.seen(value)]))

    def _in(self, language: str | None, words: str) -> str:
        settings = self.builder.context.language_settings
        return (
            in_language(language, code.text(words)) if language in settings and language else foreign(language, words)
        )

    # -- hotlines

    def channels(self, channels: Iterable[PublicChannel]) -> list[str]:
        """Code for ways to reach help that are no phone, under a title of their own."""
        listed = self._channel_list(list(channels))
        return [code.call("lead", self.builder.both("channels.title")), listed] if listed else []

    def _channel_list(self, channels: Sequence[PublicChannel]) -> str:
        items = [
            code.block(
                [
                    code.call("strong", self.builder.text(channel.name)),
                    '" "',
                    self.builder.text(channel.how, "linebreak()"),
                ]
            )
            for channel in channels
        ]
        return code.call("ul", "true", *items) if items else ""

    def hotline(self, hotline: PublicHotline) -> str:
        builder = self.builder
        numbers = code.array(
            code.array(
                [
                    code.text(phone.international),
                    code.text(phone.uri),
                    code.block([self.stale(phone), self.seen(phone)]),
                ]
            )
            for phone in hotline.phones
        )
        website = (
            [code.call("link", code.text(hotline.website.value), address(hotline.website.value))]
            if hotline.website
            else []
        )
        return code.call(
            "hotline", builder.text(hotline.name, "linebreak()"), builder.text(hotline.intro, "linebreak()"), numbers,
            builder.text(hotline.notice, "linebreak()"), code.block([self._channel_list(hotline.channels), *website]),
        )  # fmt: skip


def address(value: str) -> str:
    """Code for a mailbox or a website as people type it; no line ends inside a name, so that search finds it."""
    name, slash, path = value.partition("://")[2].partition("/") if "://" in value else (value, "", "")
    return code.block([code.call("whole", code.text(name)), code.text(slash + path) if path else ""])


def foreign(language: str | None, words: str) -> str:
    """Code for words in a language that is none of the site's."""
    if not language:
        return code.text(words)
    parts = language.split("-")
    return code.call("text", code.text(words), lang=code.text(parts[0]))
