"""The permission table of cases and what belongs to them; see `permission_verbs`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from gemdesk.domain.closing import DECISION, Closing
from gemdesk.domain.lines import Filter
from gemdesk.domain.referrals import State
from gemdesk.flows import (
    approval_queue,
    approvals,
    attachments,
    case_files,
    cases,
    closing,
    consent_papers,
    consents,
    contacts,
    erasing,
    follow_ups,
    incidents,
    matches,
    needs,
    people,
    plans,
    referral_states,
    replies,
    risk,
    sealed_blocks,
    sealed_notes,
)
from gemdesk.flows.cases import Intake
from gemdesk.flows.consents import Given
from gemdesk.flows.replies import Answer
from gemdesk.flows.sealed_blocks import Block
from gemdesk.flows.work import Work
from gemdesk.kernel.texts import Texts
from tests.flows.permission_stage import NAME, PHONE, RECEIVER, Stage
from tests.flows.permission_verbs import (
    APPROVING,
    EVERY_CASEWORKER,
    OF_A_CASE,
    OFFICE,
    OWN_ROWS,
    SEALED,
    Act,
    after,
    by_id,
    of_case,
    reads,
    writes,
)

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
reads(cases.page, "y0y00", lambda stage: after(stage.case(), lambda w: cases.page(w, "", Filter(), None, 200)), NAME)
reads(cases.counts, "yyy00", lambda stage: after(stage.case(), lambda w: cases.counts(w, Filter()).all))
reads(cases.open_case, OF_A_CASE, of_case(cases.open_case), NAME)
writes(cases.take_in, EVERY_CASEWORKER, lambda _: lambda work: cases.take_in(work, Intake(chosen_name="سامي")))
writes(cases.note, OF_A_CASE, of_case(cases.note, "ملاحظة"))
writes(cases.complete, OF_A_CASE, of_case(cases.complete, {"person": {"age": 24}}))
writes(cases.keep_draft, "y0y00", _keep_draft)
reads(cases.find_draft, "y0y00", _draft, NAME)

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


reads(consents.organisations, OFFICE, lambda stage: after(stage.organisation(), consents.organisations))
reads(consents.ledger, OF_A_CASE, of_case(consents.ledger))
writes(consents.give, OF_A_CASE, _give)
writes(consents.narrow, OF_A_CASE, _narrow)
writes(consents.withdraw, OF_A_CASE, _withdraw)


def _form_of(stage: Stage) -> Act:
    given = Given(stage.case(), RECEIVER, ("chosen_name",))
    return lambda work: consent_papers.form_of(work, given)


def _form_again(stage: Stage) -> Act:
    consent = stage.consent(stage.case())
    return lambda work: consent_papers.form_again(work, consent)


reads(consent_papers.form_of, OF_A_CASE, _form_of, RECEIVER)
reads(consent_papers.form_again, OF_A_CASE, _form_again, RECEIVER)
writes(consent_papers.note_printed, OF_A_CASE, of_case(consent_papers.note_printed, Texts("ar")))

# Closing


def _closing(stage: Stage) -> Closing:
    return Closing("goals_met", (DECISION,), review_on=stage.owner.clock.today())


def _closed(stage: Stage) -> str:
    """A case that the supervisor closed."""
    case, supervisor = stage.case(), stage.hands["supervisor"]
    closing.close(supervisor, case, _closing(stage))
    stage.adopt(supervisor)
    return case


def _close(stage: Stage) -> Act:
    case, wished = stage.case(), _closing(stage)
    return lambda work: closing.close(work, case, wished)


def _finish(stage: Stage) -> Act:
    case, supervisor = stage.case(), stage.hands["supervisor"]
    asked = approvals.standing(stage.owner, case, "closure", closing.close(stage.owner, case, _closing(stage)).id).last
    assert asked is not None
    approvals.decide(supervisor, asked.id, "approved")
    stage.adopt(supervisor)
    return lambda work: closing.finish(work, case)


def _reopen(stage: Stage) -> Act:
    case = _closed(stage)
    return lambda work: closing.reopen(work, case, "سبب")


def _keep_until(stage: Stage) -> Act:
    case, day = _closed(stage), stage.owner.clock.today() + timedelta(days=9)
    return lambda work: closing.keep_until(work, case, day)


reads(closing.look, OF_A_CASE, of_case(closing.look))
writes(closing.close, OF_A_CASE, _close)
writes(closing.quietly, OF_A_CASE, of_case(closing.quietly))
writes(closing.finish, OF_A_CASE, _finish)
writes(closing.reopen, OF_A_CASE, _reopen)
writes(closing.keep_until, OF_A_CASE, _keep_until)

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

# What becomes of a referral


def of_referral(verb: Callable[..., object], *more: object, state: str = "sent") -> Callable[[Stage], Act]:
    """Calls a verb with a new referral."""
    return lambda stage: by_id(stage.referral(state).id, verb, *more)


def _record(stage: Stage) -> Act:
    answer = Answer(stage.referral().id, State.ACCEPTED)
    return lambda work: replies.record(work, answer)


def _find(stage: Stage) -> Act:
    reference = stage.referral().reference
    return lambda work: replies.find(work, reference)


def _papers(stage: Stage) -> Act:
    case = stage.referral().case
    return lambda work: replies.of_case(work, case)


def _begun(stage: Stage) -> Act:
    stage.typed(replies.PLACE, {"referral": stage.referral().id})
    return lambda work: replies.begun(work)[1]


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
reads(replies.of_case, OF_A_CASE, _papers, "-ZZ")
reads(replies.begun, OWN_ROWS, _begun, "-ZZ")
reads(replies.of_referral, OWN_ROWS, of_referral(replies.of_referral), "-ZZ")
reads(replies.waiting, OWN_ROWS, lambda s: after(s.referral(), lambda w: replies.waiting(w, None, 60)), "-ZZ")
reads(replies.counts, EVERY_CASEWORKER, lambda s: after(s.referral(), replies.counts))
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


def _incident(verb: Callable[..., object], *more: object) -> Callable[[Stage], Act]:
    def act(stage: Stage) -> Act:
        case, day = stage.case(), stage.owner.clock.today()
        made = incidents.save(stage.owner, case, "", {"gbv": "rape", "reported_on": day, "note": NAME})
        return lambda work: verb(work, case, made.id, *more)

    return act


def _incidents(stage: Stage) -> Act:
    case, day = stage.case(), stage.owner.clock.today()
    incidents.save(stage.owner, case, "", {"gbv": "rape", "reported_on": day, "note": NAME})
    return lambda work: incidents.look(work, case)


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
reads(incidents.look, OF_A_CASE, _incidents, NAME)
writes(incidents.save, OF_A_CASE, _incident(incidents.save, {"note": "آخر"}))
writes(incidents.throw_away, OF_A_CASE, _incident(incidents.throw_away))
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


def _alike(stage: Stage) -> Act:
    name = f"{NAME} {stage.name()}"  # what twenty bear says nothing
    stage.case(chosen_name=name)
    return lambda work: matches.alike(work, [name])


reads(matches.alike, OWN_ROWS, _alike, NAME)
writes(matches.decide, OF_A_CASE, _decide_match)
writes(matches.undecide, OF_A_CASE, _undecide)
reads(people.look, OF_A_CASE, of_case(people.look), NAME)
writes(people.save_relative, OF_A_CASE, of_case(people.save_relative, "", {"name": "أم"}))
writes(people.bin_relative, OF_A_CASE, _relative(people.bin_relative))
writes(people.join, OF_A_CASE, lambda s: _relative(people.join, s.person_of(s.case()).id)(s))

# Sealed things


def _sealed(stage: Stage) -> str:
    case = stage.case()
    sealed_blocks.save_block(stage.owner, case, Block(standing="told", purpose="سبب", self_description=NAME))
    return case


def _sealed_note(stage: Stage) -> Act:
    note = sealed_notes.write(stage.owner, stage.case(), NAME)
    return lambda work: sealed_notes.read(work, note.id)


_BLOCK = Block(standing="told", purpose="سبب", self_description="آخر")
reads(sealed_blocks.open_block, SEALED, lambda s: by_id(_sealed(s), sealed_blocks.open_block), NAME)
writes(sealed_blocks.save_block, SEALED, of_case(sealed_blocks.save_block, _BLOCK))
writes(sealed_blocks.bin_block, SEALED, lambda s: by_id(_sealed(s), sealed_blocks.bin_block))
writes(sealed_blocks.keep_draft, SEALED, of_case(sealed_blocks.keep_draft, {"purpose": "سبب"}))
writes(sealed_notes.write, "y.yss", of_case(sealed_notes.write, "نص"))
reads(sealed_notes.read, "y.yss", _sealed_note, NAME)
writes(sealed_notes.keep_draft, "y0y00", of_case(sealed_notes.keep_draft, "نص"))
