"""What the search finds in fields of the organisation's own: only where that is wished of the field."""

from gemdesk.domain.custom import definition_of_own
from gemdesk.domain.own import CustomField, CustomValue
from gemdesk.kernel import lists
from gemdesk.kernel.fold import fold
from gemdesk.store import rows
from gemdesk.vault.connection import Connection

_WEIGHT = 1  # as notes


def words_of(connection: Connection, value: CustomValue) -> tuple[str, int]:
    """The folded search text of a value and its weight; 0 when its field is not searched."""
    found = rows.select(connection, CustomField, "id = ?", value.field)
    if not found or not found[0].searched:
        return "", 0
    listed = definition_of_own(found[0]).meaning.values
    texts = [value.value]
    if listed:
        known = lists.values(listed)
        codes = (code for code in value.value.split("\n") if code in known)
        texts = [words for code in codes for words in known[code].words.values()]
    return " ".join(dict.fromkeys(part for part in map(fold, texts) if part)), _WEIGHT
