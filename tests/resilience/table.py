"""The table of docs/resilience.md, made from what was kept."""

from collections.abc import Sequence
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.resilience.keeping import Kept, Result
from tests.resilience.parts import Part

TARGET = REPOSITORY / "docs" / "resilience.md"
RESULTS = REPOSITORY / "tests" / "resilience" / "results"  # the newest run of each part; another machine has no state
FEWEST = 30  # random trials that the rule of three holds for

NOT_TESTED = (
    "A real power cut: a killed process leaves what the system has cached; what a disk loses was not seen.",
    "Windows and macOS: the branches for them are written and were never run.",
    "Disks that lie about having written, memory that errs, a file system other than those named above.",
    "Swap, sleep on disk and what a disk keeps of overwritten blocks: no program can reach them.",
    "A person at the keyboard and a real screen: all windows ran without a screen.",
    "Whoever is root on the machine while the vault is open: nothing withstands that.",
)

HEAD = """# What the vault withstands, counted

Made by `python3 packaging/dev.py resilience --table` from the last full run of each part; nothing here is
written by hand. A part ends with a control: the same trial with something broken on purpose, which has to
be seen, or the part has proved nothing. Where no fault was seen in *n* random trials, the bound is the rule of
three: with 95 % confidence fewer than 3/*n* of such trials would fail. Where every case there is was tried, there
is nothing to bound. Killing a process is not a power cut; see the end.

| part | what was done | trials | result | bound (95 %) | control | commit, date |
| --- | --- | --- | --- | --- | --- | --- |
"""


def write(parts: Sequence[Part], state: Path, target: Path = TARGET, results: Path = RESULTS) -> Path:
    """Hand on what was finished, write the table of all that ever was, and say where it lies."""
    for part in parts:
        Kept(state, part.name).hand_on(results)
    target.write_text(page(parts, results), "utf-8")
    return target


def page(parts: Sequence[Part], state: Path) -> str:
    """The whole page."""
    found = [(part, Kept(state, part.name).result()) for part in parts]
    done = [(part, result) for part, result in found if result is not None and result.tally.trials]
    rows = "".join(_row(part, result) for part, result in done)
    machines = sorted({result.machine.told() for _part, result in done})
    ran = "".join(f"- {one}\n" for one in machines) or "- none yet\n"
    minutes = round(sum(result.tally.seconds for _part, result in done) / 60)
    ran += f"\nThe trials took {minutes // 60} h {minutes % 60} min in all.\n"
    missing = [_missing(part, result) for part, result in found if result is None or not result.tally.trials]
    not_tested = "".join(f"- {one}\n" for one in [*missing, *NOT_TESTED])
    return f"{HEAD}{rows}\n## Machines\n\n{ran}\n## Not tested\n\n{not_tested}"


def told(part: Part, result: Result) -> str:
    """One line for a terminal."""
    seen = "seen" if result.control.seen else "NOT SEEN"
    return f"{part.name}: {_trials(part, result)}, {_outcome(part, result)}; control {seen}: {result.control.told}"


def _row(part: Part, result: Result) -> str:
    control = ("seen: " if result.control.seen else "**not seen**: ") + result.control.told
    where = f"{result.program.commit}, {result.at[:10]}"
    cells = (part.name, part.does, _trials(part, result), _outcome(part, result), _bound(part, result), control, where)
    return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |\n"


def _trials(part: Part, result: Result) -> str:
    counts = "; ".join(f"{number:,} {what}" for what, number in sorted(result.tally.counts.items()))
    whole = f"{result.tally.trials:,}" + (", every case" if part.sweeps else "")
    return f"{whole} ({counts})" if counts else whole


def _outcome(part: Part, result: Result) -> str:
    kinds = " / ".join(part.kinds)
    figures = " / ".join(str(result.tally.faults[kind]) for kind in part.kinds)
    said = [f"{kinds}: {figures}"] if kinds else []
    if result.conclusion:
        said.append(result.conclusion.told)
        if result.conclusion.fault:
            said.append(f"**{result.conclusion.fault}**")
    return "; ".join(said)


def _bound(part: Part, result: Result) -> str:
    if part.sweeps:
        return "all were tried"
    if result.tally.faults or not part.kinds:
        return "none"
    if result.tally.trials < FEWEST:
        return "too few trials"
    return f"< {3 / result.tally.trials:.2%}"


def _missing(part: Part, result: Result | None) -> str:
    why = result.control.told if result else "no full run yet"
    return f"*{part.name}*: {why}."
