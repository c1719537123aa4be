"""Reading a case file (TOML): one person with contact, consents, timeline and a wanted referral."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import Any

from gemdesk.domain import risk
from gemdesk.domain.checks import check, mistyped
from gemdesk.domain.records import Case, Consent, Entry, Organisation, Person, Referral, SafeContact
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_code, new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import latin_digits, strip_controls

_LARGEST = 256 * 1024  # bytes; a case file is a few kilobytes
_CODE = re.compile(r"\w[\w.-]*")  # a person's code stands in file names
_LANGUAGES: dict[str, tuple[str, ...]] = {"ar": ("ar",), "en": ("en",), "both": ("ar", "en")}
_HOW = {
    "signed": "signed",
    "verbal, witnessed": "verbal_witnessed",
    "assent, with a trusted adult": "assent_adult",
}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The records of one case file; organisations are new ones, to be matched by name."""

    person: Person
    contact: SafeContact
    case: Case
    organisations: tuple[Organisation, ...]
    consents: tuple[Consent, ...]
    entries: tuple[Entry, ...]
    referral: Referral | None
    languages: tuple[tuple[str, ...], ...]  # one letter each: ("ar",), ("en",), ("ar", "en")


def read(path: Path, today: date, zone: tzinfo | None) -> CaseFile:
    """The records of a case file; `Refusal(CASE_FILE_UNREADABLE)` names what could not be read."""
    try:
        found = _Reader(tomllib.loads(_text(path)), today, zone).case_file()
    except KeyError as fault:
        part = str(fault.args[0])  # the name of a field, never what stands in it
    # AttributeError: where a table is expected there may stand anything.
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as fault:
        part = type(fault).__name__
    else:
        part = _odd(found)
        if not part:
            return found
    # Raised outside of the handler: the cause would carry what stands in the file into a report.
    raise Refusal(Reason.CASE_FILE_UNREADABLE, name=path.name, part=part)


def _text(path: Path) -> str:
    # A pipe would keep the reader waiting, and a device might never end.
    if not path.is_file():
        raise ValueError("file")
    with path.open("rb") as source:
        raw = source.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise ValueError("size")
    return raw.decode("utf-8").replace("\r\n", "\n")


def _odd(found: CaseFile) -> str:
    """The first field that could not be stored as it is; what a list or a number might mean is not guessed."""
    several = (*found.organisations, *found.consents, *found.entries)
    records = (found.person, found.contact, found.case, *several, *((found.referral,) if found.referral else ()))
    for record in records:
        if odd := mistyped(record) or next((stop.where for stop in check(record)), ""):
            return odd
    if not _CODE.fullmatch(found.person.code):
        return "code"
    return "" if all(fold(one.name) for one in found.organisations) else "receiver"


def _how(said: str) -> str:
    if said not in _HOW:
        raise ValueError("given")
    return _HOW[said]


def _languages(code: str) -> tuple[str, ...]:
    if code not in _LANGUAGES:
        raise ValueError("languages")
    return _LANGUAGES[code]


def _clean(raw: Any) -> Any:
    """Bidi controls stripped from every text that comes in."""
    if isinstance(raw, dict):
        return {key: _clean(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_clean(value) for value in raw]
    return strip_controls(raw) if isinstance(raw, str) else raw


class _Reader:
    """Reads one file; organisations that are named several times become one."""

    def __init__(self, raw: dict[str, Any], today: date, zone: tzinfo | None) -> None:
        self._raw = _clean(raw)
        self._today = today
        self._zone = zone
        self._case = new_id()
        self._organisations: dict[str, Organisation] = {}

    def _table(self, name: str) -> dict[str, Any]:
        found = self._raw.get(name, {})
        if not isinstance(found, dict):
            raise TypeError(name)
        return found

    def _organisation(self, name: str, addressee: str = "") -> str:
        known = self._organisations.get(name)
        if known is None:
            known = Organisation(id=new_id(), name=name, addressee=addressee)
            self._organisations[name] = known
        return known.id

    def case_file(self) -> CaseFile:
        """All records of the file."""
        person = self._person()
        wanted = self._table("referral")
        referral = self._referral(wanted) if wanted else None
        consents = tuple(event for row in self._raw.get("consent", []) for event in self._consents(row))
        entries = tuple(self._entries())
        return CaseFile(
            person, self._contact(person), self._case_record(person, entries, consents),
            tuple(self._organisations.values()), consents, entries, referral,
            tuple(_languages(code) for code in wanted.get("languages", [])),
        )  # fmt: skip

    def _person(self) -> Person:
        raw = self._raw["person"]
        return Person(
            id=new_id(), code=raw["code"], chosen_name=raw["chosen_name"],
            other_scripts=tuple(raw.get("other_scripts", ())), legal_name=raw.get("legal_name", ""),
            address=raw.get("address", "avoid"), age=raw.get("age"), age_band=raw.get("age_band", ""),
            languages=tuple(raw.get("languages", ())), displacement=raw.get("displacement", ""),
            place=raw.get("place", ""), specific_needs=tuple(raw.get("specific_needs", ())),
        )  # fmt: skip

    def _contact(self, person: Person) -> SafeContact:
        raw = self._table("safe_contact") or {"channel": "none"}
        return SafeContact(
            id=new_id(), person=person.id, channel=raw["channel"], number=latin_digits(raw.get("number", "")),
            hours=raw.get("hours", ""), code_word=raw.get("code_word", ""),
            who_may_answer=raw.get("who_may_answer", ""), leave_message=bool(raw.get("leave_message")),
        )  # fmt: skip

    def _case_record(self, person: Person, entries: tuple[Entry, ...], consents: tuple[Consent, ...]) -> Case:
        raw = self._table("risk")
        factors = tuple(name for name, said in raw.items() if said is True)
        days = [e.at.date() for e in entries if e.at] + [c.on for c in consents if c.on]
        return Case(
            id=self._case, person=person.id, opened=min(days, default=self._today), risk_factors=factors,
            risk_level=risk.level(factors), risk_note=raw.get("note", ""),
        )  # fmt: skip

    def _consents(self, raw: dict[str, Any]) -> list[Consent]:
        given = Consent(
            id=new_id(), case=self._case, purpose=raw["purpose"], receiver=self._organisation(raw["receiver"]),
            items=tuple(raw["items"]), withheld=tuple(raw.get("withheld", ())), how=_how(raw["given"]),
            on=date.fromisoformat(raw["date"]), language=raw.get("language", "ar"),
            valid_until=date.fromisoformat(raw["valid_until"]) if raw.get("valid_until") else None,
        )  # fmt: skip
        if not raw.get("withdrawn"):
            return [given]
        if date.fromisoformat(raw["withdrawn"]) < date.fromisoformat(raw["date"]):
            raise ValueError("withdrawn")
        withdrawn = Consent(
            id=new_id(), case=self._case, act="withdrawn", about=given.id, purpose=given.purpose,
            receiver=given.receiver, how=given.how, on=date.fromisoformat(raw["withdrawn"]), language=given.language,
        )  # fmt: skip
        return [given, withdrawn]

    def _moment(self, day: str) -> datetime:
        return datetime.combine(date.fromisoformat(day), time(9), self._zone)

    def _entries(self) -> list[Entry]:
        found = [
            Entry(id=new_id(), case=self._case, sort=row["kind"], text=row["text"], at=self._moment(row["date"]))
            for row in self._raw.get("timeline", [])
        ]
        for row in self._raw.get("violation", []):
            told = " — ".join(str(row[part]) for part in ("what", "when", "where", "by", "source") if row.get(part))
            at = datetime.combine(self._today, time(9), self._zone)
            found.append(Entry(id=new_id(), case=self._case, sort="incident", text=told, at=at))
        return found

    def _referral(self, raw: dict[str, Any]) -> Referral:
        return Referral(
            id=new_id(), case=self._case, organisation=self._organisation(raw["receiver"], raw.get("to", "")),
            reference=new_code("R"), addressee=raw.get("to", ""), priority=raw["priority"],
            services=tuple(raw["services"]), reason_ar=raw.get("reason_ar", ""), reason_en=raw.get("reason_en", ""),
            letterhead=raw.get("letterhead", "neutral"), on=self._today,
        )  # fmt: skip
