"""The permission table: what each verb of the flows does in the hands of each role.

The cells stand in the order of `permission_stage.WORKERS`: a caseworker at their own case, another caseworker at the
same case, supervisor, coordinator, printing staff. `y` does its work; `.` is refused as not part of the role, `s` as
sealed away; `0` answers without telling of the case; `k` does not find it. All but `y` change nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from gemdesk.domain.definition import Item
from gemdesk.domain.figures import Span, period
from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Entry
from gemdesk.domain.referrals import State
from gemdesk.domain.today import Section
from gemdesk.flows import (
    approval_queue,
    approvals,
    attachments,
    case_files,
    cases,
    consents,
    contacts,
    custom_fields,
    directory,
    directory_sheets,
    door,
    erasing,
    figures,
    follow_ups,
    history,
    keys,
    matches,
    needs,
    offices,
    own_lists,
    panic,
    people,
    plans,
    referral_states,
    referrals,
    replies,
    risk,
    saved_views,
    sealed_blocks,
    sealed_notes,
    sheet_imports,
    tasks,
    timeline,
    today,
    whereabouts,
)
from gemdesk.flows.cases import Intake
from gemdesk.flows.consents import Given
from gemdesk.flows.directory_sheets import Plan as DirectoryPlan
from gemdesk.flows.directory_sheets import Step as DirectoryStep
from gemdesk.flows.door import Parcel
from gemdesk.flows.replies import Answer
from gemdesk.flows.sealed_blocks import Block
from gemdesk.flows.sheet_reading import Plan
from gemdesk.flows.today import Row
from gemdesk.flows.whereabouts import Whereabouts
from gemdesk.flows.work import Work
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.texts import Texts
from tests.exchange.books import write_text
from tests.flows.permission_stage import NAME, PHONE, RECEIVER, Stage

Act = Callable[[Work], object]

OF_A_CASE, EVERY_CASEWORKER, OFFICE, EVERYBODY = "y.y..", "yyy..", "yyyy.", "yyyyy"
APPROVING, OWN_ROWS, SEALED = "..y..", "y0y..", "y.y.."


@dataclass(frozen=True)
class Verb:
    """One verb: its cells, and what sets the stage and gives the call that is then made by each."""

    name: str
    cells: str
    act: Callable[[Stage], Act]
    writes: bool = False
    marker: str = ""  # what a reading tells where it is allowed, and nowhere else


TABLE: list[Verb] = []


def reads(verb: Callable[..., object], cells: str, act: Callable[[Stage], Act], marker: str = "") -> None:
    """A verb that gives something."""
    TABLE.append(Verb(_named(verb), cells, act, marker=marker))


def writes(verb: Callable[..., object], cells: str, act: Callable[[Stage], Act]) -> None:
    """A verb after which something else is stored."""
    TABLE.append(Verb(_named(verb), cells, act, writes=True))


def _named(verb: Callable[..., object]) -> str:
    return f"{verb.__module__.removeprefix('gemdesk.flows.')}.{verb.__name__}"


def of_case(verb: Callable[..., object], *more: object, **card: object) -> Callable[[Stage], Act]:
    """Calls a verb with a new case."""

    def act(stage: Stage) -> Act:
        case = stage.case(**card)
        return lambda work: verb(work, case, *more)

    return act


# Approvals


def _asked(stage: Stage) -> str:
    case, about = stage.assessed()
    last = approvals.standing(stage.owner, case, "assessment", about).last
    assert last is not None
    return last.id


def _queue(stage: Stage) -> Act:
    _asked(stage)
    return lambda work: approval_queue.page(work, None, 60)


def _subject(stage: Stage) -> Act:
    asked = _asked(stage)
    return lambda work: approval_queue.subject(work, asked)


def _standing(stage: Stage) -> Act:
    case, about = stage.assessed()
    return lambda work: approvals.standing(work, case, "assessment", about)


def _decide(stage: Stage) -> Act:
    asked = _asked(stage)
    return lambda work: approvals.decide(work, asked, "approved")


reads(approval_queue.page, APPROVING, _queue, NAME)
reads(approval_queue.subject, APPROVING, _subject, NAME)
reads(approvals.standing, OF_A_CASE, _standing)
writes(approvals.ask, OF_A_CASE, of_case(approvals.ask, "closure", ""))
writes(approvals.decide, APPROVING, _decide)

# Files

_TAKEN = attachments.Taken("a.txt", b"abc", "text/plain", None)


def _files(stage: Stage) -> Act:
    case = stage.case()
    attachments.keep(stage.owner, case, replace(_TAKEN, name=f"{NAME}.txt"))
    return lambda work: attachments.of_case(work, case)


def _body(stage: Stage) -> Act:
    kept = attachments.keep(stage.owner, stage.case(), _TAKEN)
    return lambda work: attachments.body_of(work, kept)


reads(attachments.of_case, OF_A_CASE, _files, NAME)
writes(attachments.keep, OF_A_CASE, of_case(attachments.keep, _TAKEN))
reads(attachments.body_of, OF_A_CASE, _body)

# Cases


def _take_in_file(stage: Stage) -> Act:
    def act(work: Work) -> object:
        made = case_files.take_in(work, stage.paths[-1], Texts("ar"))
        stage.paths.pop()
        return made

    return act


def _draft(stage: Stage) -> Act:
    place = f"note:{stage.case()}"
    stage.typed(place, {"text": NAME})
    return lambda work: cases.find_draft(work, place)


def _keep_draft(stage: Stage) -> Act:
    place = f"note:{stage.case()}"
    return lambda work: cases.keep_draft(work, place, {"text": NAME})


writes(case_files.take_in, EVERY_CASEWORKER, _take_in_file)
reads(cases.page, "y0y00", lambda stage: _after(stage.case(), lambda w: cases.page(w, "", Filter(), None, 200)), NAME)
reads(cases.counts, "yyy00", lambda stage: _after(stage.case(), lambda w: cases.counts(w, Filter()).all))
reads(cases.open_case, OF_A_CASE, of_case(cases.open_case), NAME)
writes(cases.take_in, EVERY_CASEWORKER, lambda _: lambda work: cases.take_in(work, Intake(chosen_name="سامي")))
writes(cases.note, OF_A_CASE, of_case(cases.note, "ملاحظة"))
writes(cases.complete, OF_A_CASE, of_case(cases.complete, {"person": {"age": 24}}))
writes(cases.keep_draft, "y0y00", _keep_draft)
reads(cases.find_draft, "y0y00", _draft, NAME)


def _after(_made: object, act: Act) -> Act:
    """A call before which something was made."""
    return act


# Consents


def _narrow(stage: Stage) -> Act:
    consent = stage.consent(stage.case())
    return lambda work: consents.narrow(work, consent, ("chosen_name",))


def _withdraw(stage: Stage) -> Act:
    consent = stage.consent(stage.case())
    return lambda work: consents.withdraw(work, consent)


def _give(stage: Stage) -> Act:
    case = stage.case()
    return lambda work: consents.give(work, Given(case, RECEIVER, ("chosen_name",)))


reads(consents.organisations, EVERYBODY, lambda stage: _after(stage.organisation(), consents.organisations))
reads(consents.ledger, OF_A_CASE, of_case(consents.ledger))
writes(consents.give, OF_A_CASE, _give)
writes(consents.narrow, OF_A_CASE, _narrow)
writes(consents.withdraw, OF_A_CASE, _withdraw)

# Contact


def _no_call(stage: Stage) -> Act:
    case = stage.case()
    stage.typed(f"call:{case}", {"opened": stage.owner.moment()})
    return lambda work: contacts.no_call(work, case)


reads(contacts.look, OF_A_CASE, of_case(contacts.look), NAME)
reads(contacts.open_number, OF_A_CASE, of_case(contacts.open_number), PHONE)
writes(contacts.no_call, OF_A_CASE, _no_call)
writes(contacts.write_attempt, OF_A_CASE, of_case(contacts.write_attempt, "no_answer"))
reads(contacts.read_for_change, OF_A_CASE, of_case(contacts.read_for_change), PHONE)
writes(contacts.save, OF_A_CASE, of_case(contacts.save, {"number": "+963 944 000 000"}))

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


def _of_id(id_: str, verb: Callable[..., object], *more: object) -> Act:
    return lambda work: verb(work, id_, *more)


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
writes(custom_fields.set_retired, OFFICE, lambda s: _of_id(s.field().id, custom_fields.set_retired, True))
writes(custom_fields.order, OFFICE, _order)
writes(own_lists.add, OFFICE, _add_entry)
writes(own_lists.change_entry, OFFICE, _change_entry)
writes(own_lists.set_retired, OFFICE, lambda s: _of_id(s.own_entry().id, own_lists.set_retired, True))

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


reads(directory.page, EVERYBODY, lambda s: _after(s.organisation(), _directory_page))
reads(directory.count, EVERYBODY, lambda s: _after(s.organisation(), directory.count))
reads(directory.places, EVERYBODY, lambda s: _after(s.organisation(), directory.places))
reads(directory.read, EVERYBODY, lambda s: _of_id(s.organisation().id, directory.read))
reads(directory.notice_of, EVERYBODY, _notice)
reads(directory.names, EVERYBODY, lambda s: _after(s.organisation(), directory.names))
writes(directory.save, OFFICE, _save_organisation)
writes(directory.set_checked, OFFICE, lambda s: _of_id(s.organisation().id, directory.set_checked))
writes(directory.set_retired, OFFICE, lambda s: _of_id(s.organisation().id, directory.set_retired, True))
writes(directory_sheets.export, OFFICE, _export)
reads(directory_sheets.look_into, OFFICE, _look_into)
writes(directory_sheets.accept, OFFICE, _accept_directory)
writes(directory_sheets.take_back, OFFICE, _take_back_directory)
reads(figures.of_receiver, EVERYBODY, _quarters)


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

# What becomes of a referral


def of_referral(verb: Callable[..., object], *more: object, state: str = "sent") -> Callable[[Stage], Act]:
    """Calls a verb with a new referral."""
    return lambda stage: _of_id(stage.referral(state).id, verb, *more)


def _record(stage: Stage) -> Act:
    answer = Answer(stage.referral().id, State.ACCEPTED)
    return lambda work: replies.record(work, answer)


def _find(stage: Stage) -> Act:
    reference = stage.referral().reference
    return lambda work: replies.find(work, reference)


def _turns(stage: Stage) -> Act:
    referral = stage.referral()
    referral_states.revoke(stage.owner, referral.id, "سبب")
    return lambda work: replies.turns(work, referral.id)


reads(referral_states.of_own_case, OF_A_CASE, of_referral(referral_states.of_own_case))
writes(referral_states.hand_over, OF_A_CASE, of_referral(referral_states.hand_over, state="draft"))
writes(referral_states.note_no_answer, OF_A_CASE, of_referral(referral_states.note_no_answer))
writes(referral_states.revoke, OF_A_CASE, of_referral(referral_states.revoke, "سبب"))
writes(referral_states.reopen, OF_A_CASE, of_referral(referral_states.reopen, "سبب", state="no_feedback"))
writes(referral_states.void, OF_A_CASE, of_referral(referral_states.void, "سبب"))
reads(replies.find, OWN_ROWS, _find, "-ZZ")
reads(replies.of_referral, OWN_ROWS, of_referral(replies.of_referral), "-ZZ")
reads(replies.waiting, OWN_ROWS, lambda s: _after(s.referral(), lambda w: replies.waiting(w, None, 60)), "-ZZ")
reads(replies.counts, EVERY_CASEWORKER, lambda s: _after(s.referral(), replies.counts))
writes(replies.record, OF_A_CASE, _record)
reads(replies.turns, OF_A_CASE, _turns)

# Erasing


def _copies(stage: Stage) -> Act:
    case = stage.referral().case
    return lambda work: erasing.copies(work, case)


def _erase_sealed(stage: Stage) -> Act:
    case = stage.case()
    sealed_blocks.save_block(stage.owner, case, Block(standing="told", purpose="سبب", self_description=NAME))
    return lambda work: erasing.erase_sealed(work, case)


reads(erasing.outlook, OF_A_CASE, of_case(erasing.outlook))
reads(erasing.copies, OF_A_CASE, _copies)
writes(erasing.erase, OF_A_CASE, of_case(erasing.erase))
writes(erasing.erase_sealed, OF_A_CASE, _erase_sealed)

# Follow-ups, needs, plans, risk


def _proposal(stage: Stage) -> Act:
    case, _ = stage.assessed()
    return lambda work: (follow_ups.proposal(work, case), "asked")


def _follow_up(verb: Callable[..., object], *more: object) -> Callable[[Stage], Act]:
    def act(stage: Stage) -> Act:
        case = stage.case()
        made = follow_ups.save(stage.owner, case, "", {"due": stage.owner.clock.today()})
        return lambda work: verb(work, case, made.id, *more)

    return act


def _need(verb: Callable[..., object], *more: object) -> Callable[[Stage], Act]:
    def act(stage: Stage) -> Act:
        case = stage.case()
        made = needs.save(stage.owner, case, "", {"sort": "shelter", "note": NAME})
        return lambda work: verb(work, case, made.id, *more)

    return act


def _needs(stage: Stage) -> Act:
    case = stage.case()
    needs.save(stage.owner, case, "", {"sort": "shelter", "note": NAME})
    return lambda work: needs.of_case(work, case)


def _plan(verb: Callable[..., object], of: int, *more: object) -> Callable[[Stage], Act]:
    """A verb with the plan (0), goal (1) or step (2) of a draft."""

    def act(stage: Stage) -> Act:
        case, *made = stage.plan()
        return lambda work: verb(work, case, made[of].id, *more)

    return act


def _end(stage: Stage) -> Act:
    case, plan, _, _ = stage.plan()
    plans.put_in_force(stage.owner, case, plan.id)
    return lambda work: plans.end(work, case, plan.id)


def _versions(stage: Stage) -> Act:
    case, *_ = stage.plan()
    return lambda work: list(plans.versions(work, case))


reads(follow_ups.proposal, OF_A_CASE, _proposal)
writes(follow_ups.save, OF_A_CASE, _follow_up(follow_ups.save, {"note": "لاحقاً"}))
writes(follow_ups.finish, OF_A_CASE, _follow_up(follow_ups.finish, "reached"))
writes(follow_ups.bin_, OF_A_CASE, _follow_up(follow_ups.bin_))
reads(needs.of_case, OF_A_CASE, _needs, NAME)
writes(needs.save, OF_A_CASE, _need(needs.save, {"note": "آخر"}))
writes(needs.set_state, OF_A_CASE, _need(needs.set_state, "met"))
reads(plans.look, OF_A_CASE, of_case(plans.look))
reads(plans.versions, OF_A_CASE, _versions)
writes(plans.new_version, OF_A_CASE, of_case(plans.new_version))
writes(plans.save_plan, OF_A_CASE, _plan(plans.save_plan, 0, {"note": "آخر"}))
writes(plans.put_in_force, OF_A_CASE, _plan(plans.put_in_force, 0))
writes(plans.end, OF_A_CASE, _end)
writes(plans.bin_draft, OF_A_CASE, _plan(plans.bin_draft, 0))
writes(plans.save_goal, OF_A_CASE, _plan(plans.save_goal, 0, "", {"text": "عمل"}))
writes(plans.save_step, OF_A_CASE, _plan(plans.save_step, 1, "", {"text": "سؤال"}))
writes(plans.set_goal, OF_A_CASE, _plan(plans.set_goal, 1, "reached"))
writes(plans.set_step, OF_A_CASE, _plan(plans.set_step, 2, "done"))
writes(plans.finish_step, OF_A_CASE, _plan(plans.finish_step, 2))
writes(plans.bin_goal, OF_A_CASE, _plan(plans.bin_goal, 1))
writes(plans.bin_step, OF_A_CASE, _plan(plans.bin_step, 2))
reads(risk.look, OF_A_CASE, of_case(risk.look))
writes(risk.assess, OF_A_CASE, of_case(risk.assess, {"factors": ()}))
writes(risk.write_safety_plan, OF_A_CASE, of_case(risk.write_safety_plan, {"carry": "هوية"}))


def _save_rhythm(stage: Stage) -> Act:
    # Another number each time, so that something changes.
    values = {"act_within": next(stage.numbers) % 300 + 1, "contact_every": 7, "assess_again": 30}
    return lambda work: risk.save_rhythms(work, {"low": values})


writes(risk.save_rhythms, OFFICE, _save_rhythm)


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


def _complete(stage: Stage) -> None:
    cases.complete(stage.owner, stage.case(), {"person": {"place": NAME}})


def _completed(stage: Stage) -> Act:
    _complete(stage)
    return lambda work: history.page(work, "", None, 50)


reads(history.page, OWN_ROWS, _completed, NAME)
reads(history.last, "y0000", lambda s: _after(_complete(s), history.last), NAME)
writes(history.take_back, OF_A_CASE, _take_back)
writes(history.take_back_last, OFFICE, _take_back_last)
reads(history.bin_of, OWN_ROWS, lambda s: _after(_thrown(s), history.bin_of), NAME)
writes(history.bring_back, "yky..", lambda s: _of_id(_thrown(s), history.bring_back))

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
writes(keys.make_code, OFFICE, lambda s: _after(s.free_places(), keys.make_code))
writes(keys.make_shares, OFFICE, lambda s: _after(s.free_places(), keys.make_shares))
writes(keys.rehearse, OFFICE, _rehearse)
writes(keys.end_former, OFFICE, _end_former)
writes(panic.rehearse, OFFICE, lambda _: panic.rehearse)
writes(panic.enable, OFFICE, _panic)

# People


def _relative(verb: Callable[..., object], *more: object) -> Callable[[Stage], Act]:
    def act(stage: Stage) -> Act:
        case = stage.case()
        people.save_relative(stage.owner, case, "", {"name": "أم"})
        made = people.look(stage.owner, case).relatives[0]
        return lambda work: verb(work, case, made.id, *more)

    return act


def _decide_match(stage: Stage) -> Act:
    case, other = stage.case(), stage.person_of(stage.case()).id
    return lambda work: matches.decide(work, case, other, matches.SAME)


def _undecide(stage: Stage) -> Act:
    case, other = stage.case(), stage.person_of(stage.case()).id
    matches.decide(stage.owner, case, other, matches.SAME)
    return lambda work: matches.undecide(work, case, other)


reads(matches.alike, OWN_ROWS, lambda s: _after(s.case(), lambda w: matches.alike(w, [NAME])), NAME)
writes(matches.decide, OF_A_CASE, _decide_match)
writes(matches.undecide, OF_A_CASE, _undecide)
reads(people.look, OF_A_CASE, of_case(people.look), NAME)
writes(people.save_relative, OF_A_CASE, of_case(people.save_relative, "", {"name": "أم"}))
writes(people.bin_relative, OF_A_CASE, _relative(people.bin_relative))

# Office


def _edit_office(stage: Stage) -> Act:
    office = offices.read(stage.owner)
    name = stage.name()
    return lambda work: offices.edit(work, office, {"name_ar": f"{name} {work.worker}"})


writes(offices.edit, OFFICE, _edit_office)

# Sealed things


def _sealed(stage: Stage) -> str:
    case = stage.case()
    sealed_blocks.save_block(stage.owner, case, Block(standing="told", purpose="سبب", self_description=NAME))
    return case


def _sealed_note(stage: Stage) -> Act:
    note = sealed_notes.write(stage.owner, stage.case(), NAME)
    return lambda work: sealed_notes.read(work, note.id)


_BLOCK = Block(standing="told", purpose="سبب", self_description="آخر")
reads(sealed_blocks.open_block, SEALED, lambda s: _of_id(_sealed(s), sealed_blocks.open_block), NAME)
writes(sealed_blocks.save_block, SEALED, of_case(sealed_blocks.save_block, _BLOCK))
writes(sealed_blocks.bin_block, SEALED, lambda s: _of_id(_sealed(s), sealed_blocks.bin_block))
writes(sealed_blocks.keep_draft, SEALED, of_case(sealed_blocks.keep_draft, {"purpose": "سبب"}))
writes(sealed_notes.write, "y.yss", of_case(sealed_notes.write, "نص"))
reads(sealed_notes.read, "y.yss", _sealed_note, NAME)
writes(sealed_notes.keep_draft, "y0y00", of_case(sealed_notes.keep_draft, "نص"))

# Sheets

_HEAD = ["الاسم", "العمر"]


def _sheet(stage: Stage) -> Plan:
    path = write_text(stage.place / f"{NAME}-{next(stage.numbers)}.csv", [_HEAD, [stage.name(), "23"]])
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
    outcome = sheet_imports.accept(stage.owner, _sheet(stage), {}, Texts("ar"))
    assert outcome is not None
    return outcome.id


reads(sheet_imports.plan, EVERY_CASEWORKER, _dry_run)
reads(sheet_imports.compare, EVERY_CASEWORKER, _compare)
writes(sheet_imports.accept, EVERY_CASEWORKER, _accept)
writes(sheet_imports.undo, OF_A_CASE, lambda s: _of_id(_accepted(s), sheet_imports.undo))
reads(sheet_imports.earlier, "y0y00", lambda s: _after(_accepted(s), sheet_imports.earlier), NAME)

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
    return lambda work: saved_views.save(work, name, NAME, ("open",))


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
reads(saved_views.own, "y0000", lambda s: _after(saved_views.save(s.owner, s.name(), NAME, ()), saved_views.own), NAME)
writes(saved_views.save, EVERY_CASEWORKER, _save_view)
writes(saved_views.rename, "y....", _view(saved_views.rename, "اسم آخر"))
writes(saved_views.remove, "y....", _view(saved_views.remove))
