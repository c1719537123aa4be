"""The search: folded words with prefixes first, then folded parts of words."""

from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.kernel.fold import fold, fold_number
from gemdesk.vault.connection import Connection

_ENOUGH = 20


def words_of(record: Record) -> tuple[str, int]:
    """The folded search text of a record and its greatest weight; 0 when nothing of it is searched."""
    found: list[str] = []
    weight = 0
    for field in definition_of(type(record)).fields:
        value = getattr(record, field.name)
        if not field.meaning.search or not value:
            continue
        weight = max(weight, field.meaning.search)
        texts = value if isinstance(value, tuple) else (str(value),)
        found += [fold(text) for text in texts]
        if field.meaning.kind is Kind.CONTACT:
            found += [fold_number(text) for text in texts]
    return " ".join(dict.fromkeys(part for part in found if part)), weight


def write(connection: Connection, record: Record, stream: str) -> None:
    """Put a record's words into the search, in place of those it had."""
    words, weight = words_of(record)
    row = connection.execute("SELECT id FROM search_row WHERE record = ?", [record.id]).fetchone()
    if row:
        for table in ("search_word", "search_part"):
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", [row[0]])
        connection.execute("DELETE FROM search_row WHERE id = ?", [row[0]])
    if not words:
        return
    connection.execute(
        "INSERT INTO search_row (record, stream, weight) VALUES (?, ?, ?)", [record.id, stream, weight]
    )
    for table in ("search_word", "search_part"):
        connection.execute(
            f"INSERT INTO {table} (rowid, words) SELECT id, ? FROM search_row WHERE record = ?", [words, record.id]
        )


def _ask(connection: Connection, table: str, query: str, limit: int) -> list[str]:
    found = connection.execute(
        f"SELECT r.stream, max(r.weight) FROM {table} JOIN search_row r ON r.id = {table}.rowid "
        f"WHERE {table} MATCH ? GROUP BY r.stream ORDER BY 2 DESC, min({table}.rowid) LIMIT ?",
        [query, limit],
    )
    return [row[0] for row in found]


def streams(connection: Connection, typed: str, limit: int = 200) -> list[str]:
    """The streams (cases) in which the typed text was found, names before notes, at most `limit`."""
    folded = fold(typed)
    terms = folded.split()
    if not terms:
        return []
    found = _ask(connection, "search_word", " AND ".join(f'"{term}"*' for term in terms), limit)
    digits = fold_number(typed) if "".join(terms).isdigit() else ""
    if len(digits) >= 3:
        found += _ask(connection, "search_part", f'"{digits}"', limit)
    if len(found) < _ENOUGH and any(len(term) >= 3 for term in terms):
        parts = " AND ".join(f'"{term}"' for term in terms if len(term) >= 3)
        found += _ask(connection, "search_part", parts, limit)
    return list(dict.fromkeys(found))[:limit]
