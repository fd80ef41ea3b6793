"""The files that saved pages rest on: lists per country, withdrawn pages, worker, manifests, icons."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from PIL import Image
from support import ROOT, make_docs

from advisories.common.settings import read_settings
from advisories.pages import icons, offline
from advisories.pages.site_context import Site, assemble

TEMPLATES = ROOT / "overrides"
TAGS = {"en": "en", "zh": "zh-Hans"}
COUNTRY, TOPIC = "countries/united-kingdom", "topics/lost-passport"
PAGE = '<img alt="" src="{up}pictures/map.png"><a href="{up}cards/uk.vcf">Card</a><a href="{up}cards/uk.svg">Code</a>'


@pytest.fixture
def service(tmp_path: Path) -> Site:
    return assemble(read_settings(make_docs(tmp_path / "service")), "https://service.example/", TAGS)


@pytest.fixture
def folder(service: Site, tmp_path: Path) -> Path:
    """What a build has written when these files are made."""
    site = tmp_path / "site"
    for key in service.keys:
        for language in service.languages:
            path = service.addresses.path(key, language)
            page = site / path / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(PAGE.format(up="../" * path.count("/")), encoding="utf-8")
    for name in ("cards/uk.vcf", "cards/uk.svg", "pictures/map.png", "assets/icon.svg", "assets/style.0123456789.css"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    return site


def written(service: Site, folder: Path, **options: bool) -> None:
    offline.write(service, folder, TEMPLATES, ["assets/style.0123456789.css"], **options)


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def build_of(folder: Path) -> Any:
    line = next(
        one for one in (folder / "worker.js").read_text(encoding="utf-8").splitlines() if one.startswith("const BUILD")
    )
    return json.loads(line.removeprefix("const BUILD = "))


def test_a_country_is_saved_with_its_topics_in_every_language(service: Site, folder: Path) -> None:
    written(service, folder)
    pack = read(folder / "offline/united-kingdom.json")
    urls = [file["url"] for file in pack["files"]]
    assert urls == [f"{COUNTRY}/", f"zh/{COUNTRY}/", f"{TOPIC}/", f"zh/{TOPIC}/", "pictures/map.png", "cards/uk.vcf"]
    assert list(pack["pages"]) == [COUNTRY, TOPIC]
    assert pack["title"] == {"en": "United Kingdom", "zh": "英国"}


def test_sizes_and_sums_are_those_of_the_files(service: Site, folder: Path) -> None:
    written(service, folder)
    pack = read(folder / "offline/united-kingdom.json")
    for file in pack["files"]:
        path = folder / file["url"]
        data = (path / "index.html" if path.is_dir() else path).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert pack["bytes"] == sum(file["bytes"] for file in pack["files"])


def test_a_revision_changes_with_the_content_and_not_with_the_day(
    service: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def revisions() -> dict[str, str]:
        fresh = assemble(service.catalogue.settings, "https://service.example/", TAGS)
        return dict(offline.Writer(fresh, folder, []).revisions)

    before = revisions()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1773000000))
    assert revisions() == before
    text = service.catalogue.settings.docs_dir / f"{TOPIC}/index.zh.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n又一句。\n", encoding="utf-8")
    assert {key for key, one in revisions().items() if one != before[key]} == {TOPIC}
    contacts = service.catalogue.settings.docs_dir / "contacts.yml"
    contacts.write_text(contacts.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert all(one != before[key] for key, one in revisions().items())


def test_the_status_names_every_page(service: Site, folder: Path) -> None:
    written(service, folder)
    status = read(folder / "status.json")
    assert set(status["pages"]) == set(service.keys)
    assert status["withdrawn"] == []


def test_the_worker_changes_when_what_it_keeps_changes(service: Site, folder: Path) -> None:
    written(service, folder)
    first = build_of(folder)
    assert first["lists"] == {"": "saved/", "zh/": "zh/saved/"}
    written(service, folder)
    assert build_of(folder) == first
    (folder / "assets/icon.svg").write_text("other", encoding="utf-8")
    written(service, folder)
    assert build_of(folder)["revision"] != first["revision"]


def test_the_worker_knows_the_site_and_the_sums_of_what_it_keeps(service: Site, folder: Path) -> None:
    """By these it tells the site's own answers from those of a portal."""
    written(service, folder)
    build = build_of(folder)
    assert build["site"] == read(folder / "status.json")["site"] == "https://service.example/"
    assert list(build["shell"]) == ["assets/style.0123456789.css", "assets/icon.svg"]
    for path, integrity in build["shell"].items():
        assert integrity == f"sha256-{base64.b64encode(hashlib.sha256((folder / path).read_bytes()).digest()).decode()}"


def test_saving_that_is_switched_off_publishes_the_remover(service: Site, folder: Path) -> None:
    written(service, folder, active=False)
    assert (folder / "worker.js").read_text("utf-8") == (TEMPLATES / "assets/worker-remove.js").read_text("utf-8")
    assert not (folder / "offline").exists()


@pytest.mark.parametrize(("path", "home"), [("manifest.webmanifest", ""), ("zh/manifest.webmanifest", "zh/")])
def test_a_manifest_starts_in_its_language_and_covers_all(service: Site, folder: Path, path: str, home: str) -> None:
    written(service, folder)
    manifest = read(folder / path)
    root = "https://host.example/below/"
    assert urljoin(root + path, manifest["start_url"]) == root + home
    assert urljoin(root + path, manifest["scope"]) == root
    for icon in manifest["icons"]:
        assert (folder / urljoin(root + path, icon["src"]).removeprefix(root)).is_file()


def test_icons_are_square_and_the_same_every_time() -> None:
    for size in icons.SIZES:
        data = icons.png(size)
        assert data == icons.png(size)
        picture = Image.open(io.BytesIO(data))
        assert picture.size == (size, size)
        assert len(data) < 10_000
