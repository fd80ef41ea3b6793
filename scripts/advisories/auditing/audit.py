"""Audit of the output: everything in the built site that looks like a contact must be vouched for by a record.

Reads every file as its reader would (``site_texts``) and holds each number, mailbox and host against the records
(``vouched``). It knows nothing of how the site was made, so it also finds what a template or a theme added.
"""

from __future__ import annotations

import io
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from ..collector import paused_collector
from ..contacts.links import spellings
from ..contacts.patterns import Look, Sighting, emails, hosts, sightings_with_names
from ..phones import digits
from .pdf import Document
from .seen import Piece, Seen, Sort
from .site_texts import ANCHOR, NOT_READ, pieces
from .theme_files import is_of_theme, without_theme
from .vouched import Vouched

FILES_PER_PROCESS = 400
CODE_HOST = re.compile(r"(?:(?:https?|wss?|ftp):|[\"'(`])//([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
CODE_TEXT = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
RUN_NUMBER = re.compile(r"\+?\(?[0-9][0-9 ()./-]{5,}[0-9]")
CODE_NUMBER = re.compile(r"\+?\(?[0-9][0-9 ().-]{5,}[0-9]")


@dataclass(frozen=True, order=True)
class Unvouched:
    """A value in the output that no record vouches for."""

    path: str
    look: str
    value: str
    context: str = ""

    def __str__(self) -> str:
        return f"{self.path}: no record vouches for this {self.look}: {self.value!r} in {self.context!r}"


@dataclass
class Report:
    """What an audit saw and what it found."""

    findings: list[Unvouched] = field(default_factory=list)
    files: int = 0
    values: Counter[str] = field(default_factory=Counter)
    not_read: Counter[str] = field(default_factory=Counter)

    @property
    def passed(self) -> bool:
        """Nothing found, and something was there to find."""
        return not self.findings and self.files > 0 and self.values.total() > 0

    def __add__(self, other: Report) -> Report:
        """Both together."""
        return Report(
            self.findings + other.findings,
            self.files + other.files,
            self.values + other.values,
            self.not_read + other.not_read,
        )

    def summary(self) -> str:
        """One line for people."""
        kinds = ", ".join(f"{count} {look}s" for look, count in sorted(self.values.items()))
        left = "".join(f"; {count} not read ({reason})" for reason, count in sorted(self.not_read.items()))
        counts = f"{len(self.findings)} unvouched of {self.values.total()} values ({kinds})"
        return f"audit: {counts} in {self.files} files{left}"


def audit(site: Path, known: Vouched) -> Report:
    """Read every file below ``site``, a large site in several processes."""
    files = sorted(site.rglob("*"))
    names = frozenset(name for file in files for name in (file.name, file.stem, file.relative_to(site).as_posix()))
    shares = max(1, min(len(files) // FILES_PER_PROCESS, os.cpu_count() or 1))
    if shares == 1:
        report = _Audit(site, known, names).run(files)
    else:
        parts = [files[len(files) * part // shares : len(files) * (part + 1) // shares] for part in range(shares)]
        with ProcessPoolExecutor(shares, mp_context=get_context("fork")) as pool:
            report = sum(pool.map(_Audit(site, known, names).run, parts), Report())
    report.findings.sort()
    return report


class _Audit:
    def __init__(self, site: Path, known: Vouched, names: frozenset[str]) -> None:
        self.site = site
        self.known = known
        self.names = names
        self.seen = Seen()
        self.report = Report()
        self.in_order: set[bytes] = set()

    def run(self, files: list[Path]) -> Report:
        with paused_collector():
            for file in files:
                if file.is_symlink():
                    self.found(file.relative_to(self.site).as_posix(), "file", "link", "links may lead out of the site")
                elif file.is_file():
                    self.file(file, file.relative_to(self.site).as_posix())
        self.report.values += self.seen.repeated()
        return self.report

    def found(self, path: str, look: str, value: str, context: str) -> None:
        self.report.findings.append(Unvouched(path, look, value, context.strip()[:120]))

    def file(self, file: Path, path: str) -> None:
        self.report.files += 1
        self.content(path, file.read_bytes())

    def content(self, path: str, data: bytes) -> None:
        if is_of_theme(path, data):
            self.report.not_read["file of the theme, unchanged"] += 1
            return
        name = path.rpartition("/")[2]
        try:
            if name.endswith(".pdf"):
                self.once(path, data, self.pdf)
            elif name.endswith(".zip"):
                self.once(path, data, self.archive)
            elif (parts := pieces(name, without_theme(path, data), self.seen)) is None:
                self.report.not_read[NOT_READ[name.rpartition(".")[2].lower()]] += 1
            else:
                self.pieces(path, parts)
        except (ValueError, EOFError, OSError, RuntimeError, BadZipFile, zlib.error) as error:
            self.found(path, "file", PurePath(path).suffix, f"cannot be read: {error}")

    def once(self, path: str, data: bytes, reader: Callable[[str, bytes], None]) -> None:
        """Read a large file unless the very same one was read before and was in order."""
        content = sha256(data).digest()
        if content in self.in_order:
            self.report.not_read["same file as another"] += 1
            return
        before = len(self.report.findings)
        reader(path, data)
        if len(self.report.findings) == before:
            self.in_order.add(content)

    def archive(self, path: str, data: bytes) -> None:
        with ZipFile(io.BytesIO(data)) as archive:
            self.piece(path, (Sort.TEXT, archive.comment.decode("utf-8", "replace")))
            for member in archive.infolist():
                if not member.is_dir():
                    self.content(f"{path}/{member.filename}", archive.read(member))

    def pdf(self, path: str, data: bytes) -> None:
        with closing(Document(data)) as document:
            self.pieces(path, document.about())
            for page in document.pages():
                quick = page.quick()
                is_clean = all(self.is_clean(piece) for piece in quick)
                self.pieces(path, quick if is_clean else page.careful())

    def pieces(self, path: str, parts: Iterable[Piece]) -> None:
        for piece in parts:
            self.piece(path, piece)

    def piece(self, path: str, piece: Piece) -> None:
        """Look at a piece; one that was clean before is only counted."""
        looks = self.seen.clean.get(piece)
        if looks is None:
            looks = self.look_at(path, piece)
        for look in looks:
            self.report.values[look] += 1

    def is_clean(self, piece: Piece) -> bool:
        """Whether nothing in a piece is unvouched."""
        return piece in self.seen.clean or all(map(self.is_vouched, self.sightings(piece)))

    def look_at(self, path: str, piece: Piece) -> tuple[str, ...]:
        if piece[0] is Sort.ANCHOR:
            return self.in_anchor(path, piece)
        found = self.sightings(piece)
        unvouched = [sighting for sighting in found if not self.is_vouched(sighting)]
        for sighting in unvouched:
            self.found(path, sighting.look, sighting.text, piece[1])
        looks = tuple(sighting.look.value for sighting in found)
        if not unvouched:
            self.seen.clean[piece] = looks
        return looks

    def sightings(self, piece: Piece) -> list[Sighting]:
        """Everything in a piece that looks like a contact; the name of a file of the site does not."""
        sort, text = piece
        readers = {Sort.TEXT: self.in_text, Sort.LINK: self.in_link, Sort.CODE: self.in_code, Sort.RUN: self.in_run}
        return [] if text in self.names else list(readers[sort](text))

    def is_vouched(self, sighting: Sighting) -> bool:
        if sighting.look is Look.EMAIL:
            return self.known.knows_mailbox(sighting.value)
        if sighting.look is Look.HOST:
            return self.known.knows_host(sighting.value)
        return digits(sighting.value) in self.known.numbers or self.known.knows_number(sighting.text)

    # -- sorts of pieces

    def in_text(self, text: str) -> Iterator[Sighting]:
        yield from sightings_with_names(text, self.known.names)

    def in_run(self, text: str) -> Iterator[Sighting]:
        """Numbers that stand side by side only since the text is run together are none; the page itself is read too."""
        for match in RUN_NUMBER.finditer(text):
            groups = re.findall(r"[0-9]+", match[0])
            if match[0][0] in "+0(" or max(map(len, groups)) > 4:
                yield from self.in_text(match[0])
        if "@" in text:
            yield from emails(text)
        yield from hosts(text)

    def in_link(self, url: str) -> Iterator[Sighting]:
        if url in self.known.urls:
            yield Sighting(Look.HOST, url, urlsplit(url).hostname or "")
            return
        scheme, colon, rest = url.partition(":")
        if colon and scheme.lower() in ("tel", "sms", "callto", "whatsapp"):
            yield Sighting(Look.PHONE, unquote(rest), digits(rest))
        elif colon and scheme.lower() == "mailto":
            yield Sighting(Look.EMAIL, rest, unquote(rest.partition("?")[0]).lower())
            yield from self.in_text(unquote(rest.partition("?")[2].replace("+", " ")))
        else:
            yield from self.in_web_address(url)

    def in_web_address(self, url: str) -> Iterator[Sighting]:
        try:
            parts = urlsplit(url)
        except ValueError:
            yield Sighting(Look.HOST, url, url)
            return
        if parts.hostname:
            yield Sighting(Look.HOST, parts.hostname, parts.hostname)
        for words in (parts.query, parts.fragment):
            yield from self.in_text(unquote(words)) if words else ()

    def in_code(self, text: str) -> Iterator[Sighting]:
        for match in CODE_HOST.finditer(text):
            yield Sighting(Look.HOST, match[1], match[1])
        for match in CODE_TEXT.finditer(text):
            words = match[1] or match[2] or match[3] or ""
            if "@" in words or CODE_NUMBER.search(words) or words.startswith(("tel:", "mailto:")):
                looks = (Look.EMAIL, Look.PHONE, Look.SHORT)
                yield from (sighting for sighting in self.in_text(words) if sighting.look in looks)

    # -- text and target

    def in_anchor(self, path: str, piece: Piece) -> tuple[str, ...]:
        """A link that dials or writes shows what it dials or writes to, or a text without digits and at signs."""
        match = ANCHOR.match(piece[1])
        scheme, target, inside = match.groups() if match else ("", "", "")
        shown = re.sub(r"<[^>]*>", "", inside)
        if scheme.lower() == "tel:":
            fits = not digits(shown) or self.is_same_number(unquote(target), shown)
        else:
            fits = "@" not in shown or shown.strip().lower() == unquote(target.partition("?")[0]).lower()
        if fits:
            self.seen.clean[piece] = ()
        else:
            self.found(path, "link text", shown, piece[1])
        return ()

    def is_same_number(self, dialled: str, shown: str) -> bool:
        number = digits(shown)
        return number in spellings(dialled) or (number in self.known.names and digits(dialled).endswith(number))
