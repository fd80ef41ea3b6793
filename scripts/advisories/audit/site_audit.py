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
from ..contacts.detect.matches import ContactMatch, MatchKind
from ..contacts.detect.patterns import matches_with_names
from ..contacts.detect.plain_text import plain
from ..contacts.phones import digits
from ..public.contact_links import spellings
from ..tasks.cache import NOTHING_KEPT, Store, content_of
from ..tasks.parallel import in_workers
from .allowlist import Allowlist
from .audit_report import AuditFinding, AuditReport
from .fragments import Fragment, FragmentKind, FragmentMemo
from .json_texts import DIALLED_ABROAD, RUN_NUMBER
from .markup import ANCHOR
from .site_files import FileKind, names_of, places_below, subject
from .site_texts import NOT_READ, fragments
from .targets import opened
from .theme_files import is_of_theme, without_theme
from .verdicts import Kept, Memory, Verdict, key_of

FILES_AT_ONCE = 8  # few, so that all processes have done at the same time
CODE_HOST = re.compile(r"(?:(?:https?|wss?|ftp):|[\"'(`])//([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
CODE_TEXT = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
CODE_NUMBER = re.compile(r"\+?\(?[0-9][0-9 ().-]{5,}[0-9]")
FILE_NAME = "file "  # before the name of a file of the site, among the kinds of values a fragment holds


@paused_collector()
def audit(site: Path, known: Allowlist, store: Store = NOTHING_KEPT, memory: Memory | None = None) -> AuditReport:
    """Read every file below ``site``, a large site in several processes, but what the store has a verdict on.

    ``memory``: that of the store, if it has been read, with the verdicts that were found ``ahead``.
    """
    memory = memory or Memory.of(store, known)
    places = places_below(site)
    names = names_of(places)
    files = sorted((path for path, kind in places if kind is FileKind.FILE), key=subject)
    parts = [files[start : start + FILES_AT_ONCE] for start in range(0, len(files), FILES_AT_ONCE)]
    report = AuditReport([_link(path) for path, kind in places if kind is FileKind.LINK])
    for one in in_workers(_Audit(site, known, names, memory).run, parts):
        report.add(one)
    memory.keep(report.verdicts)
    report.findings.sort()
    return report


def ahead(site: Path, known: Allowlist, memory: Memory, is_over: Callable[[], bool]) -> None:
    """Read pages that are there already until the time is over, and remember those that are in order.

    A page that is written again, or that names a file which is gone in the end, is read again.
    """
    places = places_below(site)
    pages = sorted((path for path, kind in places if kind is FileKind.FILE and path.endswith(".html")), key=subject)
    reader = _Audit(site, known, names_of(places), memory)
    for path in pages:
        if is_over():
            break
        reader.file(path)
    memory.early.update(reader.report.verdicts)


def _link(path: str) -> AuditFinding:
    return AuditFinding(path, "file", "link", "links may lead out of the site")


def _host_of(url: str) -> ContactMatch:
    return ContactMatch(MatchKind.HOST, url, urlsplit(url).hostname or "")


class _Audit:
    def __init__(self, site: Path, known: Allowlist, names: frozenset[str], memory: Memory) -> None:
        self.site = site
        self.known = known
        self.names = names
        self.memory = memory
        self.readers = {
            FragmentKind.TEXT: self.in_text,
            FragmentKind.LINK: self.in_link,
            FragmentKind.CODE: self.in_code,
            FragmentKind.LINE: self.in_line,
            FragmentKind.RUN: self.in_run,
        }
        self.memo = FragmentMemo()
        self.numbers: dict[str, Sequence[ContactMatch]] = {}
        self.verdict = Verdict()  # on the file that is being read
        self.report = AuditReport()
        self.in_order: dict[bytes, Verdict] = {}

    def run(self, files: list[str]) -> AuditReport:
        """What these files hold; what other files hold that were read before need not be looked at again."""
        self.report = AuditReport()
        for path in files:
            self.file(path)
        return self.report

    def found(self, path: str, kind: str, value: str, context: str) -> None:
        self.report.findings.append(AuditFinding(path, kind, value, context.strip()[:120]))

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
        self.count(self.memo.take_repeated())
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
            elif (parts := fragments(name, without_theme(path, data), self.memo)) is None:
                self.verdict.not_read[NOT_READ[name.rpartition(".")[2].lower()]] += 1
            else:
                self.fragments(path, parts)
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
                self.count(self.memo.take_repeated())
            finally:
                inside, self.verdict = self.verdict, around
            if len(self.report.findings) > before:
                self.verdict.add(inside)
                return
            self.in_order[content] = inside
        self.verdict.add(self.in_order[content])

    def archive(self, path: str, data: bytes) -> None:
        with ZipFile(io.BytesIO(data)) as archive:
            self.fragment(path, (FragmentKind.TEXT, archive.comment.decode("utf-8", "replace")))
            for member in archive.infolist():
                if not member.is_dir():
                    self.content(f"{path}/{member.filename}", archive.read(member))

    def pdf(self, path: str, data: bytes) -> None:
        from .pdf_reader import PdfDocument  # takes long to load, and most sites are built without PDF files

        with closing(PdfDocument(data)) as document:
            self.fragments(path, document.about())
            for page in document.pages():
                quick = page.quick()
                is_clean = all(self.is_clean(fragment) for fragment in quick)
                self.fragments(path, quick if is_clean else page.careful(self.known.urls, self.known.harmless.whole))

    def fragments(self, path: str, parts: Iterable[Fragment]) -> None:
        for fragment in parts:
            self.fragment(path, fragment)

    def fragment(self, path: str, fragment: Fragment) -> None:
        """Read a fragment; one that was clean before is only counted."""
        kinds = self.memo.clean.get(fragment)
        if kinds is None:
            kinds = self.read_fragment(path, fragment)
        self.count(kinds)

    def count(self, kinds: Iterable[str]) -> None:
        """Add to what the file holds; a name of a file is no value, but the verdict hangs on it."""
        for kind in kinds:
            if kind.startswith(FILE_NAME):
                self.verdict.files_named.add(kind.removeprefix(FILE_NAME))
            else:
                self.verdict.values[kind] += 1

    def is_clean(self, fragment: Fragment) -> bool:
        """Whether nothing in a fragment is unvouched."""
        return (
            fragment in self.memo.clean
            or fragment[1] in self.names
            or all(map(self.is_vouched, self.matches(fragment)))
        )

    def read_fragment(self, path: str, fragment: Fragment) -> tuple[str, ...]:
        if fragment[0] is FragmentKind.ANCHOR:
            return self.in_anchor(path, fragment)
        if fragment[1] in self.names:
            self.memo.clean[fragment] = (FILE_NAME + fragment[1],)
            return self.memo.clean[fragment]
        found = self.matches(fragment)
        unvouched = [contact for contact in found if not self.is_vouched(contact)]
        for contact in unvouched:
            self.found(path, contact.kind, contact.text, fragment[1])
        kinds = tuple(contact.kind.value for contact in found)
        if not unvouched:
            self.memo.clean[fragment] = kinds
        return kinds

    def matches(self, fragment: Fragment) -> list[ContactMatch]:
        """Everything in a fragment that looks like a contact."""
        sort, text = fragment
        return [] if text in self.known.counts else list(self.readers[sort](text))

    def is_vouched(self, contact: ContactMatch) -> bool:
        if contact.kind is MatchKind.EMAIL:
            return self.known.knows_mailbox(contact.value)
        if contact.kind is MatchKind.HOST:
            return self.known.knows_host(contact.value)
        if contact.kind is MatchKind.ACCOUNT:
            return False  # of those there are no records
        return digits(contact.value) in self.known.numbers or self.known.knows_number(contact.text)

    # -- kinds of fragments

    def in_text(self, text: str) -> Iterator[ContactMatch]:
        text, addresses = self.known.apart(text)
        yield from map(_host_of, addresses)
        found = list(matches_with_names(text, self.known.names))
        if not all(map(self.is_vouched, found)):
            text = self.known.harmless.parted(self.known.without_hosts(plain(text)))
            found = list(matches_with_names(text, self.known.names))
        yield from found

    def in_line(self, text: str) -> Iterator[ContactMatch]:
        """A line of print ends anywhere, and cells of a table stand side by side in it."""
        yield from self.but_rows(self.in_text(text))

    def but_rows(self, found: Iterable[ContactMatch]) -> Iterator[ContactMatch]:
        """All but rows of numbers that are harmless one by one."""
        for contact in found:
            is_number = contact.kind is MatchKind.PHONE or (
                contact.kind is MatchKind.SHORT and len(digits(contact.value)) > 4
            )
            if not is_number or self.is_vouched(contact) or not self.known.knows_row(contact.text):
                yield contact

    def in_number(self, written: str) -> Sequence[ContactMatch]:
        """The same for a number, which other pages of the search index hold too."""
        if written not in self.numbers:
            self.numbers[written] = tuple(self.in_text(written))
        return self.numbers[written]

    def in_run(self, text: str) -> Iterator[ContactMatch]:
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

    def in_link(self, url: str) -> Iterator[ContactMatch]:
        if url in self.known.urls:
            yield _host_of(url)
        else:
            yield from opened(url, self.in_text)

    def in_code(self, text: str) -> Iterator[ContactMatch]:
        for match in CODE_HOST.finditer(text):
            yield ContactMatch(MatchKind.HOST, match[1], match[1])
        for match in CODE_TEXT.finditer(text):
            words = match[1] or match[2] or match[3] or ""
            if "@" in words or CODE_NUMBER.search(words) or words.startswith(("tel:", "mailto:")):
                kinds = (MatchKind.EMAIL, MatchKind.PHONE, MatchKind.SHORT)
                yield from (contact for contact in self.in_text(words) if contact.kind in kinds)

    # -- text and target

    def in_anchor(self, path: str, fragment: Fragment) -> tuple[str, ...]:
        """A link that dials or writes shows what it dials or writes to, or a text without digits and at signs."""
        match = ANCHOR.match(fragment[1])
        scheme, target, inside = match.groups() if match else ("", "", "")
        shown = plain(re.sub(r"<[^>]*>", "", inside))
        if scheme.lower() == "tel:":
            fits = not digits(shown) or self.is_same_number(unquote(target), shown)
        else:
            fits = "@" not in shown or shown.strip().lower() == unquote(target.partition("?")[0]).lower()
        if fits:
            self.memo.clean[fragment] = ()
        else:
            self.found(path, "link text", shown, fragment[1])
        return ()

    def is_same_number(self, dialled: str, shown: str) -> bool:
        number = digits(shown)
        return number in spellings(dialled) or (number in self.known.names and digits(dialled).endswith(number))
