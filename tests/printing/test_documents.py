"""What is printed is what the pages say: complete, found by search, tagged, dated, the same bytes everywhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest
import support
from PIL import Image, ImageChops

from advisories.printing import blocks, documents, fonts, packs
from advisories.printing.compiler import Pdf, PdfCompiler, font_families
from advisories.printing.errors import PrintingError
from advisories.printing.print_context import PrintContext
from advisories.printing.slides import Slides

from .conftest import FONTS, PACK, ROOT, site
from .pdfs import opened, pages_of, picture, squeezed, text_of

Printed = Callable[..., Pdf]
EDITIONS = (("en",), ("zh",), ("en", "zh"))
GOLDEN = Path(__file__).parent / "golden"
COUNTRY = "countries/united-kingdom"


def words_in(block: object) -> list[str]:
    """The texts of a block, in order."""
    if isinstance(block, blocks.Paragraph | blocks.Subheading):
        return [blocks.plain(block.inlines)]
    if isinstance(block, blocks.Listing):
        return [text for item in block.items for one in item for text in words_in(one)]
    if isinstance(block, blocks.Admonition):
        return [blocks.plain(block.title), *(text for one in block.blocks for text in words_in(one))]
    if isinstance(block, blocks.DataTable):
        return [blocks.plain(cell) for row in (block.head, *block.rows) for cell in row]
    return []


@pytest.mark.parametrize("languages", EDITIONS)
def test_nothing_of_a_page_is_lost_and_its_order_is_kept(
    service: PrintContext, printed: Printed, languages: tuple[str, ...]
) -> None:
    text = without_marks(squeezed(text_of(printed("handbook", *languages).content)))
    for key in packs.training(service, PACK).keys:
        for language in languages:
            position = 0
            for section in service.article(key, language).sections:
                titled = blocks.Paragraph(section.title)
                for words in (one for block in (titled, *section.blocks) for one in words_in(block)):
                    found = find(text, squeezed(words), position)
                    assert found >= 0, f"{key} {language}: {words}"
                    if len(languages) == 1:
                        position = found


def without_marks(text: str) -> str:
    """A text without the numbers of sources that stand in it."""
    return re.sub(r"\u2060?\[[\d,]+\]", "", text)


def find(text: str, words: str, start: int) -> int:
    """Where words stand, whole or in two parts: foot and head of a page may stand between them."""
    whole = text.find(words, start)
    if whole >= 0:
        return whole
    for cut in range(len(words) - 1, 3, -1):
        first = text.find(words[:cut], start)
        if first >= 0:
            return first if text.find(words[cut:], first + cut) >= 0 else -1
    return -1


@pytest.mark.parametrize("languages", EDITIONS)
def test_every_mission_name_city_and_number_is_found_by_search(
    service: PrintContext, printed: Printed, languages: tuple[str, ...]
) -> None:
    pages = [squeezed(page) for page in pages_of(printed("handbook", *languages).content)]
    country = service.site.projection.country(service.entry(COUNTRY))
    for mission in country.missions:
        for language in languages:
            assert any(squeezed(mission.name[language]) in page for page in pages)
            assert not mission.city or any(mission.city[language] in page for page in pages)
    numbers = [phone.international for mission in country.missions for phone in mission.phones]
    numbers += [phone.international for phone in country.emergency]
    plain = " ".join(pages_of(printed("handbook", *languages).content))
    assert all(number in plain for number in numbers)


def test_no_blank_stands_between_han_and_digits_where_a_search_would_miss_it(printed: Printed) -> None:
    text = "".join(pages_of(printed("handbook", "zh").content)).replace("\r\n", "")
    assert "2025年有6000多人" in without_marks(text)


def test_withheld_numbers_are_not_printed(service: PrintContext, printed: Printed) -> None:
    facts = service.entry(COUNTRY).facts
    held = [phone.number for mission in facts.missions for phone in mission.phones if phone.withheld]  # type: ignore[attr-defined]
    text = squeezed(text_of(printed("handbook", "en").content))
    assert all(number.removeprefix("+") not in text for number in held)


@pytest.mark.parametrize("kind", documents.KINDS)
def test_every_document_declares_and_has_what_readers_need(printed: Printed, press: PdfCompiler, kind: str) -> None:
    with opened(printed(kind, "en", "zh").content) as pdf:
        assert str(pdf.Root.Lang).startswith("en")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.open_metadata()
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
        assert metadata["dc:title"]
        assert font_families(pdf) <= press.families
        languages = {str(item.Lang)[:2] for item in pdf.objects if hasattr(item, "keys") and "/Lang" in item.keys()}  # noqa: SIM118
        streams = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        languages |= {match.decode() for match in re.findall(rb"/Lang ?\((..)", streams)}
        assert {"en", "zh"} <= languages


def test_the_handbook_has_an_outline_and_page_numbers(printed: Printed) -> None:
    content = printed("handbook", "en").content
    with opened(content) as pdf, pdf.open_outline() as outline:
        assert outline.root[0].title == "The first hour"
        assert len(outline.root) == 5
        count = len(pdf.pages)
    pages = pages_of(content)
    for number, page in enumerate(pages[1:], 2):
        assert f"{number} / {count}" in page
        assert "This line never calls you." in page


def test_the_cover_says_what_a_copy_must_know(printed: Printed) -> None:
    cover = squeezed(pages_of(printed("handbook", "en").content)[0])
    for words in (
        "Checked",
        "Reliable until",
        "https://service.example/training/student",
        "This is not a government site.",
    ):
        assert squeezed(words) in cover


def test_the_chinese_index_is_in_the_order_of_pinyin(printed: Printed) -> None:
    last = pages_of(printed("handbook", "zh").content)[-1]
    assert last.index("护照丢失") < last.index("英国")


def test_the_index_leads_to_where_a_name_is_read_and_not_to_the_contents(printed: Printed) -> None:
    pages = pages_of(printed("handbook", "en").content)
    contents = next(number for number, page in enumerate(pages, 1) if "Contents" in page and "Lost passport" in page)
    listed = re.findall(
        r"(?:Lost passport|United Kingdom)((?:[ ,]+\d+)+)", pages[-1].replace("\r\n", " ").replace("\u2060", "")
    )
    numbers = [int(number) for found in listed for number in found.replace(",", " ").split()]
    assert len(listed) == 2
    assert min(numbers) > contents


def test_the_bilingual_index_lists_one_language_after_the_other(printed: Printed) -> None:
    last = "".join(pages_of(printed("handbook", "en", "zh").content)[-2:])
    assert last.index("Lost passport") < last.rindex("United Kingdom") < last.index("护照丢失") < last.rindex("英国")


@pytest.mark.parametrize("paper", ["a4", "a5", "letter"])
def test_a_long_warning_in_the_foot_ends_before_the_edge_of_the_paper(
    make: Callable[..., PrintContext], press: PdfCompiler, paper: str
) -> None:
    short = "{en: This line never calls you., zh: 本热线从不主动致电。}"
    long = f"{{en: {'This line never calls you. ' * 6}, zh: {'本热线从不主动致电。' * 5}}}"
    context = make({"docs/contacts.yml": (short, long)})
    pdf = press.print(documents.make(context, documents.Order((PACK,), "handbook", ("en", "zh"), paper)))
    last = picture(pdf.content, pdf.pages - 1)
    edge = round(last.height - 4 / 25.4 * 72)
    assert len(last.crop((0, edge, last.width, last.height)).getcolors()) == 1
    assert last.crop((0, edge - 90, last.width, edge)).getcolors(maxcolors=2) is None, "the foot is there"


def test_the_cover_names_independence_in_one_language_after_the_other(printed: Printed) -> None:
    cover = squeezed(pages_of(printed("handbook", "en", "zh").content)[0])
    assert cover.index("Anindependentproject.Thisis") < cover.index("独立项目。本站")


def test_table_heads_are_repeated_and_400_rows_are_all_printed(
    make: Callable[..., PrintContext], press: PdfCompiler
) -> None:
    rows = "\n".join(f"| place {number} | thing {number} |" for number in range(400))
    context = make({"docs/topics/lost-passport/index.en.md": ("| --- | --- |\n", f"| --- | --- |\n{rows}\n")})
    order = documents.Order(("topics/lost-passport",), "handbook", ("en",), "a4")
    pages = pages_of(press.print(documents.make(context, order)).content)
    assert sum("thing 39" in page for page in pages) >= 1
    with_rows = [page for page in pages if "place " in page]
    assert len(with_rows) > 5
    assert all("Where What" in re.sub(r"\s+", " ", page) for page in with_rows)
    assert "place 399" in squeezed(" ".join(pages)).replace("place399", "place 399")


def test_a_mission_name_of_many_lines_is_printed_whole(make: Callable[..., PrintContext], press: PdfCompiler) -> None:
    name = "Embassy of " + " ".join(f"Freedonia{number}" for number in range(60))
    path = "docs/countries/united-kingdom/facts.yml"
    facts = (ROOT / "tests/service" / path).read_text(encoding="utf-8")
    context = make({path: facts.replace("Embassy of Freedonia in the United Kingdom", name)})
    order = documents.Order((COUNTRY,), "handbook", ("en",), "a5")
    assert "Freedonia59" in text_of(press.print(documents.make(context, order)).content)


def test_every_slide_fits_on_its_page(service: PrintContext, press: PdfCompiler) -> None:
    for languages in EDITIONS:
        sheets = Slides(service, packs.training(service, PACK), languages, "a4").document()
        slides = sum(sheets.main.count(f"\n#{name}(") for name in ("title-slide", "slide", "chapter-slide", "last"))
        assert press.print(sheets).pages == slides + 1  # and one page of notes


# -- cards


def numbers_of(card: str) -> list[str]:
    return [line.partition(":")[2] for line in card.splitlines() if line.startswith("TEL")]


def test_the_qr_code_of_a_card_reads_back_to_its_numbers(service: PrintContext, printed: Printed) -> None:
    import cv2

    image = numpy.array(picture(printed("card", "en").content, 0, 8))
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(image)
    country = service.site.projection.country(service.entry(COUNTRY))
    consular = next(mission.consular_phones[0].number for mission in country.missions if mission.consular_phones)
    assert numbers_of(found) == ["+442079460000", consular]


def test_a_card_has_the_size_of_a_bank_card(printed: Printed) -> None:
    with opened(printed("card", "en").content) as pdf:
        _, _, width, height = (float(side) * 25.4 / 72 for side in pdf.pages[0].mediabox)
    assert (round(width, 1), round(height, 1)) == (85.6, 54.0)


@pytest.mark.parametrize("kind", ["card", "poster"])
def test_card_and_poster_say_what_a_caller_must_know(kind: str, tmp_path: Path, press: PdfCompiler) -> None:
    numbers = (
        '{use: police, number: "112", sources: [ministry-contacts]}',
        '{use: police, number: "112", note: {en: From a mobile phone., zh: 用手机拨打。}, sources: [ministry-contacts]}\n'
        '  - {use: police, number: "+442079460100", sources: [ministry-contacts]}',
    )
    context = site(tmp_path, {f"docs/{COUNTRY}/facts.yml": numbers})
    order = documents.Order((COUNTRY,), kind, ("en",), "a4")
    front = pages_of(press.print(documents.make(context, order)).content)[0]
    assert "From a mobile phone." in front
    assert front.index("112") < front.index("From a mobile phone.") < front.index("+44 20 7946 0100")


def test_a_card_without_room_for_remarks_names_no_further_number_that_needs_one(
    tmp_path: Path, press: PdfCompiler
) -> None:
    remark = " ".join(["From a landline only, in the two northern provinces, in the day."] * 4)
    numbers = (
        '{use: police, number: "112", sources: [ministry-contacts]}',
        '{use: police, number: "112", sources: [ministry-contacts]}\n'
        f'  - {{use: police, number: "118", note: {{en: "{remark}", zh: 只能用固定电话拨打。}}, sources: [ministry-contacts]}}',
    )
    context = site(tmp_path, {f"docs/{COUNTRY}/facts.yml": numbers})
    front = pages_of(press.print(documents.make(context, documents.Order((COUNTRY,), "card", ("en",), "a4"))).content)[
        0
    ]
    assert "112" in front
    assert "118" not in front


def test_old_contacts_are_said_on_cover_and_card_and_refused_by_strict(
    tmp_path: Path, press: PdfCompiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime

    later = datetime.date(2027, 6, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str((later.toordinal() - 719163) * 86400))
    context = site(tmp_path / "old")
    cover = pages_of(press.print(documents.make(context, documents.Order((PACK,), "handbook", ("en",), "a4"))).content)[
        0
    ]
    assert "Check these numbers first" in cover
    card = pages_of(press.print(documents.make(context, documents.Order((PACK,), "card", ("en",), "a4"))).content)[0]
    assert "Old. Check before use." in card
    with pytest.raises(PrintingError, match="--strict"):
        documents.refuse_expired(context, (PACK,))


def test_a_pack_of_numbers_too_old_to_print_is_printed_without_them(
    tmp_path: Path, press: PdfCompiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", support.epoch_of(support.TODAY.replace(year=2036)))
    link = "[+44 20 7946 0018](contact:united-kingdom/embassy/consular-protection)"
    page = "docs/topics/lost-passport/index"
    edits = {
        f"{page}.en.md": ("Call the [Freedonia Line]", f"Call {link} or the [Freedonia Line]"),
        f"{page}.zh.md": ("联系[Freedonia Line]", f"联系{link}或[Freedonia Line]"),
    }
    context = site(tmp_path / "old", edits)
    for kind in ("handbook", "card", "slides"):
        order = documents.Order((PACK,), kind, ("en", "zh"), "a4")
        text = squeezed("".join(pages_of(press.print(documents.make(context, order)).content)))
        assert squeezed("7946 0018") not in text
        assert squeezed("7946 0000") in text
        if kind != "card":
            assert squeezed("no longer confirmed") in text
            assert "长期未能核实" in text


def test_a_printed_country_without_a_current_alert_says_that_none_is_carried(
    tmp_path: Path, press: PdfCompiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", support.epoch_of(support.TODAY.replace(year=2027)))
    order = documents.Order((COUNTRY,), "handbook", ("en", "zh"), "a4")
    text = squeezed("".join(pages_of(press.print(documents.make(site(tmp_path / "old"), order)).content)))
    assert squeezed("This site does not carry current alerts for United Kingdom.") in text
    assert "本站未收录英国的现行安全提醒" in text
    assert squeezed("The last alert quoted here is of 10 February 2026 and is past.") in text


# -- bad input


def test_a_pack_that_names_a_missing_page_is_refused(make: Callable[..., PrintContext]) -> None:
    context = make({f"docs/{PACK}/facts.yml": ("topics/lost-passport,", "topics/nowhere,")})
    with pytest.raises(PrintingError, match="'topics/nowhere'"):
        documents.make(context, documents.Order((PACK,), "handbook", ("en",), "a4"))


def test_a_pack_whose_topics_have_no_quiz_has_no_quiz(make: Callable[..., PrintContext]) -> None:
    context = make({f"docs/{PACK}/facts.yml": ("quiz: [lost-passport]\n", "")})
    kinds = {order.kind for order in documents.orders(context, (PACK,), "en", None, documents.KINDS)}
    assert "quiz" not in kinds
    with pytest.raises(PrintingError, match="no questions"):
        documents.make(context, documents.Order((PACK,), "quiz", ("en",), "a4"))


def test_fonts_that_are_missing_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(PrintingError, match="make fonts"):
        PdfCompiler(tmp_path)


def test_a_font_beside_the_pinned_ones_is_refused(press: PdfCompiler, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict(list(fonts.wanted().items())[:-1])
    monkeypatch.setattr(fonts, "wanted", lambda: first)
    with pytest.raises(PrintingError, match="no others"):
        fonts.load(FONTS)


# -- files


def run(folder: Path, out: Path, *arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        str(ROOT / "scripts/print.py"),
        "--config",
        str(folder / "mkdocs.yml"),
        "--out",
        str(out),
    ]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run([*command, *arguments], capture_output=True, text=True, env=environment, check=False)


def test_two_folders_and_two_hash_seeds_give_the_same_bytes_and_a_second_run_makes_nothing(
    tmp_path: Path, press: PdfCompiler
) -> None:
    for name in ("one", "two/deeper"):
        site(tmp_path / name)
    first = run(tmp_path / "one", tmp_path / "a", PACK, COUNTRY, seed="1")
    second = run(tmp_path / "two/deeper", tmp_path / "b", PACK, COUNTRY, seed="2")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    made = {
        file.relative_to(tmp_path / "a"): file.read_bytes()
        for file in sorted((tmp_path / "a").rglob("*.*"))
        if file.suffix in (".pdf", ".zip", ".json")
    }
    assert len([name for name in made if name.suffix == ".pdf"]) == 21
    assert made == {name: (tmp_path / "b" / name).read_bytes() for name in made}
    again = run(tmp_path / "one", tmp_path / "a", PACK, COUNTRY)
    assert "nothing has changed" in again.stderr
    manifest = json.loads(made[Path("manifest.json")])
    entry = manifest["files"][f"{PACK}/student-pack-handbook-en.pdf"]
    assert entry["pages"] > 5
    assert entry["bytes"] == len(made[Path(f"{PACK}/student-pack-handbook-en.pdf")])
    with zipfile.ZipFile(tmp_path / "a" / manifest["packs"][PACK]["zip"]) as bundle:
        names = bundle.namelist()
    assert {"README.en.txt", "README.zh.txt", "contacts/united-kingdom.en.vcf", "student-pack-quiz-en-zh.pdf"} <= set(
        names
    )
    (tmp_path / "a" / f"{PACK}/student-pack-quiz-en.pdf").unlink()
    repaired = run(tmp_path / "one", tmp_path / "a", PACK, COUNTRY)
    assert "1 of 21 files made" in repaired.stderr


def test_a_folder_that_cannot_be_written_is_named_and_no_half_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisories.printing import print_files

    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PrintingError, match="cannot be written"):
        print_files.write(tmp_path / "file" / "inside.pdf", b"x")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(print_files.os, "fsync", full)
    with pytest.raises(PrintingError, match="No space left on device"):
        print_files.write(tmp_path / "half.pdf", b"x" * 1000)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


# -- looks

PAGES = (
    ("handbook", ("en", "zh"), 0),
    ("handbook", ("zh",), 2),
    ("handbook", ("en",), 4),
    ("cards", ("en", "zh"), 0),
    ("slides", ("zh",), 1),
)
TOLERANCE = 2.0  # mean difference of a channel, of 255


@pytest.mark.parametrize(("kind", "languages", "page"), PAGES)
def test_pages_look_as_they_were_approved(printed: Printed, kind: str, languages: tuple[str, ...], page: int) -> None:
    """After a wanted change: delete the picture, run the test twice, and look at the new picture before committing it."""
    golden = GOLDEN / f"{kind}-{'-'.join(languages)}-{page}.png"
    now = picture(printed(kind, *languages).content, page, 0.8)
    if not golden.is_file():
        now.quantize(64).save(golden, optimize=True)
        pytest.fail(f"{golden.name} did not exist and was written: look at it")
    then = Image.open(golden).convert("RGB")
    assert then.size == now.size
    difference = numpy.asarray(ImageChops.difference(then, now)).mean()
    assert difference < TOLERANCE
