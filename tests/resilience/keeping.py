"""What has been done so far, as JSON lines outside the tree: one file for each part, so that a run can be stopped.

Lines: `batch` (trials from a number to a number), then `result` (the whole part with its control).
Only the batches of one and the same program are added up: a change of the program begins the part anew.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.resilience.machine import Machine, Program
from tests.resilience.parts import Conclusion, Control, Part, Trial

NOTES = 5  # faults of which the note is kept


@dataclass(slots=True)
class Tally:
    """Trials added up."""

    trials: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    values: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0

    def add(self, trial: Trial) -> None:
        """One more trial."""
        self.trials += 1
        if trial.fault:
            self.faults[trial.fault] += 1
            self.notes.append(f"{trial.fault}: {trial.note}")
        self.counts.update(trial.counts)
        for name, values in trial.values.items():
            self.values.setdefault(name, []).extend(values)

    def merge(self, other: "Tally") -> None:
        """All of another tally too."""
        self.trials += other.trials
        self.faults.update(other.faults)
        self.counts.update(other.counts)
        self.notes.extend(other.notes)
        self.seconds += other.seconds
        for name, values in other.values.items():
            self.values.setdefault(name, []).extend(values)

    def plain(self) -> dict[str, Any]:
        """As it is written down."""
        return {
            "trials": self.trials,
            "faults": dict(self.faults),
            "counts": dict(self.counts),
            "notes": self.notes[:NOTES],
            "values": self.values,
            "seconds": round(self.seconds, 1),
        }

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> "Tally":
        """A tally again."""
        return cls(
            int(line["trials"]), Counter(line["faults"]), Counter(line["counts"]), list(line["notes"]),
            {name: list(values) for name, values in line["values"].items()}, float(line["seconds"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """A finished part, as the table shows it."""

    part: str
    tally: Tally
    control: Control
    conclusion: Conclusion | None
    program: Program
    machine: Machine
    at: str

    @property
    def good(self) -> bool:
        """No fault, and the control was seen."""
        return not self.tally.faults and self.control.seen and not (self.conclusion and self.conclusion.fault)


class Kept:
    """The lines of one part."""

    def __init__(self, folder: Path, part: str) -> None:
        self._path = folder / f"{part.replace(' ', '-')}.jsonl"
        self._part = part

    def forget(self) -> None:
        """Begin this part anew."""
        self._path.unlink(missing_ok=True)

    def so_far(self, program: Program) -> tuple[int, Tally]:
        """How many trials of this very program are done, in order, and their tally."""
        done, tally = 0, Tally()
        for line in self._lines("batch"):
            if line["program"]["digest"] == program.digest and line["from"] == done:
                done = int(line["to"])
                tally.merge(Tally.of(line))
        return done, tally

    def batch(self, begun: int, done: int, tally: Tally, program: Program) -> None:
        """Write down some trials."""
        self._write({"line": "batch", "from": begun, "to": done, **tally.plain(), "program": program.plain()})

    def finish(self, part: Part, tally: Tally, control: Control, program: Program, machine: Machine) -> Result:
        """Write down the whole part."""
        conclusion = part.conclude(tally.values) if part.conclude else None
        at = datetime.now().astimezone().isoformat(timespec="minutes")
        told = None if conclusion is None else {"fault": conclusion.fault, "told": conclusion.told}
        self._write({
            "line": "result", "part": part.name, **tally.plain(), "values": {},
            "control": {"seen": control.seen, "told": control.told}, "conclusion": told,
            "program": program.plain(), "machine": machine.plain(), "at": at,
        })  # fmt: skip
        return Result(part.name, tally, control, conclusion, program, machine, at)

    def result(self) -> Result | None:
        """The newest finished run, or None."""
        lines = self._lines("result")
        if not lines:
            return None
        line = lines[-1]
        told = line["conclusion"]
        return Result(
            self._part, Tally.of(line), Control(**line["control"]), None if told is None else Conclusion(**told),
            Program(**line["program"]), Machine(**line["machine"]), line["at"],
        )  # fmt: skip

    def hand_on(self, folder: Path) -> None:
        """Put the newest finished run, if there is one, into another folder, in place of what is there."""
        if lines := self._lines("result"):
            folder.mkdir(exist_ok=True)
            (folder / self._path.name).write_text(json.dumps(lines[-1], ensure_ascii=False) + "\n", "utf-8")

    def _lines(self, kind: str) -> list[dict[str, Any]]:
        if not self._path.exists():
            return []
        # A line that a stopped run left unfinished has no newline and is passed over.
        lines = self._path.read_text("utf-8").split("\n")[:-1]
        return [found for found in map(json.loads, lines) if found["line"] == kind]

    def _write(self, line: Mapping[str, Any]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+b") as out:
            out.seek(0)
            out.truncate(out.read().rfind(b"\n") + 1)  # a stopped run may have left half a line
            out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def values_of(trials: Sequence[Trial]) -> dict[str, list[float]]:
    """What was measured in these trials, gathered."""
    tally = Tally()
    for trial in trials:
        tally.add(trial)
    return tally.values
