"""Contacts by where a text stands: code, print, a link, a cell beside a label, a postal address.

Page prose, a field of YAML, a text of JSON and a text of HTML are read by ``patterns.contact_matches`` as they are.
Each function here says what is different in its context; what looks at the words there is given as ``in_text``. Rules,
the audit and the review ask the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from ...content.prose.parts import CONTACT
from ..hosts import host_of, is_below, is_host
from ..phones import digits
from .address_patterns import hosts
from .matches import SHORTEST_PHONE, ContactMatch, MatchKind
from .number_patterns import digits_in, phones
from .plain_text import plain

InText = Callable[[str], Iterable[ContactMatch]]
"""What is found in plain words."""

# --- code ----------------------------------------------------------------------------------------------------------

_CODE_HOST = re.compile(r"(?:(?:https?|wss?|ftp):|[\"'(`])//([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
_CODE_TEXT = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
_CODE_NUMBER = re.compile(r"\+?\(?[0-9][0-9 ().-]{5,}[0-9]")


def in_code(text: str, in_text: InText) -> Iterator[ContactMatch]:
    """A script or a style sheet: addresses, and what its strings say; a word with a dot is mostly a name in it."""
    for match in _CODE_HOST.finditer(text):
        yield ContactMatch(MatchKind.HOST, match[1], match[1])
    for match in _CODE_TEXT.finditer(text):
        words = match[1] or match[2] or match[3] or ""
        if "@" in words or _CODE_NUMBER.search(words) or words.startswith(("tel:", "mailto:")):
            kinds = (MatchKind.EMAIL, MatchKind.PHONE, MatchKind.SHORT)
            yield from (contact for contact in in_text(words) if contact.kind in kinds)


# --- print ---------------------------------------------------------------------------------------------------------

_HOST_GOES_ON = re.compile(r"((?:[a-z0-9-]{2,}\.)+[a-z0-9-]{2,}\.)\n(?=[a-z]{2,})")
_NUMBER_GOES_ON = re.compile(r"((?<![0-9])[+(0][0-9 ()/-]*[0-9)-]) ?\n(?=[0-9][0-9 ()/-]*(?![0-9]|[年月日]))")


def numbers_joined(text: str) -> str:
    """Lines of print with each number in one line."""
    return _NUMBER_GOES_ON.sub(r"\1 ", text)


def hosts_joined(text: str) -> str:
    """Lines of print with each host in one line."""
    return _HOST_GOES_ON.sub(r"\1", text)


# --- Markdown ------------------------------------------------------------------------------------------------------

NUMBER_ALONE = re.compile(
    r"\W*([0-9][0-9 -]{0,8}[0-9])(?: ?[(/,;、,；（].{0,20}| (?:or|and|或|和) [0-9]{2,6})?\W*", re.DOTALL
)
"""A cell or a line that begins with a number and says little else."""
_BESIDE_CONTACT = re.compile(
    rf"(?<=[0-9]){CONTACT}|{CONTACT}([0-9]+|[ /(（,，、-]{{1,3}}[0-9]{{2,6}}(?=[.,;)。，；）]|$))", re.MULTILINE
)


def beside_contact(text: str) -> ContactMatch | None:
    """Digits that make another number of a contact link, or seem to belong to it."""
    match = _BESIDE_CONTACT.search(text) if CONTACT in text else None
    return ContactMatch(MatchKind.SHORT, match[0].replace(CONTACT, "…"), match[0]) if match else None


# --- the address of a website or source ----------------------------------------------------------------------------

_NUMBER_IN_QUERY = re.compile(
    r"(?<![\w-])(?=[\w-]*?(?:tel|phone|mobile|number|call|whatsapp|wa|sms|contact|hotline|dianhua|shouji|text|msg))"
    r"[\w-]++="
    r"\D{0,3}[0-9][0-9 .()-]{4,}"
    r"|[=/:#]\s*\+[0-9 ]{5,}"
    r"|(?:tel|sms|callto|whatsapp|skype|weixin):",
    re.IGNORECASE,
)
DIALLING_HOSTS = (
    "wa.me", "whatsapp.com", "t.me", "m.me", "line.me", "signal.me", "viber.me", "zalo.me", "u.wechat.com", "qm.qq.com",
    "bit.ly", "t.co", "t.cn", "tinyurl.com", "goo.gl", "is.gd", "ow.ly", "dwz.cn", "url.cn",
)  # fmt: skip
"""Hosts that open a chat, or another address that nobody can read beforehand."""


def dials(url: str) -> bool:
    """Whether a web address carries a phone number in its query or host, or leads to a service that dials."""
    host = host_of(url)
    if is_below(host, DIALLING_HOSTS):
        return True
    if is_host(host) and digits_in(host) >= SHORTEST_PHONE and any(True for _ in phones(host)):
        return True
    read = plain(unquote(url)) if "%" in url or not url.isascii() else url
    return _NUMBER_IN_QUERY.search("/" + read.partition("//")[2].partition("/")[2]) is not None


def leads_on(url: str) -> bool:
    """Whether a web address holds another one, to which it could lead on."""
    rest = unquote(unquote(url)).replace("\\", "/").partition("//")[2]
    return "//" in rest or any(True for _ in hosts(rest.partition("?")[2]))


# --- a postal address ----------------------------------------------------------------------------------------------

POSTCODES = {
    "BR": r"[0-9]{5}-[0-9]{3}", "CL": r"[0-9]{7}", "IL": r"[0-9]{7}", "IR": r"[0-9]{5}-?[0-9]{5}",
    "JP": r"[0-9]{3}-[0-9]{4}", "PT": r"[0-9]{4}-[0-9]{3}", "US": r"[0-9]{5}-[0-9]{4}",
}  # fmt: skip
"""Postcodes of seven digits or more (Universal Postal Union, addressing systems); no other looks like a phone."""


def is_postal(contact: ContactMatch, country: str) -> bool:
    """Whether a long number in a postal address is, but for few digits, a postcode of the country."""
    if contact.kind is not MatchKind.PHONE or contact.value.startswith(("+", "00")):
        return False
    postcode = re.compile(POSTCODES.get(country, r"(?!)"))
    rest = [group for group in re.split(r"[ ,/]+", contact.text.strip("()")) if not postcode.fullmatch(group)]
    return len(digits(" ".join(rest))) < SHORTEST_PHONE
