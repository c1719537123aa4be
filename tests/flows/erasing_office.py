"""A vault with two people about whom there is everything, one of whom is to be erased."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

from gemdesk.domain.casework import Likeness, Relative, Task
from gemdesk.domain.definition import Record
from gemdesk.domain.own import SavedView, SheetImport
from gemdesk.domain.records import Entry, File, Person
from gemdesk.flows import cases, examinations, sessions, whereabouts
from gemdesk.flows.whereabouts import Whereabouts
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.settings import Settings
from gemdesk.store import bodies, rows
from gemdesk.store.change import OFFICE
from gemdesk.vault.findings import Choice
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from tests.flows.erasing_traces import found_in
from tests.flows.filled import Filled, fill
from tests.store.making import MOMENT
from tests.vault.making import LIGHT, OLD


class Office:
    """A vault with two people about whom there is everything, and who opens it."""

    def __init__(self, handover: Handover, person: Filled, other: Filled) -> None:
        self.clock = SetClock(MOMENT)
        self.handover, self.person, self.other = handover, person, other

    @classmethod
    def make(cls, place: Path) -> "Office":
        temporary, opened = prepare(place, OLD, worker="w-1", policy=LIGHT)
        work = sessions.begin(Handover(Mode.CREATE, place, opened, Settings(), temporary), SetClock(MOMENT))
        other = fill(work, 2)
        person = fill(work, 1, other)
        _elsewhere(work, person, other)
        work.close()
        return cls(Handover(Mode.OPEN, place, opened, Settings()), person, other)

    def copied(self, place: Path) -> "Office":
        """The same in another folder."""
        shutil.copytree(self.folder, place)
        return Office(replace(self.handover, folder=place), self.person, self.other)

    @property
    def folder(self) -> Path:
        return self.handover.folder

    def begin(self, choice: Choice | None = None) -> Work:
        return sessions.begin(self.handover, self.clock, choice)

    def examined(self) -> None:
        """One opening with its examination, which leaves a generation."""
        work = self.begin()
        examination = examinations.prepare(work)
        assert examinations.finish(work, examination, examination.run()) is None
        work.close()

    def traces(self, texts: list[str] | None = None) -> dict[str, list[str]]:
        return found_in(self.folder, self.handover.opened.keys, texts or list(self.person.said))


def _elsewhere(work: Work, person: Filled, other: Filled) -> None:
    """What the office and the other file say about the person."""
    draw = random.Random(3)
    made = work.connection.execute("SELECT change_id FROM event WHERE record = ?", [person.ids["person"]]).fetchone()
    called = rows.one(work.connection, Person, person.ids["person"]).chosen_name

    def word(where: str) -> str:
        return person.word(draw, where)

    pair = Likeness(id=new_id(), person=other.ids["person"], other=person.ids["person"], note=word("likeness"))
    thrown = Likeness(id=new_id(), person=other.ids["person"], other=person.ids["person"], note=word("thrown likeness"))
    with work.change() as change:
        digest = bodies.keep(change.connection, word("a thrown file's body").encode() * 300)
        letter = File(id=new_id(), case=person.case, name=word("file"), media="x", size=1, at=MOMENT, digest=digest)
        note = Entry(id=new_id(), case=person.case, text=word("thrown entry"), at=MOMENT)
        of_the_other: tuple[Record, ...] = (pair, thrown)
        of_the_person: tuple[Record, ...] = (letter, note)
        for record in of_the_other:
            change.add(record, other.case)
        for record in of_the_person:
            change.add(record, person.case)
        change.add(Task(id=new_id(), case=person.case, text=word("task of the office")), OFFICE)
        change.add(Relative(id=new_id(), person=other.ids["person"], other_person=person.ids["person"]), other.case)
        change.add(SheetImport(id=new_id(), name=word("name of a sheet"), at=MOMENT, change=str(made[0])), OFFICE)
        change.add(SavedView(id=new_id(), name=word("saved view"), worker="w-1", typed=called), OFFICE)
    with work.change() as change:
        for record in (thrown, *of_the_person):
            change.bin(record)
        change.edit(rows.one(work.connection, Person, person.ids["person"]), place=word("edit"))
    with work.change() as change:
        change.edit(rows.one(work.connection, Person, person.ids["person"]), place=word("second edit"))
    for place in ("note", "details", "consent", "referral"):
        cases.keep_draft(work, f"{place}:{person.case}", {"text": word(f"draft {place}")})
    cases.keep_draft(work, "somewhere", {"case": person.case, "text": word("draft that names the case")})
    whereabouts.keep(work, Whereabouts(page="case", case=person.case, focus=word("whereabouts")))
    work.note("something", case=person.case, name=word("vault event"))
