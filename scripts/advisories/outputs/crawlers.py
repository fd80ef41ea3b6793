"""Files for machines that visit: site map, robots, a summary for language models, the address for security reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree

from ..common.characters import one_line
from ..model import Kind
from ..pages.site_context import Site
from .output import Output, later, say

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
HEADERS = "_headers"
"""Response headers, as some hosts read them; a build may have written other rules into it before."""

SECURITY_GOOD_FOR_DAYS = 180
"""RFC 9116, section 2.5.5, recommends less than a year; the site is built daily."""


def write(site: Site, output: Output, now: datetime) -> None:
    """Write them all; ``security.txt`` only where ``repo_url`` names an address to write to."""
    output.bytes("sitemap.xml", sitemap(site))
    output.text("robots.txt", robots(site))
    for language in site.languages:
        output.text(site.addresses.llms(language), llms(site, language))
    output.text(HEADERS, f"{output.present(HEADERS)}{headers(site)}")
    if text := security(site, now):
        output.text(".well-known/security.txt", text)


def last_changed(site: Site, key: str) -> date | None:
    """The day on which a page last changed or was reviewed; ``None`` for a page that records no day."""
    entries = site.catalogue.entries
    if key in entries:
        facts = entries[key].facts
        return max(
            [facts.reviewed, *(one.on for one in facts.history), *([facts.withdrawn.on] if facts.withdrawn else [])]
        )
    if key != "index" and key not in list(Kind):
        return None
    items = [one.key for one in entries.values() if key in ("index", str(one.kind))]
    return max((day for one in items if (day := last_changed(site, one))), default=None)


def sitemap(site: Site) -> bytes:
    """Every page in every language, each naming all of them and itself (https://www.sitemaps.org/protocol.html)."""
    site = site
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for key in site.keys:
        changed = last_changed(site, key)
        versions = {
            site.addresses.tags[language]: site.addresses.absolute(key, language) for language in site.languages
        }
        versions["x-default"] = site.addresses.absolute(key, site.addresses.default_language)
        for language in site.languages:
            url = etree.SubElement(root, f"{{{SITEMAP}}}url")
            etree.SubElement(url, f"{{{SITEMAP}}}loc").text = site.addresses.absolute(key, language)
            if changed:
                etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = changed.isoformat()
            for tag, address in versions.items():
                etree.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=tag, href=address)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def robots(site: Site) -> str:
    """Everybody may read everything (RFC 9309); read by crawlers only at the root of a host."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.addresses.url('sitemap.xml')}\n"


def headers(site: Site) -> str:
    """Any page may read the data (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    return "".join(f"{path}\n  Access-Control-Allow-Origin: *\n" for path in site.addresses.open_to_all(site.languages))


def security(site: Site, now: datetime) -> str | None:
    """``security.txt`` (RFC 9116): the repository's issues are the address."""
    settings = site.catalogue.settings
    if not settings.repo_url:
        return None
    tags = ", ".join(site.addresses.tags[language] for language in site.languages)
    return (
        f"Contact: {settings.repo_url.rstrip('/')}/issues\n"
        f"Expires: {later(now, SECURITY_GOOD_FOR_DAYS)}\n"
        f"Preferred-Languages: {tags}\n"
        f"Canonical: {site.addresses.url('.well-known/security.txt')}\n"
    )


def llms(site: Site, language: str) -> str:
    """A summary in one language (https://llmstxt.org): numbers are not in it, they are to be read at the source."""
    return "\n".join(_llms(site, language)) + "\n"


def _llms(site: Site, language: str) -> Iterator[str]:
    site, places, words = site, site.addresses, site.words[language]
    yield f"# {one_line(site.catalogue.settings.site_names.get(language) or site.title('index', language))}"
    yield f"\n> {one_line(site.catalogue.pages['index'][language].description)}"
    for key in ("notice.title", "notice.text", "data.verify", "data.not_all_alerts", "data.llms.how"):
        yield f"\n{say(words, key)}"
    yield f"\n## {say(words, 'data.llms.data')}\n"
    yield f"- [{say(words, 'data.llms.api')}]({places.url(places.api('index.json'))})"
    yield f"- [{say(words, 'data.feed.contact-changes')}]({places.url(places.feed('contact-changes', language))})"
    for kind in (Kind.TOPIC, Kind.COUNTRY, Kind.AUDIENCE, Kind.EVENT):
        if str(kind) in site.catalogue.pages:
            yield f"\n## {one_line(site.title(str(kind), language))}\n"
            for entry in site.projection.standing(kind):
                title = one_line(site.title(entry.key, language))
                yield f"- [{title}]({places.page(entry.key, language)}): {one_line(entry.pages[language].description)}"
