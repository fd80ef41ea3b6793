"""Asks an editor on a terminal what a new page needs, with completions, in the editor's language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from ..common.settings import Settings
from ..content.territories import find, territories
from ..model import Kind, Region, TopicCategory
from .scaffold import NotPossibleError, Scaffold, refuse_slug, talk

ICON = "information-outline"


class Asker:
    """Asks on a terminal; elsewhere, and where it is to be silent, takes the proposal."""

    def __init__(self, language: str, *, silent: bool) -> None:
        self.talk = talk(language)
        self.silent = silent or not sys.stdin.isatty()

    def say(self, key: str, **values: str) -> str:
        """A sentence in the editor's language."""
        return self.talk[key].format(**values)

    def ask(self, question: str, proposal: str, choices: Iterable[str] = (), *, closed: bool = False) -> str:
        """The answer, or the proposal for an empty one; a closed list is asked again until it fits."""
        allowed = sorted(choices)
        while not self.silent:
            _complete(allowed)
            answer = input(f"{question} [{proposal}]: ").strip() or proposal
            if not closed or answer in allowed:
                return answer
            print(f"  {self.say('choose', choices=', '.join(allowed))}")
        return proposal


def _complete(choices: list[str]) -> None:
    """Tab completes from the choices, where the terminal can do that."""
    try:
        import readline
    except ImportError:
        return
    readline.set_completer_delims("")
    readline.set_completer(
        lambda text, state: [choice for choice in choices if choice.casefold().startswith(text.casefold())][state]
    )
    readline.parse_and_bind("tab: complete")


def ask_for(settings: Settings, kind: str, slug: str, asker: Asker) -> Scaffold:
    """What a new page of a kind needs; raises ``NotPossibleError``."""
    if kind == "country":
        return _country(settings, slug, asker)
    slug = slug or asker.ask(asker.say("folder"), "")
    refuse_slug(settings, kind, slug)
    return Scaffold(kind, slug, _titles(settings, slug, asker), _values(settings, kind, slug, asker))


def _country(settings: Settings, wanted: str, asker: Asker) -> Scaffold:
    names = [name for territory in territories(settings.languages) for name in territory.names.values()]
    wanted = wanted or asker.ask(asker.say("country"), "", names)
    territory = find(wanted, settings.languages)
    if territory is None:
        raise NotPossibleError("unknown-country", name=wanted)
    refuse_slug(settings, "country", territory.slug)
    region = asker.ask(asker.say("region"), territory.region or Region.ASIA, list(Region), closed=True)
    values = {"code": territory.code, "region": region}
    return Scaffold("country", territory.slug, territory.names, values, territory.overrides)


def _titles(settings: Settings, slug: str, asker: Asker) -> dict[str, str]:
    proposal = slug.replace("-", " ").capitalize()
    return {
        language: asker.ask(asker.say("title", language=settings.language_names[language]), proposal)
        for language in settings.languages
    }


def _values(settings: Settings, kind: str, slug: str, asker: Asker) -> Mapping[str, str]:
    if kind == "event":
        return {"start": asker.ask(asker.say("start"), slug[:7])}
    values = {}
    if kind in ("topic", "audience"):
        values["icon"] = asker.ask(asker.say("icon"), ICON)
    if kind == "topic":
        categories = list(TopicCategory)
        values["category"] = asker.ask(asker.say("category"), categories[0], categories, closed=True)
    else:
        values["topic"] = _existing(settings, Kind.TOPIC, "topic", asker)
    if kind == "pack":
        values["audience"] = _existing(settings, Kind.AUDIENCE, "audience", asker)
    return values


def _existing(settings: Settings, kind: Kind, question: str, asker: Asker) -> str:
    folder = settings.docs_dir / kind
    slugs = sorted(child.name for child in folder.iterdir() if child.is_dir()) if folder.is_dir() else []
    if not slugs:
        raise NotPossibleError("none-yet", kind=str(kind))
    return asker.ask(asker.say(question), slugs[0], slugs, closed=True)
