"""The command line of the program, as a person types it."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from gemdesk.gate.options import Options
from gemdesk.kernel.languages import LANGUAGES


def read(arguments: Sequence[str]) -> Options:
    """The options of the program; ends it with a usage line when they are not understood."""
    parser = argparse.ArgumentParser(
        prog="gemdesk",
        description="Offline, encrypted protection casework.",
        epilog="gemdesk tour --help: the main job, driven through the real windows. "
        "gemdesk example --help: a vault of invented people.",
    )
    parser.add_argument("--vault", type=Path, metavar="DIR", help="the folder of the vault")
    parser.add_argument("--now", type=_moment, metavar="ISO", help="start the clock at this moment")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the screen")
    found = parser.parse_args(arguments)
    return Options(vault=found.vault, now=found.now, language=found.lang)


def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text
