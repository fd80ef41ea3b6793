"""A text as a reader takes it: what looks like a digit is one, what cannot be seen is not there.

Used wherever a text is searched for contacts, so that no way of writing hides one.
"""

from __future__ import annotations

import html
import re
import unicodedata

from ...common.characters import HAN_CHARACTER, UNSEEN


class _Plain(dict[int, str]):
    """Code point → what a reader takes it for; filled as characters are met."""

    def __missing__(self, point: int) -> str:
        self[point] = result = _plain_character(chr(point))
        return result


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me") or UNSEEN.match(character):
        return ""
    if category in ("Nd", "Nl", "No") and character != "〇" and (value := _digit(character)) is not None:
        return str(value)
    if category in ("Pd", "Zs"):
        return " " if category == "Zs" else " - " if character in "—―" else "-"
    if character in _LIKE:
        return _LIKE[character]
    folded = unicodedata.normalize("NFKC", character)
    is_usual = folded.isascii() and (folded.isalnum() or folded in "@.+-/():|_*=~")
    return folded if is_usual or (len(folded) == 1 and HAN_CHARACTER.match(folded)) else character


_LIKE = dict(zip("−∕⁄‧∙⋅・│○◯", "-//····|〇〇", strict=True))
"""Signs that only look like those between the digits of a number, and circles for a zero."""


def _digit(character: str) -> int | None:
    """What ９, ⑨, ㊈, Ⅸ or 〩 stands for, if it is one digit; 〇 is left to those who read Chinese numbers."""
    value = unicodedata.numeric(character, -1)
    return int(value) if value in range(10) else None


_PLAIN = _Plain()
_UNUSUAL = re.compile(r"[^\0-\x7f\u3001-\u3011\u4e00-\u9fff\uff0c\uff1a\uff1b\uff1f\uff01]")
_IDEOGRAPHIC_STOP = re.compile(r"(?<=[a-z0-9])[。｡](?=(?:com|cn|net|org|info|gov|top|xyz|vip|hk|tw)\b)", re.IGNORECASE)


UNCOMMON = re.compile(
    r"[^\0-\x7f\u00b7\u2010-\u2023\u2026\u3001-\u3011\u4e00-\u9fff\uff01\uff05\uff08\uff09\uff0c\uff1a-\uff1f]"
)


def has_uncommon(text: str) -> bool:
    """Whether a character stands in the text that a reader could take for a digit or a Latin letter."""
    return not text.isascii() and UNCOMMON.search(text) is not None


def plain(text: str) -> str:
    """The text as a reader takes it: references decoded, invisible characters gone, digits plain."""
    if "&" in text:
        text = html.unescape(text)
    if _UNUSUAL.search(text):
        text = text.translate(_PLAIN)
    return _IDEOGRAPHIC_STOP.sub(".", text) if "。" in text or "｡" in text else text
