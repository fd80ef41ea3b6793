"""The fictional service with alerts, changes and a withdrawal, and its data files on disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support import Edit, make_docs

from advisories.common import clock
from advisories.common.settings import read_settings
from advisories.outputs import write
from advisories.pages.site_context import Site, assemble

FACTS = "docs/countries/united-kingdom/facts.yml"
EVENT = "docs/events/2026-02-open-day/facts.yml"
ROOT = "https://service.example/"
NUMBER = "+442079460018"
CHANGE = "topics: [lost-passport]\nreviewed: 2026-02-20\n"
HISTORY = """history:
  - {on: 2026-02-18, kind: contact-changed, what: {en: The embassy has a new number., zh: 大使馆换了号码。}}
  - {on: 2026-01-10, kind: published, what: {en: Page published., zh: 页面发布。}}
"""
CHANGED: dict[str, Edit] = {FACTS: (CHANGE, CHANGE + HISTORY)}
"""The number has changed, and the page says so."""


def alert(name: str, *, more: str = "", issued: str = "2026-02-10", en: str = "Rivers may flood.") -> str:
    """One alert in YAML."""
    return f"""  - id: {name}
    issuer: ministry
    level: care
    issued: {issued}
    summary: {{en: "{en}", zh: 河流可能泛滥。}}
    source: embassy-page
{more}"""


def with_alerts(*alerts: str) -> dict[str, Edit]:
    """The edit that puts these alerts in the place of the service's own."""
    text = (Path(__file__).parent.parent / "service" / FACTS).read_text(encoding="utf-8")
    start, end = text.index("alerts:\n"), text.index("topics: [lost-passport]")
    found = "alerts:\n" + "".join(alerts) if alerts else ""
    return {FACTS: text[:start] + found + text[end:]}


def five_thousand_alerts() -> dict[str, Edit]:
    """Ten places with five hundred alerts each, all in force."""
    many = [alert(f"a-{number:03}", more="    expires: 2026-06-30\n") for number in range(500)]
    facts = str(with_alerts(*many)[FACTS])
    page = (Path(__file__).parent.parent / "service/docs/countries/united-kingdom/index.{}.md").as_posix()
    edits: dict[str, Edit] = {}
    for number, code in enumerate(("AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "IE", "IT")):
        folder = f"docs/countries/place-{number}"
        edits[f"{folder}/facts.yml"] = facts.replace("code: GB", f"code: {code}")
        for language in ("en", "zh"):
            edits[f"{folder}/index.{language}.md"] = Path(page.format(language)).read_text(encoding="utf-8")
    return edits | with_alerts()


def site(folder: Path, edits: Mapping[str, Edit] | None = None) -> Site:
    """The site of such a service."""
    settings = read_settings(make_docs(folder, edits))
    for empty in [one for one in settings.docs_dir.glob("*/*/") if not any(one.iterdir())]:
        empty.rmdir()
    return assemble(settings, settings.site_url, {"en": "en", "zh": "zh-Hans"})


def data(folder: Path, edits: Mapping[str, Edit] | None = None, allowed: tuple[str, ...] = ()) -> Path:
    """Its data files."""
    out = folder / "out"
    os.makedirs(out)
    made = site(folder / "source", edits)
    assert not [problem for problem in made.catalogue.problems if problem.rule not in allowed]
    assert write(made, out, clock.now())
    return out


def everything(node: Any) -> str:
    """All texts below a JSON node."""
    if isinstance(node, dict):
        return "\n".join(everything(value) for value in node.values())
    return "\n".join(map(everything, node)) if isinstance(node, list) else str(node)
