"""Proof of origin: manifest, signature, and the script that tells a genuine copy from another one."""

from __future__ import annotations

import base64
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import minisign
import pytest

import publish
from advisories.common import clock
from advisories.outputs import manifest, seal, signing
from advisories.outputs.signing import BadKeyError, BadSignatureError
from advisories.outputs.verification import NothingToVerifyError, check

SECRET = signing.new_key(bytes(range(32)), b"12345678")
KEY = signing.read_secret(SECRET)
needs_minisign = pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed (apt)")


def minisign_says(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The program that readers have; its public key is the file's, or the text's."""
    command = ["minisign", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "api/v1").mkdir(parents=True)
    (folder / "index.html").write_text("home")
    (folder / "api/v1/contacts.json").write_text('{"expires": "2026-03-31T00:00:00Z"}')
    (folder / "a b.txt").write_text("blank")
    seal(folder, clock.now(), KEY)
    return folder


def run(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, key: str = ""
) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["publish.py", "verify", str(copy), key or KEY.public()])
    code = publish.main()
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_minisign_library_reads_keys_and_signature(copy: Path) -> None:
    public = minisign.PublicKey.from_bytes(KEY.public().encode())
    signature = minisign.Signature.from_bytes((copy / manifest.SIGNATURE).read_bytes())
    public.verify((copy / manifest.MANIFEST).read_bytes(), signature)
    theirs = minisign.SecretKey.from_bytes(SECRET.encode())
    assert theirs.get_public_key() == public


def test_we_read_what_the_minisign_library_signs() -> None:
    theirs = minisign.SecretKey.from_bytes(SECRET.encode())
    signature = bytes(theirs.sign(b"data", trusted_comment="made elsewhere")).decode()
    assert signing.verify(b"data", signature, KEY.public()) == "made elsewhere"


def test_manifest_is_what_sha256sum_reads(copy: Path) -> None:
    found = subprocess.run(
        ["sha256sum", "--check", "--strict", manifest.MANIFEST], cwd=copy, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert "api/v1/contacts.json: OK" in found.stdout


def test_every_file_but_the_manifest_is_listed(copy: Path) -> None:
    assert set(manifest.read((copy / manifest.MANIFEST).read_text())) == {
        "index.html", "api/v1/contacts.json", "a b.txt", "minisign.pub",
    }  # fmt: skip


def test_genuine_copy(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = run(copy, capsys, monkeypatch)
    assert code == 0
    assert text == "genuine: 4 files; file:SHA256SUMS\tbuilt:2026-03-01T00:00:00Z\thashed\n"


def test_old_copy_is_genuine_and_says_that_it_is_old(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    code, text = run(copy, capsys, monkeypatch)
    assert code == 0
    assert "old: this copy asks not to be relied on after 2026-03-31T00:00:00Z" in text


def test_every_changed_missing_and_added_file_is_named(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / "index.html").write_text("other")
    (copy / "a b.txt").unlink()
    (copy / "evil.js").write_text("x")
    code, text = run(copy, capsys, monkeypatch)
    assert code == 1
    assert text.splitlines()[:3] == ["tampered: index.html", "missing: a b.txt", "extra: evil.js"]
    assert "NOT GENUINE" in text


def test_changed_manifest_is_not_genuine(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / "index.html").write_text("other")
    text = manifest.as_text(manifest.sums(copy), signed=True)
    (copy / manifest.MANIFEST).write_text(text)
    assert run(copy, capsys, monkeypatch) == (1, "NOT GENUINE: the signature does not fit\n")


def test_changed_comment_is_not_genuine(copy: Path) -> None:
    file = copy / manifest.SIGNATURE
    file.write_text(file.read_text().replace("built:2026", "built:2027"))
    with pytest.raises(BadSignatureError, match="does not fit"):
        check(str(copy), KEY.public())


def test_key_of_somebody_else_is_refused(copy: Path) -> None:
    other = signing.read_secret(signing.new_key(bytes(32), b"87654321"))
    with pytest.raises(BadSignatureError, match="another key"):
        check(str(copy), other.public())


def test_unsigned_copy_says_so(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    seal(copy, clock.now(), None)
    assert (copy / manifest.MANIFEST).read_text().startswith("# Unsigned: ")
    assert not (copy / "minisign.pub").exists()
    assert run(copy, capsys, monkeypatch) == (
        2,
        "cannot be told: SHA256SUMS.minisig is missing: this copy is not signed\n",
    )


def test_folder_without_manifest_cannot_be_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToVerifyError):
        check(str(tmp_path), KEY.public())


@pytest.mark.parametrize(
    "line", ["x  index.html", f"{'0' * 64}  ../secret", f"{'0' * 64}  /etc/passwd", f"{'0' * 64} index.html"]
)
def test_signed_manifest_that_names_a_path_outside_is_refused(line: str, copy: Path) -> None:
    (copy / manifest.MANIFEST).write_text(f"{line}\n")
    (copy / manifest.SIGNATURE).write_text(KEY.sign(f"{line}\n".encode(), "c"))
    with pytest.raises(ValueError, match="a line that is not one"):
        check(str(copy), KEY.public())


@pytest.fixture
def address(copy: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(copy)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_site_on_the_web_is_checked_file_by_file(copy: Path, address: str) -> None:
    assert check(address, KEY.public()).is_genuine
    (copy / "index.html").write_text("other")
    (copy / "a b.txt").unlink()
    report = check(address, KEY.public())
    assert (report.tampered, report.missing) == (("index.html",), ("a b.txt",))


WRONG = {
    "empty": "",
    "words": "not a key",
    "short": base64.b64encode(b"Ed" + bytes(20)).decode(),
    "password": base64.b64encode(b"EdScB2" + bytes(152)).decode(),
    "other kind": base64.b64encode(b"XX" + bytes(156)).decode(),
    "damaged": base64.b64encode(base64.b64decode(SECRET.splitlines()[1])[:-1] + b"\1").decode(),
}


@pytest.mark.parametrize("name", WRONG)
def test_malformed_secret_key_is_refused_without_showing_it(name: str) -> None:
    with pytest.raises(BadKeyError) as caught:
        signing.read_secret(WRONG[name])
    assert not WRONG[name] or WRONG[name] not in str(caught.value)


def test_missing_key_means_no_signature() -> None:
    assert signing.secret_key({}) is None
    assert signing.secret_key({signing.VARIABLE: "  \n"}) is None
    found = signing.secret_key({signing.VARIABLE: SECRET.splitlines()[1]})
    assert found
    assert found.public() == KEY.public()


def test_malformed_public_key_cannot_tell(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, text = run(copy, capsys, monkeypatch, key="RWQnonsense")
    assert (code, text) == (2, "cannot be told: the public key is not one of minisign's\n")


def test_public_key_may_stand_in_a_file(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(copy / "minisign.pub", tmp_path / "key.pub")
    assert run(copy, capsys, monkeypatch, key=str(tmp_path / "key.pub"))[0] == 0


# --- making a key -------------------------------------------------------------------------------------------------


def test_new_pair_signs_and_tells_a_tampered_copy(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "site.key"
    assert publish.main(["key", str(file)]) == 0
    said, secret = "".join(capsys.readouterr()), file.read_text(encoding="utf-8")
    assert secret.splitlines()[1] not in said
    assert file.stat().st_mode & 0o777 == 0o600
    key = signing.secret_key({signing.VARIABLE: secret})
    assert key
    seal(copy, clock.now(), key)
    assert run(copy, capsys, monkeypatch, key=f"{file}.pub")[0] == 0
    (copy / "index.html").write_text("other")
    code, text = run(copy, capsys, monkeypatch, key=f"{file}.pub")
    assert (code, text.splitlines()[0]) == (1, "tampered: index.html")


def test_key_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "site.key"
    assert publish.main(["key", str(file)]) == 0
    before = file.read_bytes()
    assert publish.main(["key", str(file)]) == 1
    assert "File exists" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_key_is_never_written_into_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert publish.main(["key", str(publish.ROOT / "site.key")]) == 1
    assert "inside the project" in capsys.readouterr().err
    assert not (publish.ROOT / "site.key").exists()


@needs_minisign
def test_minisign_itself_reads_our_key_and_signature(copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "site.key"
    assert publish.main(["key", str(file)]) == 0
    key = signing.read_secret(file.read_text(encoding="utf-8"))
    seal(copy, clock.now(), key)
    assert minisign_says("-V", "-m", copy / manifest.MANIFEST, "-p", f"{file}.pub").returncode == 0
    (copy / manifest.MANIFEST).write_text("other")
    assert minisign_says("-V", "-m", copy / manifest.MANIFEST, "-p", f"{file}.pub").returncode == 1
    assert minisign_says("-S", "-s", file, "-m", copy / manifest.MANIFEST).returncode == 0
    signature = (copy / manifest.SIGNATURE).read_text(encoding="utf-8")
    assert signing.verify(b"other", signature, key.public())


@needs_minisign
def test_we_read_the_key_and_signature_of_minisign_itself(tmp_path: Path) -> None:
    secret, public, file = tmp_path / "k", tmp_path / "k.pub", tmp_path / "data"
    file.write_bytes(b"data")
    assert minisign_says("-G", "-W", "-s", secret, "-p", public).returncode == 0
    assert minisign_says("-S", "-s", secret, "-m", file, "-t", "made elsewhere").returncode == 0
    key = signing.read_secret(secret.read_text(encoding="utf-8"))
    assert key.public().split()[-1] == public.read_text(encoding="utf-8").split()[-1]
    signature = file.with_name("data.minisig").read_text(encoding="utf-8")
    assert signing.verify(b"data", signature, public.read_text(encoding="utf-8")) == "made elsewhere"
