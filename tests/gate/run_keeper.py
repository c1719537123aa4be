"""The real keeper in a process of its own; steps go to standard output, orders come from standard input.

An order is `lock` (and why), `panic`, `stop`, `key_file` with the path of one to watch, or `clock` with the name
of a clock and the seconds by which it jumps. Beside the steps of the children comes `keeper locks`, with why,
when the gate is told to show itself.
"""

import json
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from gemdesk.gate.keeper import Keeper
from gemdesk.gate.options import Options, Tour
from gemdesk.gate.watch import Clocks


def _tell(facts: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(dict(facts)) + "\n")
    sys.stdout.flush()


class Told(Keeper):
    """Tells when and why it locks."""

    def _show(self, told: Mapping[str, object]) -> None:
        super()._show(told)
        _tell({"name": "keeper locks", "why": told["lock"]})


class Moved:
    """The machine's clocks, each moved by what was ordered."""

    def __init__(self) -> None:
        self.by = {"running": 0.0, "wall": 0.0}
        real = Clocks()
        self.clocks = Clocks(
            real.monotonic, lambda: real.running() + self.by["running"], lambda: real.wall() + self.by["wall"]
        )


def main() -> int:
    """Run the keeper as the one argument says (JSON)."""
    wanted = json.loads(sys.argv[1])
    options = Options(
        vault=Path(wanted["vault"]) if wanted["vault"] else None,
        language=wanted["language"],
        tour=Tour(Path(wanted["folder"]), {"gate": wanted["gate"]}),
        desk=wanted["desk"],
        idle=wanted["idle"],
    )
    moved = Moved()
    keeper = Told(options, _tell, clocks=moved.clocks)

    def obey() -> None:
        for line in sys.stdin:
            match line.split():
                case ["lock", *why]:
                    keeper.lock(why="".join(why))
                case ["panic"]:
                    keeper.panic()
                case ["stop"]:
                    keeper.stop()
                case ["key_file", path]:
                    keeper.watch_key_file(Path(path))
                    _tell({"name": "keeper watches"})
                case ["clock", name, seconds]:
                    moved.by[name] += float(seconds)
                    _tell({"name": "clock moved", "at": time.time()})

    threading.Thread(target=obey, daemon=True).start()
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main())
