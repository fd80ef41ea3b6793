"""Contacts: every phone number, mailbox and district of the registry. A wrong one could cost a life.

libphonenumber proves form, not truth; truth is what the sources and the review of changes are for. A withheld
record may hold a value that breaks the rules of form, since it is never printed, but no retired number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..common.problems import Finding
from ..contacts import phones
from ..contacts.detect.patterns import contact_matches
from ..contacts.detect.plain_text import has_uncommon, plain
from ..contacts.records import ContactRecord, phones_of
from ..model import Contact, Email, Phone
from ..public.contact_links import spellings
from ..public.freshness import DEAD_MONTHS, STALE_MONTHS, is_dead, is_stale, last_seen
from ..public.models import RESCUE_USES
from .once import identity_of, name_of_mission, once_of
from .registry import Check, rule

LONG_ENOUGH = 9  # digits that do not come together by chance on one line
CHARACTER_REFERENCE = re.compile("&(?:#|sup|frac|[A-Za-z][A-Za-z0-9]*;)")  # of those that may stand for a digit
NO_DIGITS = bytes(sorted(set(range(128)) - set(b"0123456789\n")))
PLAIN_MAILBOX = re.compile(
    r"(?=.{1,60}\Z)[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"
    r"@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:[a-z]{2}|com|edu|example|gov|int|net|org)"
)
"""Surely well formed; the library that judges all others takes longer to load than to ask."""

# --- phones --------------------------------------------------------------------------------------------------------


@rule
def phone_form(check: Check) -> Iterator[Finding]:
    """A number is written in E.164 (ITU-T), a plus and digits only, or is a short number of two to six digits."""
    for record, phone in phones_of(check.contacts):
        if record.is_published and not (phones.is_short(phone.number) or phones.E164.fullmatch(phone.number)):
            yield record.value_place.finding(phone.number)


@rule
def phone_valid(check: Check) -> Iterator[Finding]:
    """A number lies in a range that libphonenumber knows as assigned, and holds no trunk zero."""
    for record, phone in phones_of(check.contacts):
        if record.is_published and phones.parse(phone.number) and not _is_assigned(phone.number, record.region):
            yield record.value_place.finding(phone.number)


def _is_assigned(number: str, region: str) -> bool:
    if not phones.is_canonical(number):
        return False
    return phones.belongs_to(number, region) or phones.is_valid(number)


@rule
def phone_country(check: Check) -> Iterator[Finding]:
    """A number belongs to its host country by libphonenumber, or the record says why not (`because`)."""
    for record, phone in phones_of(check.contacts):
        if not record.is_published or phone.because or phones.belongs_to(phone.number, record.region):
            continue
        if phones.is_valid(phone.number):
            yield record.value_place.finding(phone.number, country=record.region)


@rule
def phone_cost(check: Check) -> Iterator[Finding]:
    """No number is of premium rate, personal or a pager's by libphonenumber, or the record says why (`because`)."""
    for record, phone in phones_of(check.contacts):
        if record.is_published and not phone.because and phones.is_costly(phone.number):
            yield record.value_place.finding(phone.number)


@rule
def phone_region(check: Check) -> Iterator[Finding]:
    """A phone that names a region other than its host's says why (`because`)."""
    for record, phone in phones_of(check.contacts):
        host = record.entry.country.code if record.entry else record.region
        if record.is_published and phone.region not in (None, host) and not phone.because:
            yield (record.place / "region").finding(phone.region, country=host)


@rule
def short_number(check: Check) -> Iterator[Finding]:
    """A short number is an emergency number of its country by libphonenumber, or the record says why (`because`)."""
    for record, phone in phones_of(check.contacts):
        known = phone.use in RESCUE_USES and phones.is_emergency(phone.number, record.region)
        if record.is_published and phones.is_short(phone.number) and not phone.because and not known:
            yield record.value_place.finding(phone.number, country=record.region)


@rule
def hotline_name(check: Check) -> Iterator[Finding]:
    """A hotline that is called by digits dials a number that ends in them, or the record says why (`because`)."""
    if not check.catalogue.contacts:
        return
    names = {f"hotline/{hotline.id}": hotline.short_name for hotline in check.catalogue.contacts.hotlines}
    for record, phone in phones_of(check.contacts):
        name = names.get(record.key, "")
        if name.isdigit() and not phone.because and not phones.digits(phone.number).endswith(name):
            yield record.value_place.finding(phone.number, name=name)


@rule
def hotline_short_name(check: Check) -> Iterator[Finding]:
    """A hotline's short name is a short number or words, which hold no contact."""
    root = check.catalogue.register_place("contacts.yml")
    if not (root and check.catalogue.contacts):
        return
    for index, hotline in enumerate(check.catalogue.contacts.hotlines):
        name = hotline.short_name
        if not phones.is_short(name) and (re.search("[0-9]", plain(name)) or list(contact_matches(name))):
            yield (root / "hotlines" / index / "short_name").finding(name)


# --- used once -----------------------------------------------------------------------------------------------------


@rule
def phone_once(check: Check) -> Iterator[Finding]:
    """A number stands in one record; a second one, even withheld, says why (`because`); one emergency list shares."""
    yield from _repeated(check, Phone)


@rule
def email_once(check: Check) -> Iterator[Finding]:
    """A mailbox stands in one record; a second one says why (`because`)."""
    yield from _repeated(check, Email)


def _repeated(check: Check, kind: type[Contact]) -> Iterator[Finding]:
    for record in check.contacts:
        if not isinstance(record.contact, kind):
            continue
        first, here = check.common.first[identity_of(record) or ""], once_of(record)
        if first.place == here.place or first.has_reason or here.has_reason:
            continue
        both_in_one_list = first.owner == here.owner and first.may_share and here.may_share
        if not both_in_one_list and (first.is_published or here.is_published):
            yield record.value_place.finding(record.value, other=first.shown)


@rule
def mission_once(check: Check) -> Iterator[Finding]:
    """No two missions, of one country or of two, have the same name in any language."""
    for entry in check.catalogue.countries:
        for index, mission in enumerate(entry.country.missions):
            for language, name in mission.name.items():
                first = check.common.first[name_of_mission(language, name)]
                if first.shown != f"{entry.slug}/{mission.id}":
                    yield entry.at("missions", index, "name", language).finding(name, other=first.shown)


# --- retired numbers -----------------------------------------------------------------------------------------------


@rule
def retired_number(check: Check) -> Iterator[Finding]:
    """A number that docs/contacts.yml lists as retired comes back nowhere, however written, not even withheld."""
    contacts = check.catalogue.contacts
    retired = {way: one.number for one in contacts.retired for way in retired_spellings(one.number)} if contacts else {}
    for path, whole in check.catalogue.texts.items():
        text = _without_retired_list(path, whole)
        rows = _digits_by_line(text)
        if CHARACTER_REFERENCE.search(text) or any(written in rows for written in retired):
            for line, words in enumerate(text.split("\n"), start=1):
                for written in _retired_in(words, retired):
                    yield Finding(path, line, "text", words.strip(), {"number": retired[written]})


def _digits_by_line(text: str) -> str:
    """The digits of every line, whatever stands between them: a quick first look at a whole file."""
    row = plain(text) if has_uncommon(text) else text
    return row.encode("ascii", "ignore").translate(None, NO_DIGITS).decode("ascii")


def _retired_in(words: str, retired: Mapping[str, str]) -> set[str]:
    """Spellings found in a line: as a number of its own, or, for long ones, anywhere among the line's digits."""
    row = phones.digits(words if words.isascii() else plain(words))
    found = [written for written in retired if written in row]
    if not found:
        return set()
    seen = {contact.value.lstrip("+") for contact in contact_matches(words)}
    return {written for written in found if written in seen or len(written) >= LONG_ENOUGH}


def retired_spellings(number: str) -> frozenset[str]:
    """Digits of every way to write a retired number, also one that no numbering plan knows any more."""
    parsed = phones.parse("+" + phones.digits(number)) if number.startswith("+") else None
    if parsed is None:
        return frozenset({phones.digits(number)})
    code, national = parsed.country_code, parsed.national_number
    ways = {f"{code}{national}", f"0{national}", f"{code}0{national}", f"00{code}{national}"}
    return frozenset(ways | {written for written in spellings("+" + phones.digits(number)) if len(written) >= 7})


def _without_retired_list(path: str, text: str) -> str:
    """The register that lists the retired numbers may name them, in that list only."""
    if not path.endswith("/contacts.yml"):
        return text
    before, found, after = text.partition("\nretired:")
    rest = after.split("\n")
    end = next((number for number, line in enumerate(rest[1:], 1) if line[:1].isalpha()), len(rest))
    return before + found + "\n" * end + "\n".join(rest[end:])


# --- mailboxes and districts ---------------------------------------------------------------------------------------


@rule
def email_form(check: Check) -> Iterator[Finding]:
    """A mailbox has the form that RFC 5322 and RFC 5321 ask for, in plain ASCII letters."""
    for record in check.contacts:
        if isinstance(record.contact, Email) and record.is_published and not is_mailbox(record.value):
            yield record.value_place.finding(record.value)


def is_mailbox(address: str) -> bool:
    """Whether an address is well formed; no name server is asked."""
    return PLAIN_MAILBOX.fullmatch(address) is not None or _is_well_formed(address)


def _is_well_formed(address: str) -> bool:
    from email_validator import EmailNotValidError, validate_email  # takes long to load, and is seldom needed

    try:
        validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return address.isascii()


@rule
def email_domain(check: Check) -> Iterator[Finding]:
    """A mailbox is of a mail domain of docs/hosts.yml, or the record says why (`because`)."""
    domains = check.catalogue.hosts.mail if check.catalogue.hosts else ()
    for record in check.contacts:
        if isinstance(record.contact, Email) and record.is_published and not record.contact.because:
            domain = record.value.rpartition("@")[2].lower()
            if not any(domain == known or domain.endswith(f".{known}") for known in domains):
                yield record.value_place.finding(record.value, choices=", ".join(domains))


@rule
def district_overlap(check: Check) -> Iterator[Finding]:
    """No part of a country is in the consular districts of two missions (Vienna Convention 1963, article 4)."""
    for entry in check.catalogue.countries:
        first: dict[tuple[str, str], str] = {}
        for index, mission in enumerate(entry.country.missions):
            for number, part in enumerate(mission.district):
                for language, name in part.name.items():
                    other = first.setdefault((language, name.casefold()), mission.id)
                    place = entry.at("missions", index, "district", number)
                    if other != mission.id:
                        yield place.finding(name, other=other)


# --- age -----------------------------------------------------------------------------------------------------------


@rule
def contact_old(check: Check) -> Iterator[Finding]:
    """A contact was seen at a source within the last twelve months; older ones carry a notice to the reader."""
    for record, months in _ages(check):
        if months == STALE_MONTHS:
            yield record.place.finding(record.value, months=str(months))


@rule
def contact_expired(check: Check) -> Iterator[Finding]:
    """A contact was seen at a source within the last thirty-six months; older ones are not printed, hotlines apart."""
    for record, months in _ages(check):
        if months == DEAD_MONTHS:
            yield record.place.finding(record.value, months=str(months))


def _ages(check: Check) -> Iterator[tuple[ContactRecord, int]]:
    """Published contacts past one of the two limits, with the limit."""
    for record in check.contacts:
        sources = record.sources(check.catalogue)
        if not record.is_published or not sources:
            continue
        seen = last_seen(sources)
        if record.contact.confirmed:
            seen = max(seen, record.contact.confirmed.on)
        if is_dead(seen, check.today):
            yield record, DEAD_MONTHS
        elif is_stale(seen, check.today):
            yield record, STALE_MONTHS
