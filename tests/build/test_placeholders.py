"""What must be replaced before publishing: found, and listed in one place, whole."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from support import ROOT

import publish
from advisories.build.placeholders import files, placeholders

INVENTED = re.compile(r"@OWNER\b|[\w-]+\.example(?![\w.-])")
OWN_EXAMPLES = (
    "CONTRIBUTING", "RULES", "OPERATIONS.md", "tests/", "scripts/advisories/build/placeholders.py", "scripts/advisories/common/messages.yml",
)  # fmt: skip
"""Files whose invented names only show how something looks."""


def listed() -> set[tuple[str, str]]:
    """The table of the maintainers' guide: file and placeholder."""
    text = (ROOT / "OPERATIONS.md").read_text(encoding="utf-8").partition("## Before the first publication")[2]
    return set(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", text.partition("\n## ")[0], re.MULTILINE))


def found(folder: Path) -> set[tuple[str, str]]:
    """What the script finds: file, and the setting's name or the placeholder."""
    return {
        (path, "@OWNER" if text == "@OWNER" else line.partition(":")[0])
        for path in files(folder)
        for _, text, line in placeholders((folder / path).read_text(encoding="utf-8"))
    }


def test_guide_lists_every_placeholder_and_no_other() -> None:
    assert listed() == found(ROOT)


def test_no_other_file_of_the_project_holds_an_invented_name() -> None:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    known = {path for path, _ in listed()}
    for name in filter(None, names.split("\0")):
        if name.startswith(OWN_EXAMPLES) or name in known or not (ROOT / name).is_file():
            continue
        text = (ROOT / name).read_bytes().decode("utf-8", "ignore")
        assert not INVENTED.search(re.sub(r"finder\.example|data\.example", "", text)), name


def test_placeholders_are_named_with_their_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert publish.main(["placeholders"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"^mkdocs\.yml:\d+: replace https://[\w.-]+\.example: site_url: ", out, re.MULTILINE)


def test_nothing_is_left_once_all_are_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in files(ROOT):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name, _ in listed():
        text = INVENTED.sub("help.test", (tmp_path / name).read_text(encoding="utf-8"))
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert publish.main(["placeholders", "--folder", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "no placeholder is left\n"


def test_publishing_stops_at_a_placeholder() -> None:
    text = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert text.index("scripts/publish.py placeholders") < text.index("scripts/build.py")
