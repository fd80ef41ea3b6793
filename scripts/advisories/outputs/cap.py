"""One CAP 1.2 message for each quoted alert, one ``<info>`` per language, and a feed of those in force.

The project is not the issuer, and the message says so: ``sender`` is this site's host, ``source`` and ``senderName``
name the issuer, ``note`` says that it is a quotation, ``code`` marks it for machines. ``urgency``, ``severity`` and
``certainty`` are Unknown, since the project sets no level of its own; the issuer's word is a ``parameter``.
``status`` is Actual, since the alert is real and asks people to act; a copy of it is neither a test nor an exercise.

Sources name days only. ``effective`` is the beginning of the day of issue, ``expires`` the end of the last day, in UTC
with the offset ``-00:00``, which CAP prescribes for UTC (sections 3.2.1 and 3.3.2) and which says that local time is
unknown (RFC 3339, section 4.3). An alert whose issuer names no end has no ``expires``.

An identifier belongs to one message for ever. When our own words are corrected, that is another message: its own
identifier, ``sent`` on the day of the correction, ``msgType`` Update, and ``references`` to all before it, which it
supersedes. The days stand in the alert's record (``corrected``); the file keeps its address and holds the last message.
OASIS Standard CAP-V1.2, https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from lxml import etree

from ..common.characters import one_line, printable
from ..pages.site_context import Site
from ..public.models import PublicAlert, PublicSource
from . import atom
from .atom import AtomEntry, AtomLink, Feed
from .feeds import Feeds, changed
from .output import Output, say
from .urls import LICENCE

CAP = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"
RELAYED = "relayed-quotation"
"""The ``code`` by which a machine tells these messages from an issuer's own."""


def write(site: Site, output: Output) -> None:
    """Write a message for each alert that can be one, and the index of those in force."""
    messages = Messages(site)
    by_id = {alert.id: alert for alert in site.projection.all_alerts}
    written = []
    for alert in site.projection.all_alerts:
        if alert.state == "not-yet" or (alert.cancels and not chain(alert, by_id)):
            continue  # nothing that was ever sent could be cancelled by it
        output.bytes(site.addresses.cap(*alert.id.split("/")), messages.message(alert, chain(alert, by_id)))
        written.append(alert)
    output.bytes(
        site.addresses.cap_index(),
        messages.index([one for one in written if one.state in ("in-force", "cancellation")]),
    )


def chain(alert: PublicAlert, by_id: Mapping[str, PublicAlert]) -> list[PublicAlert]:
    """All messages that this one follows, the oldest first; ends where a chain runs in a circle or into nothing."""
    found: list[PublicAlert] = []
    met = {alert.id}
    current = by_id.get(alert.replaces or "")
    while current and current.id not in met:
        found.insert(0, current)
        met.add(current.id)
        current = by_id.get(current.replaces or "")
    return found


class Messages:
    """Writes messages in the languages of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.feeds = {language: Feeds(site, language) for language in site.languages}
        self.sender = urlsplit(site.addresses.site_url).netloc

    def message(self, alert: PublicAlert, earlier: list[PublicAlert]) -> bytes:
        """The message; its elements stand in the order of the schema."""
        root = etree.Element(f"{{{CAP}}}alert", nsmap={None: CAP})
        source = alert.source
        *own, (name, moment) = messages(alert)
        before = [one for other in earlier for one in messages(other)]
        before += [] if alert.cancels else own  # a cancellation that is worded anew must not cancel itself
        kind = ("Cancel" if alert.cancels else "Update") if before else "Alert"
        default = self.site.addresses.default_language
        add(root, "identifier", name)
        add(root, "sender", self.sender)
        add(root, "sent", moment)
        add(root, "status", "Actual")
        add(root, "msgType", kind)
        add(
            root,
            "source",
            " ".join(part for part in (alert.issuer.name[default], source.url if source else None) if part),
        )
        add(root, "scope", "Public")
        add(root, "code", RELAYED)
        add(root, "note", " / ".join(self.quoted(alert, language) for language in self.site.languages))
        if before:
            add(root, "references", " ".join(f"{self.sender},{name},{moment}" for name, moment in before))
        for language in alert.summary:
            self.info(root, alert, language, source)
        return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"

    def quoted(self, alert: PublicAlert, language: str) -> str:
        """That the issuer speaks, not this project."""
        return say(self.site.words[language], "data.alert.quoted", issuer=alert.issuer.name[language])

    def info(self, root: etree._Element, alert: PublicAlert, language: str, source: PublicSource | None) -> None:
        feeds = self.feeds[language]
        info = etree.SubElement(root, f"{{{CAP}}}info")
        add(info, "language", self.site.addresses.tags[language])
        add(info, "category", "Safety")
        add(info, "event", say(feeds.words, "data.alert.event"))
        for name in ("urgency", "severity", "certainty"):
            add(info, name, "Unknown")
        add(info, "effective", beginning(alert.issued))
        if alert.expires:
            add(info, "expires", f"{alert.expires.isoformat()}T23:59:59-00:00")
        add(
            info,
            "senderName",
            say(feeds.words, "data.alert.sender", site=feeds.author, issuer=alert.issuer.name[language]),
        )
        add(info, "headline", feeds.headline(alert))
        add(info, "description", f"{alert.summary[language]}\n{self.quoted(alert, language)}")
        add(info, "instruction", alert.level.meaning[language])
        add(info, "web", source.url if source and source.url else alert.page[language])
        for name, value in (
            ("issuer", alert.issuer.id),
            ("level", alert.level.id),
            ("word", alert.level.word[language]),
        ):
            parameter = etree.SubElement(info, f"{{{CAP}}}parameter")
            add(parameter, "valueName", name)
            add(parameter, "value", value)
        self.area(info, alert, language)

    def area(self, info: etree._Element, alert: PublicAlert, language: str) -> None:
        """The country or region, and the part of it."""
        area = etree.SubElement(info, f"{{{CAP}}}area")
        place = alert.place[language]
        add(area, "areaDesc", f"{place}: {alert.area[language]}" if alert.area else place)
        geocode = etree.SubElement(area, f"{{{CAP}}}geocode")
        add(geocode, "valueName", "ISO 3166-1")
        add(geocode, "value", alert.code)

    def index(self, alerts: list[PublicAlert]) -> bytes:
        """Atom feed of the messages in force and of cancellations, in the default language."""
        feeds = self.feeds[self.site.addresses.default_language]
        feed = Feed(
            address=self.site.addresses.url(self.site.addresses.cap_index()),
            title=f"{say(feeds.words, 'data.feed.cap')} – {feeds.author}", author=feeds.author,
            author_uri=self.site.addresses.page("index", feeds.language),
            language=self.site.addresses.tags[feeds.language],
            page=self.site.addresses.page("countries", feeds.language),
            since=date.min if alerts else feeds.since, rights=LICENCE, entries=list(self.entries(feeds, alerts)),
            newest=len(alerts), subtitle=say(feeds.words, "data.not_all_alerts"),
        )  # fmt: skip
        return atom.as_xml(feed)

    def entries(self, feeds: Feeds, alerts: list[PublicAlert]) -> Iterator[AtomEntry]:
        """One entry for each message, which it links to."""
        for alert in alerts:
            yield AtomEntry(
                id=alert.cap or "", title=feeds.headline(alert), updated=changed(alert), published=alert.issued,
                text="\n".join(alert.summary.values()), links=(AtomLink(alert.cap or "", type=MEDIA_TYPE),),
                category=alert.level.id, label=alert.level.word[feeds.language],
            )  # fmt: skip


def messages(alert: PublicAlert) -> list[tuple[str, str]]:
    """Identifier and ``sent`` of every message that was sent about an alert: the first, and one for each correction."""
    days = (alert.issued, *alert.corrected)
    return [(identifier(alert, number), beginning(day)) for number, day in enumerate(days, 1)]


def identifier(alert: PublicAlert, number: int = 1) -> str:
    """Unique for this sender; without the characters that CAP forbids (blank, comma, < and &), and no host's name."""
    return alert.id + (f"/v{number}" if number > 1 else "")


def beginning(day: date) -> str:
    """The first moment of a day."""
    return f"{day.isoformat()}T00:00:00-00:00"


def add(parent: etree._Element, name: str, text: str) -> None:
    """An element with its text, in one line unless it may be long."""
    keep = name in ("description", "instruction", "note")
    etree.SubElement(parent, f"{{{CAP}}}{name}").text = printable(text) if keep else one_line(text)
