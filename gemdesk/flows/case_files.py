"""Taking in case files: every record of a file in one change, or none of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from gemdesk.domain.access import Right
from gemdesk.domain.records import Office
from gemdesk.domain.referrals import ANSWER_DAYS
from gemdesk.exchange.case_file import CaseFile, read
from gemdesk.flows import risk
from gemdesk.flows.consents import organisation_named
from gemdesk.flows.work import Work
from gemdesk.kernel import places
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows
from gemdesk.store.change import OFFICE


def files_in(folder: Path) -> list[Path]:
    """The case files of a folder, in order of their names."""
    return sorted(folder.glob("*.toml"))


def examples() -> Path:
    """The folder of the invented people that come with the program."""
    return places.resources() / "examples"


def take_in(work: Work, path: Path, texts: Texts, *, whole: bool = True) -> CaseFile:
    """Read a case file and store it, without consents and referral when not `whole`; gives it as it was read."""
    work.require(Right.WRITE)
    today = work.clock.today()
    found = read(path, today, work.clock.now().tzinfo)
    with work.change() as change:
        known = {one.id: organisation_named(work, change, one.name, one.addressee).id for one in found.organisations}
        referral = found.referral
        read_case = replace(found.case, worker=work.worker)
        case, assessment = risk.taken_in(work, read_case, read_case.risk_factors, read_case.risk_note)
        if referral:
            referral = replace(referral, organisation=known[referral.organisation])
            due = today + timedelta(days=ANSWER_DAYS[referral.priority] - 1)
            case = replace(case, next_step=texts.say("Write the referral letter"), next_due=due)
        consents = tuple(replace(one, receiver=known[one.receiver]) for one in found.consents)
        for record in (found.person, found.contact, case, *found.entries):
            change.add(record, case.id)
        if assessment:
            risk.add_in(work, change, assessment)
        for record in (*consents, *((referral,) if referral else ())) if whole else ():
            change.add(record, case.id)
    organisations = tuple(replace(one, id=known[one.id]) for one in found.organisations)
    return replace(found, case=case, consents=consents, referral=referral, organisations=organisations)


def make_office(work: Work, texts_ar: Texts, texts_en: Texts) -> None:
    """Give a new vault its office record with neutral words, to be replaced in the settings."""
    if rows.select(work.connection, Office, "1 LIMIT 1"):
        return
    with work.change() as change:
        change.add(
            Office(
                id=new_id(),
                name_ar=texts_ar.say("Guardians of Equality Movement"),
                name_en=texts_en.say("Guardians of Equality Movement"),
                neutral_ar=texts_ar.say("Case management office"),
                neutral_en=texts_en.say("Case management office"),
            ),
            OFFICE,
        )
