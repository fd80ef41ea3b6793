"""Tell a genuine copy of the site from a tampered one, naming the files.

``verify.py FOLDER-OR-ADDRESS KEY``: KEY is the public key, ``RW…``, or a file that holds it. Take it from the
repository or from the project's own site, never from the copy that you check.
Exit codes: 0 genuine · 1 not genuine · 2 cannot be told.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from advisories.common import clock
from advisories.outputs.signing import BadKeyError, BadSignatureError
from advisories.outputs.verification import NothingToVerifyError, Report, check

SHOWN = 50  # files of one list


def main() -> int:
    """Check, print, and answer by the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", metavar="FOLDER-OR-ADDRESS")
    parser.add_argument("key", metavar="KEY", help="public key, or a file that holds it")
    options = parser.parse_args()
    try:
        key = Path(options.key).read_text(encoding="utf-8") if Path(options.key).is_file() else options.key
        report = check(options.site, key)
    except BadSignatureError as error:
        print(f"NOT GENUINE: {error}")
        return 1
    except (NothingToVerifyError, BadKeyError, ValueError, OSError) as error:
        print(f"cannot be told: {error}", file=sys.stderr)
        return 2
    return show(report)


def show(report: Report) -> int:
    """Print what was found; 0 where the copy is genuine."""
    for word, files in (("tampered", report.tampered), ("missing", report.missing), ("extra", report.extra)):
        for name in files[:SHOWN]:
            print(f"{word}: {name}")
        if len(files) > SHOWN:
            print(f"{word}: {len(files) - SHOWN} more")
    print(f"{'genuine' if report.is_genuine else 'NOT GENUINE'}: {report.checked} files; {report.comment}")
    if report.is_genuine and report.has_expired(clock.now()):
        print(f"old: this copy asks not to be relied on after {report.expires}; fetch a newer one")
    return int(not report.is_genuine)


if __name__ == "__main__":
    sys.exit(main())
