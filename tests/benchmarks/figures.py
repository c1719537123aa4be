"""How long the figures of a period take in a large vault, each question beside the whole.

Run by hand: `python tests/benchmarks/figures.py [CASES]` (100,000 without a number). The rows are made up at random
from a fixed seed and written straight into their tables: what is measured reads them and nothing else. A year holds
half of the cases, a third of a million records in all. Milliseconds of
processor time, the middle of several rounds.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from gemdesk.domain.casework import Assessment, Closure, FollowUp, Incident, Plan, Reply
from gemdesk.domain.definition import Record, definition_of
from gemdesk.domain.figures import DELAYS, Span, period
from gemdesk.domain.records import Case, Consent, Organisation, Person, Referral
from gemdesk.domain.referrals import ANSWERS
from gemdesk.flows import figures
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.progress import Progress
from gemdesk.store import figures as store
from gemdesk.store import rows
from tests.flows.making import bare_work

NOW = datetime.fromisoformat("2026-11-20T09:00")
TODAY = NOW.date()
RECEIVERS = 60
ROUNDS = 7
IN_ONE_TRANSACTION = 10_000


def records(dice: random.Random, receivers: list[str], number: int) -> Iterator[Record]:
    """One case of the last two years with what figures are counted from."""
    person, case = new_id(), new_id()
    opened = TODAY - timedelta(days=dice.randrange(730))
    yield Person(id=person, code=f"C-{number}")
    yield Case(id=case, person=person, opened=opened)

    def later(most: int) -> date:
        return opened + timedelta(days=dice.randrange(most))

    if dice.random() < 0.8:
        yield Consent(
            id=new_id(), case=case, receiver=dice.choice(receivers), on=later(3), items=("reason",),
            statistics=dice.random() < 0.7,
        )  # fmt: skip
    if dice.random() < 0.8:
        yield Assessment(id=new_id(), case=case, on=later(14), level="medium")
    if dice.random() < 0.6:
        yield Plan(id=new_id(), case=case, version=1, on=later(30), state="in_force")
    if dice.random() < 0.3:
        yield Incident(
            id=new_id(), case=case, gbv="rape", on=opened - timedelta(days=dice.randrange(60)), reported_on=opened
        )
    if dice.random() < 0.3:
        yield Closure(id=new_id(), case=case, on=later(200), reason=dice.choice(["goals_met", "left_area"]))
    for _ in range(dice.randrange(3)):
        yield FollowUp(id=new_id(), case=case, due=later(90), done_on=later(90))
    if dice.random() < 0.7:
        sent = later(20)
        referral, answer = new_id(), dice.choice([None, *ANSWERS])
        yield Referral(
            id=referral, case=case, organisation=dice.choice(receivers), reference=f"R-{number}", on=sent, sent_on=sent,
            reply_by=sent + timedelta(days=14), state=answer.value if answer else "sent",
        )  # fmt: skip
        if answer:
            yield Reply(
                id=new_id(), referral=referral, state=answer.value, on=sent + timedelta(days=dice.randrange(20))
            )


def fill(work: Work, cases: int) -> None:
    """Write the rows, kind by kind."""
    dice = random.Random(7)
    receivers: list[Record] = [Organisation(id=new_id(), name=f"جهة {number}") for number in range(RECEIVERS)]
    write(work, receivers)
    ids = [one.id for one in receivers]
    for first in range(0, cases, IN_ONE_TRANSACTION):
        numbers = range(first, min(first + IN_ONE_TRANSACTION, cases))
        write(work, [record for number in numbers for record in records(dice, ids, number)])


def write(work: Work, made: Sequence[Record]) -> None:
    """Write records in one save, without their events: only figures are measured here."""
    by_kind: dict[type[Record], list[Record]] = {}
    for record in made:
        by_kind.setdefault(type(record), []).append(record)
    with work.saving():
        for kind, several in by_kind.items():
            fields = definition_of(kind).fields
            names = ", ".join(f'"{field.name}"' for field in fields)
            work.connection.executemany(
                f'INSERT INTO "{kind.KIND}" (id, stream, {names}) VALUES (?, ?{", ?" * len(fields)})',
                [
                    [one.id, "s", *(rows.column(field.meaning.kind, getattr(one, field.name)) for field in fields)]
                    for one in several
                ],
            )


def measured(act: Callable[[], object]) -> float:
    """The middle number of milliseconds of a few rounds, the first apart."""
    took = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        act()
        took.append((time.process_time() - begin) * 1000)
    return statistics.median(took[1:])


def main() -> None:
    """Fill a vault, ask it, print."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "vault"
        place.mkdir()
        work = bare_work(place, SetClock(NOW))
        begin = time.perf_counter()
        fill(work, cases)
        print(
            f"{cases} cases written in {time.perf_counter() - begin:.0f} s; {len(DELAYS)} delays, {RECEIVERS} receivers"
        )
        for span in Span:
            wanted = period(span, TODAY).moved(-1)
            db, whole = work.connection, partial(figures.read, work, wanted, Progress())
            parts: dict[str, Callable[[], object]] = {
                "delays": partial(store.delays, db, wanted, TODAY, TODAY),
                "registered": partial(store.registered, db, wanted, TODAY),
                "followed up": partial(store.followed_up, db, wanted, TODAY),
                "closed": partial(store.closed, db, wanted),
                "approved": partial(store.approved, db, wanted),
                "answers": partial(store.answers, db, wanted, TODAY),
                "the whole page": whole,
            }
            print(f"{span}: " + ", ".join(f"{name} {measured(act):.1f}" for name, act in parts.items()))
        work.close()


if __name__ == "__main__":
    main()
