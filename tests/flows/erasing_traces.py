"""Looking for somebody's strings in everything that lies in a vault's folder, decrypted where that can be."""

import json
from collections.abc import Iterable
from pathlib import Path

from gemdesk.kernel import skeleton
from gemdesk.kernel.fold import fold, fold_number
from gemdesk.kernel.sounds import spoken
from gemdesk.vault.connection import Connection
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
        **_heard(text),
    }
    telling = {one: how for how, one in reversed(spelt.items()) if len(one) >= _TELLING}
    found = {how: one.encode() for one, how in telling.items()}
    for one, how in telling.items():
        if how in ("typed", "folded", "sound"):
            found |= {f"{how}, {encoding}": one.encode(encoding) for encoding in ("utf-16-le", "utf-16-be")}
    return found


def _heard(text: str) -> dict[str, str]:
    """How a name sounds, as the index of names has it: the sound, its end first, and its consonants."""
    parts = spoken(text)
    if len(parts) != 1 or any(letter.isdigit() for letter in text):
        return {}
    sound = parts[0].sounds[0]
    return {"sound": sound, "sound backwards": sound[::-1], "skeleton": next(iter(sorted(skeleton.keys(sound))), "")}


def in_tables(connection: Connection, texts: Iterable[str]) -> dict[str, set[str]]:
    """Which texts each table holds in some form, the tables behind the indexes of the search among them."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    needles = {text: set(forms(text).values()) for text in texts}
    found: dict[str, set[str]] = {}
    for (table,) in names.fetchall():
        rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
        held = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
        found[table] = {text for text, spelt in needles.items() if any(one in held for one in spelt)}
    return {table: held for table, held in found.items() if held}


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
