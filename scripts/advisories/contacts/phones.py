"""Phone numbers: parsing, display forms and emergency numbers, by libphonenumber.

It proves form, not truth: any fraudster's number is valid. Truth is what the sources of a record are for.
"""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

SHORT = re.compile(r"[0-9]{2,6}")
NO_DIGITS = re.compile(r"[^0-9]+")
COSTLY = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.PAGER)
E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def is_short(number: str) -> bool:
    """Whether a number is dialled inside its country only, such as 112."""
    return SHORT.fullmatch(number) is not None


@lru_cache(maxsize=4096)
def parse(number: str) -> PhoneNumber | None:
    """The number if it is written in E.164, else ``None``."""
    if not E164.fullmatch(number):
        return None
    try:
        return phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None


def is_valid(number: str) -> bool:
    """Whether libphonenumber knows the number's range as assigned."""
    parsed = parse(number)
    return parsed is not None and phonenumbers.is_valid_number(parsed)


def belongs_to(number: str, region: str) -> bool:
    """Whether the number is valid in the region's own numbering plan."""
    parsed = parse(number)
    return parsed is not None and phonenumbers.is_valid_number_for_region(parsed, region)


def is_canonical(number: str) -> bool:
    """Whether libphonenumber writes the number so; else another is dialled than the one that is shown."""
    parsed = parse(number)
    return parsed is not None and phonenumbers.format_number(parsed, PhoneNumberFormat.E164) == number


def is_costly(number: str) -> bool:
    """Whether calls may be charged to the caller beyond the connection, or follow one person wherever it is."""
    parsed = parse(number)
    return parsed is not None and phonenumbers.number_type(parsed) in COSTLY


def is_emergency(number: str, region: str) -> bool:
    """Whether libphonenumber lists the short number as an emergency number of the region."""
    return bool(phonenumbers.is_emergency_number(number, region))


def international(number: str) -> str:
    """For people: ``+81 3-6450-2195``; a short number stays as it is."""
    parsed = parse(number)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL) if parsed else number


def national(number: str) -> str:
    """As dialled inside the country: ``03-6450-2195``; a short number stays as it is."""
    parsed = parse(number)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL) if parsed else number


def uri(number: str) -> str:
    """The ``tel:`` address (RFC 3966)."""
    return f"tel:{number}"


def digits(text: str) -> str:
    """The digits of a text, for comparing two ways of writing one number."""
    return NO_DIGITS.sub("", text)
