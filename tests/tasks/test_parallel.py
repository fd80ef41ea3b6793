"""Work on all cores: results in order, errors raised, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from support import ROOT

from advisories.tasks import parallel
from advisories.tasks.parallel import WORTH_A_FORK, end_all, run_all, start

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")


@pytest.fixture(autouse=True)
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork although the tests may have left a thread behind."""
    monkeypatch.setattr(parallel, "may_fork", lambda: sys.platform == "linux")
    monkeypatch.setattr(parallel, "processors", lambda: 2)


def once(process: int, do: Callable[[], object]) -> str:
    """Do something in every process but that one."""
    if os.getpid() != process:
        do()
    return "done"


def test_results_come_in_order_and_what_went_wrong_is_raised() -> None:
    items = list(range(100))
    assert list(run_all(lambda number: number * 2, items, count=3)) == [number * 2 for number in items]
    with pytest.raises(ZeroDivisionError):
        list(run_all(lambda number: 1 // (number - 50), items, count=3))


@LINUX
def test_few_items_are_shared_out_where_there_is_much_to_do_in_them() -> None:
    here = os.getpid()
    assert set(run_all(lambda _: os.getpid(), [1, 2, 3], count=2)) == {here}
    assert here not in run_all(lambda _: os.getpid(), [1, 2, 3], count=2, size=WORTH_A_FORK)


@LINUX
def test_every_process_is_prepared() -> None:
    def begin() -> None:
        os.environ["PREPARED"] = "yes"

    items = range(WORTH_A_FORK)
    assert set(run_all(lambda _: os.environ.get("PREPARED"), items, count=2, begin=begin)) == {"yes"}
    assert "PREPARED" not in os.environ


def test_the_work_of_a_killed_worker_is_done_here() -> None:
    here = os.getpid()
    die = lambda: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
    assert list(run_all(lambda _: once(here, die), range(WORTH_A_FORK), count=2)) == ["done"] * WORTH_A_FORK
    assert start(lambda: once(here, die)).result() == "done"


@LINUX
def test_what_is_begun_runs_in_another_process() -> None:
    job = start(os.getpid)
    assert job.result() != os.getpid()


def test_an_error_in_the_background_is_raised_when_the_result_is_asked_for() -> None:
    with pytest.raises(ZeroDivisionError):
        start(lambda: 1 // 0).result()


@LINUX
def test_what_nobody_waits_for_can_be_ended() -> None:
    job = start(lambda: time.sleep(60))
    begun = time.monotonic()
    end_all()
    assert job.is_there()
    assert time.monotonic() - begun < 10


@LINUX
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(sent: signal.Signals) -> None:
    program = (
        "import sys, time, signal, os; sys.path.insert(0, 'scripts'); from advisories.tasks.parallel import run_all\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n"
        "list(run_all(lambda _: (os.write(1, str(os.getpid()).encode() + b'\\n'), time.sleep(30)), range(64), count=2))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        workers = [int(process.stdout.readline()) for _ in range(2)]
        process.send_signal(sent)
        process.wait(20)
    deadline = time.monotonic() + 10
    while any(is_alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(is_alive(worker) for worker in workers)


def is_alive(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as stream:
            return stream.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
