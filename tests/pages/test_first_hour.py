"""The first hour at a glance is read from the page itself."""

from __future__ import annotations

from advisories.pages.first_hour import Stage, stages

PAGE = """<section class="part part-do-now"><h2 id="do-now">Do now</h2><ol><li>One<ul><li>a</li></ul></li><li>Two</li></ol></section>
<section class="part part-do-not"><h2 id="do-not">Do not</h2><ul><li>One</li></ul></section>
<section class="part part-prevention"><h2>Before</h2><ul><li>One</li></ul></section>"""


def test_stages_stand_in_order_with_their_points() -> None:
    assert stages(PAGE) == (Stage("do-now", "Do now", 2), Stage("do-not", "Do not", 1))


def test_a_page_without_steps_has_no_stages() -> None:
    assert stages("<p>Text</p>") == ()
