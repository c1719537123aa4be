"""How surely and how quickly people are found among 50,000, beside the bare query of the encrypted index.

`python tests/benchmarks/search.py [PEOPLE]` prints the figures and fails below the goals. The people are made up
from a fixed seed; what is typed comes from spellings that were written down by hand. Times in milliseconds.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gemdesk.domain.lines import Filter
from gemdesk.kernel.fold import fold
from gemdesk.store import likeness, search_ladder
from tests.store.making import Vault
from tests.store.named import GOALS, Spelling, figure, named_vault
from tests.store.names import Name

PEOPLE = 50_000
ASKED = 500
GOAL = 20.0  # at the 95th percentile
Action = Callable[[str], None]
PAGE = 60  # rows of the list's first page
FILTERS = {"all cases": Filter(), "one worker's": Filter(seen_by="w-7")}
_BARE = "SELECT rowid FROM search_word WHERE search_word MATCH ? ORDER BY rowid LIMIT 20"


def timed(action: Action, texts: list[str]) -> tuple[float, float]:
    """Median and 95th percentile of an action over the typed texts."""
    times = []
    for text in texts:
        began = time.perf_counter()
        action(text)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)]


def keystrokes(people: list[Name], spelling: Spelling) -> list[str]:
    """What stands in the field after each key, for some people."""
    draw = random.Random(11)
    typed = [spelling(name, draw) for name in draw.sample(people, 25)]
    return [text[:length] for text in typed for length in range(1, len(text) + 1)]


def ask(vault: Vault, filter_: Filter, typed: str) -> None:
    """One search, as the list asks for its first page."""
    search_ladder.cases(vault.connection, typed, filter_, PAGE)


def bare(vault: Vault, typed: str) -> None:
    """The same words asked of the index alone, by whoever knows nothing of spellings."""
    words = fold(typed).split()
    if words:
        vault.connection.execute(_BARE, [" AND ".join(f'"{word}"*' for word in words)]).fetchall()


def alike(vault: Vault, name: str) -> None:
    """The possible matches of a person."""
    likeness.matches(vault.connection, [name], ["0944000318"])


def measure(name: str, action: Action, beside: Action, texts: list[str]) -> float:
    """Print the times of an action and of the bare one beside it; gives the 95th percentile."""
    middle, high = timed(action, texts)
    bare_middle, bare_high = timed(beside, texts)
    print(
        f"{name:44} p50 {middle:6.2f}  p95 {high:6.2f}   bare: p50 {bare_middle:6.2f}  p95 {bare_high:6.2f}", flush=True
    )
    return high


def main(count: int) -> int:
    """Print every figure; 1 when one misses its goal."""
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        vault, people = named_vault(Path(folder), count)
        size = vault.path.stat().st_size / 2**20
        print(f"{count} people in {time.perf_counter() - began:.0f} s, {size:.0f} MiB", flush=True)
        for sort, (spelling, goal) in GOALS.items():
            found = figure(vault, people, spelling, ASKED)
            missed |= found.share < goal
            print(f"{sort:44} {found.share:6.2f} % of {found.asked}  {'; '.join(found.missed[:3])}", flush=True)
        for sort in ("folded: as it is", "Latin spelling", "one typing error"):
            texts = keystrokes(people, GOALS[sort][0])
            for who, filter_ in FILTERS.items():
                asked = partial(ask, vault, filter_)
                missed |= measure(f"each key, {sort}, {who}", asked, partial(bare, vault), texts) > GOAL
        some = [name.arabic for name in random.Random(12).sample(people, 200)]
        missed |= measure("possible matches", partial(alike, vault), partial(bare, vault), some) > GOAL
        vault.connection.close()
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE))
