"""The real keeper in a process of its own; steps go to standard output, orders come from standard input."""

import json
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from gemdesk.gate.keeper import Keeper
from gemdesk.gate.options import Options, Tour


def _tell(facts: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(dict(facts)) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run the keeper as the one argument says (JSON)."""
    wanted = json.loads(sys.argv[1])
    options = Options(
        vault=Path(wanted["vault"]) if wanted["vault"] else None,
        language=wanted["language"],
        tour=Tour(Path(wanted["folder"]), {"gate": wanted["gate"]}),
        desk=wanted["desk"],
    )
    keeper = Keeper(options, _tell)

    def obey() -> None:
        for line in sys.stdin:
            if line.strip() == "lock":
                keeper.lock()
            elif line.strip() == "stop":
                keeper.stop()

    threading.Thread(target=obey, daemon=True).start()
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main())
