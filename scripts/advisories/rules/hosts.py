"""Hosts: websites of missions and addresses of sources lead where they seem to lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..common.problems import Finding
from ..contacts import hosts
from ..contacts.detect.contexts import dials, leads_on
from ..contacts.records import websites_of
from ..content.yaml_files import Place
from ..model import Email, Source
from .registry import Check, rule


@rule
def website_official(check: Check) -> Iterator[Finding]:
    """The host of a website is an official domain of docs/hosts.yml or below one."""
    domains = check.catalogue.hosts.official if check.catalogue.hosts else ()
    for record, website in websites_of(check.contacts):
        if record.is_published and not hosts.is_below(hosts.host_of(website.url), domains):
            yield record.value_place.finding(website.url, choices=", ".join(domains))


@rule
def direct_website(check: Check) -> Iterator[Finding]:
    """A website's address holds no other address, to which it could lead on."""
    for record, website in websites_of(check.contacts):
        if record.is_published and leads_on(website.url):
            yield record.value_place.finding(website.url)


@rule
def plain_address(check: Check) -> Iterator[Finding]:
    """An address is absolute and names a host: no user name, no unusual port, no numeric host."""
    for place, url in addresses(check):
        if not hosts.is_plain_address(url):
            yield place.finding(url)


@rule
def confusable_host(check: Check) -> Iterator[Finding]:
    """No host mixes scripts or only looks like Latin letters (Unicode Technical Standard 39)."""
    for place, host in _all_hosts(check):
        if hosts.is_confusable(host):
            yield place.finding(host, seen=hosts.unicode_host(host))


@rule
def imitated_host(check: Check) -> Iterator[Finding]:
    """No host outside the official domains looks like one of them or borrows a hotline's name."""
    catalogue = check.catalogue
    official = catalogue.hosts.official if catalogue.hosts else ()
    names = tuple(hotline.short_name for hotline in catalogue.contacts.hotlines) if catalogue.contacts else ()
    for place, host in _all_hosts(check):
        if other := hosts.imitates(host, official, names):
            yield place.finding(host, other=other)


@rule
def refused_host(check: Check) -> Iterator[Finding]:
    """No address leads to a host that docs/hosts.yml refuses (mirrors, search engines, forums); the trail may."""
    refused = {one.host: one.reason for one in check.catalogue.hosts.refused} if check.catalogue.hosts else {}
    for place, url in addresses(check):
        above = hosts.domains_above(hosts.host_of(url))
        if not above.isdisjoint(refused):
            yield place.finding(url, reason=next(reason for name, reason in refused.items() if name in above))


@rule
def address_without_number(check: Check) -> Iterator[Finding]:
    """An address carries no phone number in its query or host and leads to no service that dials."""
    for place, url in addresses(check):
        if dials(url):
            yield place.finding(url)


def addresses(check: Check) -> Iterator[tuple[Place, str]]:
    """Every web address that a reader may open, with its place: websites and sources."""
    for record, website in websites_of(check.contacts):
        if record.is_published:
            yield record.value_place, website.url
    for entry in check.catalogue.entries.values():
        yield from _of_sources(entry.at("sources"), entry.facts.sources)
    if root := check.catalogue.register_place("sources.yml"):
        yield from _of_sources(root / "sources", check.catalogue.shared_sources)


def _of_sources(place: Place, sources: Mapping[str, Source]) -> Iterator[tuple[Place, str]]:
    for name, source in sources.items():
        if source.url:
            yield place / name / "url", source.url


def _all_hosts(check: Check) -> Iterator[tuple[Place, str]]:
    for place, url in addresses(check):
        yield place, hosts.host_of(url)
    for record in check.contacts:
        if isinstance(record.contact, Email) and record.is_published:
            yield record.value_place, record.value.rpartition("@")[2].lower()
