"""Start a new page: write its three files from templates that pass the checker, then say what to do next.

``new.py country Japan`` · ``new.py topic lost-luggage`` · ``new.py event 2024-04-open-day`` · also audience and pack.
On a terminal it asks for what it cannot know, with completions; ``--no-input`` takes what it proposes. It speaks the
editor's language, as the checker does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from advisories.common import clock
from advisories.common.problems import speaking_languages
from advisories.common.settings import Settings, read_settings
from advisories.content.territories import find, territories
from advisories.editing.scaffold import KINDS, Draft, NotPossibleError, refuse_slug, talk, write
from advisories.model import Kind, Region, TopicCategory
from check import default_language

ROOT = Path(__file__).resolve().parent.parent


class Asker:
    """Asks on a terminal; elsewhere, and with ``--no-input``, takes the proposal."""

    def __init__(self, language: str, *, silent: bool) -> None:
        self.talk = talk(language)
        self.silent = silent or not sys.stdin.isatty()

    def say(self, key: str, **values: str) -> str:
        """A sentence in the editor's language."""
        return self.talk[key].format(**values)

    def ask(self, question: str, proposal: str, choices: Iterable[str] = (), *, closed: bool = False) -> str:
        """The answer, or the proposal for an empty one; a closed list is asked again until it fits."""
        known = sorted(choices)
        while not self.silent:
            _complete(known)
            answer = input(f"{question} [{proposal}]: ").strip() or proposal
            if not closed or answer in known:
                return answer
            print(f"  {self.say('choose', choices=', '.join(known))}")
        return proposal


def _complete(choices: list[str]) -> None:
    """Tab completes from the choices, where the terminal can do that."""
    try:
        import readline
    except ImportError:
        return
    readline.set_completer_delims("")
    readline.set_completer(
        lambda text, state: [one for one in choices if one.casefold().startswith(text.casefold())][state]
    )
    readline.parse_and_bind("tab: complete")


def main(arguments: list[str] | None = None) -> int:
    """Make the item; 1 with one line where that is not possible."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=list(KINDS))
    parser.add_argument("slug", nargs="?", default="", help="name of the folder; for a country also its name or code")
    parser.add_argument("--no-input", action="store_true", help="ask nothing, take every proposal")
    parser.add_argument("--lang", choices=speaking_languages(), default=default_language())
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    options = parser.parse_args(arguments)
    settings = read_settings(options.config)
    asker = Asker(options.lang, silent=options.no_input)
    try:
        draft = _draft(settings, options.kind, options.slug, asker)
        files = write(settings, draft, clock.today())
    except NotPossibleError as reason:
        return _failed(asker.say(reason.key, **reason.values))
    except OSError as error:
        return _failed(str(error))
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        return _failed(asker.say("stopped"))
    for file in files:
        print(asker.say("written", path=f"{settings.docs_dir.name}/{file.relative_to(settings.docs_dir).as_posix()}"))
    print(asker.say("next"))
    return 0


def _failed(reason: str) -> int:
    print(f"new: {reason}", file=sys.stderr)
    return 1


def _draft(settings: Settings, kind: str, slug: str, asker: Asker) -> Draft:
    if kind == "country":
        return _country(settings, slug, asker)
    slug = slug or asker.ask(asker.say("folder"), "")
    refuse_slug(settings, kind, slug)
    return Draft(kind, slug, _titles(settings, slug, asker), _values(settings, kind, slug, asker))


def _country(settings: Settings, wanted: str, asker: Asker) -> Draft:
    names = [name for one in territories(settings.languages) for name in one.names.values()]
    wanted = wanted or asker.ask(asker.say("country"), "", names)
    place = find(wanted, settings.languages)
    if place is None:
        raise NotPossibleError("unknown-country", name=wanted)
    refuse_slug(settings, "country", place.slug)
    region = asker.ask(asker.say("region"), place.region or Region.ASIA, [str(one) for one in Region], closed=True)
    return Draft("country", place.slug, place.names, {"code": place.code, "region": region}, place.overrides)


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
        values["icon"] = asker.ask(asker.say("icon"), "information-outline")
    if kind == "topic":
        choices = [str(one) for one in TopicCategory]
        values["category"] = asker.ask(asker.say("category"), choices[0], choices, closed=True)
    else:
        values["topic"] = _existing(settings, Kind.TOPIC, "topic", asker)
    if kind == "pack":
        values["audience"] = _existing(settings, Kind.AUDIENCE, "audience", asker)
    return values


def _existing(settings: Settings, kind: Kind, question: str, asker: Asker) -> str:
    folder = settings.docs_dir / kind
    known = sorted(child.name for child in folder.iterdir() if child.is_dir()) if folder.is_dir() else []
    if not known:
        raise NotPossibleError("none-yet", kind=str(kind))
    return asker.ask(asker.say(question), known[0], known, closed=True)


if __name__ == "__main__":
    sys.exit(main())
