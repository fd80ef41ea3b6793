"""Tells a genuine copy of the site from another one: a folder, or a site on the web.

First the signature of the manifest, then every file that it names. A folder is also searched for files that it does
not name; what else a web server would answer cannot be listed from outside.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from ..common import clock
from ..common.errors import AdvisoriesError
from ..common.files import sha256_of
from ..public.addresses import API
from . import manifest
from .crawlers import HEADERS
from .signing import verify

LARGEST = 256 * 1024 * 1024
TIMEOUT = 30  # seconds
AT_ONCE = 8  # requests
CONTACTS = f"{API}/contacts.json"

NEVER_SERVED = frozenset({HEADERS})
"""Files that hosts read themselves and answer to nobody."""

Reader = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Report:
    """What was found; a copy is genuine when the three lists of files are empty."""

    comment: str
    checked: int
    tampered: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    expires: str | None

    @property
    def is_genuine(self) -> bool:
        """Whether every file is the signed one."""
        return not (self.tampered or self.missing or self.extra)

    def has_expired(self, now: datetime) -> bool:
        """Whether the copy says of itself that it should not be relied on any more."""
        return self.expires is not None and datetime.fromisoformat(self.expires) <= now.astimezone(UTC)

    def lines(self, most: int) -> Iterator[str]:
        """For a person: files of each kind, ``most`` of them by name, then the verdict."""
        for word, files in (("tampered", self.tampered), ("missing", self.missing), ("extra", self.extra)):
            yield from (f"{word}: {name}" for name in files[:most])
            if len(files) > most:
                yield f"{word}: {len(files) - most} more"
        yield f"{'genuine' if self.is_genuine else 'NOT GENUINE'}: {self.checked} files; {self.comment}"
        if self.is_genuine and self.has_expired(clock.now()):
            yield f"old: this copy asks not to be relied on after {self.expires}; fetch a newer one"


class NothingToVerifyError(AdvisoriesError):
    """No manifest, or no signature: nobody can tell."""


def check(target: str, public_key: str) -> Report:
    """Check a folder or an address; raises ``NothingToVerifyError`` or ``ValueError``."""
    web = urlsplit(target).scheme in ("http", "https")
    read = _from_web(target) if web else _from_folder(Path(target))
    sums, signature = read(manifest.MANIFEST), read(manifest.SIGNATURE)
    if sums is None:
        raise NothingToVerifyError(f"{manifest.MANIFEST} is missing")
    if signature is None:
        raise NothingToVerifyError(f"{manifest.SIGNATURE} is missing: this copy is not signed")
    comment = verify(sums, signature.decode(errors="replace"), public_key)
    wanted = {name: value for name, value in manifest.read(sums.decode()).items() if not (web and name in NEVER_SERVED)}
    found = dict(zip(wanted, _digests(read, wanted), strict=True))
    extra = () if web else tuple(sorted(_files(Path(target)) - set(wanted)))
    return Report(
        comment=comment,
        checked=len(wanted),
        tampered=tuple(name for name, value in found.items() if value not in (None, wanted[name])),
        missing=tuple(name for name, value in found.items() if value is None),
        extra=extra,
        expires=_expires(read(CONTACTS)) if CONTACTS in wanted else None,
    )


def _digests(read: Reader, names: Iterable[str]) -> list[str | None]:
    def digest(name: str) -> str | None:
        data = read(name)
        return None if data is None else sha256_of(data)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(digest, names))


def _files(folder: Path) -> set[str]:
    found = {
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_symlink() or not file.is_dir()
    }
    return found - manifest.NEVER_LISTED


def _from_folder(folder: Path) -> Reader:
    def read(name: str) -> bytes | None:
        file = folder / name
        return file.read_bytes() if file.is_file() else None

    return read


def _from_web(address: str) -> Reader:
    def read(name: str) -> bytes | None:
        page = name == "index.html" or name.endswith("/index.html")
        url = f"{address.rstrip('/')}/{quote(name.removesuffix('index.html') if page else name)}"
        request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - http or https, see `check`
                return bytes(answer.read(LARGEST))
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                return None
            raise

    return read


def _expires(data: bytes | None) -> str | None:
    try:
        return str(json.loads(data or b"{}").get("expires")) if data else None
    except (ValueError, AttributeError):
        return None
