"""What readers type, asked of this site's search and of Material's default one, on the same content. `-s` prints the table."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import peer
import pytest
import yaml
from benchmarks.peers import PeerAbsentError
from harness import ask, served
from playwright.sync_api import Browser
from support import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = Path(__file__).parent
HEAD = """
| {} | queries | right first, ours | Material | found, ours | Material | nothing, ours | Material |
| --- | --- | --- | --- | --- | --- | --- | --- |"""


def queries(language: str) -> dict[str, dict[str, str]]:
    """Queries by kind, from both files."""
    files = (
        yaml.load((HERE / name).read_text("utf-8"), Loader=yaml.BaseLoader)
        for name in ("queries.yml", "first_asking.yml")
    )
    found = dict(chain.from_iterable(file[language].items() for file in files))
    return {**found, "all together": {query: pages for kind in found.values() for query, pages in kind.items()}}


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return peer.build(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("material") / "peer", ROOT / ".cache" / "bench")
    except PeerAbsentError as reason:
        pytest.skip(f"Material cannot be installed here: {reason}")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_kind_of_query_is_answered_worse_than_by_material(
    language: str, site: Path, material: Path, browser: Browser
) -> None:
    kinds = queries(language)
    every = list(kinds["all together"])
    with served(site) as (root, _):
        answers = ask(browser.new_page(), root, language, [], every)
    ours = {one["query"]: one["own"] + one["partial"] for one in answers}
    with served(material) as (root, _):
        theirs = peer.ask(browser.new_page(), root, language, languages(), every)
    print(HEAD.format(language))
    for kind, asked in kinds.items():
        print(peer.row(kind, asked, ours, theirs))
        assert peer.shares(asked, ours)[0] >= peer.shares(asked, theirs)[0]
    assert theirs["Japan" if language == "en" else "日本"], "Material's search was not asked rightly"


def languages() -> list[str]:
    return list(yaml.load((HERE / "queries.yml").read_text("utf-8"), Loader=yaml.BaseLoader))
