"""What looks like a phone number, a mail address or a host. The one definition, for rules and for the audit.

A text is read as a person would read it (``plain_text``). Numbers are told in ``number_patterns``, the others in
``address_patterns``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .accounts import ACCOUNT_SIGNS, accounts
from .address_patterns import EMAIL, NUMERIC_HOST, emails, hosts, in_signs
from .matches import MASK, ContactMatch, MatchKind
from .number_patterns import CLUSTER, NO_DIGITS, phones
from .number_words import TWO_HAN, TWO_WORDS
from .plain_text import UNCOMMON, plain


def contact_matches(text: str, names: frozenset[str] = frozenset()) -> Iterator[ContactMatch]:
    """Everything in a text, as it is written in a file, that looks like a contact.

    ``names``: of hotlines; so does any number that is one of them, or is it but for one digit or two exchanged ones.
    """
    if not may_hold_contact(text):
        return
    words = plain(text)
    matches = list(matches_in_plain(words))
    yield from matches
    seen = {contact.value for contact in matches}
    for match in CLUSTER.finditer(words) if names else ():
        value = NO_DIGITS.sub("", match[0])
        if value not in seen and "," not in match[0] and any(is_nearly(value, name) for name in names):
            yield ContactMatch(MatchKind.SHORT, match[0].strip(), value)


def matches_in_plain(text: str) -> Iterator[ContactMatch]:
    """The same for a text as a reader takes it, without a first look."""
    text = in_signs(text)
    yield from emails(text)
    yield from hosts(text)
    yield from accounts(text)
    yield from phones(_HARMLESS.sub(MASK, text) if "@" in text or text.count(".") > 2 else text)


def is_nearly(value: str, name: str) -> bool:
    """Equal, one digit changed, or two neighbours exchanged."""
    if len(value) != len(name):
        return False
    differing = [index for index, (a, b) in enumerate(zip(value, name, strict=True)) if a != b]
    exchanged = len(differing) == 2 and differing[1] - differing[0] == 1 and sorted(value) == sorted(name)
    return len(differing) < 2 or exchanged


_HARMLESS = re.compile(rf"(?:{EMAIL.pattern})|{NUMERIC_HOST.pattern}", re.IGNORECASE)


# --- a quick first look: most texts hold no contact ----------------------------------------------------------------

# Each begins with a closed set of characters, which lets the engine skip the rest of a text.
_HINT = re.compile(
    r"[0-9.。｡\[({<](?:"
    r"(?<=[0-9])\s*(?:[^0-9\s]\s*){0,4}[0-9]"  # two digits, however many blanks: a page shows them as one
    r"|(?<=\w[.。｡])(?:[a-z0-9]|(?<=\.)[^\W_])"  # a dot inside a word
    r"|(?<=[\[({<]) ?(?:dot|at|\.|点|圈a)"  # a dot or an at in brackets
    r")"
)
_SIGN = re.compile(
    r"[（【「《〔点号\u2010-\u2015](?:"
    r"(?<=[（【「《〔]) ?(?:dot|at|\.|点|圈a)|(?<=[a-z信众音书博账帐]号)码?[:：为是]? ?[a-z]"
    r"|(?<=[a-z][点\u2010-\u2015]) ?[a-z]|(?<=[a-z] 点) ?[a-z]"  # a dash joins numbers in words
    r")"
)


def may_hold_contact(text: str) -> bool:
    """Whether a text may hold a contact; never says no of one that does."""
    text = text.lower()
    if "@" in text or "&" in text or "//" in text or "_" in text or _HINT.search(text):
        return True
    if " " in text and (" dot " in text or (" id" in text and any(sign in text for sign in ACCOUNT_SIGNS))):
        return True
    if not text.isascii() and (UNCOMMON.search(text) or TWO_HAN.search(text) or _SIGN.search(text)):
        return True
    return TWO_WORDS.search(text) is not None
