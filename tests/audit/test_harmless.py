"""What the check passes, the audit passes: honest texts in every place, and the addresses of real sources.

And the other side: true numbers in the same places, and addresses that no record holds, are still refused.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import typst
import yaml
from harmless_site import Pair, said, source_addresses, write
from support import HERE, TODAY, catalogue
from whole_site import built

from advisories import rules
from advisories.audit.allowlist import Allowlist, allowlist_of
from advisories.audit.audit_report import AuditFinding
from advisories.audit.site_audit import audit
from advisories.common.problems import Problem, Severity
from advisories.common.settings import read_settings
from advisories.contacts.detect.harmless import Harmless, edges, numbers_in
from advisories.content.catalogue import load
from advisories.outputs.vcard import fold
from advisories.printing import fonts
from advisories.public.projection import Projection

TEXTS = {
    name: [(one[0], one[1]) for one in pairs]
    for name, pairs in yaml.safe_load((HERE / "harmless.yml").read_text(encoding="utf-8")).items()
}
FONTS = HERE.parent / ".cache/fonts"


class Built(NamedTuple):
    """A service with honest texts and real addresses: what the records vouch for, and its site."""

    config: Path
    site: Path
    known: Allowlist


def errors(config: Path) -> list[Problem]:
    found = rules.problems(load(read_settings(config)), TODAY)
    return [problem for problem in found if problem.severity is Severity.ERROR]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("harmless")
    config = write(folder / "source", TEXTS["passed"], source_addresses())
    content = load(read_settings(config))
    own = (content.settings.site_url, content.settings.repo_url)
    known = allowlist_of(content, Projection(content, TODAY), own)
    return Built(config, built(config, folder / "site"), known)


def test_the_check_refuses_what_cannot_be_told_from_a_phone_and_nothing_else(tmp_path: Path) -> None:
    pairs = [*TEXTS["passed"], *TEXTS["refused"]]
    config = write(tmp_path, pairs)
    refused: dict[Pair | None, set[str]] = {}
    for one in errors(config):
        assert one.line > 0
        refused.setdefault(next(said(config, one.path, one.line, pairs), None), set()).add(one.path)
    assert set(refused) == set(TEXTS["refused"])
    assert all(len(paths) > 6 for paths in refused.values())  # wherever it stands


def test_the_audit_passes_what_the_check_passes(honest: Built) -> None:
    assert [str(one) for one in errors(honest.config)] == []
    report = audit(honest.site, honest.known)
    assert [str(one) for one in report.findings] == []
    assert report.passed


def test_an_alert_from_every_source_of_the_project_is_published(honest: Built) -> None:
    addresses = source_addresses()
    assert len(addresses) > 350
    messages = "".join(file.read_text(encoding="utf-8") for file in (honest.site / "cap").rglob("*.xml"))
    assert [one for one in addresses if f"<web>{one.replace('&', '&amp;')}</web>" not in messages] == []


@pytest.mark.slow
def test_print_passes_it_too(honest: Built, tmp_path: Path) -> None:
    from print import main as export

    if fonts.wrong(FONTS):
        pytest.skip("fonts are missing: run `make fonts`")
    names = ["training/all", "countries/united-kingdom"]
    assert export([*names, "--config", str(honest.config), "--out", str(tmp_path), "--fonts", str(FONTS)]) == 0
    (tmp_path / "manifest.json").unlink()  # which is not published
    assert [str(one) for one in audit(tmp_path, honest.known).findings] == []


# -- true numbers in the same places

PLACES: dict[str, Callable[[str], str | bytes]] = {
    "title.html": lambda text: f'<ul><li><time>February 2026</time>\n <a href="../x/">{text}</a><p>Quito</p></li></ul>',
    "mission.html": lambda text: f"<li>Inside the country: 020 7946 0018 <span>{text}</span></li>",
    "cell.html": lambda text: f"<table><tr><td>2026</td><td>{text}</td></tr></table>",
    "feed.xml": lambda text: f"<feed><entry><content>February 2026\n{text}\n{text} people</content></entry></feed>",
    "cap.xml": lambda text: f"<alert><description>{text}\nOne of us.</description></alert>",
    "api.json": lambda text: json.dumps({"title": text, "attendance": {"value": 1200000}}),
    "list.csv": lambda text: f"name,place\r\n2026,{text}\r\n",
    "card.vcf": lambda text: f"BEGIN:VCARD\r\nNOTE:Office: +44 20 7946 0018 · {text}\r\nEND:VCARD\r\n",
    "event.ics": lambda text: f"BEGIN:VEVENT\r\nSUMMARY:{text}\r\nEND:VEVENT\r\n",
    "text.json": lambda text: json.dumps(f"February 2026\n{text}\n1200000 people\n45 minutes"),
    "pack.pdf": lambda text: pdf(f"2026 · {text}\n\n#table(columns: 2, [12], [{text}])"),
}
NUMBERS = (
    "+81 3 3403 3388",
    "0800 123 4567",
    "12306 1200000",
    "1200000 0800 123 4567",
    "+8613800138000",
    "13800138000",
)


def pdf(source: str) -> bytes:
    content = typst.compile(source.encode(), format="pdf")
    assert isinstance(content, bytes)
    return content


def found(folder: Path, known: Allowlist, name: str, content: str | bytes) -> list[AuditFinding]:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return audit(folder, known).findings


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("place", PLACES)
def test_true_numbers_are_refused_in_the_same_places(place: str, number: str, tmp_path: Path, honest: Built) -> None:
    kinds = [one.kind for one in found(tmp_path, honest.known, place, PLACES[place](number))]
    assert "phone" in kinds


@pytest.mark.parametrize(
    "text", ["3403 3388", "3403 3388 helps", "2026 3403 3388", "12 34 56 78", "5 12 34 56 7", "1203 3403", "20264567"]
)
def test_rows_that_are_in_no_text_are_refused(text: str, tmp_path: Path, honest: Built) -> None:
    for place in ("title.html", "feed.xml", "card.vcf", "api.json"):
        assert found(tmp_path, honest.known, place, PLACES[place](text)), place


# -- addresses

ADDRESS = "https://embassy.service.example/uk/202602/t20260212_11857123.html?docid=107118781&x=1,2;3"
WRITTEN: dict[str, Callable[[str], str | bytes]] = {
    "link.html": lambda url: f'<a href="{escaped(url)}">notice</a>',
    "text.html": lambda url: f"<p>Office ({escaped(url)}).</p>",
    "chinese.html": lambda url: f"<p>见{escaped(url)}。更多</p>",
    "ld.html": lambda url: f'<script type="application/ld+json">{json.dumps({"url": url})}</script>',
    "cap.xml": lambda url: f"<alert><source>Ministry {escaped(url)}</source><web>{escaped(url)}</web></alert>",
    "feed.xml": lambda url: f'<feed><link href="{escaped(url)}"/><content>See {escaped(url)}.</content></feed>',
    "api.json": lambda url: json.dumps({"url": url, "text": f"See {url}, please"}).replace("/", "\\/"),
    "list.csv": lambda url: f'name,url\r\nOffice,"{url}"\r\n',
    "card.vcf": lambda url: lines(f"URL;PREF=1;TYPE=work:{url}"),
    "note.vcf": lambda url: lines(f"NOTE:See {url}".replace(",", "\\,").replace(";", "\\;")),
    "event.ics": lambda url: lines(f"DESCRIPTION:See {url}".replace(",", "\\,").replace(";", "\\;")),
    "text.json": lambda url: json.dumps(f"Website {url} Save\nWebsite"),
    "encoded.html": lambda url: f'<a href="{escaped(url)}">{escaped(url)}</a>',
    "list.txt": lambda url: f"- {url}\n",
    "pack.pdf": lambda url: pdf(f'#set page(width: 50mm)\n#link("{url}")[{typeset(url)}]'),
    "pack.zip": lambda url: archive("card.vcf", lines(f"URL:{url}")),
}


def escaped(url: str) -> str:
    return url.replace("&", "&amp;")


def lines(text: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", *fold(text), "END:VCARD", ""))


def typeset(url: str) -> str:
    return url.replace("//", "\\/\\/").replace("_", "\\_").replace("/", "/#sym.zws;")


def archive(name: str, content: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as packed:
        packed.writestr(zipfile.ZipInfo(name), content)
    return output.getvalue()


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Allowlist:
    website = ("docs/countries/united-kingdom/facts.yml", ('"https://embassy.service.example/uk"', f'"{ADDRESS}"'))
    service = catalogue(tmp_path_factory.mktemp("service"), dict([website]))
    return allowlist_of(service, Projection(service, TODAY), (service.settings.site_url,))


@pytest.mark.parametrize("place", WRITTEN)
def test_an_address_of_a_record_is_vouched_for_as_a_whole(place: str, tmp_path: Path, records: Allowlist) -> None:
    assert found(tmp_path, records, place, WRITTEN[place](ADDRESS)) == []


@pytest.mark.parametrize(
    "other",
    [
        ADDRESS.replace("11857123.html", "118571234.html"),
        ADDRESS.replace("https", "http"),
        ADDRESS.replace("/uk/", "/uk/02079460123/"),
        "https://embassy.service.example/0800-123-4567",
    ],
)
@pytest.mark.parametrize("place", WRITTEN)
def test_an_address_that_no_record_holds_is_not(place: str, other: str, tmp_path: Path, records: Allowlist) -> None:
    assert found(tmp_path, records, place, WRITTEN[place](other))


@pytest.mark.parametrize("behind", ["1", "5678", ".5", "-12", "/12", "?12"])
def test_what_goes_on_is_another_address(behind: str, records: Allowlist) -> None:
    assert records.apart(f"See {ADDRESS}{behind}.") == (f"See {ADDRESS}{behind}.", [])
    assert records.apart(f"See {ADDRESS}.")[1] == [ADDRESS]


# -- rows of numbers


def test_texts_are_told_apart_where_they_meet() -> None:
    texts = ["2026 open day", "Fines of 10000000 rupiah", "120", "Rate 7.2468"]
    met = [edges(text) for text in texts]
    harmless = Harmless(
        frozenset(texts),
        frozenset(number for text in texts for number in numbers_in(text, frozenset())),
        frozenset(start for start, _ in met if start),
        frozenset(end for _, end in met if end),
    )
    assert harmless.parted("May 2026 2026 open day").split() == ["May", "2026", "2026", "open", "day"]
    assert "2026\n" in harmless.parted("May 2026 120")
    for number in ("+44 20 7946 0123", "0800 2026 120", "7946 0123", "1 2 0 7 9 4 6"):
        assert "\n" not in harmless.parted(number).replace("2026\n\n 120", "")
    assert harmless.are_all("10000000 2026", lambda part: False)
    assert not harmless.are_all("12306 10000000", lambda part: False)
    assert not harmless.are_all("12 34 56 78", lambda part: False)
