"""Contacts: every phone number, mailbox and district of the registry. A wrong one could cost a life.

libphonenumber proves form, not truth; truth is what the sources and the review of changes are for. A withheld
record may hold a value that breaks the rules of form, since it is never printed, but no retired number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from email_validator import EmailNotValidError, validate_email

from ..common.problems import Finding
from ..contacts import phones
from ..contacts.detect.patterns import contact_matches
from ..contacts.detect.plain_text import has_uncommon, plain
from ..contacts.hosts import is_below
from ..contacts.records import ContactRecord
from ..content.catalogue import Entry
from ..model import Email, Phone
from ..public.contact_links import spellings
from ..public.freshness import DEAD_MONTHS, STALE_MONTHS, expires, last_seen, stale_from
from ..public.models import RESCUE_USES
from .registry import contact_rule, country_rule, phone_rule, site_rule, text_rule
from .site_facts import SiteFacts

LONG_ENOUGH = 9  # digits that do not come together by chance on one line
CHARACTER_REFERENCE = re.compile("&(?:#|sup|frac|[A-Za-z][A-Za-z0-9]*;)")  # of those that may stand for a digit
NO_DIGITS = bytes(sorted(set(range(128)) - set(b"0123456789\n")))

# --- phones --------------------------------------------------------------------------------------------------------


@phone_rule
def phone_form(record: ContactRecord, phone: Phone) -> Iterator[Finding]:
    """A number is written in E.164 (ITU-T), a plus and digits only, or is a short number of two to six digits."""
    if not (phones.is_short(phone.number) or phones.E164.fullmatch(phone.number)):
        yield record.value_place.finding(phone.number)


@phone_rule
def phone_valid(record: ContactRecord, phone: Phone) -> Iterator[Finding]:
    """A number lies in a range that libphonenumber knows as assigned, and holds no trunk zero."""
    if phones.parse(phone.number) and not _is_assigned(phone.number, record.region):
        yield record.value_place.finding(phone.number)


def _is_assigned(number: str, region: str) -> bool:
    if not phones.is_canonical(number):
        return False
    return phones.belongs_to(number, region) or phones.is_valid(number)


@phone_rule
def phone_country(record: ContactRecord, phone: Phone) -> Iterator[Finding]:
    """A number belongs to its host country by libphonenumber, or the record says why not (`because`)."""
    is_foreign = phones.is_valid(phone.number) and not phones.belongs_to(phone.number, record.region)
    if is_foreign and not phone.because:
        yield record.value_place.finding(phone.number, country=record.region)


@phone_rule
def phone_cost(record: ContactRecord, phone: Phone) -> Iterator[Finding]:
    """No number is of premium rate, personal or a pager's by libphonenumber, or the record says why (`because`)."""
    if not phone.because and phones.is_costly(phone.number):
        yield record.value_place.finding(phone.number)


@phone_rule
def phone_region(record: ContactRecord, phone: Phone) -> Iterator[Finding]:
    """A phone that names a region other than its host's says why (`because`)."""
    host = record.entry.country.code if record.entry else record.region
    if phone.region not in (None, host) and not phone.because:
        yield (record.place / "region").finding(phone.region, country=host)


@phone_rule
def short_number(record: ContactRecord, phone: Phone) -> Iterator[Finding]:
    """A short number is an emergency number of its country by libphonenumber, or the record says why (`because`)."""
    known = phone.use in RESCUE_USES and phones.is_emergency(phone.number, record.region)
    if phones.is_short(phone.number) and not phone.because and not known:
        yield record.value_place.finding(phone.number, country=record.region)


@contact_rule
def hotline_name(record: ContactRecord, site: SiteFacts) -> Iterator[Finding]:
    """A hotline that is called by digits dials a number that ends in them, or the record says why (`because`)."""
    hotlines = site.catalogue.hotlines
    name = next((hotline.short_name for hotline in hotlines if f"hotline/{hotline.id}" == record.key), "")
    is_phone = isinstance(record.contact, Phone) and not record.contact.because
    if is_phone and name.isdigit() and not phones.digits(record.value).endswith(name):
        yield record.value_place.finding(record.value, name=name)


@site_rule
def hotline_short_name(site: SiteFacts) -> Iterator[Finding]:
    """A hotline's short name is a short number or words, which hold no contact."""
    root = site.catalogue.register_place("contacts.yml")
    if not (root and site.catalogue.contacts):
        return
    for index, hotline in enumerate(site.catalogue.contacts.hotlines):
        name = hotline.short_name
        if not phones.is_short(name) and (re.search("[0-9]", plain(name)) or list(contact_matches(name))):
            yield (root / "hotlines" / index / "short_name").finding(name)


# --- used once -----------------------------------------------------------------------------------------------------


@contact_rule
def phone_once(record: ContactRecord, site: SiteFacts) -> Iterator[Finding]:
    """A number stands in one record; a second one, even withheld, says why (`because`); one emergency list shares."""
    if isinstance(record.contact, Phone):
        yield from _repeated(record, site.first_of(record))


@contact_rule
def email_once(record: ContactRecord, site: SiteFacts) -> Iterator[Finding]:
    """A mailbox stands in one record; a second one says why (`because`)."""
    if isinstance(record.contact, Email):
        yield from _repeated(record, site.first_of(record))


def _repeated(record: ContactRecord, first: ContactRecord) -> Iterator[Finding]:
    if first is record or first.contact.because or record.contact.because:
        return
    is_one_list = first.owner == record.owner and first.place.keys[0] == record.place.keys[0] == "emergency"
    if not is_one_list and (first.is_published or record.is_published):
        other = f"{first.place.file.path} ({first.place.subject})"
        yield record.value_place.finding(record.value, other=other)


@country_rule
def mission_once(entry: Entry, site: SiteFacts) -> Iterator[Finding]:
    """No two missions, of one country or of two, have the same name in any language."""
    for index, mission in enumerate(entry.country.missions):
        for language, name in mission.name.items():
            first = site.first_missions[language, name.casefold()]
            if first != f"{entry.slug}/{mission.id}":
                yield entry.at("missions", index, "name", language).finding(name, other=first)


# --- retired numbers -----------------------------------------------------------------------------------------------


@text_rule
def retired_number(path: str, text: str, site: SiteFacts) -> Iterator[Finding]:
    """A number that docs/contacts.yml lists as retired comes back nowhere, however written, not even withheld."""
    retired = site.once(_retired)
    text = _without_retired_list(path, text)
    rows = _digits_by_line(text)
    if CHARACTER_REFERENCE.search(text) or any(written in rows for written in retired):
        for line, words in enumerate(text.split("\n"), start=1):
            for written in _retired_in(words, retired):
                yield Finding(path, line, "text", words.strip(), {"number": retired[written]})


def _retired(site: SiteFacts) -> Mapping[str, str]:
    """Retired numbers by every way of writing them."""
    retired = site.catalogue.contacts.retired if site.catalogue.contacts else ()
    return {written: one.number for one in retired for written in retired_spellings(one.number)}


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


@contact_rule
def email_form(record: ContactRecord) -> Iterator[Finding]:
    """A mailbox has the form that RFC 5322 and RFC 5321 ask for, in plain ASCII letters."""
    if isinstance(record.contact, Email) and record.is_published and not is_mailbox(record.value):
        yield record.value_place.finding(record.value)


def is_mailbox(address: str) -> bool:
    """Whether an address is well formed; no name server is asked."""
    try:
        validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return address.isascii()


@contact_rule
def email_domain(record: ContactRecord, site: SiteFacts) -> Iterator[Finding]:
    """A mailbox is of a mail domain of docs/hosts.yml, or the record says why (`because`)."""
    domains = site.catalogue.hosts.mail if site.catalogue.hosts else ()
    is_mail = isinstance(record.contact, Email) and record.is_published and not record.contact.because
    if is_mail and not is_below(record.value.rpartition("@")[2].lower(), domains):
        yield record.value_place.finding(record.value, choices=", ".join(domains))


@country_rule
def district_overlap(entry: Entry) -> Iterator[Finding]:
    """No part of a country is in the consular districts of two missions (Vienna Convention 1963, article 4)."""
    first: dict[tuple[str, str], str] = {}
    for index, mission in enumerate(entry.country.missions):
        for number, part in enumerate(mission.district):
            for language, name in part.name.items():
                other = first.setdefault((language, name.casefold()), mission.id)
                place = entry.at("missions", index, "district", number)
                if other != mission.id:
                    yield place.finding(name, other=other)


# --- age -----------------------------------------------------------------------------------------------------------


@contact_rule
def contact_old(record: ContactRecord, site: SiteFacts) -> Iterator[Finding]:
    """A contact was seen at a source within the last twelve months; older ones carry a notice to the reader."""
    seen = _last_seen(record, site)
    if seen and stale_from(seen) <= site.today < expires(seen):
        yield record.place.finding(record.value, months=str(STALE_MONTHS))


@contact_rule
def contact_expired(record: ContactRecord, site: SiteFacts) -> Iterator[Finding]:
    """A contact was seen at a source within the last thirty-six months; older ones are not printed, hotlines apart."""
    seen = _last_seen(record, site)
    if seen and expires(seen) <= site.today:
        yield record.place.finding(record.value, months=str(DEAD_MONTHS))


def _last_seen(record: ContactRecord, site: SiteFacts) -> date | None:
    """The day on which a published contact was last seen or confirmed; ``None`` where no source says."""
    sources = record.sources(site.catalogue)
    if not record.is_published or not sources:
        return None
    return last_seen(sources, record.contact.confirmed)
