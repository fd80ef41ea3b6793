"""All that the package takes from MkDocs, through its public functions; the events themselves are in ``hooks.py``.

MkDocs reads all pages, then writes all pages. Here one page is read, converted and put into its template in one go,
with the same events in the same order, and its HTML is returned.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build, get_context
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

__all__ = ["Abort", "File", "Files", "LiveReloadServer", "MkDocsException", "build"]

LOGGER = "mkdocs"
"""Its warnings count in ``--strict``."""


def configuration(file: Path, site: Path, command: str, **settings: Any) -> Any:
    """The configuration for a build into the folder ``site``; plug-ins know what for: ``build`` or ``serve``."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # the theme's advertisement is no problem of the content
    config = load_config(str(file), site_dir=str(site), **settings)
    config.plugins.on_startup(command=command, dirty=False)
    return config


def build_strictly(file: Path, site: Path) -> None:
    """``mkdocs build --strict``; raises ``MkDocsException``."""
    build(configuration(file, site, "build", strict=True))


def languages_of(config: Any) -> dict[str, str]:
    """Tag of each language's pages by its name, such as ``zh-Hans`` for ``zh``."""
    languages = config.plugins["i18n"].config.languages
    return {language.locale: (language.theme or {}).get("language", language.locale) for language in languages}


def current_language(config: Any) -> str:
    """The language that is being built; the plug-in builds one after the other."""
    return str(config.plugins["i18n"].current_language)


def templates(config: Any, files: Files) -> Environment:
    """The theme's templates as MkDocs prepares them; ours are compiled at once, so that no worker has to."""
    env: Environment = config.plugins.on_env(config.theme.get_env(), config=config, files=files)
    folder = Path(config.theme.custom_dir)
    for file in folder.rglob("*.html"):
        env.get_template(file.relative_to(folder).as_posix())
    return env


def add_documents(files: Files, paths: Iterable[str], config: Any) -> None:
    """Let the pages of a language find files of ``docs/`` that the plug-in keeps for the first language only."""
    for path in paths:
        if path not in files.src_uris:
            files.append(File(path, config.docs_dir, config.site_dir, config.use_directory_urls))


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
