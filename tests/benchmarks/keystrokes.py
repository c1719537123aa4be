"""From a keystroke to painted rows in a large vault, for each list, its filters, Today and the search as it is typed.

    python3 packaging/dev.py bench keystrokes                                            10,000 cases, 100,000 entries
    python3 packaging/dev.py bench keystrokes -- --cases 100000 --entries 1000000 --folder DIR     what is promised

The vault is that of `gemdesk example`; it is made in the folder once and used again. Beside each figure stands the bare
question of SQLCipher for the same rows. Milliseconds; fails above 50 at the 95th percentile, and where the desk takes
more than 1.2 times the memory that it takes with 100 cases. Run it alone: whoever else uses the processor is measured
too, so that how much of it this process took stands beside.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gemdesk.domain.access import Right
from gemdesk.domain.lines import Filter
from gemdesk.domain.today import Section
from gemdesk.flows import today as today_flow
from gemdesk.flows.work import Work
from gemdesk.store import today as today_rows
from gemdesk.ui.pages.approvals.page import ApprovalsPage
from gemdesk.ui.pages.case.page import CasePage
from gemdesk.ui.pages.cases.page import CaseList
from gemdesk.ui.pages.directory.listing import Listing
from gemdesk.ui.pages.replies.page import RepliesPage
from gemdesk.ui.pages.today.page import TodayPage
from gemdesk.ui.told import due_words
from gemdesk.vault.opened import Role
from tests.benchmarks.large import bare, typed, vault
from tests.benchmarks.large.screen import Screen, Took, press, type_

LIMIT, MEMORY = 50.0, 1.2
FILTERS: tuple[tuple[str, ...], ...] = (
    (), ("mine",), ("high",), ("overdue",), ("open",), ("mine", "open"), ("high", "open"), ("mine", "overdue", "open"),
    ("mine", "high", "overdue", "open"),
)  # fmt: skip
_ENTRIES = 'SELECT * FROM entry WHERE "case" = ? ORDER BY at DESC'
_WAITING = (
    "SELECT * FROM referral WHERE state IN ('sent', 'acknowledged', 'reopened') "
    "ORDER BY coalesce(reply_by, ''), id LIMIT 60"
)


class Table:
    """The figures as they are told, a line each."""

    def __init__(self) -> None:
        self.late: list[str] = []
        print("| what | times | p50 | p95 | most | processor p95 | bare p50 | ratio |")
        print("| --- | --: | --: | --: | --: | --: | --: | --: |")

    def tell(self, what: str, took: list[Took], beside: list[float], *, promised: bool = True) -> None:
        """One line; remembered when it is later than was promised."""
        if not took:
            return
        times, worked = sorted(one.clock for one in took), sorted(one.processor for one in took)
        last = int(len(times) * 0.95)
        high, middle, work = times[last], statistics.median(times), worked[last]
        plain = statistics.median(beside) if beside else 0.0
        ratio = f"{middle / plain:.1f}" if plain else ""
        alone = f"{plain:.2f}" if plain else ""
        print(
            f"| {what} | {len(times)} | {middle:.1f} | {high:.1f} | {times[-1]:.1f} | {work:.1f} | {alone} | {ratio} |",
            flush=True,
        )
        if promised and high > LIMIT:
            self.late.append(what)


def list_of_cases(screen: Screen, table: Table, who: str, rounds: int) -> None:
    """First rows under each filter, the next page, and the search as it is typed."""
    page = CaseList(screen.tools)
    screen.show(page)
    narrow = page._filters

    def filtered(codes: tuple[str, ...]) -> None:
        narrow.set_codes(set(codes))
        narrow.chosen.emit()

    for codes in FILTERS:
        times, beside = [], []
        for _ in range(rounds):
            filtered(("high",) if codes == () else ())
            screen.settle()
            times.append(screen.painted(page, page.listed, partial(filtered, codes)))
            beside.append(screen.ask(partial(_of_filter, codes)))
        table.tell(f"{who}: cases, {' + '.join(codes) or 'all'}", times, beside)
    filtered(())
    screen.settle()
    more = [screen.painted(page, page.listed, page._rows.fetchMore) for _ in range(rounds) if page._rows.canFetchMore()]
    if more:
        table.tell(f"{who}: cases, the next 60", more, [])
    for codes in ((), ("mine", "open")):
        filtered(codes)
        screen.settle()
        search(screen, table, page, f"{who}: search{' in mine + open' if codes else ''}")
    page.close()


def _of_filter(codes: tuple[str, ...], work: Work) -> float:
    wished = Filter(
        worker=work.worker if "mine" in codes else "", high_risk="high" in codes, open_only="open" in codes,
        overdue_on=work.clock.today() if "overdue" in codes else None,
    )  # fmt: skip
    return bare.of_filter(work.connection, wished)


def _of_typed(typed_: str, work: Work) -> float:
    return bare.of_typed(work.connection, typed_)


def _of_entries(case: str, work: Work) -> float:
    return bare.took(work.connection, _ENTRIES, case)


def search(screen: Screen, table: Table, page: CaseList, who: str) -> None:
    """Each sort of text sign by sign, then the last sign of a text whose others came faster than any answer."""
    field = page._search
    field.setFocus()
    short: dict[int, tuple[list[Took], list[float]]] = {1: ([], []), 2: ([], [])}
    sorts = screen.ask(lambda work: typed.texts(work.connection))
    for sort, texts in sorts.items():
        times: list[Took] = []
        beside: list[float] = []
        for text in texts:
            for length, sign in enumerate(text, 1):
                took = screen.painted(page, page.listed, partial(press, field, sign))
                alone = screen.ask(partial(_of_typed, text[:length]))
                kept = short.get(length, (times, beside))
                kept[0].append(took)
                kept[1].append(alone)
            field.clear()
            screen.settle()
        table.tell(f"{who}, {sort}, from the third sign", times, beside)
    for length, (times, beside) in short.items():
        table.tell(f"{who}, {length} sign{'s' if length > 1 else ''} of any sort", times, beside)
    times = []
    for text in sorts["name"]:
        type_(field, text[:-1])
        times.append(screen.painted(page, page.listed, partial(press, field, text[-1])))
        field.clear()
        screen.settle()
    # No hand is that quick; it is told for how soon an older query makes room.
    table.tell(f"{who}, the last sign of a name typed at once", times, [], promised=False)


def today(screen: Screen, table: Table, who: str, rounds: int) -> None:
    """Each section of Today, come to from another one."""
    page = TodayPage(screen.tools)
    screen.show(page)
    screen.painted(page, page.listed, page.open)
    sections = list(due_words.SECTIONS)
    for number, section in enumerate(sections):
        other, times, beside = sections[(number + 1) % len(sections)], [], []
        for _ in range(rounds):
            screen.painted(page, page.listed, partial(page.tabs.set_current, other.value))
            times.append(screen.painted(page, page.listed, partial(page.tabs.set_current, section.value)))
            beside.append(screen.ask(partial(_of_section, section)))
        table.tell(f"{who}: Today, {section.value}", times, beside)
    table.tell(f"{who}: Today anew", [screen.painted(page, page.listed, page.open) for _ in range(rounds)], [])
    page.close()


def _of_section(section: Section, work: Work) -> float:
    question = today_flow._question(work, section)
    began = time.perf_counter()
    today_rows.page(work.connection, question)
    return (time.perf_counter() - began) * 1000


def places(screen: Screen, table: Table, who: str, rounds: int) -> None:
    """Answers that are awaited, approvals, the directory and its search, the page of one case."""
    waiting = RepliesPage(screen.tools)
    screen.show(waiting)
    times = [screen.painted(waiting, waiting.listed, waiting.open) for _ in range(rounds)]
    table.tell(
        f"{who}: answers awaited",
        times,
        [screen.ask(lambda work: bare.took(work.connection, _WAITING)) for _ in range(rounds)],
    )
    waiting.close()
    if screen.access.may(Right.APPROVE):
        queue = ApprovalsPage(screen.tools)
        screen.show(queue)
        table.tell(f"{who}: approvals", [screen.painted(queue, queue.listed, queue.open) for _ in range(rounds)], [])
        queue.close()
    directory = Listing(screen.tools)
    screen.show(directory)
    table.tell(
        f"{who}: directory", [screen.painted(directory, directory.listed, directory.ask) for _ in range(rounds)], []
    )
    times = []
    for text in ("مكتب", "الأرز", "عيادة", "dar"):
        times += [screen.painted(directory, directory.listed, partial(press, directory.search, sign)) for sign in text]
        directory.search.clear()
        screen.settle()
    table.tell(f"{who}: directory as it is typed", times, [])
    directory.close()
    one_case(screen, table, who, rounds)


def one_case(screen: Screen, table: Table, who: str, rounds: int) -> None:
    """The page of a case with its timeline."""
    page, times, beside = CasePage(screen.tools), [], []
    screen.show(page)
    own = 'SELECT "case" FROM case_line WHERE worker = ? LIMIT ?'
    for (case,) in screen.ask(lambda work: work.connection.execute(own, [work.worker, rounds]).fetchall()):
        times.append(screen.whole(partial(page.open, case)))
        beside.append(screen.ask(partial(_of_entries, case)))
    table.tell(f"{who}: a case, all of it", times, beside, promised=False)  # no list; it is told for what it is
    page.close()


def memory(large: Path, folder: Path) -> bool:
    """Print how much memory the desk takes with 100 cases and with these; whether that is too much more."""
    script = Path(__file__).parent / "large" / "memory.py"
    small = vault.made(folder, 100, 1000)

    def of(place: Path) -> float:
        run = subprocess.run([sys.executable, str(script), str(place)], capture_output=True, text=True, check=True)
        return float(run.stdout.split()[-1])

    few, many = of(small), of(large)
    print(f"memory of the desk: {few:.0f} MiB with 100 cases, {many:.0f} MiB with these, {many / few:.2f} times")
    return many > MEMORY * few


def main() -> int:
    """Measure; 1 when something is too late or too large."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--only", default="", help="parts whose name holds this: cases, today, places, memory")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as name:
        os.environ["GEMDESK_HOME"] = name
        folder = wanted.folder or Path(name)
        place = vault.made(folder, wanted.cases, wanted.entries)
        too_large = wanted.only in "memory" and memory(place, folder)
        table = Table()
        for who, role in (("caseworker", Role.CASEWORKER), ("supervisor", Role.SUPERVISOR)):
            screen = Screen(app, partial(vault.opened, place, role))
            screen.settle()
            for part, run in (("cases", list_of_cases), ("today", today), ("places", places)):
                if wanted.only in part:
                    run(screen, table, who, wanted.rounds)
            screen.jobs.close()
    print("too late: " + ("; ".join(table.late) or "nothing"))
    return int(bool(table.late) or too_large)


if __name__ == "__main__":
    sys.exit(main())
