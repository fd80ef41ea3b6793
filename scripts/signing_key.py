"""Make the key pair that signs the list of published files, in the format of minisign.

``signing_key.py FILE`` writes the secret key to FILE, readable by you alone, and the public key to FILE.pub. The
secret key is never printed. FILE must lie outside the project, where nothing commits or publishes it.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

from advisories.outputs.signing import VARIABLE, new_key, read_secret

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Write both files; 1 where one is there already or cannot be written."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, metavar="FILE", help="outside the project, such as ~/site.key")
    file = parser.parse_args(arguments).file.absolute()
    public_file = file.with_name(f"{file.name}.pub")
    if file.resolve().is_relative_to(ROOT):
        return failed(f"{file} lies inside the project; a secret must not be near what is committed")
    text = new_key(secrets.token_bytes(32), secrets.token_bytes(8))
    public = read_secret(text).public()
    try:
        for path, content, mode in ((public_file, public, 0o644), (file, text, 0o600)):
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as stream:
                stream.write(content)
    except OSError as error:
        return failed(f"{error.filename}: {error.strerror}")
    print(
        f"secret key: {file}\n  Its second line is the secret {VARIABLE} of whatever publishes. Keep the file offline."
    )
    print(
        f"public key: {public_file}\n  Commit it as minisign.pub; print it where readers look.\n  {public.split()[-1]}"
    )
    return 0


def failed(reason: str) -> int:
    """Say why in one line."""
    print(f"signing_key: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
