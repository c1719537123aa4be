"""The program's entry: opens it, drives the tour, or becomes one of the keeper's children."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (without its name); the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    match arguments:
        case ["--role", *rest]:
            return _child(rest)
        case ["tour", *rest]:
            from gemdesk.desk import tour

            return int(tour.main(rest))
    return _open(arguments)


def _open(arguments: Sequence[str]) -> int:
    from gemdesk.gate.options import Options

    options = Options()
    if arguments:
        from gemdesk.gate.arguments import read

        options = read(arguments)
    from gemdesk.gate import opening

    return opening.main(options)


def _child(arguments: Sequence[str]) -> int:
    from gemdesk.gate import start

    found = start.read(arguments)
    if found.role == "gate":
        from gemdesk.gate import process

        return process.main(found)
    from gemdesk.gate import hardening
    from gemdesk.kernel.clock import clock_from

    # Before the desk's own imports: nothing of it runs in a process that is not hardened.
    hardening.harden(end_with_parent=True)
    from gemdesk.desk import start as desk

    return int(desk.main(found.key_end, found.channel, clock_from(found.options.now)))


if __name__ == "__main__":
    sys.exit(main())
