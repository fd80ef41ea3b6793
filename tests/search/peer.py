"""Material's default search over the same real content, asked in headless Chromium as a reader asks it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.peers import PEERS, SITE, prepare
from benchmarks.rounds import ENVIRONMENT
from playwright.sync_api import Page

MOST = 30  # hits: nobody scrolls further; counted alike for both
MATERIAL = next(peer for peer in PEERS if peer.id == "material")

ASK = r"""async ([queries, most]) => {
  const input = document.querySelector("[data-md-component=search-query]")
  const result = document.querySelector("[data-md-component=search-result]")
  const meta = result.querySelector(".md-search-result__meta"), list = result.querySelector("ol")
  const scroller = result.closest(".md-search__scrollwrap")
  const pause = time => new Promise(done => setTimeout(done, time))
  const until = async holds => { for (let tries = 0; tries < 400 && !holds(); tries++) await pause(10) }
  const type = text => { input.value = text; for (const name of ["input", "keyup"]) input.dispatchEvent(new Event(name, { bubbles: true })) }
  const count = () => list.querySelectorAll(":scope > li").length
  const idle = meta.textContent, answers = []
  for (const query of queries) {
    type("")
    await until(() => meta.textContent === idle)
    type(query)
    await until(() => meta.textContent !== idle)
    await pause(60)
    const all = Number(meta.textContent.match(/[0-9]+/)?.[0] ?? /\S/.test(list.textContent))
    for (let tries = 0; tries < 400 && count() < Math.min(all, most); tries++) { // more is shown when the reader scrolls
      scroller.scrollTop = 0
      await pause(10)
      scroller.scrollTop = scroller.scrollHeight
      await pause(20)
    }
    if (count() < Math.min(all, most)) throw new Error(`${query}: ${count()} of ${all} hits shown`)
    answers.push([...list.querySelectorAll(":scope > li > a")].map(link => new URL(link.href).pathname))
  }
  return answers
}"""


def build(config: Path, folder: Path, cache: Path) -> Path:
    """The peer's site of the same content; raises ``PeerAbsentError`` where it cannot be installed."""
    contestant = prepare(MATERIAL, config, folder, cache)
    for command in contestant.commands:
        subprocess.run(command, cwd=contestant.folder, env=ENVIRONMENT | {"PATH": "/usr/bin:/bin"}, check=True)
    return contestant.folder / SITE


def ask(page: Page, root: str, language: str, languages: Iterable[str], queries: list[str]) -> dict[str, list[str]]:
    """Query → keys of the pages found, best first; a page counts in whichever language it is found."""
    page.goto(f"{root}/{'' if language == 'en' else language + '/'}")
    page.wait_for_function("document.querySelector('[data-md-component=search-result]')")
    page.locator("[data-md-component=search-query]").click()
    page.wait_for_timeout(3000)  # its index is large
    answers: list[list[str]] = page.evaluate(ASK, [queries, MOST])
    prefix = re.compile(rf"^/(?:(?:{'|'.join(languages)})/)?")
    keys = ([prefix.sub("", path).strip("/") or "index" for path in paths] for paths in answers)
    return {query: list(dict.fromkeys(found)) for query, found in zip(queries, keys, strict=True)}


def shares(queries: dict[str, str], found: dict[str, list[str]]) -> tuple[float, float, int]:
    """Share of right first hits, share of queries whose page is found at all, queries that find nothing."""
    wanted = {query: set(pages.split()) for query, pages in queries.items()}
    right = sum(bool(found[query]) and found[query][0] in pages for query, pages in wanted.items())
    any_ = sum(bool(pages & set(found[query][:MOST])) for query, pages in wanted.items())
    return right / len(wanted), any_ / len(wanted), sum(not found[query] for query in wanted)


def row(kind: str, queries: dict[str, str], ours: Any, theirs: Any) -> str:
    """One line of the table: ours and the peer's right first hits, recall and queries without a hit."""
    own, peer = shares(queries, ours), shares(queries, theirs)
    return f"| {kind} | {len(queries)} | {own[0]:.2f} | {peer[0]:.2f} | {own[1]:.2f} | {peer[1]:.2f} | {own[2]} | {peer[2]} |"
