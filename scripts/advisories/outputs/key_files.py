"""The two files of a key pair that signs the list of published files."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from .signing import new_key, read_secret


def write_key_pair(file: Path) -> tuple[Path, str]:
    """Write a new secret key, readable by its owner alone, and beside it the public one, whose file and key it gives.

    Raises ``OSError`` where a file of either name is there already.
    """
    secret = new_key(secrets.token_bytes(32), secrets.token_bytes(8))
    public, public_file = read_secret(secret).public(), file.with_name(f"{file.name}.pub")
    for path, text, mode in ((public_file, public, 0o644), (file, secret, 0o600)):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as stream:
            stream.write(text)
    return public_file, public.split()[-1]
