"""Text without the signs that no reader sees and no file format of ours takes."""

from __future__ import annotations

import re

UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u0084\u0086-\u009f]")


def printable(text: str) -> str:
    """The text without control characters, which no reader sees and XML, vCard and iCalendar refuse."""
    return UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """The text without control characters, its line breaks as blanks."""
    return " ".join(printable(text).split())
