"""What a build costs: wall time, processor time, memory of all its processes, and each of these per step.

Memory is the sum of the proportional set sizes of the build's processes, sampled: pages that workers share count once.
A build's processes are those of its session. Without Linux's /proc the memory is reported as unknown.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from advisories.common.errors import AdvisoriesError

INTERVAL = 0.25  # seconds between two samples of memory, at least
SPARSE = 25  # times as long as a sample takes: it stops a process for a while, the longer the larger it is
_STEP = re.compile(r"build: (?P<name>[\w ]+?) (?:(?P<begins>…)|done\b)")
_PSS = re.compile(rb"^Pss: +([0-9]+) kB", re.MULTILINE)


class MeasurementError(AdvisoriesError):
    """A build failed; the message is the end of what it wrote."""


@dataclass(frozen=True)
class Cost:
    """Of one build, or of one step of it: seconds, and bytes of memory at its peak (0 = not known)."""

    seconds: float
    memory: int


@dataclass(frozen=True)
class Run:
    """What one build took; ``cpu`` is user and system time of all its processes, in seconds."""

    cost: Cost
    cpu: float
    steps: Mapping[str, Cost] = field(default_factory=dict)


@dataclass
class _Watch:
    """Samples of memory and the moments at which steps begin and end, both by one clock."""

    samples: list[tuple[float, int]] = field(default_factory=list)
    moments: list[tuple[float, str, bool]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def peak(self, begin: float, end: float) -> int:
        return max((size for moment, size in self.samples if begin <= moment <= end + INTERVAL), default=0)

    def steps(self) -> dict[str, Cost]:
        begun: dict[str, float] = {}
        found: dict[str, Cost] = {}
        for moment, name, begins in self.moments:
            if begins:
                begun[name] = moment
            elif name in begun:
                found[name] = Cost(moment - begun[name], self.peak(begun[name], moment))
        return found


def measure(commands: Sequence[Sequence[str]], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run commands one after the other; raises ``MeasurementError``."""
    watch = _Watch()
    before = os.times()
    begin = time.perf_counter()
    for command in commands:
        _watched(command, folder, {**os.environ, **environment}, watch)
    end = time.perf_counter()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(Cost(end - begin, watch.peak(begin, end)), cpu, watch.steps())


def _watched(command: Sequence[str], folder: Path, environment: Mapping[str, str], watch: _Watch) -> None:
    done = threading.Event()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        sampler = threading.Thread(target=_sample, args=(process.pid, watch, done), daemon=True)
        sampler.start()
        try:
            _listen(process, watch)
        except BaseException:  # such as Ctrl-C, which does not reach another session
            os.killpg(process.pid, signal.SIGTERM)
            raise
        finally:
            done.set()
            sampler.join()
    if process.returncode:
        raise MeasurementError(f"{command[0]} ended with {process.returncode}: {''.join(watch.lines[-5:]).strip()}")


def _listen(process: subprocess.Popen[str], watch: _Watch) -> None:
    """Note when steps begin and end, until the process has ended."""
    assert process.stdout
    for line in process.stdout:
        watch.lines.append(line)
        if match := _STEP.match(line):
            watch.moments.append((time.perf_counter(), match["name"], bool(match["begins"])))
    process.wait()


def _sample(session: int, watch: _Watch, done: threading.Event) -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        return
    pause = INTERVAL
    while not done.wait(pause):
        begin = time.perf_counter()
        watch.samples.append((begin, memory_of_session(session)))
        pause = max(INTERVAL, SPARSE * (time.perf_counter() - begin))


def memory_of_session(session: int) -> int:
    """Bytes used by all processes of a session now; 0 where that cannot be known."""
    return sum(_memory(entry) for entry in os.scandir("/proc") if entry.name.isdigit() and _session(entry) == session)


def _session(entry: os.DirEntry[str]) -> int:
    try:
        return os.getsid(int(entry.name))
    except OSError:  # ended meanwhile
        return 0


def _memory(entry: os.DirEntry[str]) -> int:
    try:
        match = _PSS.search(Path(entry.path, "smaps_rollup").read_bytes())
    except OSError:  # ended meanwhile
        return 0
    return int(match[1]) * 1024 if match else 0
