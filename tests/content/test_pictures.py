"""Pictures: what is refused, and that ``new.py picture`` makes what is accepted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from support import encoded, lines

import new
from advisories.content.pictures import look

FOLDER = "docs/audiences/students"
SHOWN = {
    f"{FOLDER}/index.en.md": ("Copy your papers.", "![Papers](photo.{})"),
    f"{FOLDER}/index.zh.md": ("复印证件。", "![证件](photo.{})"),
}


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    return encoded("JPEG", exif=exif)


def with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "x")
    return encoded("PNG", pnginfo=info)


def animated() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("ending", "content", "rule"),
    [
        ("png", encoded("JPEG"), "picture-type"), ("jpg", b"GIF89a", "picture-type"), ("webp", encoded("WEBP")[:40], "picture-type"),
        ("png", encoded("PNG", (6100, 10)), "picture-pixels"), ("png", encoded("PNG", (4000, 4000)), "picture-pixels"),
        ("jpg", with_exif(), "picture-clean"), ("png", with_text(), "picture-clean"), ("webp", animated(), "picture-clean"),
        ("png", encoded("PNG") + b"<script>", "picture-clean"), ("jpg", encoded("JPEG") + b"PK", "picture-clean"),
        ("webp", encoded("WEBP") + b"x", "picture-clean"),
    ],
)  # fmt: skip
def test_picture_is_refused_and_can_be_mended(ending: str, content: bytes, rule: str, tmp_path: Path) -> None:
    edits = {path: (old, new.format(ending)) for path, (old, new) in SHOWN.items()}
    found = lines(tmp_path / "a", {**edits, f"{FOLDER}/photo.{ending}": content})
    assert any(line.endswith(f"[{rule}]") for line in found), found


@pytest.mark.parametrize(("ending", "form"), [("png", "PNG"), ("jpg", "JPEG"), ("webp", "WEBP")])
def test_verb_makes_what_the_rules_accept(ending: str, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"photo.{ending}"
    file.write_bytes(encoded(form, (4000, 3200)) + b"cargo")
    assert new.main(["picture", str(file)]) == 0
    seen = look(file.read_bytes())
    assert (seen.format, seen.extra, seen.width) == (form, "", 1600)


def test_verb_leaves_a_fit_picture_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(encoded("PNG"))
    before = file.read_bytes()
    assert new.main(["picture", str(file)]) == 0
    assert file.read_bytes() == before
    assert "fit as it is" in capsys.readouterr().out


def test_verb_says_in_one_line_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"<script>")
    assert new.main(["picture", str(file)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
