"""What a tour of case files has to come to, reckoned from the files alone.

On purpose without the program's own rules of consent and without its reader: a tour that asked
them would be content with a door that stands open.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

LETTER, REFUSAL = "letter", "refusal"
_NEEDED = {"reason", "services"}  # without these two there is no referral letter
Wanted = tuple[str, str]  # code of the person, languages of the letter


def outcomes(files: list[Path], today: date) -> dict[Wanted, str]:
    """For every letter that the files ask for, whether it has to leave or has to be refused.

    A file that cannot be read asks for nothing: taking it in has failed the tour already.
    """
    found: dict[Wanted, str] = {}
    for path in files:
        try:
            raw = tomllib.loads(path.read_text("utf-8"))
        except ValueError:
            continue
        wanted = raw.get("referral", {})
        outcome = LETTER if _may_leave(raw, today) else REFUSAL
        for language in wanted.get("languages", ()):
            found[raw["person"]["code"], "ar+en" if language == "both" else language] = outcome
    return found


def _may_leave(raw: Mapping[str, Any], today: date) -> bool:
    receiver = raw.get("referral", {}).get("receiver")
    consents = [row for row in raw.get("consent", ()) if row["receiver"] == receiver and row["purpose"] == "referral"]
    return any(_covers(row, today) and not _taken_back(row, consents) for row in consents)


def _covers(row: Mapping[str, Any], today: date) -> bool:
    begun = date.fromisoformat(row["date"]) <= today
    ended = "valid_until" in row and date.fromisoformat(row["valid_until"]) < today
    return (
        begun and not ended and "withdrawn" not in row and set(row["items"]) - set(row.get("withheld", ())) >= _NEEDED
    )


def _taken_back(row: Mapping[str, Any], consents: list[Mapping[str, Any]]) -> bool:
    later = [other for other in consents if other is not row and other["date"] >= row["date"]]
    return any(_NEEDED & set(other.get("withheld", ())) for other in later)
