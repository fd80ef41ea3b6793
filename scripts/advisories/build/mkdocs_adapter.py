"""All that the package takes from MkDocs, through its public functions; the events themselves are in ``hooks.py``.

MkDocs reads all pages, then writes all pages. Here one page is read, converted and put into its template in one go,
with the same events in the same order, and its HTML is returned.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page


def read_page(file: File, config: Any, files: Files) -> Page:
    """Read a page and convert its Markdown; its warnings go to the log."""
    plugins = config.plugins
    page = plugins.on_pre_page(file.page or Page(None, file, config), config=config, files=files)
    page.read_source(config)
    page.markdown = plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
    page.render(config, files)
    page.content = plugins.on_page_content(page.content, page=page, config=config, files=files)
    return page


def page_html(page: Page, config: Any, files: Files, nav: Any, env: Environment) -> str:
    """The whole HTML of a page that was read; warns of links that lead to no anchor."""
    page.active = True
    try:
        template = env.get_template(page.meta.get("template", "main.html"))
        context = get_context(nav, [], config, page)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        html: str = config.plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
    page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    return html
