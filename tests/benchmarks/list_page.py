"""How long a page of the case list, a filter and a search keystroke take in a large vault.

Run by hand: `python tests/benchmarks/list_page.py [CASES]` (20,000 without a number). The people are made up at
random from a fixed seed. Times are those of the flow, from the wish to the lines, in milliseconds.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from gemdesk.domain.definition import Record
from gemdesk.domain.lines import Filter, Line
from gemdesk.domain.records import Case, Entry, Person, SafeContact
from gemdesk.flows import cases
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.ids import new_id
from tests.flows.making import bare_work

ROUNDS = 200
IN_ONE_TRANSACTION = 1000
NOW = datetime.fromisoformat("2026-11-20T09:00")
GIVEN = [
    "سلمى",
    "آدم",
    "نور",
    "ريما",
    "تيم",
    "لين",
    "جود",
    "سنا",
    "رند",
    "غيث",
    "يزن",
    "ليث",
    "مايا",
    "هبة",
    "رؤى",
    "مرام",
    "أيهم",
    "وسيم",
    "كنان",
    "ديما",
    "لمى",
    "شام",
    "أوس",
    "تالا",
]
FAMILY = [
    "الحلبي",
    "الشامي",
    "عبد الرحمن",
    "الأحمد",
    "نور الدين",
    "الخطيب",
    "حدّاد",
    "درويش",
    "وهبة",
    "عبّود",
    "إسماعيل",
    "الديري",
    "قاسم",
    "العلي",
    "بركات",
    "مراد",
    "زيتون",
]
WORDS = [
    "اتصال",
    "زيارة",
    "موعد",
    "محامية",
    "علاج",
    "مأوى",
    "إيجار",
    "تأجيل",
    "سفر",
    "وثيقة",
    "مدرسة",
    "دواء",
    "جلسة",
    "عيادة",
    "هادئ",
    "أسبوع",
    "غداً",
    "مساعدة",
    "نقل",
]
TYPED = (
    "س", "سل", "سلم", "سلمى", "سلمى ال", "سلمى الحلبي", "الديري", "عبدالرحم", "نور الدين", "0944", "0944 12",
    "944120", "C-1", "C-19999", "محام", "علاج غدا", "لمى", "zzz", "ا", "ال",
)  # fmt: skip
FILTERS = {
    "all": Filter(),
    "open": Filter(open_only=True),
    "mine (1 in 1000)": Filter(worker="w-7"),
    "high risk": Filter(high_risk=True),
    "overdue": Filter(overdue_on=NOW.date()),
    "mine, high, overdue, open": Filter(worker="w-7", high_risk=True, overdue_on=NOW.date(), open_only=True),
}


def records(number: int, draw: random.Random, work: Work) -> tuple[str, list[Record]]:
    """One made-up case with everything that the list and the search look at."""
    case, person, day = new_id(), new_id(), NOW.date()
    due = day + timedelta(days=draw.randint(-60, 300)) if draw.random() < 0.7 else None
    name = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}"
    risk = draw.choices(("not_assessed", "low", "medium", "high", "critical"), (30, 30, 25, 10, 5))[0]
    note = " ".join(draw.choices(WORDS, k=20))
    return case, [
        Person(id=person, code=f"C-{number:06}", chosen_name=name, legal_name=f"{draw.choice(GIVEN)} {name}"),
        SafeContact(id=new_id(), person=person, number=f"+963 944 {draw.randint(100, 999)} {draw.randint(100, 999)}"),
        Case(
            id=case, person=person, opened=day, worker=f"w-{draw.randint(0, 999)}", risk_level=risk, next_due=due,
            status=draw.choices(("open", "closed"), (80, 20))[0], next_step=draw.choice(WORDS),
        ),
        Entry(id=new_id(), case=case, text=note, at=work.clock.now()),
    ]  # fmt: skip


def fill(work: Work, count: int) -> None:
    """Make the cases, a thousand to a transaction."""
    draw = random.Random(7)
    for first in range(0, count, IN_ONE_TRANSACTION):
        with work.change() as many:
            for number in range(first, min(first + IN_ONE_TRANSACTION, count)):
                case, made = records(number, draw, work)
                for record in made:
                    many.add(record, case)


def measure(name: str, action: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Print the median and the 95th percentile of an action in milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        action()
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    print(f"{name:44} p50 {statistics.median(times):7.2f}   p95 {times[int(len(times) * 0.95)]:7.2f} ms", flush=True)


def measure_all(work: Work) -> None:
    """Pages, counts and keystrokes, each with every filter."""
    for name, filter_ in FILTERS.items():
        measure(f"first page: {name}", partial(cases.page, work, "", filter_, None, 60))
        measure(f"counts: {name}", partial(cases.counts, work, filter_))
    last: list[Line] = cases.page(work, "", Filter(), None, work.connection.execute(
        "SELECT count(*) / 2 FROM case_line").fetchone()[0])[-1:]  # fmt: skip
    measure("page in the middle", lambda: cases.page(work, "", Filter(), last[0], 60))
    for name in ("all", "high risk", "mine, high, overdue, open"):
        for typed in TYPED:
            measure(f"search {typed!r}, {name}", partial(cases.page, work, typed, FILTERS[name], None, 60), 30)
    measure("open a case", partial(cases.open_case, work, last[0].case))
    measure("save a note, on the disk", partial(cases.note, work, last[0].case, "اتصال قصير"))
    measure("save an intake, on the disk", partial(cases.take_in, work, cases.Intake(chosen_name="سلمى")))
    draw = random.Random(8)
    measure(
        "search, all keystrokes mixed",
        lambda: cases.page(work, draw.choice(TYPED), Filter(), None, 60),
        400,
    )


def main(count: int) -> None:
    """Make a vault of that many cases in a folder that is removed again, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        work = bare_work(Path(folder) / "vault", SetClock(NOW), worker="w-7")
        connection = work.connection
        began = time.perf_counter()
        (usual,) = connection.execute("PRAGMA cache_size").fetchone()
        connection.execute(f"PRAGMA cache_size = {-256 * 1024}")  # only to make the cases sooner
        fill(work, count)
        connection.execute(f"PRAGMA cache_size = {usual:d}")
        size = work.vault.database.stat().st_size
        print(f"{count} cases in {time.perf_counter() - began:.0f} s, {size / 2**20:.0f} MiB", flush=True)
        measure_all(work)
        work.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
