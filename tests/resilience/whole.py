"""The whole program in processes of its own, driven through lock screen and desk; the one argument is JSON."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from gemdesk.gate.keeper import Keeper
from gemdesk.gate.options import Options, Tour


def tell(facts: Mapping[str, object]) -> None:
    """Say a step on standard output."""
    sys.stdout.write(json.dumps(dict(facts)) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run the keeper; the desk is the one that types saves."""
    wanted = json.loads(sys.argv[1])
    options = Options(
        vault=Path(wanted["vault"]),
        language="ar",
        tour=Tour(Path(wanted["folder"]), wanted["script"]),
        desk=[sys.executable, "-m", "tests.resilience.windowed"],
    )
    return Keeper(options, tell).run()


if __name__ == "__main__":
    sys.exit(main())
