"""Tasks: a result is used again where its inputs are the same and its queries have the same answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from advisories.tasks import parallel
from advisories.tasks.cache import FILE, Cache, Table
from advisories.tasks.queries import QUERIES, Queries, UntrackedReadError, query
from advisories.tasks.task import KeptResult, QuerySource, Task, results


@dataclass
class Shop:
    """A site in miniature: prices that tasks may ask for."""

    prices: dict[str, int]
    queries: Queries = field(default_factory=Queries)

    @property
    def all_prices(self) -> dict[str, int]:
        self.queries.refuse_untracked("the prices")
        return self.prices


@pytest.fixture(scope="module", autouse=True)
def price() -> object:
    @query
    def price_of(shop: Shop, names: tuple[str, ...]) -> int:
        return sum(shop.all_prices[name] for name in names)

    yield price_of
    del QUERIES["price_of"]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Cache(tmp_path).table("bills")


def bills(shop: Shop, table: Table, ran: list[str], day: str = "Monday", **options: object) -> list[bytes]:
    """What apples cost, and what pears do."""

    def bill(name: str) -> bytes:
        ran.append(name)
        return f"{name}: {QUERIES['price_of'](shop, (name,))}".encode()

    tasks = [Task(name, day, lambda name=name: bill(name)) for name in ("apple", "pear")]  # type: ignore[misc]
    return results(tasks, table, QuerySource(shop, str(shop.prices)), **options)  # type: ignore[arg-type]


def test_nothing_runs_again_where_nothing_has_changed(table: Table) -> None:
    ran: list[str] = []
    for _ in range(2):
        assert bills(Shop({"apple": 1, "pear": 2}), table, ran) == [b"apple: 1", b"pear: 2"]
    assert ran == ["apple", "pear"]


def test_only_that_runs_again_whose_answers_have_changed(table: Table) -> None:
    ran: list[str] = []
    bills(Shop({"apple": 1, "pear": 2}), table, ran)
    ran.clear()
    assert bills(Shop({"apple": 1, "pear": 3, "plum": 4}), table, ran) == [b"apple: 1", b"pear: 3"]
    assert ran == ["pear"]


def test_other_inputs_mean_another_result(table: Table) -> None:
    ran: list[str] = []
    bills(Shop({"apple": 1, "pear": 2}), table, ran)
    bills(Shop({"apple": 1, "pear": 2}), table, ran, day="Tuesday")
    assert ran == ["apple", "pear"] * 2


def test_what_was_asked_about_may_be_gone(table: Table) -> None:
    ran: list[str] = []
    bills(Shop({"apple": 1, "pear": 2}), table, ran)
    with pytest.raises(KeyError):
        bills(Shop({"apple": 1}), table, ran)


def test_a_result_that_is_not_to_be_kept_is_made_again(table: Table) -> None:
    ran: list[str] = []
    for _ in range(2):
        bills(Shop({"apple": 1, "pear": 2}), table, ran, is_kept=lambda result: b"apple" in result)
    assert ran == ["apple", "pear", "pear"]


def test_a_damaged_file_means_that_everything_runs(table: Table) -> None:
    ran: list[str] = []
    bills(Shop({"apple": 1, "pear": 2}), table, ran)
    file = (table.cache.folder or Path()) / FILE
    file.write_bytes(file.read_bytes()[:3000])
    assert bills(Shop({"apple": 1, "pear": 2}), table, ran) == [b"apple: 1", b"pear: 2"]
    assert ran == ["apple", "pear"] * 2


def test_a_read_that_is_no_query_is_refused(table: Table) -> None:
    shop = Shop({"apple": 1})
    task = Task("sum", "", lambda: str(shop.all_prices).encode())
    with pytest.raises(UntrackedReadError, match="the prices"):
        results([task], table, QuerySource(shop, ""))
    assert shop.all_prices == {"apple": 1}, "outside of a task"


def test_workers_record_what_they_ask(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_A_FORK", 1)
    ran: list[str] = []
    bills(Shop({"apple": 1, "pear": 2}), table, ran)
    monkeypatch.setattr(parallel, "WORTH_A_FORK", 100)
    ran.clear()
    assert bills(Shop({"apple": 2, "pear": 2}), table, ran) == [b"apple: 2", b"pear: 2"]
    assert ran == ["apple"]


def test_tasks_may_do_without_queries(table: Table) -> None:
    ran: list[str] = []
    for _ in range(2):
        assert results([Task("a", "1", lambda: ran.append("a") or b"a")], table) == [b"a"]  # type: ignore[func-returns-value]
    assert ran == ["a"]


def test_an_entry_comes_back_as_it_was() -> None:
    entry = KeptResult("in", "now", {("price_of", (("apple", "pear"), "x")): "a" * 40}, b"\n\0 bytes")
    assert KeptResult.from_bytes(entry.as_bytes()) == entry
