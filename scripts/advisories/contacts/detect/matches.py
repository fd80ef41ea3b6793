"""What a piece of text may look like, and a match of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SHORTEST_PHONE = 7  # digits; a subscriber's number without area code has at least as many
MASK = "\0"


class MatchKind(StrEnum):
    """What a piece of text looks like."""

    PHONE = "phone"
    SHORT = "short"
    EMAIL = "email"
    HOST = "host"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class ContactMatch:
    """Something that looks like a contact: how it is written, and the value it stands for."""

    kind: MatchKind
    text: str
    value: str
