"""Whatever stands in a file, the checker answers with problems: never a traceback, never more than two seconds."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import TODAY, catalogue, make_docs

from advisories import rules
from advisories.audit.html_gate import unsafe
from advisories.common.problems import as_annotation, as_json, as_text
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.content.reading import LARGEST_PAGE, LONGEST_LINE
from advisories.translation.figures import figures

FOLDER = "docs/audiences/students"
PIECES = (
    "---\n", "\n", "\n\n", " ", "    ", "# ", "## ", "{ #a }", "{", "}", "[", "]", "(", ")", "](", "![", "<", ">", "<b>", "&#", ";", "`",
    "```\n", "///", "/// note | x\n", "| a | b |\n", "| --- | --- |\n", "- ", "1. ", "> ", "*", "_", "\\", ":", "page:", "contact:",
    "figure:", "source:", "javascript:", "--8<--", "{{", "%}", "12308", "0110", "3万", "百分之", "三十", "下午3点半", "May 3", "1,000",
    "分之", "千万", "24/7", "a", "中", "é", "😀", "\u200b", "\u202e", "\x00", "\x1b", "\r", "\ufeff", "²", "½", "Ⅷ", "𝟏", "description: x",
    "translated-from: en@0", "icon: x", "topics:", "- x", "&a ", "*a", "!!python/name:os.system", "? ", "|", ">-", "'", '"', "reviewed: 2026-02-30",
)  # fmt: skip
CHAOS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map("".join)
FAST = settings(
    max_examples=60, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def answer(folder: Path, path: str, text: str) -> None:
    """Check a copy of the service with one file exchanged, and say every problem in every form."""
    config = make_docs(folder)
    (config.parent / path).write_bytes(text.encode("utf-8", "surrogatepass"))
    found = rules.problems(load(read_settings(config)), TODAY)
    for language in ("en", "zh"):
        assert all("\n" not in as_text(problem, language) and as_annotation(problem, language) for problem in found)
        assert as_json(found, language, 1)


@FAST
@given(CHAOS)
def test_any_page_is_answered(tmp_path: Path, text: str) -> None:
    answer(tmp_path, f"{FOLDER}/index.zh.md", text)


@FAST
@given(CHAOS)
def test_any_body_is_answered(tmp_path: Path, text: str) -> None:
    answer(
        tmp_path,
        f"{FOLDER}/index.zh.md",
        f"---\ndescription: x\ntranslated-from: en@d0d3995c57cf\n---\n\n# x\n\n{text}",
    )


@FAST
@given(CHAOS)
def test_any_front_matter_is_answered(tmp_path: Path, text: str) -> None:
    answer(tmp_path, f"{FOLDER}/index.zh.md", f"---\n{text}\n---\n\n# x\n")


@FAST
@given(CHAOS)
def test_any_facts_are_answered(tmp_path: Path, text: str) -> None:
    answer(tmp_path, f"{FOLDER}/facts.yml", text)


@FAST
@given(
    st.recursive(
        CHAOS | st.none(), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(CHAOS, inner, max_size=4)
    )
)
def test_any_tree_of_facts_is_answered(tmp_path: Path, tree: object) -> None:
    answer(tmp_path, f"{FOLDER}/facts.yml", repr(tree))


@settings(max_examples=300, deadline=2000)
@given(CHAOS)
def test_any_text_has_figures(text: str) -> None:
    assert isinstance(figures(text), tuple)


@settings(max_examples=300, deadline=2000)
@given(CHAOS)
def test_second_gate_reads_anything(text: str) -> None:
    assert isinstance(unsafe(text), list)


WIDE = LONGEST_LINE - 1
DEEP = LARGEST_PAGE // 8


@pytest.mark.parametrize(
    "text",
    [
        "[" * WIDE, "![" * (WIDE // 2), "*a " * (WIDE // 3), "_" * WIDE, "`" * WIDE, "<" * WIDE, "&#" * (WIDE // 2), "{ " * (WIDE // 2),
        "{" + " " * (WIDE - 1), "(" * WIDE, "[a](" * (WIDE // 4), "\\" * WIDE, "|" * WIDE, "> " * (WIDE // 2), "- " * (WIDE // 2), "# " + " " * (WIDE - 2),
        "三" * WIDE, "1," * (WIDE // 2), "twenty-" * (WIDE // 7), "百分之" * (WIDE // 3), "1 " * (WIDE // 2), "，" * WIDE, "a " * (WIDE // 2),
    ],
    ids=lambda text: text[:8].strip() or "blank",
)  # fmt: skip
def test_hostile_text_is_answered_quickly(text: str, tmp_path: Path) -> None:
    lines = max(1, (LARGEST_PAGE - 400) // (len(text.encode()) + 1))
    begin = process_time()
    answer(tmp_path, f"{FOLDER}/index.zh.md", f"---\ndescription: x\n---\n\n# x\n\n{(text + chr(10)) * lines}")
    assert process_time() - begin < 2


@pytest.mark.parametrize("name", ["facts.yml", "index.zh.md", "photo.png"])
def test_twenty_megabytes_are_refused_at_once(name: str, tmp_path: Path) -> None:
    begin = process_time()
    found = rules.problems(catalogue(tmp_path, {f"{FOLDER}/{name}": b"a: b\n" * 4_000_000}), TODAY)
    assert any(problem.rule in ("file-size", "picture-size") for problem in found)
    assert process_time() - begin < 2
