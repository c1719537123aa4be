"""How long an attempt takes must not tell what was tried: right, wrong, recovery and retired secrets, interleaved."""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from gemdesk.kernel.errors import Refusal
from gemdesk.vault import recovery, slots
from gemdesk.vault.folder import prepare
from gemdesk.vault.kdf import STANDARD, Parameters, Policy, new_salt, stretch
from gemdesk.vault.opened import Role, SlotKind
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.slots import Holder
from tests.resilience.parts import Bench, Conclusion, Control, Trial, part
from tests.vault.making import NEW, OLD, WRONG

# The least that the program takes from a file.
QUICK = Policy(start=Parameters(64 * 1024, 3, 1), small=Parameters(64 * 1024, 3, 1), target_seconds=None)
LIMIT = 0.02  # of the key derivation
_DERIVATION, _RIGHT = "derivation", "right"
_RESAMPLES = 2000
_PLANTED = 0.020  # seconds
_CONTROL_ROUNDS = 40


class Doors:
    """A vault with a passphrase, a recovery code and a retired passphrase, five free places, and a try at each."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self._policy = policy
        self._folder, opened = prepare(folder, OLD, worker="w1", policy=policy)
        code = Secret(recovery=recovery.new())
        holder = Holder("w1", Role.COORDINATOR)
        slots.add_slot(self._folder, opened, code, holder, policy=policy)
        retired = slots.add_slot(self._folder, opened, NEW, holder, policy=policy)
        slots.retire_slot(self._folder, opened, retired, policy=policy)
        kinds = [slot.kind for slot in slots.list_slots(self._folder, opened, policy=policy)]
        assert kinds.count(SlotKind.FREE) == 6
        self._parameters = policy.start
        self.tries: dict[str, Callable[[], object]] = {
            _RIGHT: lambda: self._try(OLD),
            "wrong": lambda: self._try(WRONG),
            "recovery": lambda: self._try(code),
            "retired": lambda: self._try(NEW),
            _DERIVATION: lambda: stretch(b"derivation alone", new_salt(), self._parameters),
        }

    def _try(self, secret: Secret) -> None:
        try:
            slots.unlock(self._folder, secret, policy=self._policy)
        except Refusal:
            return

    def round(self, seed: int) -> Trial:
        """One try of each kind in an order that the seed decides; seconds."""
        order = list(self.tries)
        random.Random(seed).shuffle(order)
        return Trial(values={name: (_seconds(self.tries[name]),) for name in order})


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def interval(values: Sequence[float], seed: int = 7) -> tuple[float, float]:
    """The 95 % bootstrap interval of the median."""
    choose = random.Random(seed)
    medians = sorted(statistics.median(choose.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return medians[int(_RESAMPLES * 0.025)], medians[int(_RESAMPLES * 0.975)]


def differences(values: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, float]]:
    """For each kind of try the interval of its difference to the right one of the same round, seconds."""
    right = values[_RIGHT]
    return {
        kind: interval([one - other for one, other in zip(found, right, strict=True)])
        for kind, found in values.items()
        if kind not in (_RIGHT, _DERIVATION)
    }


def conclude(values: Mapping[str, Sequence[float]]) -> Conclusion:
    """Whether every difference lies inside ±2 % of the key derivation."""
    derivation = statistics.median(values[_DERIVATION])
    told, wide = [], []
    for kind, (low, high) in differences(values).items():
        told.append(f"{kind} − right: {low * 1000:+.2f} … {high * 1000:+.2f} ms")
        if not -LIMIT * derivation < low <= high < LIMIT * derivation:
            wide.append(kind)
    limit = f"limit ±{LIMIT * derivation * 1000:.2f} ms (2 % of a derivation of {derivation * 1000:.0f} ms)"
    words = f"95 % intervals of the median difference: {'; '.join(told)}; {limit}"
    return Conclusion(f"not inside the limit: {', '.join(wide)}" if wide else "", words)


def planted(place: Path) -> Control:
    """A wrong secret that is turned away 20 ms earlier than all others."""
    doors = Doors(place / "vault", QUICK)
    others = [name for name in doors.tries if name != "wrong"]
    for name in others:
        doors.tries[name] = _later(doors.tries[name])
    values: dict[str, list[float]] = {name: [] for name in doors.tries}
    for seed in range(_CONTROL_ROUNDS):
        for name, seconds in doors.round(seed).values.items():
            values[name] += seconds
    low, high = differences(values)["wrong"]
    seen = high < -_PLANTED / 2 and bool(conclude(values).fault)
    return Control(seen, f"an early exit of 20 ms is measured as {low * 1000:+.1f} … {high * 1000:+.1f} ms")


def _later(act: Callable[[], object]) -> Callable[[], object]:
    def run() -> None:
        act()
        until = time.perf_counter() + _PLANTED
        while time.perf_counter() < until:
            pass

    return run


@part(
    "unlock timing",
    does="rounds of one right, one wrong, one recovery and one retired secret and one bare key derivation, in random"
    " order, Argon2id at the least cost that is taken (64 MiB, 3 passes)",
    kinds=(),
    trials=200,
    short=0,
    control=planted,
    conclude=conclude,
)
def unlock_timing(bench: Bench) -> Iterator[Trial]:
    """Two hundred rounds."""
    doors = Doors(bench.place / "vault", QUICK)
    for number in bench.numbers():
        yield doors.round(number)


@part(
    "unlock timing, real cost",
    does="the same at the cost of a new vault (256 MiB, 3 passes, 4 lanes, before calibration)",
    kinds=(),
    trials=200,
    short=0,
    control=planted,
    conclude=conclude,
)
def unlock_timing_real(bench: Bench) -> Iterator[Trial]:
    """Two hundred rounds."""
    policy = Policy(small=STANDARD.start, target_seconds=None)
    doors = Doors(bench.place / "vault", policy)
    for number in bench.numbers():
        yield doors.round(number)
