"""Figures of a text, whichever way they are written: 6,000 · 0.6万 · six thousand · 百分之三十 · 20 July · 7月20日.

Two texts agree when every figure of one has a figure of the other that can mean the same. What is written in digits
is certain; a word such as "two" or 三 is a figure only where both texts have one, since language is free there.
The words of each language stand in its ``figures.yml``. Read by the rules that compare translations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .wording import NUMBER, figure_pattern, figure_starts, han_numeral, shared_scale, wording

NONE: frozenset[str] = frozenset()
CODE = re.compile(r"[A-Za-z]-?$")  # T3, H5N1, COVID-19: a name, not a count
DATED = re.compile(r"[0-9] ?(?:st|nd|rd|th)? ?\||\| ?[0-9]|(?:in|of|until|from|to|since|by|and|early|late|mid-?) ?\|")


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """One figure: how it is shown, what it can mean, and how sure it is that it is one.

    Numbers that count nothing are of the kind ``part`` ("three quarters") or ``vague`` (一起).
    """

    shown: str
    keys: frozenset[str]
    loose: frozenset[str] = NONE  # what it can mean to a figure of another kind: "9" for "9 a.m."
    kind: str = "number"
    certain: bool = True  # written in digits, or a date
    counted: bool = False  # a word that surely counts something
    currency: str = ""

    def can_be(self, other: WrittenFigure) -> bool:
        """Whether both can mean the same."""
        if self.currency and other.currency and self.currency != other.currency:
            return False
        if self.keys & other.keys:
            return True
        mixed = self.kind != other.kind
        return mixed and bool((self.keys | self.loose) & (other.keys | other.loose))

    def contradicts(self, other: WrittenFigure) -> bool:
        """Whether two words of one kind that do not mean the same say different things."""
        return self.kind == other.kind and not other.certain and (self.counted or other.counted)


def missing(ours: Iterable[WrittenFigure], theirs: Iterable[WrittenFigure]) -> Iterator[WrittenFigure]:
    """Certain figures of ours that nothing of theirs can mean; a word answers digits unless ours has that word too."""
    here, there = list(ours), list(theirs)
    for figure in here:
        if figure.certain and not any(other.certain and figure.can_be(other) for other in there):
            words = sum(figure.can_be(other) for other in there)
            if words <= sum(not one.certain and figure.can_be(one) for one in here):
                yield figure


def contradicting_words(
    ours: Iterable[WrittenFigure], theirs: Iterable[WrittenFigure]
) -> Iterator[tuple[WrittenFigure, WrittenFigure]]:
    """Number words left over in both texts once each has met its equal: "three days" here, 四天 there.

    One of the two must surely count something; the other need only be a number too.
    """
    here, there = list(ours), list(theirs)
    for figure in list(here):
        if (partner := next((other for other in there if figure.can_be(other)), None)) is not None:
            here.remove(figure)
            there.remove(partner)
    for figure in here:
        partner = next((other for other in there if not figure.certain and figure.contradicts(other)), None)
        if partner is not None:
            there.remove(partner)
            yield figure, partner


def figures(text: str) -> tuple[WrittenFigure, ...]:
    """Every figure of a text, in order."""
    small = text.lower()
    if len(small) != len(text):
        small = text
    return tuple(figure for match in _matches(small) for figure in READERS[str(match.lastgroup)](match, text))


def _matches(small: str) -> Iterator[re.Match[str]]:
    """Whatever is written as a figure, one after the other."""
    end = 0
    for start in figure_starts().finditer(small):
        if start.start() >= end and (match := figure_pattern().match(small, start.start())):
            end = match.end()
            yield match


# --- readers, one per way of writing ------------------------------------------------------------------------------


def _iso(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    year, month, *day = match[0].split("-")
    yield WrittenFigure(match[0], _number(Decimal(year)))
    yield WrittenFigure(match[0], frozenset({f"month {int(month)}"}), kind="month")
    yield from (WrittenFigure(match[0], _number(Decimal(one))) for one in day)


def _always(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    yield WrittenFigure(match[0], _number(Decimal(24)))


def _named(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    values = [Decimal(str(value)) for value in wording().named[match[0]]]
    keys = frozenset(key for value in values for key in _number(value))
    if keys and values[0] < 1:
        yield WrittenFigure(
            match[0], keys, frozenset({f"{(values[0] * 100).normalize():f}%"}), certain=False, counted=True
        )
    elif keys:
        yield WrittenFigure(match[0], keys, frozenset({f"month {values[0]:f}"}), "named", certain=False)


def _time(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    words = wording()
    low = match[0]
    numbers = [int(_plain(part) or 0) for part in re.findall(f"[0-9]+|{han_numeral()}+", low)]
    hour = numbers[0]
    minute = 30 if "半" in low else numbers[1] if len(numbers) > 1 else 0
    late = any(word in low for word in words.afternoon) and hour < 12
    early = any(word in low for word in words.morning)
    hours = {hour + 12} if late else {hour % 12 if early else hour}
    if not late and not early and hour <= 12 and "时" not in low and ":" not in low:
        hours |= {hour + 12}
    loose = _number(Decimal(hour)) if not minute else NONE
    yield WrittenFigure(match[0], frozenset(f"time {one}:{minute:02}" for one in hours), loose, "time")


def _month(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    word = text[match.start() : match.end()]
    if not word[0].isupper():
        return
    near = text[max(0, match.start() - 12) : match.start()] + "|" + text[match.end() : match.end() + 8]
    dated = DATED.search(near)
    number = wording().months[word.lower()]
    yield WrittenFigure(word, frozenset({f"month {number}"}), kind="month", certain=bool(dated))


def _hanmonth(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    value = _plain(match[0][:-1])
    if value is None or not 1 <= value <= 12:
        return
    yield WrittenFigure(match[0], frozenset({f"month {value:f}"}), kind="month", certain=match[0][0].isdigit())


def _weekday(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    number = wording().weekdays[match[0]]
    yield WrittenFigure(match[0], frozenset({f"weekday {number}"}), kind="weekday", certain=False, counted=True)


def _percent(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    digits = re.search(NUMBER, match[0])
    value = _plain(digits[0] if digits else match[0].removeprefix("百分之"))
    if value is not None:
        yield WrittenFigure(match[0], frozenset({f"{value:f}%"}), _number(value), "percent", certain=digits is not None)


def _fraction(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    low, high = match[0].split("分之")
    bottom, top = _plain(low), _plain(high)
    if bottom and top:
        yield WrittenFigure(match[0], _number(top / bottom), _number(bottom) | _number(top), "fraction", certain=False)


def _code(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    numbers = frozenset(key for part in re.findall("[0-9]+", match[0]) for key in _number(Decimal(part)))
    yield WrittenFigure(match[0], frozenset({match[0]}), numbers, "code", certain=False)


def _number_figure(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    words, found = wording(), re.search(NUMBER, match[0])
    assert found is not None
    value = _plain(found[0])
    assert value is not None
    rest = match[0][found.end() :].lstrip("多 ").lower()
    scale = next((zeroes for word, zeroes in words.scales.items() if rest.startswith(word)), 0)
    currency = next((code for word, code in words.currencies.items() if word in match[0]), "")
    keys = _number(value.scaleb(scale))
    shared = shared_scale().match(text, match.end())
    if not scale and shared:
        keys |= _number(value.scaleb(words.scales[shared["scale"]]))
    if CODE.search(text, max(0, match.start() - 2), match.start()):
        yield WrittenFigure(match[0], frozenset({"code"}), keys, "code", certain=False)
    else:
        yield WrittenFigure(match[0].strip(), keys, currency=currency)


def _word(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    value = _spelled(match[0])
    part = text[match.end() : match.end() + 10].lower().lstrip(" -").startswith(wording().parts)
    counted = value >= 2 and match[0] not in wording().free_numbers and not part
    yield WrittenFigure(match[0], _number(value), kind="part" if part else "number", certain=False, counted=counted)


def _han(match: re.Match[str], text: str) -> Iterator[WrittenFigure]:
    """What a Chinese numeral means between the characters beside it."""
    written, before, after = (
        match[0],
        text[max(0, match.start() - 1) : match.start()],
        text[match.end() : match.end() + 1],
    )
    value = _plain(written.removeprefix("第"))
    if value is None:
        return
    run = len(written) > 1 and not any(word in written for word in wording().scales)
    if run and len(written) == 2 and value % 10 == value // 10 + 1:  # 三四天: three or four
        yield from (WrittenFigure(written, _number(one), certain=False) for one in divmod(value, 10))
        return
    vague = run or before in ("几", "数", "每", "期", "周") or after == "几" or written[0] in "第百千万亿"
    counter = after in wording().counters
    kind = "number" if not vague and (value >= 2 or counter) else "vague"  # 一起, 一定: no count at all
    counted = kind == "number" and value >= 2 and counter
    yield WrittenFigure(written, _number(value), kind=kind, certain=False, counted=counted)


READERS: dict[str, Callable[[re.Match[str], str], Iterable[WrittenFigure]]] = {
    "iso": _iso, "always": _always, "named": _named, "clock": _time, "twelve": _time, "hour": _time, "month": _month,
    "hanmonth": _hanmonth, "weekday": _weekday, "percent": _percent, "fraction": _fraction, "code": _code,
    "number": _number_figure, "word": _word, "han": _han,
}  # fmt: skip


# --- values -----------------------------------------------------------------------------------------------------


def _number(value: Decimal) -> frozenset[str]:
    return frozenset({f"{value.normalize():f}"})


def _plain(text: str) -> Decimal | None:
    if (text[:1].isdigit() and text.isascii()) or "，" in text:
        return Decimal(text.replace(",", "").replace("，", ""))
    return _chinese(text)


def _chinese(text: str) -> Decimal | None:
    words = wording()
    if not text or any(character not in words.digits and character not in words.scales for character in text):
        return None
    if not any(character in words.scales for character in text):
        return Decimal("".join(str(words.digits[character]) for character in text))
    total = section = digit = Decimal(0)
    for character in text:
        if character in words.digits:
            digit = Decimal(words.digits[character])
        elif words.scales[character] < 4:
            section += (digit or 1) * 10 ** words.scales[character]
            digit = Decimal(0)
        else:
            total = (total + section + digit or 1) * 10 ** words.scales[character]
            section = digit = Decimal(0)
    return total + section + digit


def _spelled(text: str) -> Decimal:
    words = wording()
    total = current = Decimal(0)
    for part in re.split(r"[- ]", text):
        bare = part if part in (*words.numbers, *words.scales, *words.free_numbers) else part.removesuffix("s")
        if bare in ("a", "an"):
            current = Decimal(1)
        elif bare in words.numbers or bare in words.free_numbers:
            current += words.numbers.get(bare) or words.free_numbers.get(bare, 0)
        elif bare in words.scales:
            current = (current or 1) * 10 ** words.scales[bare]
            if words.scales[bare] >= 3:
                total, current = total + current, Decimal(0)
    return total + current
