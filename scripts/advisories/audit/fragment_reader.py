"""Reads fragments of a built site, each kind in its own way, with what the records vouch for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from ..contacts.detect.contexts import in_code
from ..contacts.detect.matches import ContactMatch, MatchKind
from ..contacts.detect.patterns import contact_matches
from ..contacts.detect.plain_text import plain
from ..contacts.detect.targets import opened
from ..contacts.phones import digits
from .allowlist import Allowlist
from .fragments import Fragment, FragmentKind


class FragmentReader:
    """Finds what looks like a contact in fragments, and says whether a record vouches for it."""

    def __init__(self, allowed: Allowlist) -> None:
        self.allowed = allowed
        self.readers: dict[FragmentKind, Callable[[str], Iterable[ContactMatch]]] = {
            FragmentKind.TEXT: self.in_text,
            FragmentKind.LINK: self.in_link,
            FragmentKind.CODE: lambda text: in_code(text, self.in_text),
            FragmentKind.LINE: lambda line: self.but_rows(self.in_text(line)),
        }

    def matches(self, fragment: Fragment) -> list[ContactMatch]:
        """Everything in a fragment that looks like a contact."""
        kind, text = fragment
        return [] if text in self.allowed.counts else list(self.readers[kind](text))

    def is_vouched(self, contact: ContactMatch) -> bool:
        """Whether a record stands for it; for accounts there are no records."""
        if contact.kind is MatchKind.EMAIL:
            return self.allowed.knows_mailbox(contact.value)
        if contact.kind is MatchKind.HOST:
            return self.allowed.knows_host(contact.value)
        if contact.kind is MatchKind.ACCOUNT:
            return False
        return digits(contact.value) in self.allowed.numbers or self.allowed.knows_number(contact.text)

    def in_text(self, text: str) -> Iterator[ContactMatch]:
        """A text, with the addresses of records in it read as a whole, and once more by itself where texts meet."""
        text, addresses = self.allowed.apart(text)
        yield from map(_host_of, addresses)
        matches = list(contact_matches(text, self.allowed.names))
        if not all(map(self.is_vouched, matches)):
            text = self.allowed.harmless.parted(self.allowed.without_hosts(plain(text)))
            matches = list(contact_matches(text, self.allowed.names))
        yield from matches

    def but_rows(self, matches: Iterable[ContactMatch]) -> Iterator[ContactMatch]:
        """All but rows of numbers that are harmless one by one: cells of a table stand side by side in a line."""
        for contact in matches:
            is_long = contact.kind is MatchKind.SHORT and len(digits(contact.value)) > 4
            is_number = contact.kind is MatchKind.PHONE or is_long
            if not is_number or self.is_vouched(contact) or not self.allowed.knows_row(contact.text):
                yield contact

    def in_link(self, url: str) -> Iterator[ContactMatch]:
        """What a link dials, writes to or opens."""
        if url in self.allowed.urls:
            yield _host_of(url)
        else:
            yield from opened(url, self.in_text)


def _host_of(url: str) -> ContactMatch:
    return ContactMatch(MatchKind.HOST, url, urlsplit(url).hostname or "")
