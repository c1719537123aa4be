"""What is typed into the search of a large vault, by sort; drawn from the vault itself with a fixed seed."""

import random

from gemdesk.vault.connection import Connection

_ASKED = 12  # people whose name, code or number is typed


def texts(connection: Connection, most: int = _ASKED) -> dict[str, list[str]]:
    """The texts of each sort, whole; they are typed sign by sign."""
    draw = random.Random(5)
    people = connection.execute(
        "SELECT p.chosen_name, p.code, p.other_scripts, c.number FROM person p JOIN safe_contact c ON c.person = p.id "
        "WHERE p.rowid % ? = 0 LIMIT 400",
        [max(1, connection.execute("SELECT count(*) FROM person").fetchone()[0] // 400)],
    ).fetchall()
    notes = connection.execute("SELECT text FROM entry WHERE rowid % 97 = 1 LIMIT 400").fetchall()
    some = draw.sample(people, min(most, len(people)))
    latin = [row[2].strip('[]"') for row in people if len(row[2]) > 4]
    words = sorted({word.strip(".،") for (text,) in notes for word in text.split() if len(word) > 4})
    names = [row[0] for row in some]
    return {
        "name": names,
        "family name alone": [name.split()[-1] for name in names],
        "misspelt name": [_slipped(name, draw) for name in names],
        "Latin spelling": draw.sample(latin, min(most, len(latin))),
        "code": [row[1] for row in some],
        "number": [row[3].removeprefix("+963 ") for row in some],
        "word of a note": draw.sample(words, min(most, len(words))),
        "nothing": ["زقشطغ", "qqxzz"],
    }


def _slipped(name: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
