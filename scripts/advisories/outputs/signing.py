"""minisign signatures: Ed25519 over a BLAKE2b-512 hash, readable by minisign and signify-like tools.

The secret key is one without a password, as ``minisign -G -W`` writes it, in the environment variable
``SITE_SIGNING_KEY``: the whole file or its second line. Formats: https://jedisct1.github.io/minisign/

``py-minisign`` writes and reads the same files, and the tests hold ours against it. It does not replace this module:
it takes a damaged key without a password for sound, since it looks at the checksum of keys with one only, and the site
would be published with signatures that nobody can verify.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ..common.errors import AdvisoriesError

VARIABLE = "SITE_SIGNING_KEY"
ED25519, HASHED = b"Ed", b"ED"
NO_PASSWORD, CHECKSUM = b"\0\0", b"B2"
SECRET_LENGTH = 2 + 2 + 2 + 32 + 8 + 8 + 8 + 64 + 32  # algorithms, salt and limits of a password, id, key, checksum
PUBLIC_LENGTH, SIGNATURE_LENGTH = 2 + 8 + 32, 2 + 8 + 64
COMMENT = "untrusted comment: "
TRUSTED = "trusted comment: "


class BadKeyError(AdvisoriesError, ValueError):
    """A key that is not one, or that needs a password."""


class BadSignatureError(AdvisoriesError, ValueError):
    """A signature that does not fit the text, the comment or the key."""


@dataclass(frozen=True)
class SecretKey:
    """Signs; ``number`` is the id by which a signature names its key."""

    number: bytes
    key: Ed25519PrivateKey

    def public(self) -> str:
        raw = ED25519 + self.number + self.key.public_key().public_bytes_raw()
        return f"{COMMENT}minisign public key {_name(self.number)}\n{base64.b64encode(raw).decode()}\n"

    def sign(self, data: bytes, comment: str) -> str:
        """The signature's file; the comment is signed too."""
        signature = self.key.sign(hashlib.blake2b(data).digest())
        whole = self.key.sign(signature + comment.encode())
        lines = [
            f"{COMMENT}signature from key {_name(self.number)}",
            base64.b64encode(HASHED + self.number + signature).decode(),
            f"{TRUSTED}{comment}",
            base64.b64encode(whole).decode(),
        ]
        return "\n".join(lines) + "\n"


def secret_key(environment: Mapping[str, str] = os.environ) -> SecretKey | None:
    """The key of the environment, or ``None`` where the variable is missing or empty."""
    text = environment.get(VARIABLE, "").strip()
    return read_secret(text) if text else None


def read_secret(text: str) -> SecretKey:
    """A secret key; raises ``BadKeyError`` with the reason. The message never holds any part of the key."""
    raw = _decoded(text, SECRET_LENGTH, "secret key")
    if raw[:2] != ED25519 or raw[4:6] != CHECKSUM:
        raise BadKeyError("the secret key is of another kind; make one with: minisign -G -W")
    if raw[2:4] != NO_PASSWORD:
        raise BadKeyError("the secret key needs a password; make one without: minisign -G -W")
    number, seed, public, checksum = raw[54:62], raw[62:94], raw[94:126], raw[126:]
    expected = hashlib.blake2b(ED25519 + raw[54:126], digest_size=32).digest()
    if checksum not in (expected, bytes(32)):  # some tools leave it empty where there is no password to be tested
        raise BadKeyError("the secret key is damaged")
    key = Ed25519PrivateKey.from_private_bytes(seed)
    if key.public_key().public_bytes_raw() != public:
        raise BadKeyError("the secret key is damaged")
    return SecretKey(number, key)


def verify(data: bytes, signature: str, public: str) -> str:
    """The signed comment of a genuine signature; raises ``BadKeyError`` or ``BadSignatureError``."""
    key = _decoded(public, PUBLIC_LENGTH, "public key")
    if key[:2] != ED25519:
        raise BadKeyError("the public key is of another kind")
    lines = signature.splitlines()
    if len(lines) != 4 or not lines[0].startswith(COMMENT) or not lines[2].startswith(TRUSTED):
        raise BadSignatureError("the signature's file is not one of minisign's")
    raw, whole = _signature(lines[1], SIGNATURE_LENGTH), _signature(lines[3], 64)
    if raw[2:10] != key[2:10]:
        raise BadSignatureError("the signature was made with another key")
    message = hashlib.blake2b(data).digest() if raw[:2] == HASHED else data
    comment = lines[2].removeprefix(TRUSTED)
    try:
        Ed25519PublicKey.from_public_bytes(key[10:]).verify(raw[10:], message)
        Ed25519PublicKey.from_public_bytes(key[10:]).verify(whole, raw[10:] + comment.encode())
    except InvalidSignature:
        raise BadSignatureError("the signature does not fit") from None
    return comment


def new_key(seed: bytes, number: bytes) -> str:
    """A secret key's file from 32 random bytes and 8 more, for tests and for those without minisign."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    body = number + seed + public
    checksum = hashlib.blake2b(ED25519 + body, digest_size=32).digest()
    raw = ED25519 + NO_PASSWORD + CHECKSUM + bytes(48) + body + checksum
    return f"{COMMENT}minisign secret key {_name(number)}\n{base64.b64encode(raw).decode()}\n"


def _name(number: bytes) -> str:
    return number[::-1].hex().upper()


def _decoded(text: str, length: int, what: str) -> bytes:
    line = next((one for one in reversed(text.strip().splitlines()) if not one.startswith(COMMENT)), "")
    try:
        raw = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise BadKeyError(f"the {what} is not one of minisign's") from None
    if len(raw) != length:
        raise BadKeyError(f"the {what} is not one of minisign's: {length} bytes are needed, it has {len(raw)}")
    return raw


def _signature(line: str, length: int) -> bytes:
    try:
        raw = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise BadSignatureError("the signature's file is damaged") from None
    if len(raw) != length:
        raise BadSignatureError("the signature's file is damaged")
    return raw
