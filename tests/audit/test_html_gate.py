"""The second gate, on HTML alone; what an attack looks like once rendered is tested in attacks/."""

from __future__ import annotations

import pytest

from advisories.audit.html_gate import unsafe


@pytest.mark.parametrize(
    "html",
    [
        # what the site itself makes
        "<h2 id=do-now>x</h2><ol><li><a href='tel:+442079460000' class=tel>x</a></li></ol>",
        "<section class='part part-do-now'><p><data value=6000 class=figure>6,000</data><sup class=ref><a href='#source-x' aria-label='Source 1'>1</a></sup></p></section>",
        "<div class=scroll role=region tabindex=0 aria-label='Table 1'><table><tr><th>x</th></tr></table></div>",
        "<img src=photo.jpg alt=x loading=lazy width=10 height=10>", "<a href=../lost-passport/#do-now>x</a>",
    ],
)  # fmt: skip
def test_what_the_site_makes_passes(html: str) -> None:
    assert unsafe(html) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        # wrong
        ("<script>x</script>", "<script>"), ("<p onclick=x>y</p>", "<p onclick='x'>"), ("<p style=color:red>y</p>", "<p style='color:red'>"),
        ("<a href='java\nscript:x'>y</a>", "<a href='java\\nscript:x'>"), ("<a href='&#106;avascript:x'>y</a>", "<a href='javascript:x'>"),
        ("<a href='//evil.example'>y</a>", "<a href='//evil.example'>"), ("<a href='/\\evil.example'>y</a>", "<a href='/\\\\evil.example'>"),
        ("<a href='tel:1;ext=2'>y</a>", "<a href='tel:1;ext=2'>"), ("<a href='#x' target=_blank>y</a>", "<a target='_blank'>"),
        ("<img src='data:image/svg+xml,x'>", "<img src='data:image/svg+xml,x'>"), ("<body onload=x>", "<body onload='x'>"),
        ("<p id='x\"y'>z</p>", "<p id='x\"y'>"), ("<svg></svg>", "<svg>"), ("<p><!-- x --></p>", "<-comment>"),
    ],
)  # fmt: skip
def test_anything_else_is_named(html: str, said: str) -> None:
    assert [str(found) for found in unsafe(html)] == [said]


def test_only_recorded_websites_of_other_hosts_may_be_linked() -> None:
    html = '<p><a href="https://embassy.service.example/uk">embassy</a></p>'
    assert unsafe(html)
    assert unsafe(html, lambda: {"https://embassy.service.example/uk"}) == []
