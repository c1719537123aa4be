"""The tour: the main job through the real processes and windows, with pictures and a report.

`gemdesk tour --out DIR` makes a vault in DIR, locks it, opens it, takes in people, records their
consents, writes, previews and saves their letters through the one door out, and locks. It is the
first test of every machine: it ends with 0 only when every step did what it should.
"""

import argparse
import json
import os
import secrets
import shutil
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from gemdesk.desk.expected import LETTER, REFUSAL, Wanted, outcomes
from gemdesk.flows import case_files
from gemdesk.kernel.clock import SystemClock
from gemdesk.kernel.files import write_whole
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.settings import save as save_settings

REPORT = "tour.json"
WRONG = Reason.WRONG_SECRET.name
_LONGEST = 480  # seconds for the whole tour
# The outcomes that are right for a step; for every other step it is `done` alone.
_RIGHT = {"try": ("done", WRONG), "refusal": ("refused",)}
_TRIES = ["done", WRONG, "done"]  # a vault is made, a planted wrong passphrase is refused, the right one opens


@dataclass(slots=True)
class _Report:
    """What the children told, in order."""

    began: float = field(default_factory=time.perf_counter)
    steps: list[dict[str, object]] = field(default_factory=list)

    def take(self, facts: Mapping[str, object]) -> None:
        """Write down one step."""
        self.steps.append({**facts, "at": round(time.perf_counter() - self.began, 3)})

    def of(self, name: str) -> list[dict[str, object]]:
        """The steps of that name."""
        return [step for step in self.steps if step.get("name") == name and _is_right(step)]

    def failed(self) -> list[dict[str, object]]:
        """The steps that did not come to the outcome that is right for them."""
        return [step for step in self.steps if not _is_right(step)]

    def letters(self) -> dict[Wanted, str]:
        """What came of every letter that was wanted."""
        return {
            (str(step.get("person")), str(step.get("languages"))): name
            for name in (LETTER, REFUSAL)
            for step in self.of(name)
        }


def _is_right(step: Mapping[str, object]) -> bool:
    return step.get("outcome") in _RIGHT.get(str(step.get("name")), ("done",))


class Program(Protocol):
    """Runs the whole program driven by a script; the exit code. The gate's room owns it."""

    def __call__(
        self,
        folder: Path,
        script: Mapping[str, object],
        on_step: Callable[[Mapping[str, object]], None],
        *,
        vault: Path | None = None,
        now: str | None = None,
        language: str | None = None,
    ) -> int:
        """Pictures go into `folder`; every step is told to `on_step`."""
        ...


def main(arguments: Sequence[str], program: Program) -> int:
    """Do the tour with a program to drive; 0 when every step succeeded."""
    options = _options(arguments)
    out: Path = options.out.absolute()
    if out.exists() and any(out.iterdir()) and not (out / REPORT).exists():
        print(f"{options.out}: not empty, and no folder of a tour. Nothing was done.")
        return 2
    _prepare(out, options.lang)
    cases = options.cases.absolute() if options.cases else case_files.examples()
    report = _run(program, out, cases, options)
    files = case_files.files_in(cases)
    today = options.now.date() if options.now else SystemClock().today()
    return _conclude(out, report, len(files), outcomes(files, today))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="gemdesk tour", description="The main job, through the real windows.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where pictures, letters and report go")
    parser.add_argument("--cases", type=Path, metavar="DIR", help="a folder of case files; else the invented people")
    parser.add_argument("--now", type=datetime.fromisoformat, metavar="ISO", help="start the clock at this moment")
    parser.add_argument("--lang", choices=LANGUAGES, default="ar", help="the language of the screen")
    parser.add_argument("--brief", action="store_true", help="the desk's pictures in light or in dark, not in both")
    return parser.parse_args(arguments)


def _prepare(out: Path, language: str) -> None:
    """An empty folder of the tour; what an earlier tour left in it goes."""
    for name in ("home", "letters", "pictures"):
        shutil.rmtree(out / name, ignore_errors=True)
        (out / name).mkdir(parents=True)
    (out / REPORT).unlink(missing_ok=True)
    # Everything that the program keeps for itself lies in the tour's folder too.
    os.environ["GEMDESK_HOME"] = str(out / "home")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    save_settings(Settings(language=language, scheme="light"))


def _run(program: Program, out: Path, cases: Path, options: argparse.Namespace) -> _Report:
    report, now, language = _Report(), options.now, options.lang
    passphrase = "-".join(secrets.token_hex(3) for _ in range(5))
    script = {
        "gate": _gate_script(passphrase),
        "desk": {
            "cases": str(cases),
            "letters": str(out / "letters"),
            "language": language,
            "brief": options.brief,
        },
    }
    # A real signal: it also wakes a program that waits for something that will not come.
    watch = threading.Timer(_LONGEST, os.kill, (os.getpid(), signal.SIGINT))
    watch.daemon = True
    watch.start()
    code = program(
        out / "pictures",
        script,
        report.take,
        vault=out / "home" / "vault",
        now=now.isoformat() if now else None,
        language=language,
    )
    watch.cancel()
    report.take({"room": "keeper", "name": "end", "outcome": "done" if code == 0 else "failed"})
    return report


def _gate_script(passphrase: str) -> list[list[dict[str, object]]]:
    """What each of the three lock screens does; see `gate.drive`."""
    made: list[dict[str, object]] = [
        {"do": "pictures", "name": "first-run"},
        {"do": "press", "part": "reading"},
        {"do": "pictures", "name": "reading"},
        {"do": "press", "part": "back"},
        {"do": "press", "part": "vault"},
        {"do": "type", "part": "passphrase", "text": passphrase},
        {"do": "type", "part": "again", "text": passphrase},
        {"do": "pictures", "name": "new-vault"},
        {"do": "try"},
    ]
    opened: list[dict[str, object]] = [
        {"do": "pictures", "name": "unlock"},
        {"do": "type", "part": "passphrase", "text": "x" + passphrase},
        {"do": "try"},
        {"do": "pictures", "name": "wrong"},
        {"do": "type", "part": "passphrase", "text": passphrase},
        {"do": "try"},
    ]
    last: list[dict[str, object]] = [{"do": "pictures", "name": "locked"}, {"do": "quit"}]
    return [made, opened, last]


def _conclude(out: Path, report: _Report, files: int, wanted: Mapping[Wanted, str]) -> int:
    people, letters, refusals = report.of("person"), report.of(LETTER), report.of(REFUSAL)
    failed, came = report.failed(), report.letters()
    wrong = [" ".join(letter) for letter in {*wanted, *came} if wanted.get(letter) != came.get(letter)]
    tries = [step.get("outcome") for step in report.of("try")] == _TRIES
    complete = bool(report.of("quit")) and len(people) == files and tries and bool(wanted) and not wrong
    told = {
        "people": len(people),
        "letters": [step.get("file") for step in letters],
        "refusals": [{"person": step.get("person"), "items": step.get("items")} for step in refusals],
        "complete": complete,
        "not as the case files ask": sorted(wrong),
        "seconds": round(time.perf_counter() - report.began, 1),
        "failed": failed,
        "steps": report.steps,
    }
    write_whole(out / REPORT, json.dumps(told, ensure_ascii=False, indent=1).encode(), private=False)
    print(
        f"{len(people)} people, {len(letters)} letters, {len(refusals)} refusals; {len(failed)} steps failed; "
        f"{told['seconds']} s"
    )
    for step in failed:
        print("failed:", json.dumps(step, ensure_ascii=False))
    for letter in sorted(wrong):
        print("left or was refused against what its case file asks:", letter)
    return 0 if complete and not failed else 1
