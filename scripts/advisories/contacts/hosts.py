"""Host names: which are well formed, which belong together, and which are made to be mistaken for another.

Pure functions over text; the lists themselves are data (``docs/hosts.yml``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

import idna

from ..common.characters import LATIN_TWINS

ENDS = re.compile(r"[a-z]{2,24}|xn--[a-z0-9-]{2,59}")
WEB_START = re.compile(r"[\0-\x20]*((?:https?|wss?|ftp):)?([\s/\\]*)", re.IGNORECASE)


def host_of(url: str) -> str:
    """The host of an address in small letters; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def as_followed(url: str) -> str:
    """A link as browsers follow it (URL Standard, 4.4): a backslash is a slash, and a web address needs none."""
    match = WEB_START.match(url)
    scheme, slashes = (match[1] or "", re.sub(r"\s", "", match[2])) if match else ("", "")
    return f"{scheme}//{url[match.end() :]}" if match and (scheme or len(slashes) > 1) else url


def is_below(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the domains or a subdomain of one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def domains_above(host: str) -> frozenset[str]:
    """The host itself and every domain it is below of."""
    labels = host.split(".")
    return frozenset(".".join(labels[start:]) for start in range(len(labels)))


@lru_cache(maxsize=8192)
def is_plain_address(url: str) -> bool:
    """An address with a real host name: no user name, no odd port, no numeric host, every label well formed."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").rstrip(".")
    return "@" not in parts.netloc and port in (None, 80, 443) and "\\" not in url and is_host(host)


@lru_cache(maxsize=8192)
def is_host(host: str) -> bool:
    """A full host name that IDNA 2008 (RFC 5891) allows and that ends in a top-level domain."""
    labels = host.split(".")
    try:
        ascii_labels = idna.encode(host).decode("ascii").split(".")
    except idna.IDNAError:
        ascii_labels = labels if re.fullmatch(r"[a-z0-9_.-]+", host) and "xn--" not in host else [""]
    return len(labels) > 1 and ENDS.fullmatch(ascii_labels[-1]) is not None and all(ascii_labels)


@lru_cache(maxsize=8192)
def is_confusable(host: str) -> bool:
    """Whether a label mixes scripts, or could be read as Latin letters though it has none (UTS 39, section 5)."""
    return any(_is_confusable_label(label) for label in unicode_host(host).split("."))


def unicode_host(host: str) -> str:
    """The host as a reader would see it: ``xn--`` labels decoded."""
    try:
        return idna.decode(host) if "xn--" in host else host
    except idna.IDNAError:
        return host


def _is_confusable_label(label: str) -> bool:
    if label.isascii():
        return label.startswith("xn--")  # could not be decoded
    scripts = {_script(character) for character in label if character.isalpha()}
    mixed = len(scripts) > 1 and not scripts <= {"LATIN", "CJK"}
    twins = all(character in LATIN_TWINS for character in label if character.isalpha())
    return mixed or twins


def _script(character: str) -> str:
    """First word of the character's name, which for letters names the script."""
    word = unicodedata.name(character, "UNKNOWN").split(" ")[0]
    return {"HIRAGANA": "CJK", "KATAKANA": "CJK"}.get(word, word)


@lru_cache(maxsize=8192)
def imitates(host: str, official: tuple[str, ...], names: tuple[str, ...] = ()) -> str | None:
    """The official domain, or the hotline's name, that a host outside the official domains tries to look like.

    Three tricks: an official domain inside a longer name (``ministry.example.attacker.org``), a hotline's
    digits in a label, and a long label that differs from an official one in one letter.
    """
    if is_below(host, official):
        return None
    skeleton = "".join(LATIN_TWINS.get(character, character) for character in unicode_host(host))
    for domain in official:
        if domain.count(".") and len(domain) > 7 and re.search(rf"(?:^|[.-]){domain.replace('.', '[.-]?')}", skeleton):
            return domain
        if any(_nearly(label, domain.split(".")[0]) for label in skeleton.split(".")):
            return domain
    return next((name for name in names if len(name) > 3 and name in skeleton), None)


def _nearly(label: str, official: str) -> bool:
    """Whether a long label is the official one, or is it but for one letter added, lost or changed."""
    if len(official) < 8 or abs(len(label) - len(official)) > 1:
        return False
    pairs = enumerate(zip(label, official, strict=False))
    start = next((index for index, (ours, theirs) in pairs if ours != theirs), min(len(label), len(official)))
    rests = ((1, 1), (0, 1), (1, 0))
    return label == official or any(label[start + a :] == official[start + b :] for a, b in rests)
