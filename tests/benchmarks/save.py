"""What an acknowledged save costs beside the bare library's.

Ours: the mark, a transaction of an entry with its event, the truncating checkpoint, the head. Bare: the same rows
by the same statements through the same library with a truncating checkpoint, without mark and head. Both in one
folder, one save of each in turn. Limit: 2.5 at the median and at the 95th percentile.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from gemdesk.flows import cases
from gemdesk.flows.cases import Intake
from gemdesk.kernel.clock import SetClock
from gemdesk.vault import opening
from gemdesk.vault.keys import Keys
from gemdesk.vault.transactions import transaction
from tests.flows.making import bare_work

ROUNDS = 400
LIMIT = 2.5
TEXT = "اتصلت رنا وقالت إنها وصلت إلى البيت. "
TABLE = "CREATE TABLE note (id INTEGER PRIMARY KEY, at TEXT, body TEXT, salt BLOB)"


def bare_saver(folder: Path) -> Callable[[], None]:
    """A save of one row by the bare library."""
    connection = opening.connect(folder / "bare.db", Keys.fresh(), newest=0, create=True)
    connection.execute(TABLE)
    opening.checkpoint(connection)

    def save() -> None:
        with transaction(connection):
            connection.execute("INSERT INTO note (at, body, salt) VALUES (?, ?, randomblob(16))", ["now", TEXT])
        opening.checkpoint(connection)

    return save


def sealed_saver(folder: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """The same row saved under head and mark; and a whole note with its trail, as the program saves it."""
    work = bare_work(folder / "vault", SetClock(datetime.fromisoformat("2026-11-20T09:00:00+03:00")))
    with work.saving():
        work.connection.execute(TABLE)
    case = cases.take_in(work, Intake(chosen_name="سلمى"))

    def sealed() -> None:
        with work.saving():
            work.connection.execute("INSERT INTO note (at, body, salt) VALUES (?, ?, randomblob(16))", ["now", TEXT])

    def note() -> None:
        cases.note(work, case, TEXT)

    return sealed, note


def seconds_of(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def told(name: str, found: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile, printed in milliseconds."""
    middle, late = statistics.median(found), statistics.quantiles(found, n=20)[-1]
    print(f"{name:34} median {middle * 1e3:6.2f} ms   p95 {late * 1e3:6.2f} ms   n {len(found)}")
    return middle, late


def main() -> int:
    """Measure; 1 when the limit is passed."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        folder = Path(name)
        acts = {"bare, truncating checkpoint": bare_saver(folder)}
        acts["with mark and head"], acts["a note with trail and search"] = sealed_saver(folder)
        found: dict[str, list[float]] = {what: [] for what in acts}
        for _ in range(ROUNDS):
            for what, act in acts.items():
                found[what].append(seconds_of(act))
        bare, sealed, _note = (told(what, times[20:]) for what, times in found.items())
    ratios = [ours / theirs for ours, theirs in zip(sealed, bare, strict=True)]
    print(f"with mark and head / bare: median {ratios[0]:.2f}, p95 {ratios[1]:.2f} (limit {LIMIT})")
    return int(max(ratios) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
