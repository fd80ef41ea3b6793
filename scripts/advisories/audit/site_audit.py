"""Audit of the output: everything in the built site that looks like a contact must be vouched for by a record.

Reads every file as its reader would (``site_texts``) and holds each number, mailbox and host against the records
(``allowlist``). It knows nothing of how the site was made, so it also finds what a template or a theme added.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path, PurePath
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from ..contacts.detect.plain_text import plain
from ..contacts.phones import digits
from ..public.contact_links import spellings
from ..tasks.cache import NO_CACHE, Cache, content_of
from ..tasks.parallel import run_all
from .allowlist import Allowlist
from .audit_report import AuditFinding, AuditReport
from .fragment_reader import FragmentReader
from .fragments import Fragment, FragmentKind, FragmentMemo
from .markup import ANCHOR
from .site_files import FileKind, names_of, places_below, subject
from .site_texts import NOT_READ, fragments
from .theme_files import is_of_theme, without_theme
from .verdicts import Kept, Memory, Verdict, key_of

FILES_AT_ONCE = 8  # few, so that all processes have done at the same time
FILE_NAME = "file "  # before the name of a file of the site, among the kinds of values a fragment holds


def audit(site: Path, allowed: Allowlist, store: Cache = NO_CACHE) -> AuditReport:
    """Read every file below ``site``, a large site in several processes, but what the store has a verdict on."""
    memory = Memory.of(store, allowed)
    places = places_below(site)
    names = names_of(places)
    files = sorted((path for path, kind in places if kind is FileKind.FILE), key=subject)
    parts = [files[start : start + FILES_AT_ONCE] for start in range(0, len(files), FILES_AT_ONCE)]
    report = AuditReport([_link(path) for path, kind in places if kind is FileKind.LINK])
    for part in run_all(_Audit(site, allowed, names, memory).run, parts):
        report.add(part)
    memory.keep(report.verdicts)
    report.findings.sort()
    return report


def _link(path: str) -> AuditFinding:
    return AuditFinding(path, "file", "link", "links may lead out of the site")


class _Audit:
    def __init__(self, site: Path, allowed: Allowlist, names: frozenset[str], memory: Memory) -> None:
        self.site = site
        self.allowed = allowed
        self.names = names
        self.memory = memory
        self.reader = FragmentReader(allowed)
        self.memo = FragmentMemo()
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
                careful = () if is_clean else page.careful(self.allowed.urls, self.allowed.harmless.whole)
                self.fragments(path, careful or quick)

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
            or all(map(self.reader.is_vouched, self.reader.matches(fragment)))
        )

    def read_fragment(self, path: str, fragment: Fragment) -> tuple[str, ...]:
        if fragment[0] is FragmentKind.ANCHOR:
            return self.in_anchor(path, fragment)
        if fragment[1] in self.names:
            self.memo.clean[fragment] = (FILE_NAME + fragment[1],)
            return self.memo.clean[fragment]
        matches = self.reader.matches(fragment)
        unvouched = [contact for contact in matches if not self.reader.is_vouched(contact)]
        for contact in unvouched:
            self.found(path, contact.kind, contact.text, fragment[1])
        kinds = tuple(contact.kind.value for contact in matches)
        if not unvouched:
            self.memo.clean[fragment] = kinds
        return kinds

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
        return number in spellings(dialled) or (number in self.allowed.names and digits(dialled).endswith(number))
