"""`gemdesk example`: a vault with any number of invented people, for trying and for measuring.

The passphrase is asked on the terminal, or read from the first line of what is piped in: it never stands
on a command line. Every record goes the way of every other save (`flows.crowds`).
"""

import argparse
import gc
import getpass
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from gemdesk.desk import drawing, unheld
from gemdesk.flows import crowds, sessions
from gemdesk.kernel.clock import Clock, clock_from
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.store import capacity
from gemdesk.store.prepared import Prepared
from gemdesk.vault.folder import discard, prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.passphrase import Secret

_EACH = 2.0  # seconds between two lines of progress


def main(arguments: Sequence[str]) -> int:
    """Make the vault; 0 when it is whole."""
    wanted = _read(arguments)
    clock = clock_from(wanted.now)
    # Millions of records and no circles among them: what looks for circles would take a third of the time.
    gc.disable()
    crowd = crowds.Wanted(wanted.cases, wanted.entries, clock.now(), wanted.worker, wanted.seed)
    try:
        with drawing.beside(crowd) as drawn:
            return _make(wanted, Secret(_passphrase()), clock, drawn)
    except Stop as stop:
        sys.stderr.write(Texts("en").reason(stop) + "\n")
        return 1


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="gemdesk example", description="A vault of invented people.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the new vault")
    parser.add_argument("--cases", type=int, default=1_000, metavar="N", help="how many cases (1000)")
    parser.add_argument("--entries", type=int, metavar="N", help="timeline entries in all (ten for each case)")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="another number gives other people")
    parser.add_argument("--worker", default="w-1", metavar="CODE", help="the code of who opens it (w-1)")
    parser.add_argument("--now", metavar="ISO", help="the moment that it is made for")
    found = parser.parse_args(arguments)
    if found.cases < 0 or (found.entries or 0) < 0:
        parser.error("there are no fewer than none")
    found.entries = 10 * found.cases if found.entries is None else found.entries
    return found


def _passphrase() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Passphrase of the new vault: ")
    if getpass.getpass("Once more: ") != first:
        sys.exit("The two entries differ. Nothing was made.")
    return first


def _make(wanted: argparse.Namespace, secret: Secret, clock: Clock, drawn: Iterator[list[Prepared]]) -> int:
    temporary, opened = prepare(wanted.out, secret, worker=wanted.worker)
    try:
        work = sessions.begin(Handover(Mode.CREATE, wanted.out.resolve(), opened, Settings(), temporary), clock)
    except BaseException:
        discard(temporary)
        raise
    try:
        begun, worked = time.perf_counter(), time.process_time()
        unheld.let_go()
        work.vault.saves.release()  # made just now: there is nothing to examine
        with capacity.much(work.connection):
            made = crowds.take_in(work, drawn, _told(begun))
        seconds = time.perf_counter() - begun
    finally:
        work.close()
    sys.stdout.write(
        f"{made:,} records in {seconds:.0f} s, {made / max(seconds, 0.001):,.0f} a second; "
        f"{time.process_time() - worked:.0f} s of the processor for writing\n"
    )
    return 0


def _told(begun: float) -> Progress:
    last = begun

    def tell(done: int, _whole: int) -> None:
        nonlocal last
        if time.perf_counter() - last > _EACH:
            last = time.perf_counter()
            sys.stdout.write(f"{done:,} records, {last - begun:.0f} s\n")
            sys.stdout.flush()

    return Progress(tell)
