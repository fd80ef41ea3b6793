"""Peers: the same text for all of them, links that lead somewhere, and an honest word when one cannot be installed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from benchmarks import own_layout, peers, plain
from benchmarks.corpus import Corpus


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_layout.write(Corpus(40), tmp_path_factory.mktemp("ours") / "corpus")


def test_every_layout_has_every_page(config: Path, tmp_path: Path) -> None:
    for name, write in (("a", plain.write_suffixed), ("b", plain.write_folders), ("c", plain.write_hugo)):
        write(config, tmp_path / name)
        assert len(list((tmp_path / name).rglob("*.md"))) == 40 + 2 * 6
    assert (tmp_path / "a/docs/topics/lost-passport.zh.md").is_file()
    assert (tmp_path / "b/docs/zh/topics/lost-passport.md").is_file()
    assert (tmp_path / "c/docs/zh/topics/_index.md").is_file()
    assert {(tmp_path / "b" / peer.edited).is_file() for peer in peers.PEERS if peer.edited} == {True}


def test_links_are_plain_and_lead_to_pages(config: Path, tmp_path: Path) -> None:
    plain.write_folders(config, tmp_path)
    found = 0
    for file in tmp_path.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#]*)", file.read_text(encoding="utf-8")):
            if not target.startswith(("https://", "tel:")):
                assert (file.parent / target).is_file(), f"{file}: {target}"
                found += 1
    assert found > 40


def test_facts_are_written_out(config: Path, tmp_path: Path) -> None:
    plain.write_folders(config, tmp_path)
    text = (tmp_path / "docs/en/countries/united-kingdom.md").read_text(encoding="utf-8")
    assert "[+442079460018](tel:+442079460018)" in text
    assert "+441314960018" not in text  # withheld
    quiz = (tmp_path / "docs/zh/topics/lost-passport.md").read_text(encoding="utf-8")
    assert "第5题？" in quiz


def test_boxes_become_quotes_for_hugo(config: Path, tmp_path: Path) -> None:
    plain.write_hugo(config, tmp_path)
    text = (tmp_path / "docs/en/topics/lost-passport.md").read_text(encoding="utf-8")
    assert "> [!NOTE] Keep a copy\n> Keep it apart from the passport.\n" in text
    assert "///" not in text


def test_every_peer_has_pinned_versions_with_hashes() -> None:
    for peer in peers.PEERS:
        lock = (peers.HERE / peer.id / "requirements.lock").read_text(encoding="utf-8")
        assert re.fullmatch(r"[0-9.]+", peers.version(peer))
        assert lock.count("==") <= lock.count("--hash=sha256:")
        assert "://" not in lock


def test_a_peer_that_cannot_be_installed_is_absent(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "noise\nERROR: No matching distribution found for hugo\n")
    monkeypatch.setattr(peers.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(peers.PeerAbsentError, match="No matching distribution"):
        peers.prepare(peers.PEERS[0], config, tmp_path / "peer", tmp_path / "cache")


def test_an_environment_is_kept_until_its_lock_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        (tmp_path / "hugo").mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(peers.subprocess, "run", run)
    hugo = next(peer for peer in peers.PEERS if peer.id == "hugo")
    for _ in range(2):
        peers.install(hugo, tmp_path)
    assert len(commands) == 2
    assert {"--require-hashes", "--no-deps"} <= set(commands[1])
    (tmp_path / "hugo" / "installed.lock").write_text("older", encoding="utf-8")
    peers.install(hugo, tmp_path)
    assert len(commands) == 4
