"""Damage to every file of a vault: each must be named, at the opening or by the background examination.

Never silent, never called a wrong passphrase. What changes nothing of what is read is no damage.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gemdesk.domain.kinds import KINDS
from gemdesk.flows import sessions
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.vault import faults, opening, reserve, slots
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.examination import Examination
from gemdesk.vault.head import PLACE_BYTES
from gemdesk.vault.names import DATABASE, HEAD, LOG, RESERVE, SLOT_COPIES
from tests.resilience import driver, judge
from tests.resilience.parts import Bench, Control, Trial, part
from tests.resilience.saves import Save, Verb
from tests.resilience.vaults import NOW, Vault, make
from tests.vault.making import LIGHT, OLD

SILENT, MISNAMED, CRASH = "silent", "called a wrong passphrase", "untold error"
KINDS_OF_DAMAGE = (SILENT, MISNAMED, CRASH)
_LOG_PLACES = 200
_PLACES_IN_PAGE = ((8, "body"), (2000, "body"), (PAGE_BYTES - 80 + 3, "IV"), (PAGE_BYTES - 64 + 9, "HMAC"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vault said of itself: how it was named, and the state that was read."""

    named: str = ""
    state: object = None


def look(vault: Vault) -> Outcome:
    """Unlock, open by the real way, read everything, examine in the background's way; the first thing that is named."""
    try:
        slots.unlock(vault.folder, OLD, policy=LIGHT)
        work = vault.begin()
    except Refusal as refusal:
        return Outcome(refusal.reason.name)
    except Stop as stop:
        return Outcome(judge.told(stop))
    try:
        return _read(work)
    except Stop as stop:
        return Outcome(judge.told(stop))
    finally:
        work.close()


def _read(work: Work) -> Outcome:
    told = work.take_warnings()  # what the desk shows right after the opening
    if told:
        return Outcome(told[0].reason.name)
    with faults.told():
        state = {name: tuple(rows.select(work.connection, kind, "1 ORDER BY id")) for name, kind in KINDS.items()}
        examination = Examination(work.vault, sessions.SCHEMA.newest, SetClock(NOW).now)
        examined = examination.run()
        examination.finish(examined)
    if examined is not None and examined.finding is not None:
        return Outcome(examined.finding.kind.value)
    return Outcome("", state)


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing done to a copy of a vault's folder."""

    name: str
    do: Callable[[Path], object]
    slots_only: bool = False  # it touches the key places alone, so that only they are looked at


def trial(vault: Vault, folder: Path, damage: Damage, right: object, *, here: bool = False) -> Trial:
    """Damage a copy (or the vault itself: `here`) and look at it; unnamed is only what reads exactly as it was left."""
    copy = vault if here else vault.copy(folder / "vault")
    with (copy.folder / RESERVE).open("wb") as out:
        out.truncate(reserve.SIZE)  # so that no trial waits for eight megabytes
    damage.do(copy.folder)
    try:
        found = _unlocked(copy, right) if damage.slots_only else look(copy)
    except Exception as mistake:  # noqa: BLE001 - whatever comes that is no named trouble is what is counted here
        return Trial(CRASH, f"{damage.name}: {type(mistake).__name__}: {mistake}")
    if found.named == Reason.WRONG_SECRET.name:
        return Trial(MISNAMED, damage.name)
    if found.named:
        return Trial(counts={f"named {found.named.lower()}": 1})
    if found.state == right:
        return Trial(counts={"mended, or of nothing that is read": 1})
    return Trial(SILENT, damage.name)


def _unlocked(vault: Vault, right: object) -> Outcome:
    """Only the key places: opened to the same keys, or named."""
    try:
        opened = slots.unlock(vault.folder, OLD, policy=LIGHT)
    except Stop as stop:
        return Outcome(stop.reason.name)
    return Outcome("", right if opened == vault.opened else None)


def flipped(name: str, at: int, bit: int = 0) -> Callable[[Path], None]:
    """Turns one bit of a file over; read back, so that it is sure that it differs."""

    def do(folder: Path) -> None:
        path = folder / name
        content = bytearray(path.read_bytes())
        content[at] ^= 1 << bit
        was = path.read_bytes()
        path.write_bytes(content)
        assert path.read_bytes() != was

    return do


def pages_of(vault: Vault) -> int:
    """How many pages the database has."""
    return (vault.folder / DATABASE).stat().st_size // PAGE_BYTES


def left_clean(folder: Path) -> Vault:
    """A vault with some people, examined and left by a clean quit."""
    vault = make(folder, people=2)
    assert not look(vault).named
    return vault


def swept(bench: Bench, vault: Vault, damages: list[Damage]) -> Iterator[Trial]:
    whole = look(vault.copy(bench.place / "whole"))
    assert not whole.named, whole.named
    for number in bench.numbers(len(damages)):
        yield trial(vault, bench.folder(number), damages[number], whole.state)


def unread(place: Path) -> Control:
    """A look that asks neither head nor examination: what is turned over in the log is passed over in silence."""
    vault = left_in_log(place / "vault")
    whole = look(vault.copy(place / "whole")).state
    size = (vault.folder / LOG).stat().st_size
    tries, silent = 10, 0
    for number in range(tries):
        copy = vault.copy(place / f"copy{number}")
        flipped(LOG, 32 + (number * size) // (tries + 1))(copy.folder)
        (copy.folder / HEAD).unlink()
        silent += _bare(copy) not in (None, whole)
    return Control(silent > 0, f"an opening that asks no head: {silent} of {tries} flips in the log silent")


def _bare(vault: Vault) -> object:
    """Everything that is read without head and examination; None when the file itself cannot be opened."""
    try:
        connection = opening.connect(vault.folder / DATABASE, vault.opened.keys, newest=sessions.SCHEMA.newest)
    except Stop:
        return None
    try:
        return {name: tuple(rows.select(connection, kind, "1 ORDER BY id")) for name, kind in KINDS.items()}
    finally:
        connection.close()


def left_in_log(folder: Path, made: Vault | None = None) -> Vault:
    """A vault, new or given, whose desk was killed while some acknowledged saves lay in the log."""
    vault = made or make(folder)
    child = driver.start(vault, [Save(number, Verb.PERSON) for number in range(4)], held=True, stays=True)
    child.wait_for("closing")
    child.kill()
    return vault


@part(
    "flip in each page",
    does="one bit turned over in body (two places), IV and HMAC of every page of a small vault left by a clean quit;"
    " then unlocked, opened, read whole and examined",
    kinds=KINDS_OF_DAMAGE,
    trials=0,
    short=6,
    control=unread,
)
def flip_pages(bench: Bench) -> Iterator[Trial]:
    """Every page, four places."""
    vault = left_clean(bench.place / "vault")
    damages = [
        Damage(f"page {page} {what}", flipped(DATABASE, page * PAGE_BYTES + at, (page + at) % 8))
        for page in range(pages_of(vault))
        for at, what in _PLACES_IN_PAGE
    ]
    yield from swept(bench, vault, damages)


@part(
    "flip in the log",
    does="one bit turned over at 200 places of the write-ahead log of a vault whose desk was killed with acknowledged"
    " saves in it, its header and frame headers included",
    kinds=KINDS_OF_DAMAGE,
    trials=0,
    short=6,
    control=unread,
)
def flip_log(bench: Bench) -> Iterator[Trial]:
    """Two hundred places, the 32 bytes of the header among them."""
    vault = left_in_log(bench.place / "vault")
    size = (vault.folder / LOG).stat().st_size
    frame = PAGE_BYTES + 24
    header = list(range(0, 32, 2))
    heads = [32 + frame * number + 3 * (number % 8) for number in range((size - 32) // frame)][:40]
    rest = _LOG_PLACES - len(header) - len(heads)
    spread = [32 + number * (size - 33) // rest for number in range(rest)]
    damages = [Damage(f"log byte {at}", flipped(LOG, at, at % 8)) for at in header + heads + spread]
    yield from swept(bench, vault, damages)


@part(
    "flip in slots and head",
    does="one bit turned over in every byte of each slot copy, of both copies at once, of each place of the head's file"
    " and of both at once, and in some of the zeros behind them",
    kinds=KINDS_OF_DAMAGE,
    trials=0,
    short=6,
    control=unread,
)
def flip_slots(bench: Bench) -> Iterator[Trial]:
    """Every byte."""
    vault = left_clean(bench.place / "vault")
    size = (vault.folder / SLOT_COPIES[0]).stat().st_size
    damages = [
        Damage(f"{name} byte {at}", flipped(name, at, at % 8), slots_only=True)
        for name in SLOT_COPIES
        for at in range(size)
    ]
    damages += [Damage(f"both slot copies, byte {at}", _both(at), slots_only=True) for at in range(size)]
    # Behind what is sealed in each of the two places there are zeros, of which some are enough.
    sealed = [at for at in range((vault.folder / HEAD).stat().st_size) if at % PLACE_BYTES < 256 or at % 97 == 0]
    damages += [Damage(f"head byte {at}", flipped(HEAD, at, at % 8)) for at in sealed]
    damages += [Damage(f"both places of the head, byte {at}", _both_places(at)) for at in range(256)]
    yield from swept(bench, vault, damages)


def _both_places(at: int) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        for place in (0, PLACE_BYTES):
            flipped(HEAD, place + at, at % 8)(folder)

    return do


def _both(at: int) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        for name in SLOT_COPIES:
            flipped(name, at, at % 8)(folder)

    return do
