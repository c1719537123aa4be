"""What a person does on the lock screen, by the keyboard, through the real program."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gemdesk.kernel.reasons import Reason
from gemdesk.vault.names import SLOT_COPIES
from tests.gate.program import PASSPHRASE, Program, running

OTHER = "seven lamps behind the quarry wall"
Act = dict[str, str]


def _typed(**fields: str) -> list[Act]:
    return [{"do": "type", "part": part, "text": text} for part, text in fields.items()]


def _tried(program: Program) -> Any:
    """The outcome of the next attempt."""
    return program.wait_for("try")["outcome"]


def _opened(program: Program) -> Any:
    """What the desk says after an attempt that succeeds."""
    tried, shown = program.wait_for_each("try", "desk shown")
    assert tried["outcome"] == "done"
    return shown


TRY: list[Act] = [{"do": "try"}]


def test_a_wrong_passphrase_and_then_the_right_one(tmp_path: Path, vault: Path) -> None:
    before = {name: (vault / name).read_bytes() for name in SLOT_COPIES}
    acts = [*_typed(passphrase="wrong"), *TRY, *TRY, *_typed(passphrase=PASSPHRASE), *TRY]
    with running(tmp_path, [acts]) as program:
        assert _tried(program) == Reason.WRONG_SECRET.name
        assert _tried(program) == Reason.WRONG_SECRET.name, "the same again gives the same"
        assert _opened(program)["mode"] == "open", "the first letter after a refusal begins anew"
    assert {name: (vault / name).read_bytes() for name in SLOT_COPIES} == before


def test_a_new_vault_from_the_first_run(tmp_path: Path) -> None:
    acts = [
        {"do": "press", "part": "vault"},
        *_typed(passphrase=PASSPHRASE, again=OTHER),
        *TRY,
        {"do": "press", "part": "back"},
        {"do": "press", "part": "vault"},
        *_typed(passphrase="qwertyuiop", again="qwertyuiop"),
        *TRY,
        {"do": "press", "part": "back"},
        {"do": "press", "part": "vault"},
        *_typed(passphrase=PASSPHRASE, worker="w42", again=PASSPHRASE),
        *TRY,
    ]
    with running(tmp_path, [acts]) as program:
        assert program.wait_for("gate shown")["page"] == "FirstRun"
        assert _tried(program) == Reason.PASSPHRASES_DIFFER.name
        assert _tried(program) == Reason.WEAK_PASSPHRASE.name
        shown = _opened(program)
        assert (shown["mode"], shown["worker"]) == ("create", "w42")
        assert shown["folder"] == str(tmp_path / "home" / "vault")
        assert sorted(path.name for path in Path(shown["temporary"]).iterdir() if path.is_file()) == list(SLOT_COPIES)
        assert not Path(shown["folder"]).exists(), "the vault takes its name only when the desk has made it"


def test_the_example_vault_needs_no_typing(tmp_path: Path) -> None:
    with running(tmp_path, [[{"do": "press", "part": "example"}, {"do": "press", "part": "act"}]]) as program:
        shown = program.wait_for("desk shown")
        assert (shown["mode"], shown["folder"]) == ("create", str(tmp_path / "home" / "example"))


def test_changing_the_passphrase(tmp_path: Path, vault: Path) -> None:
    rounds: Sequence[list[Act]] = [
        [*_typed(passphrase=PASSPHRASE), *TRY],
        [
            *_typed(present="wrong", new=OTHER, again=OTHER),
            *TRY,
            {"do": "press", "part": "back"},
            {"do": "press", "part": "change"},
            *_typed(present=PASSPHRASE, new=OTHER, again=OTHER),
            *TRY,
        ],
        [*_typed(passphrase=PASSPHRASE), *TRY],
    ]
    with running(tmp_path, rounds) as program:
        assert _opened(program)["mode"] == "open"
        program.order_desk("lock change_keys")
        assert program.wait_for("gate shown")["page"] == "Change"
        assert _tried(program) == Reason.WRONG_SECRET.name
        assert _opened(program)["mode"] == "change_keys"
        program.order_desk("lock open")
        assert _tried(program) == Reason.WRONG_SECRET.name, "the old passphrase does not open any more"


def test_the_two_pages_lead_back(tmp_path: Path) -> None:
    way = [{"do": "press", "part": part} for part in ("reading", "onward", "back", "onward", "onward", "vault")]
    with running(tmp_path, [way]) as program:
        program.wait_for("gate shown")
        pressed = [step for step in (program.next() for _ in range(len(way) + 1)) if "outcome" in step]
        assert [step["outcome"] for step in pressed] == ["done"] * len(way)


def test_pictures_of_every_look(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [[{"do": "pictures", "name": "unlock"}]]) as program:
        program.wait_for("pictures unlock")
    sizes = [path.stat().st_size for path in sorted(tmp_path.glob("gate-unlock-*.png"))]
    assert len(sizes) == 4
    assert len(set(sizes)) == 4
