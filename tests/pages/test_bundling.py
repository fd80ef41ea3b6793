"""Scripts in one file: what is imported comes first, names stay apart, and what is not understood is refused."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from advisories.pages.bundling import bundled

MODULES = {
    "box.js": 'import { double, start } from "./sums.js"\nimport { say } from "./say.js"\n\nconst own = 3\n'
    "export function attach() { return say(double(own) + start) }\n",
    "sums.js": 'import { say } from "./say.js"\nconst own = 2\nexport const double = number => number * own\nexport const start = say(1).length\n',
    "say.js": "const own = `a number`\nexport const say = number => `${own}: ${number}`\nexport class Never {}\n",
    "page.js": 'import { double } from "./sums.js"\nimport { late } from "./late.js"\nexport const show = () => double(late)\n',
    "late.js": "export const late = 21\n",
}


ASK = """async () => {
  const [{ attach }, { show }] = await Promise.all(["./box.js", "./page.js"].map(name => import(name)))
  return [attach(), show()]
}"""


def run(browser: Browser, files: dict[str, str]) -> Any:
    """What the scripts return when a browser gets them."""
    page = browser.new_page()

    def answer(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        kind = "text/javascript" if name else "text/html"
        route.fulfill(body=files.get(name, ""), content_type=kind)

    page.route("**/*", answer)
    page.goto("http://localhost/")
    found = page.evaluate(ASK)
    page.close()
    return found


@pytest.mark.browser
def test_one_file_does_what_the_modules_do(browser: Browser) -> None:
    made = bundled(MODULES, "box.js")
    assert sorted(made) == ["box.js", "late.js", "page.js"]
    assert run(browser, MODULES) == run(browser, made) == ["a number: 17", 42]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('import * as all from "./say.js"\n', "not understood"),
        ("export default 1\n", "not understood"),
        ("export const say = 1\n", "one name"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        bundled({**MODULES, "sums.js": MODULES["sums.js"] + text}, "box.js")
