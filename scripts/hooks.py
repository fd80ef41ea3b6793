"""MkDocs events, thin: each calls the site package. ``mkdocs build`` and ``mkdocs serve`` need nothing else.

Every event fires once per language, since static-i18n repeats the whole build; the site is assembled in the
outermost build only.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority

from advisories.auditing.rendered import unsafe
from advisories.data import PageData, Pages, publish
from advisories.data.signing import VARIABLE, BadKey, SecretKey, secret_key
from advisories.problems import as_text, speaking_languages
from advisories.settings import read_settings
from advisories.site import assets, lists, offline, rendering, search_serve, security, views
from advisories.site import context as contexts
from advisories.site.addresses import NOT_FOUND
from advisories.site.assembly import Site, assemble
from advisories.site.downloads import Downloads
from advisories.site.markdown import AdvisoryExtension
from advisories.site.page_cache import PageCache, version
from advisories.site.resolver import Resolver
from advisories.site.search_text import Documents
from advisories.store import Store

PLAIN = "ADVISORIES_PLAIN"  # set: let MkDocs render the pages, one after the other
log = logging.getLogger("mkdocs.hooks.advisories")  # its warnings count in --strict


class _Build:
    """The site of the running build, and the resolvers of its pages by source file."""

    site: Site
    extension: AdvisoryExtension
    resolvers: dict[str, Resolver]
    data: Pages
    data_of: Callable[[str, str], PageData]
    downloads: Downloads
    assets: assets.Assets
    cache: PageCache
    documents: Documents


def on_startup(command: str, dirty: bool) -> None:
    """In live preview the search is made in the background."""
    search_serve.BACKGROUND.active = command == "serve"


def on_config(config: Any) -> Any:
    """Assemble the site once; every problem of the content becomes a warning, which ``--strict`` makes fatal."""
    i18n = config.plugins["i18n"]
    if i18n.building:
        return config
    settings = read_settings(Path(config.config_file_path))
    tags = {one.locale: (one.theme or {}).get("language", one.locale) for one in i18n.config.languages}
    _Build.site = assemble(settings, config.site_url or "", tags)
    _Build.extension = AdvisoryExtension(log.warning)
    _Build.resolvers = {}
    _Build.downloads = Downloads.of_this_build()
    _Build.assets = assets.read(config.theme.dirs[1:], Path(config.theme.custom_dir))
    _Build.data = Pages(_Build.site, _signing_key())
    _Build.data_of = _Build.site.notes.asker("page_data", _Build.data.of)
    store = Store(None if os.environ.get(PLAIN) else Path(config.config_file_path).parent / ".cache" / "build")
    _Build.cache = PageCache(store, _Build.site, version(_Build.site, config, {"key": _Build.data.public_key}))
    _Build.documents = Documents(_Build.site, store)
    for problem in _Build.site.catalogue.problems:
        log.warning(as_text(problem, speaking_languages()[0]))
    config.markdown_extensions.append(_Build.extension)
    return config


def _signing_key() -> SecretKey | None:
    try:
        return secret_key()
    except BadKey as error:
        raise Abort(f"{VARIABLE}: {error}") from None


@event_priority(-200)  # type: ignore[untyped-decorator]  # after the plug-in has chosen the language's files
def on_nav(nav: Any, config: Any, files: Any) -> Any:
    """Render the pages on all cores, or take them from the last build; MkDocs then finds none left to render."""
    if not os.environ.get(PLAIN):
        env, kept = rendering.templates(config, files), (_Build.cache, _Build.documents, _Build.downloads.digest)
        rendering.render_all(rendering.Language(config, files, nav, env, *kept))
    return nav


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Prepare the page's links and choose its template."""
    ref = _Build.site.ref_of(page.file.src_uri)
    _Build.extension.resolver = None
    if ref is None:
        log.warning("%s is not shown: its item has problems", page.file.src_uri)
        return markdown
    resolver = Resolver(_Build.site, ref)
    views.reserve(_Build.site, ref, resolver.citations)
    _Build.extension.resolver = _Build.resolvers[page.file.src_uri] = resolver
    page.meta["template"] = contexts.template_of(ref)
    return markdown


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """The second gate: what the Markdown became holds nothing that could run or load in a reader's browser."""
    for found in unsafe(html, _Build.site.contact_uris):
        raise PluginError(f"{page.file.src_uri}: the page must not hold {found}")
    return html


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Escape everything our own templates print; Material's are written without escaping."""
    folder = Path(config.theme.custom_dir)
    ours = {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}
    env.autoescape = lambda name: name in ours
    env.globals["asset"] = _Build.assets.path
    if folder_of_code := _Build.cache.store.folder:
        code = folder_of_code.with_name("templates")
        code.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(code))
    return env


def on_page_context(context: dict[str, Any], page: Any, config: Any, nav: Any) -> dict[str, Any]:
    """Give the template what it shows."""
    resolver = _Build.resolvers.get(page.file.src_uri)
    if resolver is None:
        return _not_found(context, config)
    data = _Build.data_of(resolver.ref.key, resolver.ref.language)
    downloads = _Build.downloads.of(resolver.ref.key)
    return {**context, **contexts.of_page(_Build.site, resolver, page.content), "data": data, "downloads": downloads}


def on_template_context(context: dict[str, Any], template_name: str, config: Any) -> dict[str, Any]:
    """The not-found page."""
    return _not_found(context, config)


def _not_found(context: dict[str, Any], config: Any) -> dict[str, Any]:
    language = config.plugins["i18n"].current_language
    data = _Build.data_of(NOT_FOUND, language)
    return {**context, **contexts.of_not_found(_Build.site, language), "data": data}


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Give the page its policy; in live preview it would forbid the script that reloads the page."""
    return output if search_serve.BACKGROUND.active else security.protect(output)


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    """Put the not-found page of another language into that language's folder, not over the first one's."""
    if template_name == "sitemap.xml":
        return ""  # written once for all languages, with the other data files
    language = config.plugins["i18n"].current_language
    address = _Build.site.addresses.path("404", language)
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
    """Once for all languages: the finder's words, style and scripts, search, data, and what saved pages need."""
    site_dir = Path(config.site_dir)
    target = site_dir / "assets/finder.json"
    text = json.dumps(lists.finder_terms(_Build.site), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8")
    if not config.plugins["i18n"].building:
        named = _Build.assets.write(site_dir)
        search_serve.finish(_Build.site, site_dir, _Build.documents)
        _Build.downloads.copy_to(site_dir)
        # Last, since it sums all files.
        publish(
            _Build.data, site_dir, _Build.cache.store, background=search_serve.BACKGROUND.active,
            before_sums=lambda: _finish(config, site_dir, named),
        )  # fmt: skip


def _finish(config: Any, site_dir: Path, named: list[str]) -> None:
    """What is made from finished pages: the worker with its lists, and the headers of hosts that read them there."""
    site, active = _Build.site, (config.extra or {}).get("offline", True)
    offline.write(site, site_dir, Path(config.theme.custom_dir), named, active=active)
    headers = site_dir / security.HEADERS_FILE
    others = headers.read_text(encoding="utf-8") if headers.exists() else ""
    headers.write_text(security.as_text(security.of_site(site.addresses.root, site_dir)) + others, encoding="utf-8")
