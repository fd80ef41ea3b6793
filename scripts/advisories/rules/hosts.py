"""Hosts: websites of missions and addresses of sources lead where they seem to lead."""

from __future__ import annotations

from collections.abc import Iterator

from ..common.problems import Finding
from ..contacts import hosts
from ..contacts.detect.contexts import dials, leads_on
from ..contacts.records import ContactRecord, websites_of
from ..content.yaml_files import Place
from ..model import Email
from .registry import Subject
from .site_facts import ContentPart, SiteFacts


def _websites(part: ContentPart) -> Iterator[tuple[ContactRecord, str]]:
    return ((record, website.url) for record, website in websites_of(part.contacts) if record.is_published)


def _addresses(part: ContentPart) -> Iterator[tuple[Place, str]]:
    """Every web address that a reader may open, with its place: websites and sources."""
    yield from ((record.value_place, url) for record, url in _websites(part))
    yield from ((place / "url", source.url) for place, source in part.sources if source.url)


def _hosts(part: ContentPart) -> Iterator[tuple[Place, str]]:
    yield from ((place, hosts.host_of(url)) for place, url in _addresses(part))
    for record in part.contacts:
        if isinstance(record.contact, Email) and record.is_published:
            yield record.value_place, record.value.rpartition("@")[2].lower()


website_rule = Subject(_websites)
address_rule = Subject(_addresses)
host_rule = Subject(_hosts)


@website_rule
def website_official(record: ContactRecord, url: str, site: SiteFacts) -> Iterator[Finding]:
    """The host of a website is an official domain of docs/hosts.yml or below one."""
    domains = site.catalogue.hosts.official if site.catalogue.hosts else ()
    if not hosts.is_below(hosts.host_of(url), domains):
        yield record.value_place.finding(url, choices=", ".join(domains))


@website_rule
def direct_website(record: ContactRecord, url: str) -> Iterator[Finding]:
    """A website's address holds no other address, to which it could lead on."""
    if leads_on(url):
        yield record.value_place.finding(url)


@address_rule
def plain_address(place: Place, url: str) -> Iterator[Finding]:
    """An address is absolute and names a host: no user name, no unusual port, no numeric host."""
    if not hosts.is_plain_address(url):
        yield place.finding(url)


@host_rule
def confusable_host(place: Place, host: str) -> Iterator[Finding]:
    """No host mixes scripts or only looks like Latin letters (Unicode Technical Standard 39)."""
    if hosts.is_confusable(host):
        yield place.finding(host, seen=hosts.unicode_host(host))


@host_rule
def imitated_host(place: Place, host: str, site: SiteFacts) -> Iterator[Finding]:
    """No host outside the official domains looks like one of them or borrows a hotline's name."""
    catalogue = site.catalogue
    official = catalogue.hosts.official if catalogue.hosts else ()
    names = tuple(hotline.short_name for hotline in catalogue.hotlines)
    if other := hosts.imitates(host, official, names):
        yield place.finding(host, other=other)


@address_rule
def refused_host(place: Place, url: str, site: SiteFacts) -> Iterator[Finding]:
    """No address leads to a host that docs/hosts.yml refuses (mirrors, search engines, forums); the trail may."""
    above = hosts.domains_above(hosts.host_of(url))
    refused = site.catalogue.hosts.refused if site.catalogue.hosts else ()
    if reason := next((one.reason for one in refused if one.host in above), None):
        yield place.finding(url, reason=reason)


@address_rule
def address_without_number(place: Place, url: str) -> Iterator[Finding]:
    """An address carries no phone number in its query or host and leads to no service that dials."""
    if dials(url):
        yield place.finding(url)
