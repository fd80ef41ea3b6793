"""Build the site: check, build strictly beside the old site, audit, swap it in.

``--publish`` also compresses, ``--print`` also prints. Nothing changes unless every step succeeds.
Exit status 0: the site is new; 1: it is as it was.
"""

from __future__ import annotations

import gc
import logging
import os
import shlex
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from advisories.common.errors import AdvisoriesError

if __name__ == "__main__":
    gc.disable()  # loading what follows makes no garbage, and takes a tenth longer when it is looked for

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

import check
from advisories import rules
from advisories.audit.audit_report import AuditReport
from advisories.audit.auditor import Auditor
from advisories.audit.finding_sources import findings_as_annotations
from advisories.build import publishing, site_build
from advisories.build.compression import compress_and_seal
from advisories.common import clock
from advisories.common.command_line import CONFIG, ROOT, argument, in_workflow, own_language, parser
from advisories.common.problems import Problem, escaped, messages, speaking_languages
from advisories.common.process import gc_paused
from advisories.common.settings import read_settings
from advisories.content.catalogue import Catalogue, load
from advisories.model import Kind
from advisories.outputs.signing import secret_key
from advisories.pages import security, site_context
from advisories.pages.downloads import PRINTED
from advisories.search.pagefind import SearchError
from advisories.tasks import derived_state, link_unchanged
from advisories.tasks.parallel import end_background, in_background

SITE = argument("--site-dir", type=Path, default=ROOT / "site", help="folder of the published site")
PUBLISH = argument("--publish", action="store_true", help="also put .gz and .br beside every text")
PRINT = argument("--print", action="store_true", help="also make the PDF files, and link them from their pages")


@dataclass(frozen=True)
class Extras:
    """Steps that a build may also take: PDF files, and compressed copies of every text."""

    printed: bool
    compressed: bool


class BuildError(AdvisoriesError):
    """A step failed; the message is one line for a person."""


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, build, say what was built."""
    options = parser(__doc__, CONFIG, SITE, PUBLISH, PRINT).parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        build(options.config.resolve(), options.site_dir.absolute(), Extras(options.print, options.publish))
    except publishing.BuildLockedError:
        return failed("another build of this site is running")
    except OSError as error:
        return failed(publishing.in_words(error))
    except derived_state.DerivedStateError as error:
        return failed(error.said(own_language()).rstrip("."))
    except BuildError as reason:
        return failed(str(reason))
    return 0


def failed(reason: str) -> int:
    """Say why, and that nothing was published."""
    print(f"build: {reason}. The published site is unchanged.", file=sys.stderr)
    if in_workflow():
        said = (messages()["languages"][language]["build"]["failed"] for language in speaking_languages())
        print(f"::error title=build::{escaped(' · '.join(text.format(reason=reason) for text in said))}")
    return 1


def build(config: Path, site: Path, extras: Extras) -> None:
    """All steps, under the lock."""
    start = time.perf_counter()
    if reason := publishing.why_not(site, (config, read_settings(config).docs_dir)):
        raise BuildError(reason)
    is_own = derived_state.refuse(config.parent)
    site.parent.mkdir(parents=True, exist_ok=True)
    with publishing.lock(config.parent / derived_state.CACHE / f"{site.name}.lock"):
        if extras.compressed and not is_own:
            derived_state.forget(config.parent)
        for stray in publishing.recover(site):
            print(f"build: removed {stray.name}, left by an interrupted build")
        new = publishing.fresh_folder(site)
        try:
            with gc_paused(), link_unchanged.beside(site, new):
                make(config, new, extras)
            publishing.swap(new, site)
        finally:
            end_background()  # what still writes into the folder would make it again
            publishing.remove(new)
        site_build.store_beside(config).tidy()
    say_what_was_built(site, time.perf_counter() - start)
    server_files(site, config.parent / "dist" / "headers")


def make(config: Path, new: Path, extras: Extras) -> None:
    """The site in a new folder; the check runs beside it, and is waited for first if it is likely to stop the build."""
    with step("reading"):
        settings = read_settings(config)
        catalogue, cache = load(settings), site_build.store_beside(config)
        beside = in_background(lambda: rules.problems(catalogue, clock.today(), cache))
    printed = config.parent / "dist" / "pdf" if extras.printed else None
    if early := bool(printed or catalogue.problems):
        checked(catalogue, beside())
    if printed:
        with step("print"):
            print_all(config, printed)
    auditor = Auditor(catalogue, site_build.store_beside(config))
    with step("pages"):
        built(config, new, auditor, printed)
    if not early:
        with step("check"):
            checked(catalogue, beside())
    with step("audit"):
        audited(auditor.audit(new), settings.docs_dir)
    if extras.compressed:
        compressed(config, new)


def compressed(config: Path, new: Path) -> None:
    """Put small copies beside every text; those of unchanged texts are kept from earlier builds."""
    with step("compression"):
        print(compress_and_seal(new, config.parent / ".cache" / "compressed", secret_key()))


def server_files(site: Path, folder: Path) -> None:
    """The site's headers for servers that do not read ``_headers``; these files must not be served.

    The site is published already: what goes wrong here is told, and fails nothing.
    """
    try:
        rules = security.read((site / security.HEADERS_FILE).read_text(encoding="utf-8"))
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in security.server_files(rules).items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        print(f"build: no headers for web servers: {publishing.in_words(error)}", file=sys.stderr)
    else:
        print(f"build: headers for web servers are in  {folder}")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say which step runs, and how long it took."""
    start = time.perf_counter()
    print(f"build: {name} …", flush=True)
    yield
    print(f"build: {name} done in {time.perf_counter() - start:.1f} s", flush=True)


def checked(catalogue: Catalogue, problems: list[Problem]) -> None:
    """The content must have no errors."""
    check.report(problems, "github" if in_workflow() else "text", own_language(), len(catalogue.entries))
    if check.failed(rules.Checked(problems, len(catalogue.entries))):
        raise BuildError("the content has errors, listed above")


def print_all(config: Path, folder: Path) -> None:
    """Every pack and country as PDF; what has not changed is not printed again."""
    from print import main as export

    if export(["--config", str(config), "--out", str(folder)]):
        raise BuildError("printing failed, see above")


def built(config: Path, new: Path, auditor: Auditor, printed: Path | None) -> None:
    """``mkdocs build --strict``, with the content that was read; the audit begins while the index is made."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # the theme's advertisement is no problem of the content
    os.environ |= {PRINTED: str(printed)} if printed else {}
    try:
        with (
            heard(),
            site_context.content(auditor.catalogue),
            site_build.waiting(lambda is_over: auditor.ahead(new, is_over)),
        ):
            settings = load_config(str(config), site_dir=str(new), strict=True)
            settings.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(settings)
    except (MkDocsException, SearchError) as error:
        raise BuildError(f"mkdocs: {error}") from None
    finally:
        os.environ.pop(PRINTED, None)


@contextmanager
def heard() -> Iterator[None]:
    """Print the warnings of MkDocs, and how long the steps inside it took."""
    warnings, steps = logging.StreamHandler(), logging.StreamHandler(sys.stdout)
    warnings.setLevel(logging.WARNING)
    steps.setFormatter(logging.Formatter("build: %(message)s"))
    site_build.log.setLevel(logging.INFO)
    listening = {logging.getLogger("mkdocs"): warnings, site_build.log: steps}
    for log, handler in listening.items():
        log.addHandler(handler)
    try:
        yield
    finally:
        for log, handler in listening.items():
            log.removeHandler(handler)


def audited(report: AuditReport, docs: Path) -> None:
    """Every contact in the output must be vouched for; what is not is told beside its line on a pull request."""
    for finding in report.findings:
        print(finding)
    if report.findings and in_workflow():
        for line in findings_as_annotations(report.findings, docs, docs.parent):
            print(line)
    print(report.summary())
    if not report.passed:
        raise BuildError("the output holds contacts that no record vouches for, listed above")


def say_what_was_built(site: Path, seconds: float) -> None:
    """Pages per kind, time, and how to look at the site."""
    folders = ((Path(top), files) for top, _, files in os.walk(site))
    kinds = Counter(_kind(top.relative_to(site)) for top, files in folders for name in files if name.endswith(".html"))
    pages = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(f"build: {kinds.total()} pages ({pages}) in {seconds:.1f} s")
    print(f"build: look at it with  {shlex.join([sys.executable, '-m', 'http.server', '--directory', str(site)])} 8000")
    print(f"build: then open  http://localhost:8000/  or the file  {site / 'index.html'}")


def _kind(folder: Path) -> str:
    """The collection that the pages of a folder belong to, in whatever language."""
    return next((str(kind) for kind in Kind if str(kind) in folder.parts), "other")


if __name__ == "__main__":
    sys.exit(main())
