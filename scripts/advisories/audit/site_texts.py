"""What a published file says: its texts, its links and its code, whatever its format.

For the audit of the output. Large identical parts, such as the head and foot of every page, are met again and
again; a caller that keeps what it has seen (``FragmentMemo``) reads them once.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable, Iterable, Iterator

from ..contacts.detect.patterns import may_hold_contact
from .fragments import Fragment, FragmentKind, FragmentMemo
from .json_texts import of_json, of_string
from .markup import of_markup

CARD_STRUCTURE = re.compile(
    r"(?:DTSTAMP|DTSTART|DTEND|REV|CREATED|LAST-MODIFIED|EXDATE|RRULE|RECURRENCE-ID|COMPLETED|BDAY)[;:][A-Za-z0-9=;:,/_-]*$"
    r"|TZOFFSET(?:FROM|TO):[+-][0-9]{4}$|(?:UID|VERSION|SEQUENCE)[;:]\S*$|PRODID:"
)
CARD_NUMBER = re.compile(r"(?:[\w-]+\.)?(?:TEL|FAX)[;:](?:.*:)?(?P<number>[^:]*)$", re.IGNORECASE)
SUM = re.compile(r"^[0-9a-f]{64} [ *]\S+$", re.MULTILINE)
FOLD = re.compile(r"\r?\n[ \t]")

NOT_READ = {
    "png": "picture", "jpg": "picture", "jpeg": "picture", "webp": "picture", "gif": "picture", "ico": "picture",
    "woff": "font", "woff2": "font", "wasm": "program", "pagefind": "program", "pf_index": "words of the search index",
    "pf_meta": "sizes of the search index", "pf_filter": "filters of the search index", "br": "compressed copy",
}  # fmt: skip
"""Files that hold no text for a reader. A compressed copy is made from a file that is read."""


def of_card(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """vCard and iCalendar: folded lines joined (RFC 6350, 3.2), dates and identifiers left out."""
    return memo.read("card", FOLD.sub("", text).replace("\r\n", "\n").split("\n"), _of_card_line)


def _of_card_line(line: str) -> Iterator[Fragment]:
    if may_hold_contact(line) and not CARD_STRUCTURE.match(line):
        line = line.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";")
        if number := CARD_NUMBER.match(line):
            yield FragmentKind.LINK, f"tel:{number['number']}"
        yield from ((FragmentKind.TEXT, part) for part in line.split("\n"))


def of_table(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """CSV: every cell by itself, so that an address is read as one."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    return memo.read("string", (cell for row in rows for cell in row), of_string)


def of_text(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """Plain text."""
    return memo.read("line", text.split("\n"), _of_line)


def _of_line(line: str) -> Iterator[Fragment]:
    if may_hold_contact(line):
        yield FragmentKind.TEXT, line


def of_sums(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """Files without an ending, such as the manifest: plain text; a sum with the name of a file says nothing."""
    return of_text(SUM.sub("", text), memo)


def of_signature(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """A signature or public key: its comments without the key's number; the rest are random bytes in base64."""
    comments = (line for line in text.split("\n") if " comment: " in line)
    return memo.read("line", (re.sub(r"\bkey [0-9A-F]{16}$", "key", line) for line in comments), _of_line)


def of_code(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """Scripts and style sheets."""
    yield FragmentKind.CODE, text


def fragments(name: str, data: bytes, memo: FragmentMemo) -> Iterable[Fragment] | None:
    """What a file says, or ``None`` for a format that holds no text for a reader; ValueError for an unknown one."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in NOT_READ:
        return None
    if ending == "gz":
        return fragments(name.removesuffix(".gz"), gzip.decompress(data), memo)
    if ending in READERS:
        return READERS[ending](data.decode("utf-8", "replace"), memo)
    raise ValueError(ending)


READERS: dict[str, Callable[[str, FragmentMemo], Iterator[Fragment]]] = {
    **dict.fromkeys(("html", "xml", "svg", "xhtml", "rss", "atom"), of_markup),
    **dict.fromkeys(("json", "webmanifest", "geojson", "map"), of_json),
    **dict.fromkeys(("css", "js", "mjs"), of_code),
    **dict.fromkeys(("ics", "vcf"), of_card),
    **dict.fromkeys(("minisig", "pub"), of_signature),
    **dict.fromkeys(("md", "txt"), of_text),
    "csv": of_table,
    "": of_sums,
}
