"""What belongs to publishing beside building: compress, sign, verify, audit, mark a preview."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # not there where Python is isolated (-I), as for previews

from advisories.common.command_line import CONFIG, ROOT, Program, argument, failed, own_language

SITE = argument("site", type=Path, nargs="?", default=ROOT / "site", help="folder of the built site")
SHOWN = 50  # files of one list
program = Program(__doc__)


@program.command(SITE, CONFIG)
def audit(options: Namespace) -> int:
    """Audit a built site: every number, mailbox and host in it must be vouched for by a record.

    Exit status: 0 all are, 1 some are not, or nothing was read.
    """
    from advisories.audit.auditor import audit_site

    start = time.perf_counter()
    report = audit_site(options.site, options.config)
    for finding in report.findings:
        print(finding)
    print(f"{report.summary()}, {time.perf_counter() - start:.1f} s")
    return int(not report.passed)


@program.command(
    SITE,
    CONFIG,
    argument("--quick", action="store_true", help="a lower quality, without the cache"),
)
def compress(options: Namespace) -> int:
    """Put compressed copies (.br, .gz) beside the text files of a built site, then sum and sign all files anew."""
    from advisories.build.compression import compress_and_seal
    from advisories.outputs.signing import secret_key
    from advisories.tasks.cache import NO_CACHE
    from advisories.tasks.derived_state import DerivedStateError, store_beside

    if not (options.site / "index.html").exists():
        return failed("compress", f"{options.site} holds no built site")
    start = time.perf_counter()
    try:
        cache = NO_CACHE if options.quick else store_beside(options.config, "build")
    except DerivedStateError as error:
        return failed("compress", error.said(own_language()))
    done = compress_and_seal(options.site, cache, secret_key())
    print(f"{done}, {time.perf_counter() - start:.1f} s")
    return 0


@program.command(argument("file", type=Path, metavar="FILE", help="outside the project, such as ~/site.key"))
def key(options: Namespace) -> int:
    """Make the key pair that signs the list of published files, in the format of minisign.

    FILE gets the secret key, readable by you alone and never printed, and FILE.pub the public key. FILE must lie
    outside the project, where nothing commits or publishes it.
    """
    from advisories.outputs.key_files import write_key_pair
    from advisories.outputs.signing import VARIABLE

    file = options.file.absolute()
    if file.resolve().is_relative_to(ROOT):
        return failed("key", f"{file} lies inside the project; a secret must not be near what is committed")
    try:
        public_file, public = write_key_pair(file)
    except OSError as error:
        return failed("key", f"{error.filename}: {error.strerror}")
    print(f"secret key: {file}")
    print(f"  Its second line is the secret {VARIABLE} of whatever publishes. Keep the file offline.")
    print(f"public key: {public_file}\n  Commit it as minisign.pub; print it where readers look.\n  {public}")
    return 0


@program.command(
    argument("site", metavar="FOLDER-OR-ADDRESS"),
    argument("key", metavar="KEY", help="public key, RW…, or a file that holds it"),
)
def verify(options: Namespace) -> int:
    """Tell a genuine copy of the site from a tampered one, naming the files.

    Take KEY from the repository or from the project's own site, never from the copy that you check.
    Exit status: 0 genuine, 1 not genuine, 2 cannot be told.
    """
    from advisories.outputs.signing import BadKeyError, BadSignatureError
    from advisories.outputs.verification import NothingToVerifyError, check

    try:
        public = Path(options.key).read_text(encoding="utf-8") if Path(options.key).is_file() else options.key
        report = check(options.site, public)
    except BadSignatureError as error:
        print(f"NOT GENUINE: {error}")
        return 1
    except (NothingToVerifyError, BadKeyError, ValueError, OSError) as error:
        return failed("cannot be told", error, 2)
    for line in report.lines(SHOWN):
        print(line)
    return int(not report.is_genuine)


@program.command(argument("--folder", type=Path, default=ROOT, help="the repository"))
def placeholders(options: Namespace) -> int:
    """List what must be replaced before the site is published; 1 while anything is left. OPERATIONS.md says by what."""
    from advisories.build.placeholders import remaining

    lines = remaining(options.folder)
    print("\n".join(lines) or "no placeholder is left")
    return failed("placeholders", f"{len(lines)} are left; OPERATIONS.md says what to put there") if lines else 0


@program.command(argument("site", type=Path))
def mark_preview(options: Namespace) -> int:
    """Mark a built site as a preview, and remove what is no file of a site; 1 where there is no page.

    The folder may come from anybody. Needs the standard library only, so that it can run where nothing is installed.
    """
    from advisories.build.mark_preview import mark_all

    return mark_all(options.site)


def main(arguments: list[str] | None = None) -> int:
    return program.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
