"""Runs the trials: `python3 packaging/dev.py resilience [part ...] [--trials N] [--short] [--table] ...`.

What is done is kept in `.resilience/`, so that a stopped run goes on where it ended; a finished part is
not done again while the program is the same. Exit code: 0 when all that ran is as it should be.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.resilience import table
from tests.resilience.keeping import NOTES, Kept, Result, Tally
from tests.resilience.machine import COMMIT_NOTE, Program, this_machine, this_program
from tests.resilience.parts import PARTS, Bench, Control, NotHere, Part

# In the order of the table; a module enters its parts when it is imported.
MODULES = (
    "kills", "gate_kills", "calls", "disks", "damage", "structure", "salvage", "timing", "clocks", "walls", "elsewhere",
)  # fmt: skip
STATE = REPOSITORY / ".resilience"
GOOD, BAD, NOT_HERE = "good", "BAD", "not here"
_EACH = 20.0  # seconds after which what was done is written down


def load() -> dict[str, Part]:
    """Every part, by name, in the order of the table."""
    known = [import_module(f"tests.resilience.{name}").__name__ for name in MODULES]
    return {part.name: part for name in known for part in PARTS.values() if part.run.__module__ == name}


def main(arguments: Sequence[str]) -> int:
    """Do what was asked; the exit code."""
    wanted = _read(arguments)
    parts = load()
    unknown = set(wanted.part) - set(parts)
    if wanted.list or unknown:
        print("\n".join(f"{part.name:28} {part.trials or 'all'}" for part in parts.values()))
        return 2 if unknown else 0
    if wanted.committed:
        return _from_a_copy(wanted)
    chosen = [parts[name] for name in wanted.part] or list(parts.values())
    if wanted.table and not wanted.part:
        print(table.write(list(parts.values()), wanted.state))
        return 0
    good = [_survived(part, wanted) for part in chosen]
    if wanted.table:
        print(table.write(list(parts.values()), wanted.state))
    return 0 if all(good) else 1


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py resilience", description="What the vault withstands, counted.")
    parser.add_argument("part", nargs="*", help="parts to do; none: all")
    parser.add_argument("--trials", type=int, metavar="N", help="so many trials of each part, evenly spread; not kept")
    parser.add_argument("--short", action="store_true", help="a few trials of each part, as in the tests; not kept")
    parser.add_argument("--again", action="store_true", help="forget what was done of these parts")
    parser.add_argument("--table", action="store_true", help="write docs/resilience.md; alone: and nothing else")
    parser.add_argument("--list", action="store_true", help="name the parts")
    parser.add_argument(
        "--committed", action="store_true", help="try a copy of the last commit, so that this tree may change"
    )
    parser.add_argument("--state", type=Path, default=STATE, metavar="DIR", help="where what was done is kept")
    found = parser.parse_args(arguments)
    found.state = found.state.absolute()
    return found


def _survived(part: Part, wanted: argparse.Namespace) -> bool:
    """One part; a mistake in it is told and does not keep the others from running."""
    try:
        return _do(part, wanted)
    except Exception:  # noqa: BLE001 - the mistake of one part, told whole
        traceback.print_exc()
        print(f"{BAD} {part.name}: its own mistake, told above", flush=True)
        return False


def _do(part: Part, wanted: argparse.Namespace) -> bool:
    """One part, whole, from where it ended or in short; whether it came out well."""
    if wanted.short or wanted.trials:
        return attempt(part, wanted.trials or part.short)
    kept, program = Kept(wanted.state, part.name), this_program()
    if wanted.again:
        kept.forget()
    found = kept.result()
    if found is None or found.program.digest != program.digest:
        found = _whole(part, kept, program)
    print(table.told(part, found), flush=True)
    return found.good


def attempt(part: Part, trials: int) -> bool:
    """Some trials and the control, kept nowhere; whether all is as it should be."""
    if not trials:
        return True
    tally = Tally()
    with _ground() as place:
        try:
            control = part.control(_folder(place, "control"))
            bench = Bench(_folder(place, "trials"), part.trials, spread=min(trials, part.trials or trials))
            for trial in part.run(bench):
                tally.add(trial)
        except NotHere as lack:
            print(f"{NOT_HERE} {part.name}: {lack}", flush=True)
            return True
    conclusion = part.conclude(tally.values) if part.conclude else None
    bad = conclusion.fault if conclusion else ""
    good = bool(tally.trials) and not tally.faults and control.seen and not bad
    print(f"{GOOD if good else BAD} {part.name}: {tally.trials} of {bench.whole} trials, {dict(tally.counts)}")
    for note in [*tally.notes[:NOTES], bad]:
        print("   ", note or f"faults {dict(tally.faults)}")
    print(f"    control {'seen' if control.seen else 'NOT SEEN'}: {control.told}", flush=True)
    return good


def _whole(part: Part, kept: Kept, program: Program) -> Result:
    """The full run, from where the last one ended."""
    with _ground() as place:
        try:
            control = part.control(_folder(place, "control"))
            done, tally = kept.so_far(program)
            bench = Bench(_folder(place, "trials"), part.trials, begun=done)
            for begun, ended, batch in _batches(part, bench, done):
                kept.batch(begun, ended, batch, program)
                tally.merge(batch)
                print(f"{part.name}: {ended} of {bench.whole}, faults {dict(tally.faults)}", flush=True)
        except NotHere as lack:
            control, tally = Control(seen=False, told=f"not possible here: {lack}"), Tally()
        return kept.finish(part, tally, control, program, this_machine(place))


def _batches(part: Part, bench: Bench, done: int) -> Iterator[tuple[int, int, Tally]]:
    """The trials in the pieces in which they are written down: from, to, tally. A stopped run gives its last piece."""
    begun, tally, since = done, Tally(), time.monotonic()
    try:
        for trial in part.run(bench):
            tally.add(trial)
            done += 1
            if time.monotonic() - since > _EACH:
                tally.seconds = time.monotonic() - since
                yield begun, done, tally
                begun, tally, since = done, Tally(), time.monotonic()
    except KeyboardInterrupt:
        if tally.trials:
            yield begun, done, tally
        raise
    tally.seconds = time.monotonic() - since
    if tally.trials:
        yield begun, done, tally


@contextmanager
def _ground() -> Iterator[Path]:
    """A folder to work in, and a home for whatever the program keeps for itself."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="resilience-", ignore_cleanup_errors=True) as name:
        os.environ.update(
            GEMDESK_HOME=str(_folder(Path(name), "home")),
            PYTHONPATH=str(REPOSITORY),
            QT_QPA_PLATFORM="offscreen",
            QT_LOGGING_RULES="default.warning=false;qt.qpa.fonts.warning=false",
        )
        try:
            yield Path(name)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _folder(place: Path, name: str) -> Path:
    made = place / name
    made.mkdir()
    return made


def _from_a_copy(wanted: argparse.Namespace) -> int:
    """Do the same with a copy of the last commit."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.strip()
    copy: Path = wanted.state / f"source-{commit}"
    if not (copy / COMMIT_NOTE).exists():
        copy.mkdir(parents=True, exist_ok=True)
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=REPOSITORY, capture_output=True, check=True)
        subprocess.run(["tar", "-x", "-C", copy], input=archive.stdout, check=True)
        subprocess.run([sys.executable, copy / "packaging/common/words.py", "compile"], cwd=copy, check=True)
        (copy / COMMIT_NOTE).write_text(commit, "utf-8")
    options = ["--state", str(wanted.state)]
    options += ["--again"] * wanted.again + ["--short"] * wanted.short
    options += ["--trials", str(wanted.trials)] if wanted.trials else []
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    command = [sys.executable, str(copy / "tests/resilience/run.py"), *wanted.part, *options]
    return subprocess.run(command, cwd=copy, env=environment, check=False).returncode


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped. The same command goes on where this one ended.")
