"""Can a second container hide whether it is a real vault? An experiment with figures; nothing here is product code.

    python -m tests.resilience.decoy --pairs 1000 --place <folder on the disk to be looked at>

Each pair is two computers that were used alike. Both have a known vault, whose passphrase was given
away, and a second container of equal shape beside it:

* `real`: the second is a vault too, the one that is really used. Four sessions of five are its own; in
  those the known vault, a decoy whose keys it holds, is given dull saves so that it stays current. In the
  others the known vault is used alone, and the second, whose keys are not at hand, is touched: as many
  pages written again as they were, head and log alike.
* `still`: the second is noise, touched in just that way. The known vault does the same in both worlds and
  keeps nothing that tells them apart: the only filler that bears an opened vault being looked into.
* `moving`: the second is noise that imitates use. In four sessions of five the pages that earlier saves
  of the known vault wrote are filled anew. The known vault has to know that it may do so.

All vaults are real ones, written through the program's own sessions: database, log, sealed head, reserve,
slots, generations. Each is made longer than it will need, so that none grows; which of the two comes first
is left to chance, and what a session wrote bears one time. What an onlooker without any key sees is measured
at one look (with and without the earlier generations), at two looks with one to three sessions between them,
and before and after a session of the known vault alone, as somebody has who was given its passphrase and
tries what the program does. Judged by logistic regression and a forest of small trees, five-fold, area under
the curve with its 95 % interval from 1,000 resamples. A planted tell (the filler is mostly one page short)
has to be found, or nothing was shown.

Found with 1,000 pairs on ext4, the better judge each time. `still`: 0.52 (0.49-0.54) at one look where there
are no earlier generations, 0.98 (0.98-0.99) where there are, 0.98 (0.97-0.98) at two looks. `moving`: 0.54
(0.51-0.56), 0.66 (0.64-0.68), 0.68 (0.65-0.70), and 0.90 (0.89-0.92) around a watched session. Planted: 0.98.
A save with the second container touched takes 2.6 times the bare save at the median. So there is no decoy.
"""

import argparse
import json
import os
import random
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from gemdesk.domain.records import Entry
from gemdesk.flows.sessions import SCHEMA
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.files import write_whole
from gemdesk.kernel.ids import new_id
from gemdesk.store.trail import Device, make_device
from gemdesk.vault import digest, folder, generations, head, opening, reserve, session
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.keys import Keys
from gemdesk.vault.names import DATABASE, GENERATIONS, HEAD, LOG, LOG_INDEX
from gemdesk.vault.opened import Opened
from tests.resilience import decoy_looks as looks
from tests.resilience.decoy_judge import judge
from tests.store.making import MOMENT, add_case, add_contact
from tests.vault.making import LIGHT, OLD

ROOM = 1_900_000  # bytes of free pages in a new vault
OWN_SESSIONS = 0.8  # share of sessions in which the second vault itself is used
_SIDE = (LOG, LOG_INDEX)
_NUMBERED = 10**6  # above every number of saves
FRAME = 24 + PAGE_BYTES
FILLERS = ("still", "moving")
SIGHTS = ("one look, no generations", "one look", "two looks", "watched session", "planted")
LENGTHS = (3, 5, 8, 13, 21, 34)  # words of a note


@dataclass
class Container:
    """One of the two: a real vault when it has keys, noise when it has none."""

    place: Path
    opened: Opened | None = None
    device: Device | None = None

    @property
    def database(self) -> Path:
        return self.place / DATABASE


@dataclass
class Home:
    """One computer: two containers, a clock, and how it is used."""

    place: Path
    chance: random.Random
    filler: str  # '' in the real world
    clock: SetClock = field(default_factory=lambda: SetClock(MOMENT))
    made: int = 0  # generations, counted for both together
    seen: list[set[int]] = field(default_factory=list)  # pages written by the last saves of the known vault
    opened_at: int = 0  # the system's clock at the beginning of this session, ns
    known: Container = field(init=False)
    second: Container = field(init=False)

    def __post_init__(self) -> None:
        names = ["a", "b"]
        self.chance.shuffle(names)
        self.place.mkdir()
        for name in sorted(names):
            container = self._vault(self.place / name)
            if name == names[0]:
                self.known = container
            else:
                self.second = container
        if self.filler:
            self._fill_with_noise(self.second)
        self._same_times()

    def _vault(self, place: Path) -> Container:
        temporary, opened = folder.prepare(place, OLD, worker="w-1", policy=LIGHT)
        made = session.make(temporary, opened, SCHEMA, self.clock.now)
        with made.saves.save():
            device = make_device(made.connection, MOMENT.isoformat())
            made.connection.execute("INSERT INTO draft VALUES ('room', '', ?, '')", ["x" * ROOM])
        with made.saves.save():
            made.connection.execute("DELETE FROM draft")
        made.close()
        reserve.ensure(temporary)
        folder.finish(temporary, place)
        return Container(place, opened, device)

    def _fill_with_noise(self, container: Container) -> None:
        """The same files with the same system calls, noise in them; the keys are thrown away."""
        container.opened = container.device = None
        _rewrite(container.database, 0, os.urandom(container.database.stat().st_size))
        _rewrite(container.place / HEAD, 0, _noise_of_head())

    def session(self, *, watched: bool = False) -> None:
        """One session of use on one day, of the kind that this world has; watched ones are of the known vault alone."""
        self.clock.move(days=1)
        self.opened_at = time.time_ns()
        saves = self.chance.randrange(2, 6)
        own = self.chance.random() < OWN_SESSIONS
        if not self.filler and own and not watched:
            self._use([self.second, self.known], saves)
        elif self.filler == "moving" and own:
            self._use([self.known], saves, moving=self.second)
        else:
            self._use([self.known], saves, touched=self.second)

    def _use(
        self, active: list[Container], saves: int, touched: Container | None = None, moving: Container | None = None
    ) -> None:
        """Open what there are keys for, save, make a generation of both, close; which comes first is left to chance."""
        there = [*active, *(other for other in (touched, moving) if other)]
        self.chance.shuffle(there)
        parts = [self._opened(one) if one in active else self._pretended(one) for one in there]
        for _ in range(saves):
            for part in parts:
                if isinstance(part, Work):
                    self._save(part)
                else:
                    self._touch(part, anew=part is moving)
        self.made += 1
        for part in parts:
            if isinstance(part, Work):
                self._generation(part)
                part.vault.close()
            else:
                self._copied(part, anew=part is moving)
                (part.place / LOG).unlink()
                (part.place / LOG_INDEX).unlink()
        self._same_times()

    def _save(self, work: Work) -> None:
        before = looks.page_hashes(work.vault.database)
        _one_save(work, self.chance)
        after = looks.page_hashes(work.vault.database)
        if len(before) != len(after):
            raise RuntimeError("a vault had too little room")
        self.seen = [*self.seen[-5:], {n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}]

    def _opened(self, container: Container) -> Work:
        assert container.opened is not None
        assert container.device is not None
        begun = session.begin(container.place, container.opened, SCHEMA, self.clock.now)
        begun.saves.release()
        return Work(begun, container.device, self.clock)

    def _pretended(self, other: Container) -> Container:
        """The side files that an opening makes."""
        (other.place / LOG).touch(0o600)
        (other.place / LOG_INDEX).write_bytes(os.urandom(32 << 10))
        return other

    def _same_times(self) -> None:
        """One time of writing for all that this session wrote, in no order; the time of change is the system's."""
        begun, now = self.opened_at, time.time_ns()
        paths = [self.place, *self.place.rglob("*")]
        self.chance.shuffle(paths)
        for path in paths:
            if path.stat().st_mtime_ns >= begun:
                os.utime(path, ns=(now, now))

    def _generation(self, work: Work) -> None:
        vault = work.vault
        vault.saves.settle()
        vault.saves.seal(digest.of(vault.database, vault.opened.keys))
        made = generations.make(vault.folder, vault.opened.keys, vault.saves.head, self.clock.now(), SCHEMA.newest)
        # By a number of their own: that of saves could not be known for a vault whose keys are not at hand.
        home = vault.folder / GENERATIONS
        (home / made.name).rename(home / f"{_NUMBERED + self.made:012d}")
        _keep_newest(home)

    def _copied(self, other: Container, *, anew: bool) -> None:
        """A generation without the keys: a copy of what lies there."""
        home = other.place / GENERATIONS
        home.mkdir(mode=0o700, exist_ok=True)
        beside = home / ".beside"
        beside.mkdir(mode=0o700)
        generations.copy_file(other.database, beside / DATABASE)
        for name in _SIDE:  # a real copy is opened once, to be read back
            (beside / name).touch()
            (beside / name).unlink()
        write_whole(beside / HEAD, _noise_of_head() if anew else (other.place / HEAD).read_bytes())
        beside.rename(home / f"{_NUMBERED + self.made:012d}")
        _keep_newest(home)

    def _touch(self, other: Container, *, anew: bool) -> None:
        """What a save does to its files, done to those of the other: with its own bytes, or with noise anew.

        Which pages is taken from an earlier save of the known vault.
        """
        written = self.chance.choice(self.seen) if self.seen else {0}
        log = other.place / LOG
        self._touch_head(other, 0, anew=anew)
        with log.open("ab") as out:
            out.write(os.urandom(32 + len(written) * FRAME))
            out.flush()
            os.fsync(out.fileno())
        with other.database.open("r+b", buffering=0) as file:
            for number in sorted(written):
                old = os.pread(file.fileno(), PAGE_BYTES, number * PAGE_BYTES)
                os.pwrite(file.fileno(), os.urandom(PAGE_BYTES) if anew else old, number * PAGE_BYTES)
            os.fsync(file.fileno())
        os.truncate(log, 0)
        self._touch_head(other, 1, anew=anew)

    def _touch_head(self, other: Container, place: int, *, anew: bool) -> None:
        content = _noise_of_head() if anew else (other.place / HEAD).read_bytes()
        at = place * head.PLACE_BYTES
        _rewrite(other.place / HEAD, at, content[at : at + head.PLACE_BYTES])


def _noise_of_head() -> bytes:
    """What a head looks like without its key: two places, noise and then zeros."""
    sealed = head._SEALED_BYTES  # the experiment imitates the file to the byte
    return b"".join(os.urandom(sealed) + bytes(head.PLACE_BYTES - sealed) for _ in range(2))


def _keep_newest(home: Path) -> None:
    for old in sorted(home.iterdir())[: -generations.DAILY]:
        shutil.rmtree(old)


def _rewrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b", buffering=0) as file:
        os.pwrite(file.fileno(), content, at)
        os.fsync(file.fileno())


def _one_save(work: Work, chance: random.Random) -> None:
    """A new case, or an entry in one that is there."""
    text = " ".join(chance.choice(("زيارة", "سكن", "طبيب", "موعد")) for _ in range(chance.choice(LENGTHS)))
    there = work.connection.execute('SELECT id FROM "case"').fetchall()
    with work.change() as change:
        if not there or chance.random() < 0.3:
            case = add_case(change, f"K-{new_id()[:8]}", text[:30])
            add_contact(change, case, "+963900000000")
        else:
            change.add(Entry(id=new_id(), case=chance.choice(there)[0], text=text, at=MOMENT), chance.choice(there)[0])


World = dict[str, list[looks.Features]]


def observe(place: Path, number: int, filler: str, world: World) -> None:
    """Use one computer, look at it, use it further, look again; and take it away."""
    chance = random.Random(f"{number} {filler}")
    same = random.Random(number)  # a pair is used equally long
    home = Home(place / f"home-{number}", chance, filler)
    for _ in range(same.randrange(3, 6)):
        home.session()
    first = looks.Look.at(home.known.place, home.second.place)
    for _ in range(same.randrange(1, 4)):
        home.session()
    second = looks.Look.at(home.known.place, home.second.place)
    home.session(watched=True)
    third = looks.Look.at(home.known.place, home.second.place)
    world["one look, no generations"].append(first.features(with_generations=False))
    world["one look"].append(first.features(with_generations=True))
    world["two looks"].append(looks.between(first, second))
    world["watched session"].append(looks.between(second, third))
    short = home.second.database.stat().st_size - PAGE_BYTES * (filler != "" and chance.random() < 0.95)
    world["planted"].append({**first.features(with_generations=False), "second size": float(short)})
    shutil.rmtree(home.place)


def worlds(place: Path, first: int, pairs: int) -> dict[str, World]:
    """All that was seen in each world."""
    found: dict[str, World] = {}
    begun = time.monotonic()
    for filler in ("", *FILLERS):
        found[filler] = {name: [] for name in SIGHTS}
    for number in range(first, first + pairs):
        for filler, world in found.items():
            observe(place, number, filler, world)
        if number % 50 == 49:
            print(f"# up to pair {number + 1}, {time.monotonic() - begun:.0f} s", flush=True)
    return found


def cost(place: Path, trials: int = 300) -> dict[str, list[float]]:
    """Milliseconds of one save: bare, as the program saves, and with the second container touched; interleaved."""
    home = Home(place / "cost", random.Random(1), "still")
    work = home._opened(home.known)
    home._pretended(home.second)
    bare = opening.connect(place / "bare.db", Keys.fresh(), newest=SCHEMA.newest, create=True)
    SCHEMA.migrate(bare)
    found: dict[str, list[float]] = {"bare": [], "with head": [], "with head, second touched": []}

    def statement(connection: Connection, number: int) -> None:
        values = [f"place-{number}", "w-1", "x" * 400, MOMENT.isoformat()]
        connection.execute("INSERT INTO draft (place, worker, body, at) VALUES (?, ?, ?, ?)", values)

    def bare_save(number: int) -> None:
        bare.execute("BEGIN IMMEDIATE")
        statement(bare, number)
        bare.execute("COMMIT")
        opening.checkpoint(bare)

    def head_save(number: int) -> None:
        with work.vault.saves.save():
            statement(work.connection, number)

    def touched_save(number: int) -> None:
        head_save(number + trials)
        home._touch(home.second, anew=False)

    before = looks.page_hashes(home.known.database)
    head_save(2 * trials)
    after = looks.page_hashes(home.known.database)
    home.seen = [{n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}]
    for number in range(trials):
        for name, act in (("bare", bare_save), ("with head", head_save), ("with head, second touched", touched_save)):
            begun = time.perf_counter()
            act(number)
            found[name].append(1000 * (time.perf_counter() - begun))
    work.vault.close()
    bare.close()
    return found


def _print_cost(place: Path) -> None:
    milliseconds = cost(place)
    base = milliseconds["bare"]
    for name, times in milliseconds.items():
        middle, late = median(times), quantiles(times, n=20)[-1]
        ratios = f"{middle / median(base):.2f} and {late / quantiles(base, n=20)[-1]:.2f} of the bare save"
        print(f"save {name:26} median {middle:.2f} ms, p95 {late:.2f} ms: {ratios} ({len(times)})", flush=True)


def _print_judged(found: dict[str, World]) -> None:
    for filler in FILLERS:
        for name in SIGHTS:
            for one in judge(found[""][name], found[filler][name]):
                told = f"{one.by:10} AUC {one.area:.3f}  95 % {one.low:.3f}-{one.high:.3f}  ({one.real}+{one.fill})"
                print(f"{filler} filler, {name:26} {told}  {', '.join(one.telling[:3])}", flush=True)


def main() -> None:
    """Measure and print, or judge what earlier runs kept."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pairs", type=int, default=1000)
    asked.add_argument("--first", type=int, default=0, help="number of the first pair, to run parts beside each other")
    asked.add_argument("--place", type=Path, help="where the containers are made")
    asked.add_argument("--keep", type=Path, help="write what was seen to this file instead of judging it")
    asked.add_argument("--judge", type=Path, nargs="+", help="judge what such files hold")
    given = asked.parse_args()
    if given.judge:
        parts = [json.loads(path.read_text()) for path in given.judge]
        names = ("", *FILLERS)
        _print_judged({f: {s: [one for part in parts for one in part[f][s]] for s in SIGHTS} for f in names})
        return
    reserve.SIZE = 256 << 10  # the same in each world; 8 MiB would only take time
    with tempfile.TemporaryDirectory(prefix="decoy-", dir=given.place) as name:
        place = Path(name)
        _print_cost(place)
        found = worlds(place, given.first, given.pairs)
    if given.keep:
        given.keep.write_text(json.dumps(found))
    else:
        _print_judged(found)


if __name__ == "__main__":
    main()
