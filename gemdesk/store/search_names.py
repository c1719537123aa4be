"""The names of the vault, each once, with how they sound: where other spellings of a name are found.

A name goes when the last row that has it goes. Its keys are those of `kernel.skeleton`: whoever changes the
rules there makes the search stale in a migration, so that what is taken out is what was put in.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from gemdesk.kernel.fold import bare
from gemdesk.kernel.skeleton import apart, keys, slip
from gemdesk.kernel.sounds import Spoken, is_arabic
from gemdesk.vault.connection import Connection

Alike = dict[str, float]  # term -> how far it lies from what was typed

_LONGEST = 60  # letters of a name that is compared by sound
_LEAST = 2  # letters of a skeleton from which on a name may still be going on
_MOST = 24  # names that one typed name is taken for
_ASKED = 400  # names that are compared
_SLIP = 1.0
_GOES_ON = 0.3  # for a name that is longer than what was typed
_LAST = "\U0010ffff"


def text_of(names: Iterable[Spoken]) -> str:
    """The names of a row as its column holds them: a line for each way to say each."""
    pairs = ((name.term, sound) for name in names if len(name.term) <= _LONGEST for sound in name.sounds)
    return "\n".join(dict.fromkeys(f"{term}\t{sound}" for term, sound in pairs if not term.isdigit()))


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(term, sound) for term, _tab, sound in (line.partition("\t") for line in text.split("\n")) if term]


def terms(text: str) -> list[str]:
    """The names that a row's column holds, in their order."""
    return list(dict.fromkeys(term for term, _sound in _pairs(text)))


def learn(connection: Connection, texts: Iterable[str]) -> None:
    """Count the names of rows in."""
    pairs = Counter(pair for text in texts for pair in _pairs(text))
    if not pairs:
        return
    counted = [(times, *pair) for pair, times in pairs.items()]
    known = connection.executemany("UPDATE search_name SET times = times + ? WHERE term = ? AND sound = ?", counted)
    if known.rowcount < len(pairs):
        made = [(*pair, pair[0][::-1], times) for pair, times in pairs.items()]
        connection.executemany("INSERT OR IGNORE INTO search_name (term, sound, back, times) VALUES (?, ?, ?, ?)", made)
        found = [(key, *pair) for pair in pairs for key in keys(pair[1])]
        connection.executemany("INSERT OR IGNORE INTO search_key (key, term, sound) VALUES (?, ?, ?)", found)


def forget(connection: Connection, text: str) -> None:
    """Count the names of a row out; a name that no row has any more leaves nothing."""
    for pair in _pairs(text):
        connection.execute("UPDATE search_name SET times = times - 1 WHERE term = ? AND sound = ?", pair)
        gone = connection.execute("DELETE FROM search_name WHERE term = ? AND sound = ? AND times < 1", pair)
        if gone.rowcount:
            found = [(key, *pair) for key in keys(pair[1])]
            connection.executemany("DELETE FROM search_key WHERE key = ? AND term = ? AND sound = ?", found)


def alike(connection: Connection, name: Spoken, *, begun: bool = False) -> Alike:
    """The names that sound like this one, the nearest first.

    When it is only `begun`, longer ones of another script too.
    """
    wished = {key for sound in name.sounds for key in keys(sound)}
    found = _of_keys(connection, sorted(wished))
    near = _nearest(name, found)
    if begun and len(near) < _MOST:
        longer = _of_longer_keys(connection, [key for key in sorted(wished) if len(key) >= _LEAST])
        # In its own script a longer name is found by its letters.
        other = (pair for pair in longer if is_arabic(pair[0]) != is_arabic(name.term))
        for term, distance in _nearest(name, other, begun=True).items():
            near.setdefault(term, distance + _GOES_ON)
    return dict(sorted(near.items(), key=lambda pair: pair[1])[:_MOST])


def _of_keys(connection: Connection, wished: Sequence[str]) -> list[tuple[str, str]]:
    marks = ", ".join("?" * len(wished))
    return connection.execute(
        f"SELECT DISTINCT term, sound FROM search_key WHERE key IN ({marks}) LIMIT ?", [*wished, _ASKED]
    ).fetchall()


def _of_longer_keys(connection: Connection, begun: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key in begun:
        found += connection.execute(
            "SELECT DISTINCT term, sound FROM search_key WHERE key > ? AND key < ? LIMIT ?",
            [key, key + _LAST, _ASKED // len(begun)],
        )
    return found


def _nearest(name: Spoken, found: Iterable[tuple[str, str]], *, begun: bool = False) -> Alike:
    near: Alike = {}
    # Of a longer name more may differ.
    most = 0.35 + 0.07 * max(map(len, name.sounds))
    for term, sound in found:
        distance = min(apart(heard, sound, begun=begun) for heard in name.sounds)
        if distance <= min(most, near.get(term, most)):
            near[term] = distance
    return near


def slips(connection: Connection, typed: str) -> Alike:
    """The names that differ from a typed word by one slip of the finger."""
    half = len(typed) // 2
    if not half:
        return {}
    # One slip leaves the first half or the second as it was, or exchanges the two letters where they meet.
    front, end, mended = typed[:half], typed[half:][::-1], _mended(typed, half)
    lengths = [len(typed) - 1, len(typed) + 1]
    found = connection.execute(
        "SELECT term FROM search_name WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? "
        "UNION SELECT term FROM search_name WHERE back >= ? AND back < ? AND length(term) BETWEEN ? AND ? "
        f"UNION SELECT term FROM search_name WHERE term IN ({', '.join('?' * len(mended))})",
        [front, front + _LAST, *lengths, end, end + _LAST, *lengths, *mended],
    )
    return {term: _SLIP for (term,) in found if term in mended or slip(typed, term)}


def _mended(typed: str, half: int) -> list[str]:
    """What was meant when the slip lies where the halves meet, or in the article, without which names are kept."""
    exchanged = typed[: half - 1] + typed[half] + typed[half - 1] + typed[half + 1 :]
    with_article = {f"ال{typed[cut:]}" for cut in (1, 2, 3)} | {typed[:1] + typed[2:3] + typed[1:2] + typed[3:]}
    meant = (bare(word) for word in with_article if word.startswith("ال") and slip(typed, word))
    return [exchanged, *meant]


def known(connection: Connection, words: Collection[str]) -> set[str]:
    """Which of these words are names of the vault."""
    marks = ", ".join("?" * len(words))
    found = connection.execute(f"SELECT DISTINCT term FROM search_name WHERE term IN ({marks})", list(words))
    return {term for (term,) in found}


def halves(connection: Connection, typed: str) -> list[tuple[str, str]]:
    """The ways in which a typed word is two names of the vault, between which the space is missing."""
    cuts = [(typed[:at], bare(typed[at:])) for at in range(2, len(typed) - 1)]
    names = known(connection, {half for cut in cuts for half in cut}) if cuts else set()
    return [cut for cut in cuts if names.issuperset(cut)]
