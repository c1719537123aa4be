"""Invented people in any number, made from the words in `resources/crowd`, the same for the same seed."""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from gemdesk.domain import risk
from gemdesk.domain.casework import Approval, Assessment, FollowUp, Need
from gemdesk.domain.definition import Record
from gemdesk.domain.records import Case, Consent, Entry, Organisation, Person, Referral, SafeContact, Service
from gemdesk.kernel import lists, places
from gemdesk.kernel.ids import new_id

_SLOT = re.compile(r"{(\w+)}")
_YEARS = 3  # how far back the cases reach
_WORKERS = 12  # who shares them, where there are many
_FACTORS = (0, 0, 0, 1, 1, 1, 2, 2, 3, 4)  # how many risk factors a case has
_SORTS = ("note", "call", "visit", "message", "legal", "health", "safety", "assistance")
_SORT_WEIGHTS = (30, 25, 12, 12, 6, 6, 5, 4)


@dataclass(frozen=True, slots=True)
class Life:
    """One case with everything that belongs to it, in the order in which it can be stored."""

    case: str
    records: tuple[Record, ...]


class Crowd:
    """Draws people; `now` is the day that the vault is made for, and `worker` whose cases most of them are."""

    def __init__(self, seed: int, now: datetime, worker: str) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - invented people are no secret
        self._now, self._worker = now, worker
        self._words: dict[str, Any] = tomllib.loads((places.resources() / "crowd" / "ar.toml").read_text("utf-8"))
        self._channels = [code for code in lists.values("channel") if code != "none"]
        self._sectors = list(lists.values("service"))
        self._factors = list(lists.values("risk_factor"))
        self.offices = tuple(
            Organisation(id=new_id(), name=name, vetting=self._vetting()) for name in self._words["office"]
        )

    def directory(self) -> Iterator[Record]:
        """The organisations and what they offer."""
        for office in self.offices:
            yield office
            for sector in self._draw.sample(self._sectors, k=3):
                checked = self._now.date() - timedelta(days=self._draw.randint(5, 400))
                yield Service(id=new_id(), organisation=office.id, sector=sector, last_checked=checked)

    def life(self, number: int, entries: int, *, workers: int = _WORKERS) -> Life:
        """The case with this number, with so many entries on its timeline."""
        draw = self._draw
        opened = self._now.date() - timedelta(days=draw.randint(0, 365 * _YEARS))
        person = self._person(number)
        factors = tuple(draw.sample(self._factors, k=draw.choice(_FACTORS)))
        level, closed = risk.level(factors), draw.random() < 0.2
        worker = self._worker if draw.randrange(workers) == 0 else f"w-{draw.randrange(workers) + 2}"
        due = None if closed or draw.random() < 0.3 else self._now.date() + timedelta(days=draw.randint(-40, 200))
        case = Case(
            id=new_id(), person=person.id, opened=opened, worker=worker, risk_level=level, risk_factors=factors,
            status="closed" if closed else "open", next_step=self._say("step") if due else "", next_due=due,
        )  # fmt: skip
        made: list[Record] = [person, self._contact(person), case]
        made += self._work(case, factors, level, opened)
        made += [self._entry(case.id, opened) for _ in range(entries)]
        return Life(case.id, tuple(made))

    def _person(self, number: int) -> Person:
        draw = self._draw
        given, family = draw.choice(self._words["given"]), draw.choice(self._words["family"])
        latin = (f"{given[1]} {family[1]}",) if draw.random() < 0.4 else ()
        return Person(
            id=new_id(), code=f"C-{number:06}", chosen_name=f"{given[0]} {family[0]}", other_scripts=latin,
            legal_name=f"{draw.choice(self._words['given'])[0]} {family[0]}" if draw.random() < 0.3 else "",
            address=draw.choice(("feminine", "masculine", "avoid")), age=draw.choice((None, draw.randint(16, 68))),
            languages=("ar",), place=draw.choice(self._words["place"]),
        )  # fmt: skip

    def _contact(self, person: Person) -> SafeContact:
        draw, words = self._draw, self._words
        number = f"+963 9{draw.randint(30, 99)} {draw.randint(100, 999)} {draw.randint(100, 999)}"
        return SafeContact(
            id=new_id(), person=person.id, channel=draw.choice(self._channels), number=number,
            hours=draw.choice(words["hours"]), code_word=draw.choice(words["code_word"]),
            who_may_answer=draw.choice(words["who"]), leave_message=draw.random() < 0.2,
        )  # fmt: skip

    def _work(self, case: Case, factors: tuple[str, ...], level: str, opened: date) -> Iterator[Record]:
        """What was done: an assessment, needs, a follow-up, for some a consent with its referral."""
        draw, today = self._draw, self._now.date()
        if factors:
            on = min(today, opened + timedelta(days=draw.randint(0, 9)))
            assessed = Assessment(id=new_id(), case=case.id, on=on, factors=factors, level=level, worker=case.worker)
            yield assessed
            if level in risk.SERIOUS and draw.random() < 0.1:
                at = datetime.combine(on, time(10), self._now.tzinfo)
                yield Approval(
                    id=new_id(),
                    case=case.id,
                    what="assessment",
                    about=assessed.id,
                    state="asked",
                    by=case.worker,
                    at=at,
                )
        for sort in draw.sample(self._sectors, k=draw.randint(0, 2)):
            yield Need(id=new_id(), case=case.id, sort=sort, since=opened)
        if case.status == "open" and draw.random() < 0.4:
            yield FollowUp(id=new_id(), case=case.id, due=today + timedelta(days=draw.randint(-20, 60)))
        if draw.random() < 0.25:
            office = draw.choice(self.offices)
            items = ("chosen_name", "reason", "services", "safe_contact")
            until = opened + timedelta(days=draw.randint(90, 500))
            yield Consent(id=new_id(), case=case.id, receiver=office.id, items=items, on=opened, valid_until=until)
            yield Referral(
                id=new_id(), case=case.id, organisation=office.id, reference=f"R-{new_id()[:8].upper()}",
                services=(draw.choice(self._sectors),), reason_ar=self._say("note"), on=opened, state="sent",
                sent_on=opened, reply_by=opened + timedelta(days=14),
            )  # fmt: skip

    def _entry(self, case: str, opened: date) -> Entry:
        draw = self._draw
        sort = draw.choices(_SORTS, _SORT_WEIGHTS)[0]
        days = draw.randint(0, max(0, (self._now.date() - opened).days))
        at = self._now - timedelta(days=days, minutes=draw.randint(0, 500))
        told = " ".join(self._say(sort if turn == 0 else "note") for turn in range(draw.choice((1, 1, 2, 3))))
        return Entry(id=new_id(), case=case, sort=sort, text=told, at=at)

    def _say(self, sort: str) -> str:
        """A sentence of a sort with its gaps filled."""
        sentence: str = self._draw.choice(self._words["sentence"][sort])
        return _SLOT.sub(lambda gap: self._draw.choice(self._words[gap[1]]), sentence)

    def _vetting(self) -> str:
        return self._draw.choices(("affirming", "neutral", "unknown", "unsafe"), (50, 20, 25, 5))[0]
