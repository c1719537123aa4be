"""How long a sheet of a given number of rows takes (10,000 unless another number is given), step by step.

As a workbook and as text: reading, the dry run, the comparison with the vault that holds them by then, the
acceptance in one change, and its taking back. Invented names of two parts, dates of two readings among them.
There is no limit to miss: each step tells how far it is and can be stopped; the figures are for the reader.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from gemdesk.domain.readings import Choice
from gemdesk.flows import sheet_choices, sheet_imports, sheet_plans, sheet_reading
from gemdesk.kernel.texts import Texts
from tests.exchange.books import write_book, write_text
from tests.flows.making import new_work

ROWS = 10_000
HEAD = ["الرقم", "الاسم", "العمر", "تاريخ الفتح", "الهاتف", "المحافظة", "مستوى الخطر", "الخدمة المطلوبة", "ملاحظات"]
FIRST = [
    "أحمد", "ليلى", "نور", "رنا", "يوسف", "هبة", "سامر", "ديما", "كريم", "ميرا", "باسل", "زينة", "طارق", "سلمى", "وائل",
    "جود", "عمر", "لين", "فادي", "شذى",
]  # fmt: skip
LAST = [
    "الحلبي", "الخطيب", "العلي", "حداد", "منصور", "سليمان", "كنعان", "الأسعد", "قاسم", "خوري", "ديب", "صالح", "معلوف",
    "درويش", "حمدان", "عيسى",
]  # fmt: skip
R = TypeVar("R")


def rows(many: int) -> list[list[str]]:
    """Rows as a small office keeps them."""
    drawn = random.Random(20261120)
    return [
        [
            str(number), f"{drawn.choice(FIRST)} {drawn.choice(LAST)}", str(drawn.randint(12, 80)),
            f"{drawn.randint(1, 28):02}/{drawn.randint(1, 11):02}/2026", f"+963 9{drawn.randint(10**7, 10**8 - 1)}",
            drawn.choice(["حلب", "دمشق", "إدلب"]), drawn.choice(["مرتفع", "عالي", "متوسط", "منخفض"]),
            drawn.choice(["قانوني + مأوى", "صحة", "نقدي", "دعم نفسي"]), "تواصل عبر المرشدة بعد الظهر فقط",
        ]
        for number in range(1, many + 1)
    ]  # fmt: skip


def timed(name: str, act: Callable[[], R]) -> R:
    """What an act gives; its seconds by the clock and of the processor are printed."""
    began, used = time.perf_counter(), time.process_time()
    found = act()
    print(f"{name:24} {time.perf_counter() - began:8.1f} s   processor {time.process_time() - used:8.1f} s", flush=True)
    return found


def main(many: int) -> None:
    """Take a sheet in and take it back."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        cells = [HEAD, *rows(many)]
        book, text = write_book(place / "a.xlsx", cells), write_text(place / "a.csv", cells)
        timed("reading a workbook", lambda: sheet_reading.open_sheet(book))
        opened = timed("reading text", lambda: sheet_reading.open_sheet(text))
        (place / "vault").mkdir()
        work = new_work(place / "vault")
        drafted = timed("dry run", lambda: sheet_plans.draft(opened, work.clock.today()))
        plan = timed("comparing, empty vault", lambda: sheet_imports.compare(work, drafted))
        choices = {doubt.spot: Choice(0) for doubt in sheet_choices.undecided(plan, {})}
        outcome = timed("acceptance", lambda: sheet_imports.accept(work, plan, choices, Texts("ar")))
        timed("comparing, full vault", lambda: sheet_imports.compare(work, drafted))
        if outcome is not None:
            print(f"{outcome.people} people, {len(plan.doubts)} cells in doubt")
            timed("taking back", lambda: sheet_imports.undo(work, outcome.id))
        work.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
