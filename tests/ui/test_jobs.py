"""Background work: one lane owns the vault, answers come back on the screen's thread, nothing is lost or late."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gemdesk.kernel.errors import Refusal, Stop, Trouble
from gemdesk.kernel.progress import Cancelled, Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.jobs import PATIENCE, Jobs, Page
from tests.ui.screen import settle, until


class Vault:
    """A small real work: a list that is changed, and the thread that owns it."""

    def __init__(self) -> None:
        self.owner = threading.get_ident()
        self.rows: list[str] = []
        self.touched: set[str] = set()
        self.closed_by = 0

    def guarded(self, function: Callable[..., Any], *args: object) -> Any:
        return function(self, *args)

    def looked(self, _late: Callable[[], bool], function: Callable[..., Any], *args: object) -> Any:
        return self.guarded(function, *args)

    def take_warnings(self) -> tuple[Trouble, ...]:
        return ()

    def take_touched(self) -> frozenset[str]:
        taken = frozenset(self.touched)
        self.touched.clear()
        return taken

    def close(self) -> None:
        self.closed_by = threading.get_ident()


@pytest.fixture
def vaults() -> list[Vault]:
    """Every vault that was opened."""
    return []


@pytest.fixture
def jobs(app: QApplication, vaults: list[Vault]) -> Iterator[Jobs]:
    def opened() -> Vault:
        vaults.append(Vault())
        return vaults[-1]

    made = Jobs(opened)
    yield made
    made.close()


def add(work: Vault, row: str) -> str:
    work.rows.append(row)
    work.touched.add("person")
    return row.upper()


def test_a_look_runs_in_the_lane_and_answers_on_the_screen(jobs: Jobs, vaults: list[Vault]) -> None:
    answers: list[tuple[int, int]] = []
    jobs.look(lambda work: threading.get_ident(), then=lambda lane: answers.append((lane, threading.get_ident())))
    until(lambda: bool(answers))
    lane, screen = answers[0]
    assert screen == threading.get_ident()
    assert lane == vaults[0].owner != screen


def test_jobs_of_the_lane_keep_their_order(jobs: Jobs, vaults: list[Vault]) -> None:
    answers: list[object] = []
    for number in range(20):
        jobs.change(add, str(number))
    jobs.look(lambda work: list(work.rows), then=answers.append)
    until(lambda: bool(answers))
    assert answers == [[str(number) for number in range(20)]]
    assert len(vaults) == 1


def test_a_change_tells_its_kinds_after_its_answer(jobs: Jobs) -> None:
    told: list[object] = []
    jobs.changed.connect(told.append)
    jobs.change(add, "a", then=told.append)
    until(lambda: len(told) == 2)
    assert told == ["A", frozenset({"person"})]
    jobs.look(lambda work: None, then=told.append)
    until(lambda: len(told) == 3)
    assert told[2] is None, "a look tells no kinds"


def test_the_screen_goes_on_while_a_job_runs(jobs: Jobs) -> None:
    gate = threading.Event()
    ticks: list[int] = []
    answers: list[object] = []
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    jobs.look(lambda work: gate.wait(5), then=answers.append)
    until(lambda: len(ticks) >= 20)
    assert answers == [], "the job is still running"
    gate.set()
    until(lambda: answers == [True])


def test_late_answers_are_dropped_and_new_ones_are_not(jobs: Jobs) -> None:
    gate, page = threading.Event(), Page()
    answers: list[str] = []
    begun: list[str] = []

    def ask(work: Vault, text: str) -> str:
        begun.append(text)
        gate.wait(5)
        return text

    for text in ("س", "سل", "سلم"):
        page.renew()
        jobs.look(ask, text, then=answers.append, page=page)
        if text == "س":
            until(lambda: begun == ["س"])
    gate.set()
    until(lambda: bool(answers))
    settle()
    assert answers == ["سلم"]
    assert begun == ["س", "سلم"], "what was renewed meanwhile is not even begun"


def test_a_look_learns_while_it_runs_that_nobody_waits_for_it(app: QApplication) -> None:
    class Patient(Vault):
        """Looks until nobody waits any more, as the database does."""

        def looked(self, late: Callable[[], bool], function: Callable[..., Any], *args: object) -> Any:
            while function is endless:
                begun.set()
                if late():
                    raise Cancelled
            return self.guarded(function, *args)

    def endless(_work: Vault) -> str:
        return "never"

    begun, page, answers = threading.Event(), Page(), list[str]()
    jobs = Jobs(Patient)
    jobs.mistake.connect(lambda fault: answers.append(str(fault)))
    jobs.look(endless, then=answers.append, page=page)
    assert begun.wait(5)
    page.renew()
    jobs.look(lambda _work: "next", then=answers.append, page=page)
    until(lambda: bool(answers))
    assert answers == ["next"]
    jobs.close()


def test_a_change_is_done_though_its_page_is_gone(jobs: Jobs) -> None:
    page = Page()
    told: list[object] = []
    answers: list[object] = []
    jobs.changed.connect(told.append)
    jobs.change(add, "kept", then=answers.append, page=page)
    page.renew()
    until(lambda: bool(told))
    rows: list[object] = []
    jobs.look(lambda work: list(work.rows), then=rows.append)
    until(lambda: bool(rows))
    assert rows == [["kept"]]
    assert answers == []


@pytest.mark.parametrize("stop", [Refusal(Reason.REQUIRED, "name"), Trouble(Reason.DISK_FULL)])
@pytest.mark.parametrize("verb", ["look", "change"])
def test_a_stop_goes_to_whoever_asked(jobs: Jobs, stop: Stop, verb: str) -> None:
    stops: list[Stop] = []
    elsewhere: list[object] = []
    jobs.trouble.connect(elsewhere.append)
    jobs.mistake.connect(elsewhere.append)
    getattr(jobs, verb)(raising(stop), failed=stops.append)
    until(lambda: bool(stops))
    assert stops == [stop]
    assert elsewhere == []


def raising(fault: BaseException) -> Callable[[Vault], None]:
    def work(vault: Vault) -> None:
        raise fault

    return work


def test_a_stop_that_nobody_takes_is_told_all_the_same(jobs: Jobs) -> None:
    page = Page()
    told: list[object] = []
    jobs.trouble.connect(lambda stop: told.append(stop.reason))
    jobs.change(raising(Trouble(Reason.DISK_FULL)), failed=lambda _: told.append("page"), page=page)
    page.renew()
    until(lambda: bool(told))
    jobs.look(raising(Trouble(Reason.VAULT_DAMAGED)))
    until(lambda: len(told) == 2)
    assert told == [Reason.DISK_FULL, Reason.VAULT_DAMAGED]


def test_what_is_our_mistake_is_told_apart(jobs: Jobs) -> None:
    mistakes: list[object] = []
    others: list[object] = []
    jobs.mistake.connect(mistakes.append)
    fault = KeyError("ours")
    jobs.look(raising(fault), then=others.append, failed=others.append)
    until(lambda: bool(mistakes))
    assert mistakes == [fault]
    jobs.look(lambda work: "next", then=others.append)
    until(lambda: others == ["next"])


def test_a_vault_that_does_not_open_is_told_and_tried_again(app: QApplication) -> None:
    tries: list[int] = []
    stops: list[Stop] = []

    def opened() -> Vault:
        tries.append(1)
        if len(tries) == 1:
            raise Trouble(Reason.VAULT_IN_USE)
        return Vault()

    jobs = Jobs(opened)
    answers: list[object] = []
    jobs.look(lambda work: 1, then=answers.append, failed=stops.append)
    jobs.look(lambda work: 2, then=answers.append, failed=stops.append)
    until(lambda: bool(answers))
    assert [stop.reason for stop in stops] == [Reason.VAULT_IN_USE]
    assert answers == [2]
    jobs.close()


def test_work_apart_does_not_wait_for_the_vault(jobs: Jobs) -> None:
    gate = threading.Event()
    answers: list[object] = []
    jobs.look(lambda work: gate.wait(5), then=lambda _: answers.append("vault"))
    jobs.apart(lambda a, b: a + b, "a", "part", then=answers.append)
    until(lambda: bool(answers))
    assert answers == ["apart"]
    gate.set()
    until(lambda: answers == ["apart", "vault"])


def test_a_slow_job_shows_its_progress_and_can_be_stopped(jobs: Jobs) -> None:
    progress = jobs.new_progress()
    begun = threading.Event()
    told: list[object] = []
    steps: list[object] = []

    def long(work: Vault, progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(3, 10)

    jobs.slow.connect(lambda which: told.append(("slow", which)))
    jobs.eased.connect(lambda which: told.append(("eased", which)))
    jobs.stepped.connect(lambda which, done, whole: steps.append((which, done, whole)))
    jobs.mistake.connect(lambda fault: told.append(("mistake", fault)))
    jobs.change(long, progress, then=lambda _: told.append(("then", None)), progress=progress)
    assert begun.wait(5)
    assert told == [], "not before the patience of 400 ms is over"
    until(lambda: told == [("slow", progress)])
    progress.cancel()
    until(lambda: len(told) == 2)
    assert told[1] == ("eased", progress)
    until(lambda: bool(steps))
    assert steps[0] == (progress, 3, 10)


def test_a_quick_job_shows_no_progress(jobs: Jobs) -> None:
    told: list[object] = []
    answers: list[object] = []
    jobs.slow.connect(told.append)
    jobs.look(lambda work: 1, then=answers.append, progress=jobs.new_progress())
    waited: list[bool] = []
    QTimer.singleShot(PATIENCE + 50, lambda: waited.append(True))
    until(lambda: bool(waited))
    assert answers == [1]
    assert told == []


def test_progress_stops_where_it_is_asked() -> None:
    steps: list[tuple[int, int]] = []
    progress = Progress(lambda done, whole: steps.append((done, whole)))
    progress.step(1, 2)
    assert not progress.is_cancelled
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step(2, 2)
    assert steps == [(1, 2)]


def test_closing_waits_for_the_running_job_and_closes_in_the_lane(app: QApplication, vaults: list[Vault]) -> None:
    vault: list[Vault] = []

    def opened() -> Vault:
        vault.append(Vault())
        return vault[0]

    jobs = Jobs(opened)
    begun, gate = threading.Event(), threading.Event()
    answers: list[object] = []

    def save(work: Vault) -> None:
        begun.set()
        gate.wait(5)
        work.rows.append("saved")

    jobs.change(save, then=answers.append)
    assert begun.wait(5)
    threading.Timer(0.05, gate.set).start()
    jobs.close()
    settle()
    assert vault[0].rows == ["saved"]
    assert vault[0].closed_by == vault[0].owner
    assert answers == [], "nobody is there any more to take it"
    jobs.close()
    jobs.look(lambda work: 1, then=answers.append)
    settle()
    assert answers == []


def test_many_jobs_leave_nothing_behind(jobs: Jobs) -> None:
    answers: list[int] = []
    for number in range(2000):
        jobs.look(lambda work, n: n, number, then=answers.append)
    until(lambda: len(answers) == 2000)
    assert answers == list(range(2000))
    assert not jobs._waiting


def test_finishing_in_a_hurry_does_the_changes_and_drops_the_looks(jobs: Jobs) -> None:
    gate, told = threading.Event(), list[object]()
    jobs.change(lambda work: gate.wait(5), then=told.append)
    jobs.look(lambda work: "look", then=told.append)
    jobs.change(add, "a", then=told.append)
    threading.Timer(0.02, gate.set).start()
    assert jobs.finish(5)
    assert told == [True, "A"], "told before it returns, without the event loop"
    jobs.look(lambda work: "later", then=told.append)
    until(lambda: told == [True, "A", "later"])


def test_finishing_with_time_does_the_looks_too(jobs: Jobs) -> None:
    told = list[object]()
    jobs.look(lambda work: "look", then=told.append)
    assert jobs.finish()
    assert told == ["look"]


def test_finishing_gives_up_when_the_time_is_over(jobs: Jobs) -> None:
    gate, told = threading.Event(), list[object]()
    jobs.change(lambda work: gate.wait(5), then=told.append)
    assert not jobs.finish(0.05)
    assert told == []
    gate.set()
    until(lambda: told == [True])


def test_what_is_to_be_told_of_a_change_that_succeeded_does_not_undo_its_answer(app: QApplication) -> None:
    class Full(Vault):
        def take_warnings(self) -> tuple[Trouble, ...]:
            return (Trouble(Reason.DISK_FULL_SAVED),)

    jobs, told, failed = Jobs(Full), list[object](), list[Stop]()
    jobs.trouble.connect(lambda stop: told.append(stop.reason))
    jobs.changed.connect(told.append)
    jobs.change(add, "a", then=told.append, failed=failed.append)
    until(lambda: len(told) == 3)
    assert told == ["A", Reason.DISK_FULL_SAVED, frozenset({"person"})]
    assert failed == []
    jobs.close()


def test_looks_and_changes_run_inside_the_guard(app: QApplication) -> None:
    class Guard(Vault):
        def guarded(self, function: Callable[..., Any], *args: object) -> Any:
            try:
                return function(self, *args)
            except ZeroDivisionError:
                raise Trouble(Reason.VAULT_DAMAGED) from None

    jobs, stops, mistakes = Jobs(Guard), list[Stop](), list[BaseException]()
    jobs.mistake.connect(mistakes.append)
    jobs.look(lambda work: 1 // 0, failed=stops.append)
    jobs.change(lambda work: 1 // 0, failed=stops.append)
    until(lambda: len(stops) + len(mistakes) == 2)
    assert [stop.reason for stop in stops] == [Reason.VAULT_DAMAGED] * 2
    jobs.close()
