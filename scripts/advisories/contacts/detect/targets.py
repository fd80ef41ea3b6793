"""What a link dials, writes to or opens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote, urlsplit

from ..hosts import as_followed
from ..phones import digits
from .matches import ContactMatch, MatchKind

SCHEME = re.compile("[a-z][a-z0-9+.-]*", re.IGNORECASE)
OF_THE_WEB = ("http", "https", "urn", "tag")  # the latter two are names (RFC 8141, RFC 4151), which open nothing
REPAIRED = re.compile(r"[\t\n\r]")  # taken out by browsers (WHATWG URL, 4.4)
DIALLED = re.compile(r"\+?[0-9(). -]+")


def opened(url: str, in_text: Callable[[str], Iterable[ContactMatch]]) -> Iterator[ContactMatch]:
    """Everything in the target of a link that a record must vouch for; ``in_text`` looks at what it says besides."""
    url = REPAIRED.sub("", url).strip()
    scheme, colon, rest = url.partition(":")
    small = scheme.lower() if colon and SCHEME.fullmatch(scheme) else ""
    if small in ("tel", "sms"):
        yield _dialled(unquote(rest))
    elif small == "mailto":
        yield ContactMatch(MatchKind.EMAIL, rest, unquote(rest.partition("?")[0]).lower())
        yield from in_text(unquote(rest.partition("?")[2].replace("+", " ")))
    elif small and small not in OF_THE_WEB:
        yield ContactMatch(MatchKind.HOST, url, url)  # starts a program, and no record can vouch for what that does
    else:
        yield from _in_web_address(url, in_text)


def _dialled(number: str) -> ContactMatch:
    """One number, after which nothing more is dialled."""
    if not DIALLED.fullmatch(number):
        return ContactMatch(MatchKind.HOST, number, number)
    value = digits(number)
    return ContactMatch(MatchKind.PHONE, f"+{value}" if number.startswith("+") else value, value)


def _in_web_address(url: str, in_text: Callable[[str], Iterable[ContactMatch]]) -> Iterator[ContactMatch]:
    try:
        parts = urlsplit(as_followed(url))
    except ValueError:
        yield ContactMatch(MatchKind.HOST, url, url)
        return
    if parts.username is not None:
        yield ContactMatch(MatchKind.HOST, url, url)
    if parts.hostname:
        yield ContactMatch(MatchKind.HOST, parts.hostname, parts.hostname)
    for words in (parts.path if parts.hostname else "", parts.query, parts.fragment):
        yield from in_text(unquote(words)) if words else ()
