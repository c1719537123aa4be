"""A year with each person of the case files, through the real windows: from the quick card to the erasure."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.casework import Attempt, Closure, Plan, Reply
from gemdesk.domain.own import Erasure
from gemdesk.domain.records import Consent, Person, Referral, Release
from gemdesk.flows import case_files, cases
from gemdesk.flows.cases import Intake
from gemdesk.flows.letter_images import page_images
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.store import verify
from gemdesk.ui import printing
from gemdesk.vault import handover as handovers
from gemdesk.vault.handover import Handover, Mode
from tests.flows.erasing_traces import clear, databases, found_in
from tests.flows.making import Model, model
from tests.journeys import pair
from tests.journeys.clicks import Clicks
from tests.journeys.pair import NOW
from tests.journeys.stations.letters import Choose
from tests.journeys.stories import CASES, LAST, STORIES, said_of
from tests.journeys.year import Year
from tests.press.measure import missing_words
from tests.ui import screen

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="needs the shared case files")
ALWAYS = ("detention",)  # the only one with sealed words of the person; a year takes half a minute
OTHER, PLACE = "زينب المرعي", "بيت صديقة في الحي المجاور"


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Puts a printer in the place of the dialog that asks for one."""
    monkeypatch.setattr(printing, "any_printer", lambda: True)
    return lambda chooses: monkeypatch.setattr(printing, "choose", chooses)


@cache
def _model() -> Model:
    """A vault with its office and with somebody else in it, whose file stays."""

    def fill(work: Work) -> None:
        case_files.make_office(work, Texts("ar"), Texts("en"))
        cases.take_in(work, Intake(chosen_name=OTHER, note="ملاحظة عن شخص آخر"))

    return model(fill, SetClock(NOW), worker="w1")


@contextmanager
def desk(app: QApplication, folder: Path, language: str, clock: SetClock) -> Iterator[Clicks]:
    """The desk of this vault, from its opening to its lock; nothing went wrong on it."""
    desk_key, gate_key = os.pipe()
    settings = Settings(language=language, scheme="light")
    handovers.send(gate_key, Handover(Mode.OPEN, folder, _model().opened, settings))
    with pair.desk(app, desk_key, clock) as (running, line):
        screen.until(lambda: line.told("listed") and running.window.isActiveWindow(), 60)
        eyes = Clicks(running, Texts(language))
        yield eyes
        assert not eyes.troubles
        eyes.press("Ctrl+L")
        screen.until(lambda: line.told("finished"))


def traces(vault: Path, texts: list[str]) -> set[str]:
    """Which of these texts lie anywhere in the vault's folder, however short they are."""
    keys = _model().opened.keys
    contents = [clear(database, keys) for database in databases(vault)]
    short = {text for text in texts if any(text.encode() in content for content in contents)}
    return short | set(found_in(vault, keys, texts))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in ALWAYS else pytest.mark.thorough) for name in STORIES]
)
def test_a_year(app: QApplication, tmp_path: Path, choose: Choose, name: str) -> None:
    story, clock, vault = STORIES[name], SetClock(NOW), tmp_path / "vault"
    shutil.copytree(_model().folder, vault)
    year = Year(clock, story, tmp_path)
    told, hidden = said_of(story, year.found)
    with desk(app, vault, story.language, clock) as year.eyes:
        _begin(year)
        _first_letter(year, choose)
        _second_letter(year)
        _is_told(year)
    with desk(app, vault, story.language, clock) as year.eyes:
        _narrow_and_withdraw(year)
        _close_and_reopen(year)
        assert traces(vault, [*told, PLACE]) == {*told, PLACE}, "everything is found before: the search works"
        assert traces(vault, hidden) == set(), "what is sealed lies nowhere in clear"
        _erase(year, told)
        assert traces(vault, [*told, PLACE, *hidden]) == set()
        assert traces(vault, [OTHER]) == {OTHER}


def _begin(year: Year) -> None:
    """The first day: who the person is, what threatens them, what is done first."""
    story, found, today = year.story, year.found, year.clock.today()
    year.intake()
    year.complete()
    year.contact_details()
    year.people(story.close_ones)
    year.notes()
    if story.sealed:
        year.seal()
    year.assess(found.case.risk_factors, story.soon, found.case.risk_note)
    year.safety_plan(PLACE, today + timedelta(days=90))
    for service in year.wished.services:
        year.need(service, year.wished.priority)
    year.plan(story.goals[0], "اتصال بالجهة في الغد", today + timedelta(days=5), 1)


def _first_letter(year: Year, choose: Choose) -> None:
    """The consents of the file, the letter that they allow, calls, and what its receiver answers."""
    wished, story = year.wished, year.story
    names = {one.id: one.name for one in year.found.organisations}
    for given in year.found.consents:
        year.consent(replace(given, guardian=story.given_by), names[given.receiver])
    year.refer(wished, year.receiver, "Arabic and English" if story.both_languages else "Arabic")
    if story.prints:
        letter = year.print_letter("first.pdf", choose)
    else:
        letter = year.save_letter("first.pdf")
        assert missing_words(letter.read_bytes(), [wished.reason_ar]) == []
    assert page_images(letter.read_bytes(), 20)
    year.hand_over()
    year.pass_days(1)
    for outcome in story.calls:
        year.call(outcome)
    for answer in story.first:
        year.pass_days(3)
        year.reply(year.codes[0], answer)


def _second_letter(year: Year) -> None:
    """Another consent, another letter, and what becomes of it."""
    second, today = year.story.second, year.clock.today()
    given = Consent(
        id="", case="", receiver="", items=second.items, on=today, valid_until=today + timedelta(days=90),
        how="assent_adult" if year.story.given_by else "signed", guardian=year.story.given_by,
    )  # fmt: skip
    year.consent(given, second.receiver)
    wished = Referral(id="", case="", organisation="", reference="", services=second.services, reason_ar=second.reason)
    year.refer(wished, second.receiver, "Arabic")
    letter = year.save_letter("second.pdf")
    assert missing_words(letter.read_bytes(), [second.reason]) == []
    year.hand_over()
    for answer in second.answers:
        year.pass_days(2)
        year.reply(year.codes[1], answer)
    if not second.answers:
        year.pass_days(15)
        year.no_answer()


def _is_told(year: Year) -> None:
    """What is on the screen so far is what is in the vault."""
    eyes, story = year.eyes, year.story
    left = eyes.all(Release)
    assert [one.how for one in left] == ["printed" if story.prints else "saved", "saved"]
    allowed = [set(given.items) for given in year.found.consents if given.purpose == "referral"] + [
        set(story.second.items)
    ]
    for release, items in zip(left, allowed, strict=True):
        assert {"reason", "services"} <= set(release.items) <= items
    assert [one.state for one in eyes.all(Reply)] == [one.state for one in (*story.first, *story.second.answers)]
    assert [one.outcome for one in eyes.all(Attempt)] == list(story.calls)
    (person,) = [one for one in eyes.all(Person) if one.chosen_name != OTHER]
    of_the_file = year.found.person
    for field in ("chosen_name", "other_scripts", "legal_name", "address", "age", "displacement", "place"):
        assert getattr(person, field) == getattr(of_the_file, field), field
    assert set(person.specific_needs) == set(of_the_file.specific_needs)


def _narrow_and_withdraw(year: Year) -> None:
    """A second version of the plan; one thing less may be told, and then nothing more."""
    eyes, receiver = year.eyes, year.receiver
    year.open_from_today()
    year.pass_days(1)
    year.plan(year.story.goals[1], "موعد مع الجهة الثانية", year.clock.today() + timedelta(days=30), 2)
    assert [one.state for one in eyes.all(Plan)] == ["replaced", "in_force"]
    year.narrow(receiver, "reason")
    year.refused(receiver)
    said = year.withdraw(receiver)
    assert eyes.label("release_what", "referral_letter") in said
    assert receiver in said
    assert len(eyes.all(Release)) == 2, "nothing left after the consent was narrowed"
    assert eyes.all(Referral)[0].state in ("revoked", "completed", "not_accepted")


def _close_and_reopen(year: Year) -> None:
    """Half a year later the danger is smaller, the goals are reached; a year later it is back."""
    eyes, story = year.eyes, year.story
    year.pass_days(170)
    year.expired(story.second.receiver)
    year.assess(year.found.case.risk_factors[:1], (), "تراجع الخطر بعد نصف سنة")
    year.follow_up("الوضع مستقر، والسكن آمن")
    year.pass_days(90)
    year.finish_plan(year.wished.services)
    year.close(story.closing)
    year.pass_days(120)
    year.reopen("عاد الخطر")
    assert [one.act for one in eyes.all(Closure)] == ["closed", "reopened"]


def _erase(year: Year, told: list[str]) -> None:
    """The slip names the receivers and nobody else; the trail verifies; the file is in no list and no search."""
    eyes, name = year.eyes, year.found.person.chosen_name
    assert year.is_found(name)
    said = year.erase()
    for receiver in (year.receiver, year.story.second.receiver):
        assert receiver in said
    assert not [text for text in told if text in said and text not in year.receiver]
    assert not year.is_found(name)
    assert year.is_found(OTHER)
    assert [one.wish for one in eyes.all(Erasure)] == [year.story.wish]
    assert eyes.ask(lambda work: verify.whole(work.connection).faults) == ()


def test_nobody_is_referred_without_a_live_consent_for_it(app: QApplication, tmp_path: Path) -> None:
    """One consent was withdrawn, the other is for another receiver and lacks the reason."""
    clock, vault = SetClock(NOW - timedelta(days=60)), tmp_path / "vault"
    shutil.copytree(_model().folder, vault)
    year = Year(clock, LAST, tmp_path)
    given, _withdrawn, other = year.found.consents
    with desk(app, vault, "ar", clock) as year.eyes:
        eyes = year.eyes
        year.intake()
        year.consent(given, year.receiver)
        clock.move(days=46)
        said = year.withdraw(year.receiver)
        assert eyes.say("Nothing had left on the strength of this consent.") in said
        clock.move(days=14)
        (name,) = [one.name for one in year.found.organisations if one.id == other.receiver]
        year.consent(other, name)
        year.refused(year.receiver)
        year.refused(name)
        assert eyes.all(Release) == []
        assert not list(tmp_path.glob("*.pdf"))
        year.consent(
            replace(other, items=("chosen_name", "reason", "services"), withheld=(), on=clock.today()), "عيادة"
        )
        year.refer(year.wished, "عيادة", "Arabic")
        year.save_letter("allowed.pdf")
        assert len(eyes.all(Release)) == 1, "with a live consent for it the same letter leaves"
