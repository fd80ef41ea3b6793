"""What changed in the contacts between two revisions: by meaning, not by text.

Every value that decides whom a reader calls, writes to or trusts is laid out under a name that survives reordering;
two layouts are then compared. A number that changed although no source is newer is the mark of a forgery.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ..contacts.phones import international, is_canonical
from ..contacts.records import ContactRecord, all_contacts
from ..content.catalogue import Catalogue
from ..model import Address, Phone, Text
from .change import Change, Evidence, Value, Verb, of_order
from .linked import links
from .surroundings import orders, owners, texts


def compare(old: Catalogue, new: Catalogue) -> list[Change]:
    """Every change that a reviewer of contacts must see, the most dangerous first, then in the order of owners."""
    changes = [*_unreadable(old, "old"), *_unreadable(new, "new"), *_values(old, new), *_lists(old, new)]
    changes += [*texts(old, new), *links(old, new), *orders(old, new)]
    return sorted(changes, key=lambda change: (change.danger, change.owner, change.use, change.verb))


def _unreadable(catalogue: Catalogue, side: str) -> Iterator[Change]:
    """A file that cannot be read hides its item, with contacts and links: never to be taken for a withdrawal."""
    hiding = (problem.path for problem in catalogue.problems if _may_hide(problem.path))
    for path in sorted(set(hiding)):
        yield Change(Verb.UNREADABLE, path, side, note=path)


def _may_hide(path: str) -> bool:
    return path.endswith((".yml", ".md")) or "." not in path


# --- values --------------------------------------------------------------------------------------------------------


def values(catalogue: Catalogue) -> dict[str, list[Value]]:
    """Every contact, by owner (``japan``, ``japan/embassy``, ``hotline/…``)."""
    by_owner: dict[str, list[Value]] = {}
    for record in all_contacts(catalogue):
        by_owner.setdefault(record.owner, []).append(_value(catalogue, record))
    return by_owner


def _value(catalogue: Catalogue, record: ContactRecord) -> Value:
    contact = record.contact
    named = ((name, catalogue.source(record.entry, name)) for name in contact.sources)
    is_usual = isinstance(contact, Phone) and is_canonical(record.value)
    shown = international(record.value) if is_usual else record.value  # as written, where the usual form would hide it
    return Value(
        owner=record.owner,
        use=str(contact.use) if isinstance(contact, Phone) else type(contact).__name__.lower(),
        shown=shown,
        more=tuple((name, value) for name, value in _more(contact) if value),
        withheld=str(contact.withheld.reason) if contact.withheld else "",
        evidence=tuple(Evidence.of(name, source) for name, source in named if source),
        path=record.place.file.path,
        is_phone=isinstance(contact, Phone),
    )


def _more(contact: object) -> Iterator[tuple[str, str]]:
    """What else a reader would act on."""
    yield "because", getattr(contact, "because", None) or ""
    confirmed = getattr(contact, "confirmed", None)
    yield "confirmed", f"{confirmed.on} {confirmed.how}" if confirmed else ""
    if isinstance(contact, Phone):
        yield "region", contact.region or ""
        yield "languages", ", ".join(contact.languages)
        yield from ((f"hours.{language}", words) for language, words in (contact.hours or Text({})).items())
    if isinstance(contact, Address):
        yield "local", contact.local or ""
    for language, words in (getattr(contact, "note", None) or {}).items():
        yield f"note.{language}", words


def _values(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    before, after = values(old), values(new)
    left = owners(new)
    for owner in sorted({*before, *after}):
        for pair in _pairs(before.get(owner, []), after.get(owner, [])):
            yield from (replace(change, with_owner=owner not in left) for change in _change(*pair))
        yield from _order(owner, before.get(owner, []), after.get(owner, []))


def _order(owner: str, old: list[Value], new: list[Value]) -> Iterator[Change]:
    """The number to dial first stands at the top; of a country's emergency numbers, the first of each use."""
    uses = sorted({value.use for value in old if value.is_phone}) if "/" not in owner else [""]
    for use in uses:
        before, after = ([v.shown for v in side if v.is_phone and use in ("", v.use)] for side in (old, new))
        yield from of_order(owner, use or "phones", before, after)


def _pairs(old: list[Value], new: list[Value]) -> Iterator[tuple[Value | None, Value | None]]:
    """Which old value became which new one: the same first, then the same number, then the same use in order."""
    rest_old, rest_new = list(old), list(new)
    same_value: tuple[Callable[[Value, Value], bool], ...] = (
        lambda a, b: (a.use, a.shown) == (b.use, b.shown), lambda a, b: a.shown == b.shown,
        lambda a, b: a.use == b.use, lambda a, b: a.is_phone and b.is_phone,
    )  # fmt: skip
    for alike in same_value:
        for before in list(rest_old):
            after = next((value for value in rest_new if alike(before, value)), None)
            if after is not None:
                rest_old.remove(before)
                rest_new.remove(after)
                yield before, after
    yield from ((before, None) for before in rest_old)
    yield from ((None, after) for after in rest_new)


def _change(old: Value | None, new: Value | None) -> Iterator[Change]:
    value, verb = new or old, _verb(old, new)
    if value and verb:
        newer = old is None or new is None or new.newest > old.newest
        other_value = verb is Verb.PUBLISHED or (old is not None and new is not None and not _is_same(old, new))
        stale = other_value and not newer
        yield Change(verb, value.owner, value.use, old, new, without_newer_source=stale)


def _is_same(old: Value, new: Value) -> bool:
    """The same value for the same purpose: 999 and 112 may not exchange theirs without a newer source."""
    return (old.shown, old.use) == (new.shown, new.use)


def _verb(old: Value | None, new: Value | None) -> Verb | None:
    if old is None or new is None:
        return Verb.ADDED if old is None else Verb.REMOVED
    if not _is_same(old, new):
        return Verb.CHANGED
    if old.withheld != new.withheld:
        if not new.withheld:
            return Verb.PUBLISHED
        return Verb.WITHHELD if not old.withheld else Verb.EVIDENCE
    if old.more != new.more:
        return Verb.CHANGED
    return Verb.EVIDENCE if old.evidence != new.evidence else None


# --- lists that decide whom we trust -------------------------------------------------------------------------------


def _lists(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    before, after = lists(old), lists(new)
    for name in before:
        for entry in sorted(before[name] - after[name]):
            yield Change(Verb.UNLISTED, name, entry)
        for entry in sorted(after[name] - before[name]):
            yield Change(Verb.LISTED, name, entry)


def lists(catalogue: Catalogue) -> Mapping[str, set[str]]:
    """Retired numbers, official, mail and refused hosts, names and warnings of hotlines, settings."""
    hosts, contacts = catalogue.hosts, catalogue.contacts
    hotlines = contacts.hotlines if contacts else ()
    return {
        "retired": {retired.number for retired in contacts.retired} if contacts else set(),
        "official": set(hosts.official) if hosts else set(),
        "mail": set(hosts.mail) if hosts else set(),
        "refused": {refused.host for refused in hosts.refused} if hosts else set(),
        "hotline": {
            f"{hotline.id}: {hotline.short_name}: {'; '.join(map(': '.join, hotline.notice.items()))}"
            for hotline in hotlines
        },
        "corrections": {contacts.corrections} if contacts and contacts.corrections else set(),
        "addresses": {catalogue.settings.site_url},
        "languages": set(catalogue.settings.languages),
        "docs_dir": {catalogue.settings.docs_dir.name},
    }
