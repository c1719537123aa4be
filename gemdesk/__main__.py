"""The program's entry: opens it, drives the tour, or becomes one of the keeper's children."""

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (without its name); the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    match arguments:
        case ["--role", "proof"]:
            from gemdesk.gate import proof

            return proof.main()
        case ["--role", *rest]:
            return _child(rest)
        case ["tour", *rest]:
            from gemdesk.desk.tour import main as tour

            # The desk's room does not know the gate's: it is handed what runs the program.
            return int(tour(rest, _drive))
        case ["example", *rest]:
            from gemdesk.gate import hardening

            # A passphrase is typed there too, which may be one that opens something else.
            hardening.harden()
            from gemdesk.desk.example import main as example

            return int(example(rest))
    return _open(arguments)


def _drive(
    folder: Path,
    script: Mapping[str, object],
    on_step: Callable[[Mapping[str, object]], None],
    *,
    vault: Path | None = None,
    now: str | None = None,
    language: str | None = None,
) -> int:
    """Run the whole program driven by a script (see `gate.options.Tour`), pictures into `folder`; the exit code."""
    from gemdesk.gate.keeper import Keeper
    from gemdesk.gate.options import Options, Tour

    return Keeper(Options(vault, now, language, Tour(folder, script)), on_step).run()


def _open(arguments: Sequence[str]) -> int:
    # Collecting garbage among freshly imported modules finds none and costs the first paint 5 ms.
    gc.disable()
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
    from gemdesk.desk.start import main as desk

    return int(desk(found.key_end, found.channel, clock_from(found.options.now)))


if __name__ == "__main__":
    sys.exit(main())
