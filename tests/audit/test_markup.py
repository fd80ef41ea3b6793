"""Pages are read in blocks: what is found so is what the whole page says, wherever something is planted."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from support import CONTENT_DAY, ROOT, TODAY, catalogue

from advisories.audit import markup
from advisories.audit.allowlist import Allowlist, allowlist_of
from advisories.audit.audit_report import AuditReport
from advisories.audit.site_audit import audit
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.public.projection import Projection

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="description" content="Emergency numbers &amp; missions, 2026">
<link rel="canonical" href="https://service.example/uk/"><link rel="icon" href="../../assets/icon.svg">
<script type="application/ld+json">{"@type":"Embassy","telephone":"+442079460018","url":"/uk/"}</script>
<style>a { color: #123456 }</style></head>
<body><!-- a comment of the theme -->
<div class="top"><a href="../../zh/uk/#source-report" hreflang="zh">中文</a> <svg viewBox="0 0 24 24"><path d="M19.79
 15.41c.95-2.17"/></svg></div>
<p>Call <a href="tel:+442079460018">020 7946 0018</a> or 999. A ministry said so in 2024.</p>
<ul><li>Write to <a href="mailto:consular@ministry.service.example">consular@ministry.service.example</a></li>
<li title="Help at https://embassy.service.example/uk/contacts">在 2026年2月1日 拨打 999。</li>
<li>Of <data class="figure" value="6000">6,000</data> people<sup class="ref"><a href="#s">[1]</a></sup> 12 came.</li></ul>
<button data-copy="+44 20 7946 0018" data-done="Copied">Copy</button><script src="../page.js" defer></script>
<table><tr><td>1 Example Street</td><td>description &gt; hotel: none</td></tr></table></body></html>
"""
CALM = "Rivers may flood. Ask the mission before you go, and take a torch and 3 of 10 maps. "
CONTENT = (
    CALM + "Call 999 or 020 7946 0018 in London. Rivers may flood. On 3.5 of 10 days embassy.service.example says so. "
)
WRONG = (
    "020 7946 0123", "+44 20 7946 0123", "Call 998 now", "help@attacker.example", "attacker.example", "call one one nine",
    "拨打一一九", "０２０７９４６０１２３", "help (at) attacker (dot) example", "0 2 0 7 9 4 6 0 1 2 3",
)  # fmt: skip
TWISTED = (
    "{0}", "<b>{1}</b>{2}", '{1}<wbr title="">{2}', '<p title="{0}">x</p>', "<!-- {0} -->", "<script>call('{0}')</script>",
    '<a href="tel:{0}">x</a>', '<a href="//{0}/x">x</a>', '<a href="/?q={0}">x</a>', "{3}", "<![CDATA[<p>{0}</p>]]>",
    "<i data-x='{0}'", '"{0}', '<a href="mailto:{0}"><p>{0}</p></a>', "</script>{0}", "{1}-->{2}", "\0\2{0}\3\4",
    "<STYLE>a{{background:url(//{0})}}</STYLE>", '<img alt="<li>{0}">', "{1}</li><li>{2}", '<i onclick="call({0})">x</i>',
)  # fmt: skip
"""Ways to write a value: whole, first and second half, in character references."""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Allowlist:
    service = catalogue(tmp_path_factory.mktemp("service"))
    return allowlist_of(service, Projection(service, TODAY), (service.settings.site_url,))


def spoiled(text: str, rng: random.Random) -> str:
    """The text with a value planted somewhere, often at the edge of a tag."""
    value = rng.choice(WRONG)
    half = len(value) // 2
    written = "".join(f"&#{ord(sign)};" for sign in value)
    planted = rng.choice(TWISTED).format(value, value[:half], value[half:], written)
    at = rng.randrange(len(text))
    if rng.random() < 0.5 and (edge := text.find(rng.choice("<>"), at)) > 0:
        at = edge + rng.randrange(2)
    return text[:at] + planted + text[at:]


def plainly(site: Path, known: Allowlist, monkeypatch: pytest.MonkeyPatch) -> AuditReport:
    """The audit that reads every page as a whole, and every link."""
    with monkeypatch.context() as patched:
        patched.setattr(markup, "_is_closed", lambda block: False)
        patched.setattr(markup, "_stays_here", lambda link: False)
        return audit(site, known)


def test_a_site_in_order_is_reported_the_same(
    tmp_path: Path, known: Allowlist, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.html", "b.html", "zh/a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(CONTENT), encoding="utf-8")
    quick, plain = audit(tmp_path, known), plainly(tmp_path, known, monkeypatch)
    assert quick.passed
    assert (quick.values, quick.not_read, quick.files) == (plain.values, plain.not_read, plain.files)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_planted_is_reported_the_same(
    seed: int, tmp_path: Path, known: Allowlist, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    for number in range(40):
        (tmp_path / f"{number}.html").write_text(spoiled(PAGE, rng), encoding="utf-8")
        text = json.dumps(spoiled(rng.choice((CALM, CONTENT)), rng))
        (tmp_path / f"{number}.json").write_text(text, encoding="utf-8")
    quick, plain = audit(tmp_path, known), plainly(tmp_path, known, monkeypatch)
    assert quick.findings == plain.findings
    assert len({finding.path for finding in quick.findings}) > 30


def test_the_real_site_is_reported_the_same(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings(ROOT / "mkdocs.yml")
    content = load(settings)
    vouching = allowlist_of(content, Projection(content, CONTENT_DAY), (settings.site_url, settings.repo_url))
    quick, plain = audit(site, vouching), plainly(site, vouching, monkeypatch)
    assert (quick.findings, quick.values.keys(), quick.not_read) == ([], plain.values.keys(), plain.not_read)
    rng = random.Random(1)
    pages = sorted(file for file in site.rglob("*") if file.suffix in (".html", ".xml", ".svg"))
    for number, file in enumerate(rng.sample(pages, 80)):
        text = spoiled(file.read_text(encoding="utf-8"), rng)
        (tmp_path / f"{number}{file.suffix}").write_text(text, encoding="utf-8")
    quick, plain = audit(tmp_path, vouching), plainly(tmp_path, vouching, monkeypatch)
    assert quick.findings == plain.findings
    assert len({finding.path for finding in quick.findings}) > 30


@pytest.mark.parametrize("blanks", ["      ", "\n\n\n\n\n\n", " \t  \n   "])
def test_blanks_that_a_page_shows_as_one_hide_no_number(blanks: str, tmp_path: Path, known: Allowlist) -> None:
    (tmp_path / "a.html").write_text(f"<p>{blanks.join('02079460123')}</p>", encoding="utf-8")
    assert [finding.kind for finding in audit(tmp_path, known).findings] == ["phone"]
