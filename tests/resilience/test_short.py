"""A few trials of every part with its control, and the frame that counts them: it must not lose or forgive any."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.store.migrations import runner
from tests.conftest import REPOSITORY
from tests.resilience import run, table, timing
from tests.resilience.acts import old_vaults
from tests.resilience.keeping import Kept, Tally
from tests.resilience.machine import Machine, Program, this_machine, this_program
from tests.resilience.parts import Bench, Conclusion, Control, Part, Trial

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace, tmpfs, /proc")

SHORT = [part.name for part in run.load().values() if part.short]


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """How each part came out in short, by name; in one process of its own, since the trials fork."""
    command = [sys.executable, str(REPOSITORY / "tests/resilience/run.py"), "--short"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(tmp_path_factory.mktemp("short"))}
    done = subprocess.run(command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    told = re.findall(rf"^({run.GOOD}|{run.BAD}|{run.NOT_HERE}) ([^:]+):((?:.|\n    )*)", done.stdout, re.MULTILINE)
    assert told, done.stderr
    return {name: outcome if outcome != run.BAD else rest for outcome, name, rest in told}


@pytest.mark.parametrize("name", SHORT)
def test_a_part_in_short(short: dict[str, str], name: str) -> None:
    if short.get(name) == run.NOT_HERE:
        pytest.skip("not possible on this machine")
    assert short.get(name) == run.GOOD


def test_there_is_a_vault_of_every_earlier_schema() -> None:
    """Before a migration is added, `python -m tests.resilience.old_vault` makes one of the schema that there is."""
    assert [path.name for path in old_vaults()] == [f"schema-{number}" for number in range(1, runner.NEWEST)]


# ---- the frame


PROGRAM, OTHER = Program("1", "abc", "1"), Program("1", "abd", "2")
MACHINE = Machine("processor", 2, 4, "6.1", "ext4")


def _part(faults: int = 0, *, trials: int = 10, seen: bool = True) -> Part:
    def trying(bench: Bench) -> Iterator[Trial]:
        for number in bench.numbers():
            yield Trial("lost" if number < faults else "", f"number {number}", {"saves": 2}, {"ms": (1.0,)})

    return Part("a part", "something", ("lost",), trials, 3, trying, lambda _place: Control(seen, "planted"))


@pytest.mark.parametrize(
    ("part", "good"), [(_part(), True), (_part(1), False), (_part(seen=False), False), (_part(trials=0), False)]
)
def test_a_fault_or_an_unseen_control_or_no_trial_is_not_good(
    part: Part, good: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.attempt(part, 3) is good
    assert capsys.readouterr().out.startswith("good" if good else "BAD")


def test_a_stopped_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    kept, tally = Kept(tmp_path, "a part"), Tally()
    for trial in [Trial(counts={"saves": 2}), Trial("lost", "here")]:
        tally.add(trial)
    kept.batch(0, 2, tally, PROGRAM)
    with (tmp_path / "a-part.jsonl").open("a") as out:
        out.write('{"line": "batch", "from": 2')  # stopped while it wrote
    kept.batch(2, 3, tally, PROGRAM)
    done, found = kept.so_far(PROGRAM)
    assert (done, found.trials, found.faults, found.counts) == (3, 4, {"lost": 2}, {"saves": 4})
    assert list(Bench(tmp_path, 5, begun=done).numbers()) == [3, 4]
    assert kept.so_far(OTHER) == (0, Tally()), "another program begins anew"


def test_the_short_run_is_spread_over_all_there_is(tmp_path: Path) -> None:
    assert list(Bench(tmp_path, 0, spread=4).numbers(100)) == [0, 25, 50, 75]
    assert list(Bench(tmp_path, 0, spread=4).numbers(3)) == [0, 1, 2]


def _page(tmp_path: Path, part: Part, **found: object) -> str:
    tally = Tally()
    for trial in part.run(Bench(tmp_path, part.trials)):
        tally.add(trial)
    Kept(tmp_path, part.name).finish(part, tally, part.control(tmp_path), PROGRAM, MACHINE)
    return table.page([part], tmp_path)


def test_the_table_tells_trials_faults_bound_and_control(tmp_path: Path) -> None:
    page = _page(tmp_path, _part(trials=1500))
    assert "| 1,500 (3,000 saves) | lost: 0 | < 0.20% | seen: planted | abc, " in page
    assert "- processor, 2 cores, 4 GiB, Linux 6.1, ext4\n" in page
    assert "A real power cut" in page


def test_the_table_bounds_nothing_after_a_fault_and_says_what_was_not_seen(tmp_path: Path) -> None:
    page = _page(tmp_path, _part(2, seen=False))
    assert "| lost: 2 | none | **not seen**: planted |" in page


def test_the_table_reckons_no_bound_from_a_handful_of_trials(tmp_path: Path) -> None:
    assert "| lost: 0 | too few trials |" in _page(tmp_path, _part(trials=table.FEWEST - 1))
    assert "| lost: 0 | < 10.00% |" in _page(tmp_path / "more", _part(trials=table.FEWEST))


def test_a_part_without_a_full_run_is_told_as_not_tested(tmp_path: Path) -> None:
    assert "- *a part*: no full run yet." in table.page([_part()], tmp_path)


def test_what_another_machine_counted_stays_in_the_table(tmp_path: Path) -> None:
    here, there, results = tmp_path / "here", tmp_path / "there", tmp_path / "results"
    one, two = _part(trials=40), replace(_part(trials=50), name="another part")
    for state, part in ((here, one), (there, two)):
        _page(state, part)
        table.write([one, two], state, tmp_path / "page.md", results)
    page = (tmp_path / "page.md").read_text("utf-8")
    assert "| a part | " in page and "| another part | " in page and "no full run yet" not in page


def test_the_page_in_the_tree_is_a_page_of_this_command() -> None:
    assert table.TARGET.read_text("utf-8") == table.page(list(run.load().values()), table.RESULTS)


def test_the_machine_is_told_without_a_name(tmp_path: Path) -> None:
    told = json.dumps(this_machine(tmp_path).plain())
    assert os.uname().nodename not in told
    assert this_program().digest == this_program().digest


# ---- the timing's own arithmetic


def _times(**shift: float) -> dict[str, list[float]]:
    times = [1.0 + 0.001 * (number * 37 % 100) for number in range(200)]
    return {
        "derivation": times,
        "right": times,
        **{kind: [one + shift.get(kind, 0.0) for one in times] for kind in ("wrong", "recovery", "retired")},
    }


def test_equal_times_lie_inside_the_limit_and_an_early_exit_does_not() -> None:
    assert timing.conclude(_times()).fault == ""
    assert timing.conclude(_times(wrong=-0.03)).fault == "not inside the limit: wrong"
    assert timing.differences(_times(wrong=-0.02))["wrong"][1] < -0.01
    assert isinstance(timing.conclude(_times()), Conclusion)
