"""Files that are whole or absent: everything that is written goes through here."""

from __future__ import annotations

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from .errors import PrintingError

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
PERMISSIONS = 0o644


def write(file: Path, content: bytes) -> None:
    """Write the whole file under another name, then give it its own; nothing stays when that fails."""
    scratch = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        scratch = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        scratch.chmod(PERMISSIONS)
        scratch.replace(file)
    except OSError as error:
        if scratch is not None:
            scratch.unlink(missing_ok=True)
        raise PrintingError(f"cannot be written: {error.strerror or error}", str(file)) from error


def scratch(content: bytes) -> BinaryIO:
    """A nameless file with that content, for readers that take a stream piece by piece but map a file into memory."""
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked for it closes it
        file.write(content)
        file.seek(0)
    except OSError as error:
        raise PrintingError(f"cannot be written: {error.strerror or error}", tempfile.gettempdir()) from error
    return file


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP whose bytes depend on its content only; PDFs are compressed already."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as bundle:
        for name, content in sorted(members):
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.external_attr = PERMISSIONS << 16
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".pdf") else zipfile.ZIP_DEFLATED
            bundle.writestr(info, content)
    return output.getvalue()


def read_json(file: Path) -> dict[str, Any]:
    """A JSON object, or an empty one where there is none to trust."""
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def as_json(data: object) -> bytes:
    """JSON in one standard form."""
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
