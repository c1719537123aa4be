"""The desk's real process with a real handover: what it tells the keeper of a vault that does not open."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import pytest

from gemdesk.gate.child import start
from gemdesk.gate.options import role_command
from gemdesk.kernel.channels import Message
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.store.migrations import runner
from gemdesk.vault import handover as handovers
from gemdesk.vault import lock, opening
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.names import DATABASE
from gemdesk.vault.opened import Opened
from tests.vault.making import LIGHT, OLD

WAIT = 30.0  # seconds, only ever used up by a failure


@contextmanager
def desk(handover: Handover | None) -> Iterator[SimpleQueue[Message | None]]:
    """A desk that got this handover, or a pipe that ended without one; what it tells, and None at its end."""
    key_end, gate_end = os.pipe()
    child = start("desk", role_command("desk", ()), key_end)
    os.close(key_end)
    told: SimpleQueue[Message | None] = SimpleQueue()
    child.channel.listen(told.put, lambda: told.put(None))
    try:
        if handover is None:
            os.close(gate_end)
        else:
            handovers.send(gate_end, handover)
        yield told
    finally:
        child.kill()
        child.wait()


def first_word(handover: Handover | None) -> Message | None:
    """The first that a desk tells of a handover."""
    with desk(handover) as told:
        return told.get(timeout=WAIT)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Opened]:
    """A vault as a desk makes it, and what opens it."""
    home = tmp_path_factory.mktemp("made")
    os.environ["GEMDESK_HOME"] = str(home / "home")
    temporary, opened = prepare(home / "vault", OLD, worker="w1", policy=LIGHT)
    told = first_word(Handover(Mode.CREATE, home / "vault", opened, Settings(), temporary=temporary))
    assert told is not None and told.name == "shown"
    return home / "vault", opened


@pytest.fixture
def vault(made: tuple[Path, Opened], tmp_path: Path) -> tuple[Path, Opened]:
    """A copy of that vault for one test."""
    shutil.copytree(made[0], tmp_path / "vault")
    return tmp_path / "vault", made[1]


def _newer(folder: Path, opened: Opened) -> None:
    connection = opening.connect(folder / DATABASE, opened.keys, newest=runner.NEWEST)
    connection.execute(f"PRAGMA user_version = {runner.NEWEST + 1}")
    connection.close()


def _damaged(folder: Path, _opened: Opened) -> None:
    content = bytearray((folder / DATABASE).read_bytes())
    content[5_000:9_000] = bytes(4_000)
    (folder / DATABASE).write_bytes(content)


def _gone(folder: Path, _opened: Opened) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [(_newer, Reason.VAULT_NEWER), (_damaged, Reason.VAULT_DAMAGED), (_gone, Reason.VAULT_MISSING)],
)
def test_the_keeper_is_told_why(
    vault: tuple[Path, Opened], harm: Callable[[Path, Opened], None], reason: Reason
) -> None:
    folder, opened = vault
    harm(folder, opened)
    before = {path.name: path.read_bytes() for path in folder.glob("*.db")}
    told = first_word(Handover(Mode.OPEN, folder, opened, Settings()))
    assert told is not None and (told.name, told.text("reason")) == ("trouble", reason.name)
    assert {path.name: path.read_bytes() for path in folder.glob("*.db")} == before, "nothing was changed"


def test_a_vault_that_another_holds(vault: tuple[Path, Opened]) -> None:
    folder, opened = vault
    with lock.hold(folder):
        told = first_word(Handover(Mode.OPEN, folder, opened, Settings()))
    assert told is not None and (told.name, told.text("reason")) == ("trouble", Reason.VAULT_IN_USE.name)
    told = first_word(Handover(Mode.OPEN, folder, opened, Settings(language="en")))
    assert told is not None and (told.name, told.text("language")) == ("shown", "en"), "the same vault, free again"


def test_without_a_handover_the_desk_ends_without_a_word() -> None:
    assert first_word(None) is None
