"""What the rows of an accepted plan become: people with their contact, case, needs and notes, in an open change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gemdesk.domain.ages import band_of
from gemdesk.domain.casework import Need
from gemdesk.domain.definition import Record, definition_of
from gemdesk.domain.erasures import mark_of
from gemdesk.domain.own import SheetImport
from gemdesk.domain.readings import Same, Spot, Target
from gemdesk.domain.records import Case, Entry, Person, SafeContact
from gemdesk.exchange import sheet_layout
from gemdesk.flows import sheet_choices, sheet_reading
from gemdesk.flows.codes import free_code
from gemdesk.flows.sheet_choices import Choices
from gemdesk.flows.sheet_reading import Plan, Planned
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name, strip_controls
from gemdesk.store import erased, rows
from gemdesk.store.change import OFFICE, Change

_LONGEST = definition_of(Entry).field("text").meaning.longest


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an acceptance wrote."""

    id: str  # of the import, to take it back
    people: int
    added: int  # rows that were added to somebody's timeline
    left_out: int


class Writer:
    """Writes the rows of one plan inside an open change."""

    def __init__(self, work: Work, change: Change, found: Plan, choices: Choices, texts: Texts) -> None:
        self._work, self._change, self._plan, self._choices, self._texts = work, change, found, choices, texts
        self._heads = sheet_layout.heads(found.opened.sheet, found.layout)
        self._doubted = {doubt.spot for doubt in found.doubts if not doubt.spot.person}
        self._marks = erased.kept_out(work.connection).marks
        self._cases: dict[int, str] = {}  # what became of a row: the case that it made or was added to
        self._people = self._added = self._left_out = 0

    def write(self, progress: Progress | None) -> Outcome:
        """Write every row, and that it was done. `Cancelled` when it is no longer wished, `Refusal` without a row."""
        for at, one in enumerate(self._plan.rows):
            if progress is not None and at % 20 == 0:
                # The last quarter is what the change itself does at its end.
                progress.step(at, len(self._plan.rows) * 4 // 3)
            self._write(one)
        if not self._people + self._added:
            raise Refusal(Reason.NO_ROW_TAKEN, "")
        done = SheetImport(
            id=new_id(), name=self._plan.opened.sheet.name[:200], made=self._people,
            left_out=self._left_out + len(self._plan.aside), at=self._work.clock.now(), change=self._change.id,
        )  # fmt: skip
        self._change.add(done, OFFICE)
        return Outcome(done.id, self._people, self._added, self._left_out)

    def _write(self, one: Planned) -> None:
        same, case_id = sheet_choices.becomes(self._plan, one, self._choices), self._earlier(one)
        if same is Same.LEFT_OUT:
            self._left_out += 1
            return
        is_there = same is Same.ADDED
        if is_there:
            self._added += 1
            code = self._text(one, Target.CODE)
        else:
            self._people += 1
            case_id, code = new_id(), self._code(one)
        self._cases[one.number] = case_id
        made: list[Record] = [] if is_there else list(self._records(one, case_id, code))
        for sort, text in self._notes(one, code, whole=is_there):
            made.append(Entry(id=new_id(), case=case_id, sort=sort, text=text, at=self._work.clock.now()))
        self._change.add_all((record, case_id) for record in made)

    def _earlier(self, one: Planned) -> str:
        """The case of whom a row may be about; none when an earlier row of theirs was left out itself."""
        doubt = self._plan.persons.get(sheet_reading.person_spot(self._plan, one))
        if doubt is None:
            return ""
        return str(doubt.facts.get("case") or self._cases.get(int(str(doubt.facts.get("row", 0))), ""))

    def _value(self, one: Planned, target: Target) -> object:
        at = self._plan.layout.column(target)
        return sheet_choices.value(self._plan, one, at, self._choices) if at >= 0 else None

    def _text(self, one: Planned, target: Target) -> str:
        return str(self._value(one, target) or "")

    def _texts_of(self, one: Planned, target: Target) -> tuple[str, ...]:
        found = (sheet_choices.value(self._plan, one, at, self._choices) for at in self._plan.layout.columns(target))
        return tuple(str(text) for text in found if text)

    def _codes(self, one: Planned, target: Target) -> tuple[str, ...]:
        found = (sheet_choices.value(self._plan, one, at, self._choices) for at in self._plan.layout.columns(target))
        return tuple(dict.fromkeys(str(code) for codes in found if isinstance(codes, tuple) for code in codes))

    def _records(self, one: Planned, case_id: str, code: str) -> Iterator[Record]:
        age = self._value(one, Target.AGE)
        years = age if isinstance(age, int) else None
        person = Person(
            id=new_id(), code=code, chosen_name=sheet_choices.name_of(self._plan, one, self._choices),
            other_scripts=self._texts_of(one, Target.OTHER_NAME), legal_name=self._text(one, Target.LEGAL_NAME),
            address=self._text(one, Target.ADDRESS) or "avoid", age=years, age_band=band_of(years),
            languages=self._codes(one, Target.LANGUAGES), displacement=self._text(one, Target.DISPLACEMENT),
            place=self._text(one, Target.PLACE),
        )  # fmt: skip
        yield person
        number = self._text(one, Target.NUMBER)
        yield SafeContact(
            id=new_id(), person=person.id, channel="e-mail" if "@" in number else "phone" if number else "none",
            number=number, hours=self._text(one, Target.HOURS), code_word=self._text(one, Target.CODE_WORD),
        )  # fmt: skip
        opened = self._value(one, Target.OPENED)
        day = opened if isinstance(opened, date) else self._plan.today
        yield Case(
            id=case_id, person=person.id, opened=day, worker=self._work.worker,
            risk_level=self._text(one, Target.RISK) or "not_assessed",
        )  # fmt: skip
        for sort in self._codes(one, Target.SERVICES):
            yield Need(id=new_id(), case=case_id, sort=sort, since=day)

    def _code(self, one: Planned) -> str:
        """The code that the sheet gives, unless somebody has it or had it until they were erased; else a drawn one."""
        wanted = self._text(one, Target.CODE)
        if (
            wanted
            and not self._is_erased(wanted)
            and not rows.select(self._work.connection, Person, "code = ? LIMIT 1", wanted)
        ):
            return wanted
        return free_code(self._work, Person, "code", "C")

    def _is_erased(self, code: str) -> bool:
        return mark_of(code) in self._marks

    def _notes(self, one: Planned, code: str, *, whole: bool) -> Iterator[tuple[str, str]]:
        """Kind and text of each entry of a row: its notes, then what no field holds in the words of the sheet.

        `whole`: everything that stands in the row, for somebody who has a file already.
        """
        for text in self._texts_of(one, Target.NOTE):
            yield "note", text
        said = list(self._said(one, code, whole=whole))
        if said:
            name, row = Name(self._plan.opened.sheet.name), self._texts.number(one.number)
            head = self._texts.say("From the sheet “{name}”, row {row}:", name=name, row=row)
            for piece in _pieces([strip_controls(head), *said]):
                yield "system", piece

    def _said(self, one: Planned, code: str, *, whole: bool) -> Iterator[str]:
        for column, target in enumerate(self._plan.layout.targets):
            is_erased = target is Target.CODE and self._is_erased(self._text(one, target))
            if target in (Target.NOTE, Target.LEFT_OUT) or is_erased:
                continue
            odd = Spot(one.number, column) in self._doubted or (
                target is Target.CODE and self._text(one, target) not in ("", code)
            )
            text = sheet_reading.as_note(one.row.cell(column)) if whole or odd or target is Target.KEPT else ""
            if text:
                head = strip_controls(self._heads[column])
                yield f"{head}: {text}" if head else text


def _pieces(lines: list[str]) -> Iterator[str]:
    """The lines in as few texts as entries can hold."""
    piece = ""
    for line in lines:
        joined = f"{piece}\n{line}" if piece else line
        while len(joined) > _LONGEST:
            cut = len(piece) if piece else _LONGEST
            yield joined[:cut]
            joined, piece = joined[cut:].removeprefix("\n"), ""
        piece = joined
    yield piece
