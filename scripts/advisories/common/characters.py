"""What a character is: of which script, seen or unseen, like which other. The one home; every class is by Unicode.

``HAN``, ``UNSPACED``, ``INVISIBLE`` stand between the brackets of a pattern; JavaScript has the same.
"""

from __future__ import annotations

import re
import unicodedata

HAN = (
    r"\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufa6d\ufa70-\ufad9\U00016fe2\U00016fe3\U00016ff0\U00016ff1\U00020000-\U0002ee5d\U0002f800-\U0002fa1d"
    r"\U00030000-\U00033479"
)
"""Script=Han (Unicode 17, Scripts.txt): radicals, 〇 and 々, Extensions A to J, compatibility ideographs."""
UNSPACED = HAN + r"\u3040-\u30ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Scripts that are written without blanks: Han, kana, Thai, Lao, Burmese, Khmer."""
INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Shows nothing, or turns the direction of what follows: Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties),
line separators, anchors of annotations, the empty braille."""
LATIN_TWINS = dict(zip("аеорсухіјѕԁԛԝһӏьгпкмтвнαοινκτυρχγϲе", "aeopcyxijsdqwhlbrnkmtbhaoivktupxyce", strict=True))
"""Letters of other scripts that look like a Latin letter (UTS 39, confusables.txt, lower case)."""
ZEROS, ONES = "OoОоΟο〇", "lI"
"""What is read as 0 or 1 among digits: letters of the Latin, Cyrillic and Greek alphabets, and the Chinese zero."""

HAN_CHARACTER = re.compile(f"[{HAN}]")
UNSEEN = re.compile(f"[{INVISIBLE}]")
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
OBEYED_OR_UNSEEN = re.compile(rf"[{_CONTROL}\t\n\r\x85{INVISIBLE}]")
"""What a terminal would obey, or nobody would see."""
UNPRINTABLE = re.compile(rf"[{_CONTROL}\ud800-\udfff\ufffe\uffff]")
"""What no reader sees and XML (1.0, 2.2), vCard and iCalendar refuse."""


def is_han(text: str) -> bool:
    """Whether Han characters stand in the text."""
    return HAN_CHARACTER.search(text) is not None


def is_hidden(character: str) -> bool:
    """Whether a text may not hold the character since no reader sees it: a control, an odd blank, a sign of no use."""
    category = unicodedata.category(character)
    if category == "Zs":
        return character not in " \u3000"
    return category in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp") or UNSEEN.match(character) is not None


def printable(text: str) -> str:
    """The text without control characters, which no reader sees and XML, vCard and iCalendar refuse."""
    return UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """The text without control characters, its line breaks as blanks."""
    return " ".join(printable(text).split())


def folded(text: str) -> str:
    """Small letters without accents, to compare names: ``Côte d'Ivoire`` → ``cote d'ivoire``."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
