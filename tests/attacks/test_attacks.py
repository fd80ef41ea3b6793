"""Every attack of ``*.yml``: a small pull request against the fictional service, and the rule that refuses it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from markdown import Markdown
from support import TODAY, Edit, catalogue, make_docs

from advisories import rules
from advisories.audit.html_gate import unsafe
from advisories.common.problems import Severity

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = "docs/audiences/students"
PAGE, FACTS = f"{FOLDER}/index.zh.md", f"{FOLDER}/facts.yml"
WORDS = "复印证件。"


def attacks() -> list[Any]:
    files = sorted(HERE.glob("*.yml"))
    cases = [(file.stem, case) for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return [pytest.param(case, id=f"{stem}: {case['case']}") for stem, case in cases]


def edits(case: dict[str, Any], tmp_path: Path) -> dict[str, Edit]:
    if "text" in case:
        return {PAGE: (WORDS, case["text"])}
    if "front" in case:
        return {PAGE: ("translated-from:", f"{case['front']}\ntranslated-from:")}
    if "facts" in case:
        original = (make_docs(tmp_path / "original").parent / FACTS).read_text(encoding="utf-8")
        return {FACTS: original + case["facts"] + "\n"}
    return {FACTS: case["all"] + "\n"} if "all" in case else dict(case["files"])


@pytest.mark.parametrize("case", attacks())
def test_attack_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    begin = process_time()
    found = rules.problems(catalogue(tmp_path / "site", edits(case, tmp_path)), TODAY)
    errors = {problem.rule for problem in found if problem.severity is Severity.ERROR}
    assert case["rule"] in errors, sorted(errors)
    assert process_time() - begin < 2


def test_there_are_enough_of_them() -> None:
    assert len(attacks()) >= 120
    assert len({param.id for param in attacks()}) == len(attacks())


@cache
def markdown() -> Markdown:
    """Python-Markdown as the site's configuration sets it up, with what MkDocs adds."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = yaml.safe_load(text[text.index("markdown_extensions:") : text.index("hooks:")])["markdown_extensions"]
    names = ["toc", "tables", "fenced_code", *(name if isinstance(name, str) else next(iter(name)) for name in listed)]
    settings = {name: options for one in listed if isinstance(one, dict) for name, options in one.items()}
    return Markdown(extensions=list(dict.fromkeys(names)), extension_configs=settings)


@pytest.mark.parametrize("case", [param for param in attacks() if param.values[0].get("rendered")])
def test_second_gate_finds_it_too(case: dict[str, Any]) -> None:
    assert unsafe(markdown().reset().convert(f"# x\n\n## y {{ #first }}\n\n{case['text']}\n")) != []


def test_second_gate_lets_honest_pages_pass(tmp_path: Path) -> None:
    for _, _, page in catalogue(tmp_path).all_pages():
        html = (
            markdown()
            .reset()
            .convert(
                page.body.replace("](contact:", "](../")
                .replace("](source:", "](#")
                .replace("](figure:", "](#")
                .replace("](page:", "](../")
            )
        )
        assert unsafe(html) == [], page.path
