"""The directory as it is listed and searched: short rows of organisations with the services that they offer."""

import json
from dataclasses import dataclass
from datetime import date

from gemdesk.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation in short; the services are those that are still offered."""

    id: str
    name: str
    other_names: tuple[str, ...]
    place: str
    vetting: str
    never_refer: bool
    retired: bool
    free: bool
    last_checked: date | None
    safe_for: tuple[str, ...]
    unsafe_for: tuple[str, ...]
    sectors: tuple[str, ...]
    offered_to: tuple[str, ...]


def entries(connection: Connection) -> list[Entry]:
    """Every organisation in short, in no order."""
    sectors: dict[str, dict[str, None]] = {}
    offered: dict[str, set[str]] = {}
    free: set[str] = set()
    services = "SELECT organisation, sector, for_whom, cost FROM service WHERE NOT retired ORDER BY rowid"
    for organisation, sector, for_whom, cost in connection.execute(services):
        sectors.setdefault(organisation, {})[sector] = None
        offered.setdefault(organisation, set()).update(json.loads(for_whom))
        if cost == "free":
            free.add(organisation)
    found = connection.execute(
        "SELECT id, name, other_names, place, vetting, never_refer, retired, cost, last_checked, safe_for, unsafe_for "
        "FROM organisation"
    )
    return [
        Entry(
            row[0], row[1], tuple(json.loads(row[2])), row[3], row[4], bool(row[5]), bool(row[6]),
            row[7] == "free" or row[0] in free, date.fromisoformat(row[8]) if row[8] else None,
            tuple(json.loads(row[9])), tuple(json.loads(row[10])), tuple(sectors.get(row[0], ())),
            tuple(sorted(offered.get(row[0], ()))),
        )
        for row in found
    ]  # fmt: skip
