"""The permission table of the office, and of what is asked of all cases at once; see `permission_verbs`."""

from collections.abc import Callable
from dataclasses import replace

from gemdesk.domain.definition import Item
from gemdesk.domain.figures import Span, period
from gemdesk.domain.records import Entry
from gemdesk.domain.today import Row, Section
from gemdesk.flows import (
    cases,
    custom_fields,
    directory,
    directory_sheets,
    door,
    figures,
    history,
    keys,
    offices,
    own_lists,
    panic,
    print_queue,
    referrals,
    saved_views,
    sheet_imports,
    tasks,
    timeline,
    today,
    whereabouts,
)
from gemdesk.flows.directory_sheets import Plan as DirectoryPlan
from gemdesk.flows.directory_sheets import Step as DirectoryStep
from gemdesk.flows.door import Parcel
from gemdesk.flows.sheet_reading import Plan
from gemdesk.flows.whereabouts import Whereabouts
from gemdesk.flows.work import Work
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.texts import Texts
from tests.exchange.books import write_text
from tests.flows.permission_stage import NAME, RECEIVER, Stage
from tests.flows.permission_verbs import (
    EVERY_CASEWORKER,
    EVERYBODY,
    OF_A_CASE,
    OFFICE,
    OWN_ROWS,
    PRINTING,
    Act,
    after,
    by_id,
    of_case,
    reads,
    writes,
)

# Fields and lists of the office's own


def _field(stage: Stage) -> tuple[str, str]:
    field, case = stage.field(), stage.case()
    person = stage.person_of(case).id
    custom_fields.fill(stage.owner, person, "person", {field.id: NAME})
    return person, field.id


def _read_fields(stage: Stage) -> Act:
    person, _ = _field(stage)
    return lambda work: custom_fields.read(work, person, "person")


def _fill(stage: Stage) -> Act:
    person, field = _field(stage)
    return lambda work: custom_fields.fill(work, person, "person", {field: "آخر"})


def _facts(stage: Stage) -> Act:
    person, _ = _field(stage)
    return lambda work: custom_fields.facts(work, {"person": person})


def _define(stage: Stage) -> Act:
    like = stage.field()
    wished = replace(like, label_ar=stage.name(), label_en=stage.name())
    return lambda work: custom_fields.define(work, wished)


def _change_field(stage: Stage) -> Act:
    stored, name = stage.field(), stage.name()
    return lambda work: custom_fields.change_field(work, stored.id, replace(stored, label_ar=name))


def _order(stage: Stage) -> Act:
    stage.field()
    last = stage.field()
    return lambda work: custom_fields.order(work, "person", [last.id])


def _add_entry(stage: Stage) -> Act:
    entry = stage.entry()
    return lambda work: own_lists.add(work, entry)


def _change_entry(stage: Stage) -> Act:
    stored, wished = stage.own_entry(), stage.entry()
    return lambda work: own_lists.change_entry(work, stored.id, wished)


reads(custom_fields.read, OF_A_CASE, _read_fields, NAME)
writes(custom_fields.fill, OF_A_CASE, _fill)
reads(custom_fields.facts, OF_A_CASE, _facts, NAME)
writes(custom_fields.define, OFFICE, _define)
writes(custom_fields.change_field, OFFICE, _change_field)
writes(custom_fields.set_retired, OFFICE, lambda s: by_id(s.field().id, custom_fields.set_retired, True))
writes(custom_fields.order, OFFICE, _order)
writes(own_lists.add, OFFICE, _add_entry)
writes(own_lists.change_entry, OFFICE, _change_entry)
writes(own_lists.set_retired, OFFICE, lambda s: by_id(s.own_entry().id, own_lists.set_retired, True))

# Directory


def _look_into(stage: Stage) -> Act:
    stage.organisation()
    target = stage.place / f"{next(stage.numbers)}.csv"
    directory_sheets.export(stage.owner, target, "csv", Texts("ar"), with_free_words=False)
    return lambda work: directory_sheets.look_into(work, target)


def _export(stage: Stage) -> Act:
    stage.organisation()
    target = stage.place / f"{next(stage.numbers)}.csv"
    return lambda work: directory_sheets.export(work, target, "csv", Texts("ar"), with_free_words=True)


def _plan_of_directory(stage: Stage) -> DirectoryPlan:
    return DirectoryPlan("a.csv", (DirectoryStep(2, "", stage.name(), (), ()),), 0, (), (), ())


def _accept_directory(stage: Stage) -> Act:
    plan = _plan_of_directory(stage)
    return lambda work: directory_sheets.accept(work, plan)


def _take_back_directory(stage: Stage) -> Act:
    taken = directory_sheets.accept(stage.owner, _plan_of_directory(stage))
    return lambda work: directory_sheets.take_back(work, taken.change)


def _notice(stage: Stage) -> Act:
    name = stage.organisation().name
    return lambda work: directory.notice_of(work, name) or "nothing to be known"


def _save_organisation(stage: Stage) -> Act:
    name = stage.name()
    return lambda work: directory.save(work, "", {"name": name}, [])


def _quarters(stage: Stage) -> Act:
    receiver = stage.referral().organisation
    return lambda work: figures.of_receiver(work, receiver)


def _directory_page(work: Work) -> object:
    return directory.page(work, "", directory.Filter(), None, 50)


reads(directory.page, OFFICE, lambda s: after(s.organisation(), _directory_page))
reads(directory.count, OFFICE, lambda s: after(s.organisation(), directory.count))
reads(directory.places, OFFICE, lambda s: after(s.organisation(), directory.places))
reads(directory.read, OFFICE, lambda s: by_id(s.organisation().id, directory.read))
reads(directory.notice_of, OFFICE, _notice)
reads(directory.names, OFFICE, lambda s: after(s.organisation(), directory.names))
writes(directory.save, OFFICE, _save_organisation)
writes(directory.set_checked, OFFICE, lambda s: by_id(s.organisation().id, directory.set_checked))
writes(directory.set_retired, OFFICE, lambda s: by_id(s.organisation().id, directory.set_retired, True))
writes(directory_sheets.export, OFFICE, _export)
reads(directory_sheets.look_into, OFFICE, _look_into)
writes(directory_sheets.accept, OFFICE, _accept_directory)
writes(directory_sheets.take_back, OFFICE, _take_back_directory)
reads(figures.of_receiver, OFFICE, _quarters)


def _figures(stage: Stage) -> Act:
    stage.referral()
    wished = period(Span.QUARTER, stage.owner.clock.today())
    return lambda work: figures.read(work, wished, Progress())


reads(figures.read, OFFICE, _figures)

# The door and what goes through it


def _ask_door(stage: Stage) -> Act:
    case = stage.case()
    consent = stage.consent(case)
    return lambda work: door.ask(work, case, "referral", consent.receiver)


def _refusal(stage: Stage) -> Act:
    case = stage.case()
    consent = stage.consent(case)
    return lambda work: door.refusal(work, (Item.LEGAL_NAME,), case, "referral", consent.receiver)


def _leave(stage: Stage) -> Act:
    case = stage.case()
    receiver = stage.consent(case).receiver
    parcel = Parcel(
        case, "referral_letter", "saved", receiver, "referral", (Item.CHOSEN_NAME,), b"%PDF", "a.pdf",
        "application/pdf", "ar",
    )  # fmt: skip
    return lambda work: door.leave(work, parcel)


def _letter(verb: Callable[..., object], *more: object) -> Callable[[Stage], Act]:
    return lambda stage: lambda work: verb(work, stage.order, *more)


def _save_copy(stage: Stage) -> Act:
    target = stage.place / f"{next(stage.numbers)}.pdf"
    return lambda work: referrals.save_copy(work, stage.order, target)


def _keep_referral(stage: Stage) -> Act:
    fresh = referrals.blank(stage.owner, stage.case())
    return lambda work: referrals.keep(work, fresh, RECEIVER)


reads(door.ask, OF_A_CASE, _ask_door)
reads(door.refusal, OF_A_CASE, _refusal)
writes(door.leave, OF_A_CASE, _leave)
reads(referrals.blank, OF_A_CASE, of_case(referrals.blank))
reads(referrals.begin, OF_A_CASE, of_case(referrals.begin))
reads(referrals.sheet, OF_A_CASE, _letter(referrals.sheet))
reads(referrals.write, OF_A_CASE, _letter(referrals.write))
reads(referrals.draw, OF_A_CASE, _letter(referrals.draw))
reads(referrals.ready, OF_A_CASE, _letter(referrals.ready))
writes(referrals.keep, OF_A_CASE, _keep_referral)
writes(referrals.pass_door, OF_A_CASE, _letter(referrals.pass_door, "printed"))
writes(referrals.save_copy, OF_A_CASE, _save_copy)

# Letters that wait to be printed


def _wait(stage: Stage) -> str:
    return print_queue.prepare(stage.owner, stage.order).id


def _print_failed(stage: Stage) -> Act:
    supervisor, waiting = stage.hands["supervisor"], _wait(stage)
    passed = print_queue.print_one(supervisor, waiting)
    return lambda work: print_queue.print_failed(work, waiting, passed)


writes(print_queue.prepare, OF_A_CASE, _letter(print_queue.prepare))
reads(print_queue.waiting, PRINTING, lambda s: after(_wait(s), print_queue.waiting))
writes(print_queue.print_one, PRINTING, lambda s: by_id(_wait(s), print_queue.print_one))
writes(print_queue.print_failed, PRINTING, _print_failed)
writes(print_queue.take_back, OF_A_CASE, lambda s: by_id(_wait(s), print_queue.take_back))

# History


def _noted(stage: Stage) -> tuple[Entry, str]:
    note = cases.note(stage.owner, stage.case(), NAME)
    told = history.last(stage.owner)
    assert told is not None
    return note, told.change


def _take_back(stage: Stage) -> Act:
    _, change = _noted(stage)
    return lambda work: history.take_back(work, change)


def _thrown(stage: Stage) -> str:
    note, change = _noted(stage)
    history.take_back(stage.owner, change)
    return note.id


def _take_back_last(stage: Stage) -> Act:
    name = stage.name()

    def act(work: Work) -> object:
        directory.save(work, "", {"name": name}, [])
        told = history.take_back_last(work)
        assert told is not None
        return told

    return act


def _complete(stage: Stage) -> str:
    case = stage.case()
    cases.complete(stage.owner, case, {"person": {"place": NAME}})
    return case


def _completed(stage: Stage) -> Act:
    _complete(stage)
    return lambda work: history.page(work, "", None, 50)


reads(history.page, OWN_ROWS, _completed, NAME)
reads(history.last, "y0000", lambda s: after(_complete(s), history.last), NAME)
reads(history.just_done, "y0000", lambda s: after(_complete(s), history.just_done), NAME)
writes(history.take_back, OF_A_CASE, _take_back)
writes(history.take_back_last, OFFICE, _take_back_last)
reads(history.bin_of, OWN_ROWS, lambda s: after(_thrown(s), history.bin_of), NAME)
writes(history.bring_back, "yky..", lambda s: by_id(_thrown(s), history.bring_back))

# Keys and panic


def _retire(stage: Stage) -> Act:
    stage.free_places()
    keys.make_code(stage.owner)
    places = [one for one in keys.key_places(stage.owner) if one.kind is keys.SlotKind.RECOVERY]
    return lambda work: keys.retire(work, places[-1].number)


def _rehearse(stage: Stage) -> Act:
    stage.free_places()
    code = keys.make_code(stage.owner).code
    return lambda work: keys.rehearse(work, code) or "rehearsed"


def _end_former(stage: Stage) -> Act:
    stage.free_places()
    keys.make_code(stage.owner)
    keys.make_code(stage.owner)
    return keys.end_former


def _panic(stage: Stage) -> Act:
    panic.rehearse(stage.owner)
    return lambda work: panic.enable(work, True)


writes(keys.retire, OFFICE, _retire)
writes(keys.make_code, OFFICE, lambda s: after(s.free_places(), keys.make_code))
writes(keys.make_shares, OFFICE, lambda s: after(s.free_places(), keys.make_shares))
writes(keys.rehearse, OFFICE, _rehearse)
writes(keys.end_former, OFFICE, _end_former)
writes(panic.rehearse, OFFICE, lambda _: panic.rehearse)
writes(panic.enable, OFFICE, _panic)

# Office


def _edit_office(stage: Stage) -> Act:
    office = offices.read(stage.owner)
    name = stage.name()
    return lambda work: offices.edit(work, office, {"name_ar": f"{name} {work.worker}"})


writes(offices.edit, OFFICE, _edit_office)

# Sheets

_HEAD = ["الاسم", "العمر"]


def _sheet(stage: Stage, name: str = "a") -> Plan:
    path = write_text(stage.place / f"{name}-{next(stage.numbers)}.csv", [_HEAD, [stage.name(), "23"]])
    return sheet_imports.plan(stage.owner, path)


def _dry_run(stage: Stage) -> Act:
    path = write_text(stage.place / f"{next(stage.numbers)}.csv", [_HEAD, [stage.name(), "23"]])
    return lambda work: sheet_imports.plan(work, path)


def _compare(stage: Stage) -> Act:
    plan = _sheet(stage)
    return lambda work: sheet_imports.compare(work, plan)


def _accept(stage: Stage) -> Act:
    plan = _sheet(stage)
    return lambda work: sheet_imports.accept(work, plan, {}, Texts("ar"))


def _accepted(stage: Stage) -> str:
    outcome = sheet_imports.accept(stage.owner, _sheet(stage, NAME), {}, Texts("ar"))
    assert outcome is not None
    return outcome.id


reads(sheet_imports.plan, EVERY_CASEWORKER, _dry_run)
reads(sheet_imports.compare, EVERY_CASEWORKER, _compare)
writes(sheet_imports.accept, EVERY_CASEWORKER, _accept)
writes(sheet_imports.undo, OF_A_CASE, lambda s: by_id(_accepted(s), sheet_imports.undo))
reads(sheet_imports.earlier, "y0y00", lambda s: after(_accepted(s), sheet_imports.earlier), NAME)

# Tasks, Today, timeline, whereabouts, saved views


def _task(verb: Callable[..., object], *more: object) -> Callable[[Stage], Act]:
    def act(stage: Stage) -> Act:
        case = stage.case()
        made = tasks.save(stage.owner, case, "", {"text": "اتصال"})
        return lambda work: verb(work, case, made.id, *more)

    return act


def _today(stage: Stage) -> Act:
    stage.case(need="سكن")
    return lambda work: today.page(work, Section.DUE, None, 200)


def _overview(stage: Stage) -> Act:
    stage.case(need="سكن")
    return lambda work: today.overview(work).total


def _done(stage: Stage) -> Act:
    case = stage.case(need="سكن")
    row = next(one for one in today.page(stage.owner, Section.DUE, None, 400) if one.case == case)
    assert isinstance(row, Row)
    return lambda work: today.done(work, row)


def _happenings(stage: Stage) -> Act:
    case = stage.case(note=NAME)
    view = cases.open_case(stage.owner, case)
    return lambda work: timeline.happenings(work, view.case)


def _whereabouts(stage: Stage) -> Act:
    case = stage.case()
    stage.typed("whereabouts", {"page": "case", "case": case})
    return whereabouts.find


def _keep_whereabouts(stage: Stage) -> Act:
    case = stage.case()
    return lambda work: whereabouts.keep(work, Whereabouts(page="case", case=case))


def _view(verb: Callable[..., object], *more: object) -> Callable[[Stage], Act]:
    """A verb with a view of the first caseworker."""

    def act(stage: Stage) -> Act:
        made = saved_views.save(stage.owner, stage.name(), NAME, ())
        return lambda work: verb(work, made.id, *more)

    return act


def _save_view(stage: Stage) -> Act:
    name = stage.name()
    return lambda work: saved_views.save(work, name, "سكن", ("open",))


reads(tasks.begun, EVERY_CASEWORKER, lambda _: tasks.begun)
writes(tasks.save, OF_A_CASE, _task(tasks.save, {"text": "آخر"}))
writes(tasks.done, OF_A_CASE, _task(tasks.done))
writes(tasks.bin_, OF_A_CASE, _task(tasks.bin_))
reads(timeline.happenings, OF_A_CASE, _happenings, NAME)
reads(today.overview, "yyyy0", _overview)
reads(today.page, "y0y00", _today, NAME)
writes(today.done, OF_A_CASE, _done)
writes(whereabouts.keep, EVERYBODY, _keep_whereabouts)
reads(whereabouts.find, "y0y00", _whereabouts, NAME)
reads(saved_views.own, "y0000", lambda s: after(saved_views.save(s.owner, s.name(), NAME, ()), saved_views.own), NAME)
writes(saved_views.save, EVERY_CASEWORKER, _save_view)
writes(saved_views.rename, "y....", _view(saved_views.rename, "اسم آخر"))
writes(saved_views.remove, "y....", _view(saved_views.remove))
