"""Audit of the output: everything in the built site that looks like a contact must be vouched for by a record.

Reads every file as its reader would (``site_texts``) and holds each number, mailbox and host against the records
(``vouched``). It knows nothing of how the site was made, so it also finds what a template or a theme added.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from ..common.process import paused_collector
from ..contacts.detect.address_patterns import emails, hosts
from ..contacts.detect.matches import Look, Sighting
from ..contacts.detect.patterns import sightings_with_names
from ..contacts.detect.plain_text import plain
from ..contacts.phones import digits
from ..public.contact_links import spellings
from ..tasks.cache import NOTHING_KEPT, Store, content_of
from ..tasks.parallel import in_workers
from .allowlist import Vouched
from .audit_report import Report, Unvouched
from .fragments import Piece, Seen, Sort
from .json_texts import DIALLED_ABROAD, RUN_NUMBER
from .markup import ANCHOR
from .site_files import Kind, names_of, places_below, subject
from .site_texts import NOT_READ, pieces
from .targets import opened
from .theme_files import is_of_theme, without_theme
from .verdicts import Kept, Memory, Verdict, key_of

FILES_AT_ONCE = 8  # few, so that all processes have done at the same time
CODE_HOST = re.compile(r"(?:(?:https?|wss?|ftp):|[\"'(`])//([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
CODE_TEXT = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
CODE_NUMBER = re.compile(r"\+?\(?[0-9][0-9 ().-]{5,}[0-9]")
FILE_NAME = "file "  # before the name of a file of the site, among the kinds of values a piece holds


@paused_collector()
def audit(site: Path, known: Vouched, store: Store = NOTHING_KEPT, memory: Memory | None = None) -> Report:
    """Read every file below ``site``, a large site in several processes, but what the store has a verdict on.

    ``memory``: that of the store, if it has been read, with the verdicts that were found ``ahead``.
    """
    memory = memory or Memory.of(store, known)
    places = places_below(site)
    names = names_of(places)
    files = sorted((path for path, kind in places if kind is Kind.FILE), key=subject)
    parts = [files[start : start + FILES_AT_ONCE] for start in range(0, len(files), FILES_AT_ONCE)]
    report = Report([_link(path) for path, kind in places if kind is Kind.LINK])
    for one in in_workers(_Audit(site, known, names, memory).run, parts):
        report.add(one)
    memory.keep(report.verdicts)
    report.findings.sort()
    return report


def ahead(site: Path, known: Vouched, memory: Memory, is_over: Callable[[], bool]) -> None:
    """Read pages that are there already until the time is over, and remember those that are in order.

    A page that is written again, or that names a file which is gone in the end, is read again.
    """
    places = places_below(site)
    pages = sorted((path for path, kind in places if kind is Kind.FILE and path.endswith(".html")), key=subject)
    reader = _Audit(site, known, names_of(places), memory)
    for path in pages:
        if is_over():
            break
        reader.file(path)
    memory.early.update(reader.report.verdicts)


def _link(path: str) -> Unvouched:
    return Unvouched(path, "file", "link", "links may lead out of the site")


def _host_of(url: str) -> Sighting:
    return Sighting(Look.HOST, url, urlsplit(url).hostname or "")


class _Audit:
    def __init__(self, site: Path, known: Vouched, names: frozenset[str], memory: Memory) -> None:
        self.site = site
        self.known = known
        self.names = names
        self.memory = memory
        self.readers = {
            Sort.TEXT: self.in_text,
            Sort.LINK: self.in_link,
            Sort.CODE: self.in_code,
            Sort.LINE: self.in_line,
            Sort.RUN: self.in_run,
        }
        self.seen = Seen()
        self.numbers: dict[str, Sequence[Sighting]] = {}
        self.verdict = Verdict()  # on the file that is being read
        self.report = Report()
        self.in_order: dict[bytes, Verdict] = {}

    def run(self, files: list[str]) -> Report:
        """What these files hold; what other files hold that were read before need not be looked at again."""
        self.report = Report()
        for path in files:
            self.file(path)
        return self.report

    def found(self, path: str, look: str, value: str, context: str) -> None:
        self.report.findings.append(Unvouched(path, look, value, context.strip()[:120]))

    def file(self, path: str) -> None:
        data = content_of(f"{self.site}/{path}")
        key = key_of(path, data)
        verdict = self.memory.find(key)
        is_known = verdict is not None and self.names.issuperset(verdict.files_named)
        if verdict is None or not is_known:
            before = len(self.report.findings)
            verdict = self.read(path, data)
            is_known = len(self.report.findings) == before  # worth keeping where nothing was found
        if is_known:
            self.report.verdicts[key] = verdict
        self.report.files += 1
        if verdict.values:
            self.report.values.update(verdict.values)
        if verdict.not_read:
            self.report.not_read.update(verdict.not_read)

    def read(self, path: str, data: bytes) -> Kept:
        """Read a file."""
        self.verdict = Verdict()
        self.content(path, data)
        self.count(self.seen.take_repeated())
        return self.verdict.kept()

    def content(self, path: str, data: bytes) -> None:
        if is_of_theme(path, data):
            self.verdict.not_read["file of the theme, unchanged"] += 1
            return
        name = path.rpartition("/")[2]
        try:
            if name.endswith(".pdf"):
                self.once(path, data, self.pdf)
            elif name.endswith(".zip"):
                self.once(path, data, self.archive)
            elif (parts := pieces(name, without_theme(path, data), self.seen)) is None:
                self.verdict.not_read[NOT_READ[name.rpartition(".")[2].lower()]] += 1
            else:
                self.pieces(path, parts)
        except (ValueError, EOFError, OSError, RuntimeError, BadZipFile, zlib.error) as error:
            self.found(path, "file", PurePath(path).suffix, f"cannot be read: {error}")

    def once(self, path: str, data: bytes, reader: Callable[[str, bytes], None]) -> None:
        """Read a large file unless the very same one was read before and was in order."""
        content = sha256(data).digest()
        if content not in self.in_order:
            before, around = len(self.report.findings), self.verdict
            self.verdict = Verdict()
            try:
                reader(path, data)
                self.count(self.seen.take_repeated())
            finally:
                inside, self.verdict = self.verdict, around
            if len(self.report.findings) > before:
                self.verdict.add(inside)
                return
            self.in_order[content] = inside
        self.verdict.add(self.in_order[content])

    def archive(self, path: str, data: bytes) -> None:
        with ZipFile(io.BytesIO(data)) as archive:
            self.piece(path, (Sort.TEXT, archive.comment.decode("utf-8", "replace")))
            for member in archive.infolist():
                if not member.is_dir():
                    self.content(f"{path}/{member.filename}", archive.read(member))

    def pdf(self, path: str, data: bytes) -> None:
        from .pdf_reader import Document  # takes long to load, and most sites are built without PDF files

        with closing(Document(data)) as document:
            self.pieces(path, document.about())
            for page in document.pages():
                quick = page.quick()
                is_clean = all(self.is_clean(piece) for piece in quick)
                self.pieces(path, quick if is_clean else page.careful(self.known.urls, self.known.harmless.whole))

    def pieces(self, path: str, parts: Iterable[Piece]) -> None:
        for piece in parts:
            self.piece(path, piece)

    def piece(self, path: str, piece: Piece) -> None:
        """Look at a piece; one that was clean before is only counted."""
        looks = self.seen.clean.get(piece)
        if looks is None:
            looks = self.look_at(path, piece)
        self.count(looks)

    def count(self, looks: Iterable[str]) -> None:
        """Add to what the file holds; a name of a file is no value, but the verdict hangs on it."""
        for look in looks:
            if look.startswith(FILE_NAME):
                self.verdict.files_named.add(look.removeprefix(FILE_NAME))
            else:
                self.verdict.values[look] += 1

    def is_clean(self, piece: Piece) -> bool:
        """Whether nothing in a piece is unvouched."""
        return piece in self.seen.clean or piece[1] in self.names or all(map(self.is_vouched, self.sightings(piece)))

    def look_at(self, path: str, piece: Piece) -> tuple[str, ...]:
        if piece[0] is Sort.ANCHOR:
            return self.in_anchor(path, piece)
        if piece[1] in self.names:
            self.seen.clean[piece] = (FILE_NAME + piece[1],)
            return self.seen.clean[piece]
        found = self.sightings(piece)
        unvouched = [sighting for sighting in found if not self.is_vouched(sighting)]
        for sighting in unvouched:
            self.found(path, sighting.look, sighting.text, piece[1])
        looks = tuple(sighting.look.value for sighting in found)
        if not unvouched:
            self.seen.clean[piece] = looks
        return looks

    def sightings(self, piece: Piece) -> list[Sighting]:
        """Everything in a piece that looks like a contact."""
        sort, text = piece
        return [] if text in self.known.counts else list(self.readers[sort](text))

    def is_vouched(self, sighting: Sighting) -> bool:
        if sighting.look is Look.EMAIL:
            return self.known.knows_mailbox(sighting.value)
        if sighting.look is Look.HOST:
            return self.known.knows_host(sighting.value)
        if sighting.look is Look.ACCOUNT:
            return False  # of those there are no records
        return digits(sighting.value) in self.known.numbers or self.known.knows_number(sighting.text)

    # -- sorts of pieces

    def in_text(self, text: str) -> Iterator[Sighting]:
        text, addresses = self.known.apart(text)
        yield from map(_host_of, addresses)
        found = list(sightings_with_names(text, self.known.names))
        if not all(map(self.is_vouched, found)):
            text = self.known.harmless.parted(self.known.without_hosts(plain(text)))
            found = list(sightings_with_names(text, self.known.names))
        yield from found

    def in_line(self, text: str) -> Iterator[Sighting]:
        """A line of print ends anywhere, and cells of a table stand side by side in it."""
        yield from self.but_rows(self.in_text(text))

    def but_rows(self, found: Iterable[Sighting]) -> Iterator[Sighting]:
        """All but rows of numbers that are harmless one by one."""
        for sighting in found:
            is_number = sighting.look is Look.PHONE or (sighting.look is Look.SHORT and len(digits(sighting.value)) > 4)
            if not is_number or self.is_vouched(sighting) or not self.known.knows_row(sighting.text):
                yield sighting

    def in_number(self, written: str) -> Sequence[Sighting]:
        """The same for a number, which other pages of the search index hold too."""
        if written not in self.numbers:
            self.numbers[written] = tuple(self.in_text(written))
        return self.numbers[written]

    def in_run(self, text: str) -> Iterator[Sighting]:
        """Numbers that stand side by side only since the text is run together are none; the page itself is read too."""
        text, addresses = self.known.apart(text)
        yield from map(_host_of, addresses)
        for match in RUN_NUMBER.finditer(text):
            groups = re.findall(r"[0-9]+", match[0])
            if match[0][0] in "+0(" or max(map(len, groups)) > 4 or DIALLED_ABROAD.search(match[0]):
                yield from self.but_rows(self.in_number(match[0]))
        if "@" in text:
            yield from emails(text)
        yield from hosts(text)

    def in_link(self, url: str) -> Iterator[Sighting]:
        if url in self.known.urls:
            yield _host_of(url)
        else:
            yield from opened(url, self.in_text)

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
        shown = plain(re.sub(r"<[^>]*>", "", inside))
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
