"""The audit of the output: silent on the real site, loud about every value that no record vouches for."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from support import CONTENT_DAY, ROOT, TODAY, catalogue

from advisories.audit.allowlist import Allowlist, allowlist_of
from advisories.audit.audit_report import AuditReport
from advisories.audit.site_audit import audit
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.public.projection import Projection


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Allowlist:
    service = catalogue(tmp_path_factory.mktemp("service"))
    return allowlist_of(service, Projection(service, TODAY), (service.settings.site_url,))


def audited(folder: Path, known: Allowlist, name: str, content: str | bytes) -> AuditReport:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return audit(folder, known)


PASS = [
    ("index.html", '<p>Call <a href="tel:+442079460018">020 7946 0018</a> or 999.</p>'),
    ("index.html", '<p>+44 20 7946 0018 / +44 20 7946 0019</p>'),
    ("index.html", '<p>Of 110 people 12 came on 2026-02-01, <data class="figure" value="6000">6,000</data> in all.</p><p>999</p>'
                   '<a href="mailto:consular@ministry.service.example">consular@ministry.service.example</a>'),
    ("index.html", '<a href="https://embassy.service.example/uk/contacts">embassy.service.example</a>'),
    ("index.html", '<a href="https://service.example/zh/"><svg xmlns="http://www.w3.org/2000/svg"><path d="M19.79 15.41c.95-2.17"/></svg></a>'),
    ("contacts.vcf", "BEGIN:VCARD\r\nREV:20260301T000000Z\r\nTEL;VALUE=uri:tel:+44207\r\n 9460018\r\nEND:VCARD\r\n"),
    ("data.json", '{"number": "+442079460018", "sha256": "123456789012"}'),
    ("offline/uk.json", '{"number": "+442079460018", "bytes": 1064576}'),
    ("open-day.ics", "DTSTART;TZID=Europe/London:20260301T090000\r\nRRULE:FREQ=DAILY;UNTIL=20260401T000000Z\r\nTZOFFSETFROM:+0000\r\n"
                     "DESCRIPTION:Call 999.\r\n"),
    ("pagefind/names.json", '{"order": "8467020451", "pages": ["999 hotline"]}'),  # a sum of digits only
    ("search/texts/uk.json", json.dumps("Call 999 or 020 7946 0018.\n1 Example Street")),
]  # fmt: skip
FAIL = [
    ("offline/uk.json", '{"bytes": "Call +442079460123", "size": 1064576}', "+442079460123"),
    ("offline/uk.json", '{"size": 1064576}', "1064576"),
    ("index.html", "<p>020 7946 0123</p>", "020 7946 0123"),
    ("index.html", "<p>020 79<b>46</b> 0123</p>", "020 7946 0123"),
    ("index.html", "<p>Call 998 now.</p>", "998"),
    ("index.html", '<p title="020 7946 0123">help</p>', "020 7946 0123"),
    ("index.html", '<p data-phone="+442079460123">help</p>', "+442079460123"),
    ("index.html", '<button aria-label="Call +44 20 7946 0123">help</button>', "+44 20 7946 0123"),
    ("index.html", '<meta name="description" content="Help: 020 7946 0123">', "020 7946 0123"),
    ("index.html", "<!-- 020 7946 0123 -->", "020 7946 0123"),
    ("index.html", '<script type="application/ld+json">{"telephone": "+442079460123"}</script>', "+442079460123"),
    ("index.html", "<script>call('+442079460123')</script>", "+442079460123"),
    ("index.html", '<style>a{background:url("https://attacker.example/a.png")}</style>', "attacker.example"),
    ("index.html", '<a href="tel:+442079460123">help</a>', "+442079460123"),
    ("index.html", '<a href="tel:+442079460018">020 7946 0019</a>', "020 7946 0019"),
    ("index.html", '<a href="mailto:help@attacker.example">help</a>', "help@attacker.example"),
    ("index.html", '<a href="https://attacker.example/">help</a>', "attacker.example"),
    ("index.html", '<img src="//attacker.example/a.png" alt="">', "attacker.example"),
    ("index.html", '<img src="/\\attacker.example/a.png" alt="">', "attacker.example"),
    ("index.html", '<a href="\\\\attacker.example">help</a>', "attacker.example"),
    ("index.html", '<a href="/\n/attacker.example">help</a>', "attacker.example"),
    ("index.html", '<a href="https:attacker.example">help</a>', "attacker.example"),
    ("index.html", '<a href="https://service.example/?body=Call%20020%207946%200123">report</a>', "020 7946 0123"),
    ("index.html", '<img src="a.png" alt="Embassy: 020 7946 0123">', "020 7946 0123"),
    ("index.html", '<p aria-label="Embassy:+442079460123">x</p>', "+442079460123"),
    ("index.html", '<p title="Site:attacker.example">x</p>', "attacker.example"),
    ("index.html", '<p title="Police: 998">x</p>', "998"),
    ("index.html", '<p title="/ 020 7946 0123">x</p>', "020 7946 0123"),
    ("index.html", '<a href="sip:help@attacker.example">x</a>', "sip:help@attacker.example"),
    ("index.html", '<a href="facetime:+442079460018">x</a>', "facetime:+442079460018"),
    ("index.html", '<a href="https://user@service.example/">x</a>', "https://user@service.example/"),
    ("index.html", '<a href="tel:+442079460018,,5551">x</a>', "+442079460018,,5551"),
    ("index.html", '<a href="tel:+442079460018-5551">x</a>', "+4420794600185551"),
    ("index.html", '<a href = "tel:+442079460018">020 7946 0019</a>', "020 7946 0019"),
    ("index.html", "<p>020 79<del></del>46 0123</p>", "020 7946 0123"),
    ("index.html", "<p>020 79<x-y></x-y>46 0123</p>", "020 7946 0123"),
    ("index.html", "<p>Write to WeChat freedonia999.</p>", "WeChat freedonia999"),
    ("data.json", '{"a": "hotline:02079460123"}', "02079460123"),
    ("data.json", '{"a": "site:attacker.example"}', "attacker.example"),
    ("data.json", '{"version": "Call 020 7946 0123"}', "020 7946 0123"),
    ("list.csv", "a,hotline:02079460123", "02079460123"),
    ("contacts.vcf", "UID:Call 020 7946 0123", "020 7946 0123"),
    ("contacts.vcf", "TEL;VALUE=text;TYPE=voice;PREF=1:998", "998"),
    ("contacts.vcf", "TEL;VALUE=uri:tel:+442079460018\\,5551", "+442079460018,5551"),
    ("contacts.vcf", "TEL;VALUE=uri:tel:+442079460018;postd=pp22", "+442079460018;postd=pp22"),
    ("index.html", '<a href="te&#10;l:+442079460123">x</a>', "+442079460123"),
    ("index.html", '<a href="tel:999">１１２</a>', "112"),
    ("data.json", '{"revision": "help@attacker.example"}', "help@attacker.example"),
    ("data.json", '{"checksum": "https://attacker.example/"}', "attacker.example"),
    ("index.html", "<p>&#48;20 7946 0123</p>", "020 7946 0123"),
    ("index.html", "<p>see mfa-service.example.org</p>", "mfa-service.example.org"),
    ("index.html", "<p>020 7946\n  0123</p>", "020 7946 0123"),
    ("index.html", '<p title="<li>020 7946 0123">help</p>', "020 7946 0123"),
    ("index.html", "<script>call('<p>+442079460123</p>')</script>", "+442079460123"),
    ("index.html", "<!-- <p>020 7946 0123</p> -->", "020 7946 0123"),
    ("index.html", '<a href="tel:+442079460018"><p>020 7946 0019</p></a>', "020 7946 0019"),
    ("feed.xml", "<feed><title>020 7946 0123</title></feed>", "020 7946 0123"),
    ("feed.xml", "<feed><![CDATA[<p>020 7946 0123</p>]]></feed>", "020 7946 0123"),
    ("icon.svg", '<svg xmlns="http://www.w3.org/2000/svg"><text>020 7946 0123</text></svg>', "020 7946 0123"),
    ("site.css", "a{background:url(https://attacker.example/a.png)}", "attacker.example"),
    ("site.js", 'fetch("https://attacker.example/x")', "attacker.example"),
    ("contacts.vcf", "TEL:+44 20 7946\r\n  0123", "+44 20 7946 0123"),
    ("robots.txt", "Call 020 7946 0123", "020 7946 0123"),
    ("data.json", '{"a": [{"b": "020 7946 0123"}]}', "020 7946 0123"),
    ("data.json", '{"phone": 442079460123}', "442079460123"),
    ("data.json", '{"a": "020 7946 0123", "a": ""}', "020 7946 0123"),
    ("search/texts/uk.json", json.dumps("Help\nCall 020 7946 0123"), "020 7946 0123"),
    ("search/texts/uk.json", json.dumps("Help\nWrite to help@evil.example now"), "help@evil.example"),
    ("search/texts/uk.json", json.dumps("See evil.com now"), "evil.com"),
    ("sitemap.xml.gz", gzip.compress(b"<urlset><loc>https://attacker.example/</loc></urlset>", mtime=0), "attacker.example"),
    ("index.html", "<p>+44 131 496 0018</p>", "+44 131 496 0018"),  # recorded, but withheld
    ("page.docx", b"PK", ".docx"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), PASS)
def test_what_a_record_vouches_for_passes(name: str, content: str | bytes, tmp_path: Path, known: Allowlist) -> None:
    report = audited(tmp_path, known, name, content)
    assert report.findings == []
    assert report.passed


@pytest.mark.parametrize(("name", "content", "value"), FAIL)
def test_what_no_record_vouches_for_fails(
    name: str, content: str | bytes, value: str, tmp_path: Path, known: Allowlist
) -> None:
    report = audited(tmp_path, known, name, content)
    assert (name, value) in [(finding.path, finding.value) for finding in report.findings]
    assert not report.passed


def test_a_value_is_reported_for_every_file(tmp_path: Path, known: Allowlist) -> None:
    (tmp_path / "a.html").write_text("<p>020 7946 0123</p>", encoding="utf-8")
    report = audited(tmp_path, known, "b.html", "<p>020 7946 0123</p>")
    assert [finding.path for finding in report.findings] == ["a.html", "b.html"]


WRAPPED: dict[str, Callable[[str], str | bytes]] = {
    "a.html": lambda text: f"<ul><li>Help</li><li>Call <b>{text}</b></li><li>Help</li></ul>",
    "b.html": lambda text: f'<p>Help</p><p title="Call {text}">Help</p>',
    "c.html": lambda text: f'<div><script type="application/ld+json">{{"a": "Call {text}"}}</script></div>',
    "d.html": lambda text: f"<p>Help</p><!-- <p>Call {text}</p> -->",
    "e.xml": lambda text: f"<feed><title>Help</title><title>Call {text}</title></feed>",
    "f.json": lambda text: json.dumps({"a": ["Help", {"b": f"Call {text}"}]}),
    "g.vcf": lambda text: f"BEGIN:VCARD\r\nNOTE:Help\r\nNOTE:Call {text}\r\nEND:VCARD\r\n",
    "h.ics": lambda text: f"BEGIN:VEVENT\r\nSUMMARY:Call {text}\r\nEND:VEVENT\r\n",
    "i.csv": lambda text: f"name,number\r\nHelp,Call {text}\r\n",
    "j.txt": lambda text: f"Help\nCall {text}\n",
    "k.js": lambda text: f'say("Help"); say("//{text}"); say("{text}")',
    "l.svg": lambda text: f"<svg><title>Call {text}</title></svg>",
    "m.json": lambda text: json.dumps(f"Help.\nCall {text} now. Help."),
}


@pytest.mark.parametrize("seed", range(4))
def test_planted_values_are_found_whatever_was_read_before(seed: int, tmp_path: Path, known: Allowlist) -> None:
    """One audit of many files, which reads equal parts once, finds what an audit of each file by itself finds."""
    rng = random.Random(seed)
    wrong = [f"+44 20 7946 0{rng.randrange(200, 999)}", f"help{seed}@attacker.example", f"attacker{seed}.example"]
    cases = list(product([*wrong, "+44 20 7946 0018", "999"], WRAPPED.items()))
    rng.shuffle(cases)
    apart = set()
    for number, (value, (ending, wrap)) in enumerate(cases):
        name = f"{number:02}{ending}"
        found = [one.value for one in audited(tmp_path / "apart" / name, known, name, wrap(value)).findings]
        assert (value in found) == (value in wrong), (name, found)
        apart |= {(name, one) for one in found}
        audited(tmp_path / "together" / name, known, name, wrap(value))
    together = audit(tmp_path / "together", known).findings
    assert {(one.path.partition("/")[2], one.value) for one in together} == apart


def test_a_recorded_count_near_the_name_of_a_hotline_passes(tmp_path: Path) -> None:
    facts = "docs/events/2026-02-open-day/facts.yml"
    service = catalogue(tmp_path / "service", {
        facts: ('value: "120"', 'value: "12300"'), "docs/contacts.yml": ("short_name: Freedonia Line", 'short_name: "12308"'),
    })  # fmt: skip
    known = allowlist_of(service, Projection(service, TODAY), (service.settings.site_url,))
    assert audited(tmp_path / "right", known, "index.html", "<dd>近12300人</dd>").passed
    assert not audited(tmp_path / "wrong", known, "index.html", "<dd>近12305人</dd>").passed


def test_an_audit_that_read_nothing_fails(tmp_path: Path, known: Allowlist) -> None:
    assert not audit(tmp_path, known).passed
    assert not audited(tmp_path, known, "index.html", "<p>nothing here</p>").passed


def test_a_number_too_old_to_print_is_vouched_for_by_nothing(tmp_path: Path) -> None:
    service = catalogue(tmp_path / "service")
    later = allowlist_of(service, Projection(service, date(2029, 6, 1)), ())
    assert "442079460018" not in later.numbers


def test_the_real_site_raises_no_alarm(site: Path) -> None:
    settings = read_settings(ROOT / "mkdocs.yml")
    real = load(settings)
    report = audit(site, allowlist_of(real, Projection(real, CONTENT_DAY), (settings.site_url, settings.repo_url)))
    assert [str(finding) for finding in report.findings] == []
    assert report.values.total() > 5000
