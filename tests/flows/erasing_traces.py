"""Looking for somebody's strings in everything that lies in a vault's folder, decrypted where that can be."""

import json
from collections.abc import Iterable
from pathlib import Path

from gemdesk.kernel.fold import fold, fold_number
from gemdesk.vault.keys import Keys
from gemdesk.vault.names import DATABASE, GENERATIONS, RESERVE, SET_ASIDE
from gemdesk.vault.pages import Pages

_TELLING = 6  # letters from which on a piece is nobody else's


def forms(text: str) -> dict[str, bytes]:
    """A text as it could lie somewhere, whole or cut by the end of a page, in each encoding; by how it is spelt."""
    middle = len(text) // 2
    spelt = {
        "typed": text,
        "folded": fold(text),
        "first half": text[:middle],
        "second half": text[middle:],
        "backwards": fold(text)[::-1],
        "digits": fold_number(text) if any(letter.isdigit() for letter in text) else "",
        "escaped": json.dumps(text)[1:-1],
    }
    telling = {one: how for how, one in reversed(spelt.items()) if len(one) >= _TELLING}
    found = {how: one.encode() for one, how in telling.items()}
    for one, how in telling.items():
        if how in ("typed", "folded"):
            found |= {f"{how}, {encoding}": one.encode(encoding) for encoding in ("utf-16-le", "utf-16-be")}
    return found


def clear(database: Path, keys: Keys) -> bytes:
    """Every page of a database in clear, one after the other, free ones too; the log beside it counts."""
    with Pages(database, keys) as opened:
        contents = [opened.read(number) for number in opened.numbers()]
    assert None not in contents, "every page can be read"
    return b"".join(content for content in contents if content)


def databases(folder: Path) -> list[Path]:
    """The database and every earlier state of it."""
    kept = [folder / DATABASE, *folder.glob(f"{GENERATIONS}/*/{DATABASE}"), *folder.glob(f"{SET_ASIDE}/*/{DATABASE}")]
    return [path for path in kept if path.exists()]


def found_in(folder: Path, keys: Keys, texts: Iterable[str]) -> dict[str, list[str]]:
    """Where each text is: in the database and each earlier state in clear, and in every file as it lies."""
    places = {f"{database.relative_to(folder)} in clear": clear(database, keys) for database in databases(folder)}
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != RESERVE]  # that is chance alone
    places |= {str(path.relative_to(folder)): path.read_bytes() for path in files}
    found: dict[str, list[str]] = {}
    for text in texts:
        spelt = forms(text)
        for place, content in places.items():
            # As it lies everything is encrypted: what could stand there was never meant to, and is whole.
            needles = spelt if place.endswith("in clear") else {"typed": text.encode()}
            found.setdefault(text, []).extend(f"{place}: {how}" for how, one in needles.items() if one in content)
    return {text: where for text, where in found.items() if where}
