"""No text makes a search take long: the time of every pattern, and of what is asked of a text, grows as the text does.

Texts are made of short pieces, repeated: for a pattern, of the letters and signs it is written with.
"""

from __future__ import annotations

import ast
import html
import importlib
import inspect
import pkgutil
import random
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from support import ROOT, TODAY, catalogue

import advisories
from advisories import rules
from advisories.audit.allowlist import Allowlist
from advisories.audit.fragment_reader import FragmentReader
from advisories.audit.fragments import FragmentMemo
from advisories.audit.html_gate import unsafe
from advisories.audit.markup import of_markup
from advisories.audit.site_audit import audit
from advisories.contacts.detect.patterns import contact_matches, may_hold_contact
from advisories.contacts.detect.plain_text import plain
from advisories.content.prose import read as read_prose
from advisories.content.reading import MOST_SIGNS
from advisories.language.dialling import FAR
from advisories.translation.figures import figures

LENGTH = 1000  # characters of a first text
QUICK, QUICK_ANSWER = 0.0006, 0.02  # seconds for it, after which it is worth to measure how the time grows
MOST = 20.0  # seconds for a text of eight times that length, however busy the machine
MOST_GROWTH = 4  # times the time of eight texts for one as long as all of them; 8 where it grows with the square
METHODS = ("search", "match", "fullmatch", "sub", "subn", "finditer", "findall", "split")
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
OF_CATEGORY = {op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a1"}
OTHERS = "a1 -\1"
END = "\5!"  # which no pattern looks for
WINDOWS = {
    "language.dialling._dialling.any": (None, "the whole text"),
    "language.dialling._dialling.who": (None, "the whole text"),
    "language.dialling._dialling": (FAR, "the characters before a number, and fewer behind it"),
    "contacts.detect.number_patterns._WORD_BEFORE": (40, "the word before a number"),
    "contacts.detect.contexts._HOST_GOES_ON": (400, "a printed page, few lines of which hold the beginning of a host"),
    "contacts.detect.contexts._NUMBER_GOES_ON": (400, "a line of a printed page"),
    "audit.pdf_reader": (400, "a line of a printed page, which these signs do not leave"),
    "printing.compiler": (400, "a message of the program that sets the documents"),
    "printing.glyphs": (400, "the same"),
    "printing.look": (80, "a line of our own styles"),
    "audit.site_audit.ANCHOR": (400, "a link of our own templates"),
    "site_audit.sub": (400, "the same"),
    "contacts.detect.contexts._CODE_TEXT": (400, "our own programs and styles"),
    "audit.markup": (400, "a tag of our own templates: in texts, what begins one is written as a reference"),
    "search.documents.TAG": (400, "the same"),
    "search.documents.INLINE": (400, "the same"),
    "pages.page_context": (400, "the same"),
    "search.keywords.BRACKETS": (80, "a name"),
    "linked_contacts.split": (80, "a name of a country"),
    "dialling.findall": (400, "our own words"),
    "pages.bundling": (80, "a line of our own programs"),
    "build.placeholders": (200, "a line of our own settings"),
    "search.index.UNPACKING": (400, "a program of Pagefind's"),
}
"""How much of a text a pattern is ever asked about, in characters, and why: the first that fits."""


class TooSlowError(Exception):
    """More time was taken than any text may take."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ends what takes longer; a search looks for signals now and then."""

    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def seconds(ask: Callable[[str], object], text: str, times: int = 1) -> float:
    """The time of the processor, which others on a busy machine do not take from us."""
    with at_most(MOST):
        begin = process_time()
        for _ in range(times):
            ask(text)
        return process_time() - begin


def grows_too_fast(ask: Callable[[str], object], begin: str, piece: str, end: str, quick: float = QUICK) -> str:
    """What is wrong with the time for these texts; empty where nothing is."""

    def text(times: int) -> str:
        return begin + piece * max(1, times * LENGTH // len(piece)) + end

    try:
        if seconds(ask, text(1)) < quick:
            return ""
        for _ in range(4):  # a clock may err
            many, long = seconds(ask, text(1), 8), seconds(ask, text(8))
            if many < 8 * quick or long < MOST_GROWTH * many:
                return ""
    except TooSlowError:
        return f"{begin!r} + {piece!r} … + {end!r}: hangs"
    return f"{begin!r} + {piece!r} … + {end!r}: {many:.4f} s for eight texts, {long:.4f} s for one as long as all"


# --- every pattern -------------------------------------------------------------------------------------------------


@cache
def every_name() -> dict[str, re.Pattern[Any]]:
    """Every pattern of the package: in a variable, in what a variable holds, or made once when it is asked for."""
    found: dict[str, re.Pattern[Any]] = {}
    for file in (ROOT / "scripts").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Attribute(ast.Name("re"), use), [ast.Constant(str(pattern)), *_]) if use in METHODS:
                    found[f"{file.stem}.{use}.{node.lineno}"] = re.compile(pattern)
    for module in pkgutil.walk_packages(advisories.__path__, "advisories."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if hasattr(value, "cache_info") and not inspect.signature(value).parameters:
                value = value() if value.__module__ == module.name else None
            if not name.startswith("__"):
                for inner, pattern in _inside(value):
                    found[f"{module.name.removeprefix('advisories.')}.{name}{inner}"] = pattern
    return found


@cache
def patterns() -> dict[str, re.Pattern[Any]]:
    """Each pattern once, by one of its names."""
    unique = {(pattern.pattern, pattern.flags): name for name, pattern in reversed(every_name().items())}
    return {name: every_name()[name] for name in sorted(unique.values())}


def _inside(value: object) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for inner, pattern in _inside(getattr(value, field.name, None)):
                yield f".{field.name}{inner}", pattern
    elif isinstance(value, (dict, tuple, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in items:
            if isinstance(one, (re.Pattern, tuple)):
                for inner, pattern in _inside(one):
                    yield f".{key}{inner}", pattern


@cache
def uses() -> dict[tuple[str, str], set[str]]:
    """What is asked of a pattern, or of what makes one, by file and name there: ``search``, ``fullmatch`` …"""
    found: dict[tuple[str, str], set[str]] = {}
    for file in (ROOT / "scripts").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        home = {name.name: (node.module or "").rpartition(".")[2] for node in names for name in node.names}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                for part in ast.walk(node.value):
                    name = getattr(part, "id", None) or getattr(part, "attr", None) or ""
                    stem = file.parent.name if file.stem == "__init__" else file.stem
                    found.setdefault((home.get(name, stem), name), set()).add(node.attr)
    return found


def asked(name: str, pattern: re.Pattern[Any]) -> Callable[[str], object]:
    """How the package asks this pattern; as a search where that cannot be told, which takes longest."""
    parts = name.split(".")
    names = [other for other, same in every_name().items() if same == pattern]
    keys = {(home, part) for other in names for home in other.split(".") for part in other.split(".")}
    used = {use for key in keys for use in uses().get(key, ())} or {*parts} & {*METHODS} or {"search"}
    most = next((most for start, (most, _) in WINDOWS.items() if name.startswith(start)), None)

    def ask(text: str) -> object:
        words: Any = (text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace"))[:most]
        if used <= {"match", "fullmatch"}:
            return [getattr(pattern, use)(words) for use in used]
        return sum(1 for _ in pattern.finditer(words))

    return ask


class Letters:
    """What a pattern is written with: single letters, whole words, and what it repeats."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.single: set[str] = set()
        self.words: set[str] = set()
        tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self.read(tree)
        self.samples = samples(tree)

    def read(self, tree: Any) -> None:
        run = ""
        for kind, value in [*tree, (None, None)]:
            run, word = (run + chr(value), "") if kind is op.LITERAL else ("", run)
            if len(word) > 1:
                self.words.add(word)
            self.single.update(one_of(kind, value))
            for inner in inside(kind, value):
                self.read(inner)
                if kind in REPEATS and value[1] > 3:
                    self.words.update(filter(None, samples(inner)))

    def pieces(self, chance: random.Random) -> list[str]:
        """What texts are made of."""
        single = sample(chance, self.single, 12)
        pairs = sample(chance, {one + other for one in single for other in single}, 20)
        return sorted({*single, *pairs, *sample(chance, self.words, 10)})

    def begins(self, chance: random.Random) -> list[str]:
        """With what texts begin: some of what the pattern finds."""
        every = {found[:end] for found in self.samples for end in range(1, len(found) + 1)}
        return ["", *sample(chance, every, 3)]


def sample(chance: random.Random, every: set[str], count: int) -> list[str]:
    """Some of them, signs and digits first."""
    plain = sorted(one for one in every if one in " -.,()[]<>/\"'1a|*`:\n")[: count // 2]
    rest = sorted(every - set(plain))
    return plain + chance.sample(rest, min(len(rest), count - len(plain)))


def inside(kind: Any, value: Any) -> list[Any]:
    """The parts within a part of a pattern."""
    if kind in REPEATS:
        return [value[2]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    return [value[1]] if kind in (op.ASSERT, op.ASSERT_NOT) else [value] if kind is op.ATOMIC_GROUP else []


def one_of(kind: Any, value: Any) -> list[str]:
    """Some letters that a part of a pattern may stand for."""
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.IN:
        named = [letter for inner, one in value for letter in one_of(inner, one)]
        return [one for one in OTHERS if one not in named] if value[0][0] is op.NEGATE else named
    if kind is op.RANGE:
        return [chr(value[0]), chr(value[1])]
    return (
        list(OF_CATEGORY.get(value, OTHERS))
        if kind is op.CATEGORY
        else list(OTHERS)
        if kind in (op.ANY, op.NOT_LITERAL)
        else []
    )


def samples(tree: Any) -> list[str]:
    """A few texts that a pattern finds, or nearly."""
    found = [""]
    for kind, value in tree:
        ways = one_of(kind, value)[:3] or [""]
        if inner := inside(kind, value) if kind not in (op.ASSERT, op.ASSERT_NOT) else []:
            ways = [one for part in inner[:6] for one in samples(part)[:3]]
        if kind in REPEATS:
            ways = [one * max(1, min(value[0], 9)) for one in ways] + [""] * (value[0] == 0)
        found = [before + way for before in found[:4] for way in ways[:4]]
    return found[:8]


@pytest.mark.parametrize("name", patterns())
def test_time_of_a_pattern_grows_as_the_text_does(name: str) -> None:
    pattern = patterns()[name]
    chance = random.Random(name)
    ask, letters = asked(name, pattern), Letters(pattern)
    tried = (
        (begin, piece, end) for piece in letters.pieces(chance) for begin in letters.begins(chance) for end in ("", END)
    )
    slow = next((found for one in tried if (found := grows_too_fast(ask, *one))), "")
    assert not slow, f"{slow}\n{pattern.pattern}"


# --- what is asked of a text ---------------------------------------------------------------------------------------

PIECES = [
    " ", "  ", " - ", " -", "-", "–", ".", "·", "...", ",", ", ", "、", ":", "/", " / ", "\\", "|", " | ", "*", "**", "_", "~", "`", "=", "+", " +",
    "(", ")", "()", "( ", "[", "]", "](", "![", "[a](b)", "<", ">", "<b>", "&", "&#", "&#48;", "{", "{ #a }", "\"", "'", "“", "\n", "\n\n", "\n> ", "\n- ",
    "1", "11 ", "1 ", "111 1111 ", "110 ", "1-", "1.", "1,", "1/", "1:", "1(", "(1)", "+1", " + 1", "2024-01-01 ", "24/7 ", "1,000,000 ", "0.1", "l1 O0 ",
    "1 a ", "a1", "ab", "0ab", "a ", "A. ", "a.", "a-", "a.b ", "a.com", "a.com ", "@", "a@", "@a ", "a@b.", "a@b.cn ", "(at)", " at ", " dot ", "a dot ", "a 点 ",
    "http://", "https://a.", "//", "tel:", "x://", "call ", "call 11 ", "police ", "hotline is ", "police: 110 ", "phone on ", "WeChat ", "微信", "QQ群", "号码", "电话",
    "拨打", "报警", "一", "一一〇", "一 ", "〇·", "九九、", "三十", "百分之", "千万", "上午", "第", "年", "月", "one ", "one-", "double ", "double nine ", "nine, and ",
    "twenty ", "twenty-", "per cent", "\u200b", "é", "а", "９", "²", "½", "。", "，", "。com", "\0", "/// note\n", "| a ", "# ", "1) ", "```\n",
]  # fmt: skip
BEGINS = ["Call 12 and 5", "", "WeChat: 1", "a@b.", "https://a.example/1"]
ENDS = [" x.", ""]
KNOWN = Allowlist(
    frozenset({"1" * length for length in range(1, 12)} | {"110", "999"}),
    frozenset({"11111"}),
    frozenset(),
    frozenset(),
    frozenset(),
)


def in_page(text: str) -> object:
    """What the audit reads in a page with this text."""
    seen = FragmentMemo()
    return list(of_markup(f"<p>{html.escape(text)}</p><p title='{html.escape(text)}'>x</p>", seen))


def audited() -> dict[str, Callable[[str], object]]:
    """What the audit asks of a piece of the output."""
    readers = FragmentReader(KNOWN).readers
    return {f"audit of a {sort}": lambda text, read=read: list(read(text)) for sort, read in readers.items()}  # type: ignore[misc]


ASKED: dict[str, Callable[[str], object]] = {
    "matches": lambda text: list(contact_matches(text)),
    "matches with names": lambda text: list(contact_matches(text, KNOWN.names)),
    "first look": may_hold_contact,
    "plain text": plain,
    "figures": figures,
    "Markdown": lambda text: read_prose(text[:MOST_SIGNS]),  # a page with more of one kind is not read
    "second gate": unsafe,
    "page": in_page,
    "known number": lambda text: KNOWN.knows_number(f"{text} 2222222"),
    **audited(),
}


def too_slow(name: str, begins: list[str], ends: list[str]) -> str:
    """The first of the texts made of the pieces that takes too long; empty where none does."""
    tried = ((begin, piece, end) for piece in PIECES for begin in begins for end in ends)
    return next((found for one in tried if (found := grows_too_fast(ASKED[name], *one, quick=QUICK_ANSWER))), "")


@pytest.mark.parametrize("name", ASKED)
def test_time_of_an_answer_grows_as_the_text_does(name: str) -> None:
    assert not too_slow(name, BEGINS[:1], ENDS[:1])


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED)
def test_time_of_an_answer_grows_as_the_text_does_however_it_begins(name: str) -> None:
    assert not too_slow(name, BEGINS, ENDS)


# --- whole programs ------------------------------------------------------------------------------------------------

SENTENCES = [
    "Call 12 and 5 - - - - - - - - - - - - - - - - x.",
    f"Call 12 and 5{' ' * 40}x.",
    f"Call 12 and 5{' -' * 900} x.",
]
ROWS = ["1, 11, 111, 1111, 11111, 111111. " * 10, "1 " * 900, "1 11 " * 300, "1 " * 22 + "2222222"]


@pytest.mark.parametrize("sentence", SENTENCES, ids=range(len(SENTENCES)))
def test_page_with_such_a_sentence_is_checked_at_once(sentence: str, tmp_path: Path) -> None:
    page = "docs/audiences/students/index.en.md"
    found = catalogue(tmp_path, {page: f"---\ndescription: x\n---\n\n# x\n\n{sentence}\n"})
    with at_most(3 * MOST):
        begin = process_time()
        rules.problems(found, TODAY)
    assert process_time() - begin < 1


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_site_with_such_a_row_is_audited_at_once(row: str, tmp_path: Path) -> None:
    links = "".join(f'<li><a href="{number}/">{"1" * (number % 6 + 1)}</a></li>' for number in range(30))
    (tmp_path / "index.html").write_text(
        f"<p>{row}</p><ul>{links}</ul><p>{row.replace(' ', '</b> <b>')}</p>", encoding="utf-8"
    )
    with at_most(3 * MOST):
        begin = process_time()
        audit(tmp_path, KNOWN)
    assert process_time() - begin < 1
