"""What earlier audits proved is not read again, and never hides what an audit without memory would find."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from support import TODAY, catalogue

from advisories.audit.allowlist import Allowlist, allowlist_of
from advisories.audit.audit_report import AuditReport
from advisories.audit.site_audit import _Audit, audit
from advisories.public.projection import Projection
from advisories.tasks.cache import NO_CACHE, Cache

NUMBER = "+44 20 7946 0018"
GOOD = f"<p>{NUMBER}</p>"
BAD = "<p>+44 20 7946 0123</p>"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Allowlist:
    service = catalogue(tmp_path_factory.mktemp("service"))
    return allowlist_of(service, Projection(service, TODAY), (service.settings.site_url,))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages and a list of them, all in order."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name, text in {"a.html": GOOD, "b.html": GOOD, "list.html": "<p>japan.zip</p>", "japan.zip.txt": "x"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "japan.zip.txt").rename(folder / "japan.zip")
    (folder / "japan.zip").write_bytes(b"PK\5\6" + bytes(18))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "store")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the files whose content is looked at."""
    paths: list[str] = []
    content = _Audit.content

    def noted(self: _Audit, path: str, data: bytes) -> None:
        paths.append(path)
        content(self, path, data)

    monkeypatch.setattr(_Audit, "content", noted)
    return paths


def same_as_without(report: AuditReport, site: Path, known: Allowlist) -> bool:
    fresh = audit(site, known, NO_CACHE)
    return (report.findings, report.values, report.not_read) == (fresh.findings, fresh.values, fresh.not_read)


def test_unchanged_files_are_not_read_again(site: Path, store: Cache, known: Allowlist, read: list[str]) -> None:
    assert audit(site, known, store).passed
    read.clear()
    report = audit(site, known, store)
    assert not read
    assert report.values["phone"] == 2
    assert same_as_without(report, site, known)


def test_a_changed_file_is_read_and_what_is_in_it_found(
    site: Path, store: Cache, known: Allowlist, read: list[str]
) -> None:
    audit(site, known, store)
    read.clear()
    (site / "a.html").write_text(BAD, encoding="utf-8")
    for _ in range(2):  # what was found once is not remembered as good
        assert [finding.path for finding in audit(site, known, store).findings] == ["a.html"]
    assert read == ["a.html", "a.html"]


def test_a_withdrawn_number_is_found_in_files_that_did_not_change(site: Path, store: Cache, known: Allowlist) -> None:
    audit(site, known, store)
    others = frozenset(number for number in known.numbers if not number.endswith("79460018"))
    without = dataclasses.replace(known, numbers=others)
    assert [finding.path for finding in audit(site, without, store).findings] == ["a.html", "b.html"]


def test_the_name_of_a_file_that_is_gone_is_a_host_again(site: Path, store: Cache, known: Allowlist) -> None:
    assert audit(site, known, store).passed
    (site / "japan.zip").unlink()
    report = audit(site, known, store)
    assert [(finding.path, finding.value) for finding in report.findings] == [("list.html", "japan.zip")]


def test_the_same_bytes_under_another_name_are_read(
    site: Path, store: Cache, known: Allowlist, read: list[str]
) -> None:
    audit(site, known, store)
    read.clear()
    (site / "b.html").rename(site / "b.txt")
    report = audit(site, known, store)
    assert read == ["b.txt"]
    assert same_as_without(report, site, known)


def test_damaged_memory_is_no_memory(site: Path, store: Cache, known: Allowlist, read: list[str]) -> None:
    audit(site, known, store)
    (kept,) = (file for file in (store.folder or Path()).rglob("*") if file.is_file())
    kept.write_bytes(kept.read_bytes().replace(b'"phone":1', b'"phone":7'))
    read.clear()
    assert audit(site, known, store).values["phone"] == 2
    assert len(read) == 4
