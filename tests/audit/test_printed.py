"""The audit reads printed matter: PDF pages, tables, footnotes and links, and the members of archives."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import typst
from support import TODAY, catalogue

from advisories.audit.allowlist import Allowlist, allowlist_of
from advisories.audit.audit_report import AuditReport
from advisories.audit.pdf_reader import PAGE_NUMBER
from advisories.audit.site_audit import audit
from advisories.public.projection import Projection

CARD = "BEGIN:VCARD\r\nTEL;VALUE=uri:tel:{}\r\nEND:VCARD\r\n"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Allowlist:
    service = catalogue(tmp_path_factory.mktemp("service"))
    return allowlist_of(service, Projection(service, TODAY), (service.settings.site_url,))


def audited(folder: Path, known: Allowlist, name: str, content: bytes) -> AuditReport:
    (folder / name).write_bytes(content)
    return audit(folder, known)


def pdf(source: str, page: str = "#set page(width: 120mm, height: 80mm)\n") -> bytes:
    content = typst.compile((page + source).encode(), format="pdf")
    assert isinstance(content, bytes)
    return content


def archive(**members: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name.replace("__", ".")), content)
    return output.getvalue()


SILENT = {
    "a number and a host": "Call +44 20 7946 0018, see embassy.service.example.",
    "footnote after an amount": "Costa Rica had 22,561#footnote[service.example] cases; call +44 20 7946 0018.",
    "mark after an amount, set small": "It costs 15,000,000#super(typographic: false)[7] pounds, or call 999.",
    "mark after a dialling word": "No mission makes such phone calls#super[14]. Call 999.",
    "one day in two languages": "Checked 21 November 2026 · 2026年11月21日. Call 999.",
    "contents": "#outline()\n#counter(page).update(14)\n= Whom to call\n= In an emergency\nCall 999.",
    "host over two lines": "#set par(justify: false)\n see embassy.service.\\\nexample",
    "number over two lines": 'Call +44 20 7946 \\\n#"0018".',
    "day after a dialling word": "When to call the hotline · Seen 21 Nov 2026. Call 999.",
}
LOUD = {
    "number": ("Call +44 20 7946 0123.", "+44 20 7946 0123"),
    "number behind a joiner": ("Call 02079#sym.wj;460123.", "02079460123"),
    "number in a table": ("#table(columns: 2, [Help], [020 7946 0123])", "020 7946 0123"),
    "number in a footnote": ("Call 999.#footnote[or 020 7946 0123]", "020 7946 0123"),
    "number set as a mark": ("Call 999.#super[02079460123]", "02079460123"),
    "number beside a mark": ("22,561#super[11] cases, call 020 7946 0123.", "020 7946 0123"),
    "number over two lines": ('Call +44 20 7946 \\\n#"0123".', "+44 20 7946 0123"),
    "short number": ("Call 998 now.", "998"),
    "host": ("see attacker.example", "attacker.example"),
    "host over two lines": ("see ministry.attacker.\\\nexample", "ministry.attacker.example"),
    "mailbox": ("write to help\\@attacker.example", "help@attacker.example"),
    "target of a link": ('#link("https://attacker.example/")[help]', "attacker.example"),
    "number a link dials": ('#link("tel:+442079460123")[help]', "+442079460123"),
    "title": ('#set document(title: "020 7946 0123")\nhelp', "020 7946 0123"),
    "heading in the outline": ("= Call 020 7946 0123", "020 7946 0123"),
}


@pytest.mark.parametrize("source", SILENT.values(), ids=SILENT)
def test_print_that_records_vouch_for_passes(source: str, tmp_path: Path, known: Allowlist) -> None:
    report = audited(tmp_path, known, "pack.pdf", pdf(source))
    assert report.findings == []
    assert report.passed


@pytest.mark.parametrize(("source", "value"), LOUD.values(), ids=LOUD)
def test_print_that_no_record_vouches_for_fails(source: str, value: str, tmp_path: Path, known: Allowlist) -> None:
    report = audited(tmp_path, known, "pack.pdf", pdf(source))
    assert value in [finding.value for finding in report.findings]


@pytest.mark.parametrize(
    ("line", "fragments"),
    [
        ("Whom to call \u206014", ["Whom to call", "14"]),
        ("Whom to call \u206014, \u206019, \u2060127", ["Whom to call", "14", ",", "19", ",", "127"]),
        ("\u206014 In an emergency", ["14", "In an emergency"]),
        ("Call 02079\u2060460123", ["Call 02079\u2060460123"]),
        ("Call \u206079460123", ["Call \u206079460123"]),
        ("Call \u2060020-79460123", ["Call \u2060020-79460123"]),
    ],
)
def test_page_numbers_stand_apart_and_nothing_longer_does(line: str, fragments: list[str]) -> None:
    """Printed fonts have a sign for the joiner, which those of these tests lack."""
    assert [
        fragment.strip() for fragment in PAGE_NUMBER.sub(r"\n\1\n", line).split("\n") if fragment.strip()
    ] == fragments


def test_a_file_that_is_no_pdf_fails(tmp_path: Path, known: Allowlist) -> None:
    report = audited(tmp_path, known, "pack.pdf", b"%PDF-1.7 broken")
    assert [finding.kind for finding in report.findings] == ["file"]


def test_members_of_an_archive_are_read(tmp_path: Path, known: Allowlist) -> None:
    good = archive(card__vcf=CARD.format("+442079460018").encode(), pack__pdf=pdf("Call 999."))
    assert audited(tmp_path, known, "pack.zip", good).passed
    bad = archive(
        card__vcf=CARD.format("+442079460123").encode(), pack__pdf=pdf("Call 998."), readme__txt=b"attacker.example"
    )
    found = {(finding.path, finding.value) for finding in audited(tmp_path, known, "pack.zip", bad).findings}
    assert found >= {
        ("pack.zip/card.vcf", "+442079460123"),
        ("pack.zip/pack.pdf", "998"),
        ("pack.zip/readme.txt", "attacker.example"),
    }


@pytest.mark.parametrize(
    "content", [b"PK", b"PK\x03\x04", archive(page__docx=b"PK")[:-30]], ids=["sign", "head", "cut"]
)
def test_an_archive_that_cannot_be_read_fails(content: bytes, tmp_path: Path, known: Allowlist) -> None:
    assert "file" in [finding.kind for finding in audited(tmp_path, known, "pack.zip", content).findings]


def test_an_archive_may_hold_only_what_can_be_read(tmp_path: Path, known: Allowlist) -> None:
    report = audited(tmp_path, known, "pack.zip", archive(page__docx=b"PK"))
    assert [(finding.path, finding.kind) for finding in report.findings] == [("pack.zip/page.docx", "file")]


def test_the_name_of_an_archive_of_the_site_is_no_host(tmp_path: Path, known: Allowlist) -> None:
    good = archive(card__vcf=CARD.format("+442079460018").encode())
    (tmp_path / "list.json").write_text('{"file": "uk.zip", "other": "attacker.zip"}', encoding="utf-8")
    assert [finding.value for finding in audited(tmp_path, known, "uk.zip", good).findings] == ["attacker.zip"]


def test_the_same_file_is_read_once_but_reported_everywhere(tmp_path: Path, known: Allowlist) -> None:
    wrong = pdf("Call 998.")
    (tmp_path / "a.pdf").write_bytes(wrong)
    report = audited(tmp_path, known, "b.pdf", wrong)
    assert [finding.path for finding in report.findings] == ["a.pdf", "b.pdf"]
