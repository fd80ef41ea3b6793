"""MkDocs events, thin: each calls the site package. ``mkdocs build`` and ``mkdocs serve`` need nothing else.

Every event fires once per language, since static-i18n repeats the whole build; the site is assembled in the
outermost build only.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from advisories.audit.html_gate import unsafe
from advisories.build import mkdocs_adapter
from advisories.build.site_build import Build, Current
from advisories.common.problems import as_text, speaking_languages
from advisories.outputs import settle
from advisories.pages import page_context as contexts
from advisories.pages import page_pictures, security, views
from advisories.pages.assets import Icons
from advisories.pages.markdown_extension import AdvisoryExtension
from advisories.pages.resolver import Resolver
from advisories.public.addresses import NOT_FOUND
from advisories.search import preview_search

log = logging.getLogger("mkdocs.hooks.advisories")  # its warnings count in --strict


def on_startup(command: str, dirty: bool) -> None:
    """In live preview the search is made in the background."""
    Current.request = replace(Current.request, is_preview=command == "serve")
    preview_search.BACKGROUND.active = Current.request.is_preview


def on_shutdown() -> None:
    """Live preview ends: nothing is left behind."""
    preview_search.BACKGROUND.end()


def on_config(config: Any) -> Any:
    """Assemble the site once; every problem of the content becomes a warning, which ``--strict`` makes fatal."""
    i18n = config.plugins["i18n"]
    if i18n.building:
        return config
    preview_search.BACKGROUND.begin()
    settle()
    extension = AdvisoryExtension(log.warning)
    Current.build = Build.of(config, extension, Current.request)
    for problem in Current.build.site.catalogue.problems:
        log.warning(as_text(problem, speaking_languages()[0]))
    config.markdown_extensions.append(extension)
    return config


def on_files(files: Any, config: Any) -> Any:
    """Hand the plug-in its language's pages only: it would look at the others, and at the records, to leave them."""
    language, site = mkdocs_adapter.current_language(config), Current.build.site
    refs = ((file, site.ref_of(file.src_uri)) for file in files if file.inclusion.is_in_serve())
    return Files([file for file, ref in refs if ref is None or ref.language == language])


@event_priority(-200)  # type: ignore[untyped-decorator]  # after the plug-in has chosen the language's files
def on_nav(nav: Any, config: Any, files: Any) -> Any:
    """Render the pages on all cores, or take them from the last build; MkDocs then finds none left to render."""
    mkdocs_adapter.add_documents(files, page_pictures.paths(Current.build.site), config)
    if not Current.request.is_plain:
        Current.build.render(config, files, nav)
    return nav


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Prepare the page's links and choose its template."""
    ref = Current.build.site.ref_of(page.file.src_uri)
    Current.build.extension.resolver = None
    if ref is None:
        log.warning("%s is not shown: its item has problems", page.file.src_uri)
        return markdown
    resolver = Resolver(Current.build.site, ref)
    views.reserve(Current.build.site, ref, resolver.citations)
    Current.build.extension.resolver = Current.build.resolvers[page.file.src_uri] = resolver
    page.meta["template"] = contexts.template_of(ref)
    return markdown


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """The second gate: what the Markdown became holds nothing that could run or load in a reader's browser."""
    for found in unsafe(html, lambda: Current.build.site.contact_uris):
        raise PluginError(f"{page.file.src_uri}: the page must not hold {found}")
    return html


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Escape everything our own templates print; Material's are written without escaping."""
    folder = Path(config.theme.custom_dir)
    ours = {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}
    env.autoescape = lambda name: name in ours
    env.globals["asset"] = Current.build.assets.path
    env.globals["icon"] = Icons(env)
    return env


def on_page_context(context: dict[str, Any], page: Any, config: Any, nav: Any) -> dict[str, Any]:
    """Give the template what it shows."""
    resolver = Current.build.resolvers.get(page.file.src_uri)
    if resolver is None:
        return _not_found(context, config)
    build, ref = Current.build, resolver.ref
    shown = {"data": build.data_of(ref.key, ref.language), "downloads": build.renderer.downloads.of(ref.key)}
    return {**context, **contexts.of_page(build.site, resolver, page.content), **shown}


def on_template_context(context: dict[str, Any], template_name: str, config: Any) -> dict[str, Any]:
    """The not-found page."""
    return _not_found(context, config)


def _not_found(context: dict[str, Any], config: Any) -> dict[str, Any]:
    language = mkdocs_adapter.current_language(config)
    data = Current.build.data_of(NOT_FOUND, language)
    return {**context, **contexts.of_not_found(Current.build.site, language), "data": data}


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Give the page its policy; in live preview it would forbid the script that reloads the page."""
    return output if Current.request.is_preview else security.protect(output)


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    """Put the not-found page of another language into that language's folder, not over the first one's."""
    if template_name == "sitemap.xml":
        return ""  # written once for all languages, with the other data files
    language = mkdocs_adapter.current_language(config)
    address = Current.build.site.addresses.path("404", language)
    if template_name == "404.html":
        output_content = on_post_page(output_content, None, config)
    if template_name != "404.html" or address == template_name:
        return output_content
    target = Path(config.site_dir, address)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(output_content, encoding="utf-8")
    return ""


@event_priority(-200)  # type: ignore[untyped-decorator]  # after the plug-in has built the other languages
def on_post_build(config: Any) -> None:
    """Once for all languages: what is made of finished pages, and everything that is no page."""
    if not config.plugins["i18n"].building:
        Current.build.finish(config)
