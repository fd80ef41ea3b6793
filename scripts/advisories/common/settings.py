"""What ``mkdocs.yml`` says that the content model must know: languages, their order, the site's address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Settings:
    """The languages of the site and where its content lies."""

    languages: tuple[str, ...]
    default_language: str
    docs_dir: Path
    site_url: str
    language_names: dict[str, str]
    repo_url: str = ""
    site_names: Mapping[str, str] = field(default_factory=dict)
    words_dir: Path | None = None
    """The site's own words for its pages, ``<language>.yml``; need not exist."""
    markdown_extensions: Sequence[str | Mapping[str, Any]] = ()
    """As ``mkdocs.yml`` lists them: names, or names with their settings."""

    def names_of(self, languages: Iterable[str]) -> list[str]:
        """Languages of the site as they call themselves."""
        return [self.language_names[language] for language in languages]


class _TolerantLoader(yaml.CSafeLoader):
    """Reads mkdocs.yml without running anything: an unknown tag becomes nothing."""


_TolerantLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def read_settings(config_file: Path) -> Settings:
    """Read the i18n plug-in's languages, docs_dir and site_url from ``mkdocs.yml``."""
    with config_file.open(encoding="utf-8") as stream:
        config: dict[str, Any] = yaml.load(stream, Loader=_TolerantLoader)
    languages = _i18n(config)["languages"]
    locales = tuple(language["locale"] for language in languages)
    default = next((language["locale"] for language in languages if language.get("default")), locales[0])
    return Settings(
        languages=locales,
        default_language=default,
        docs_dir=config_file.parent / config.get("docs_dir", "docs"),
        site_url=config.get("site_url", ""),
        language_names={language["locale"]: language["name"] for language in languages},
        repo_url=config.get("repo_url", ""),
        site_names={one["locale"]: one.get("site_name", config.get("site_name", "")) for one in languages},
        words_dir=config_file.parent / "words",
        markdown_extensions=config.get("markdown_extensions") or (),
    )


def _i18n(config: dict[str, Any]) -> dict[str, Any]:
    for plugin in config.get("plugins", ()):
        if isinstance(plugin, dict) and "i18n" in plugin:
            settings: dict[str, Any] = plugin["i18n"]
            return settings
    raise ValueError("mkdocs.yml must list the languages under plugins: i18n")
