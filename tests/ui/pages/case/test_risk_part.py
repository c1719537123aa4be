"""Risk and safety of a case through their tab: the instrument explains, the past stays, drafts come back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from gemdesk.domain.casework import Assessment, Incident, SafetyPlan
from gemdesk.domain.figures import Span, period
from gemdesk.domain.masking import Mask
from gemdesk.flows import approvals, figures, risk
from gemdesk.flows.work import Work
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.instrument import FactorRow
from gemdesk.ui.pages.case.risk import Risk
from gemdesk.ui.parts.chip import Chip
from gemdesk.vault.opened import Role
from tests.ui import screen
from tests.ui.pages.case.tabs import at, go, press, rest, words_of
from tests.ui.pages.office import Office, seen

BESIDE_THE_LIST = 660  # pixels that a window of 1366 leaves to a part at 150 %


def row(part: Risk, code: str) -> FactorRow:
    found: FactorRow = next(one for one in seen(part, FactorRow) if one.code == code)
    return found


def chips(part: Risk) -> list[str]:
    return [chip.accessibleName() for chip in seen(part, Chip)]


def test_each_answer_says_why_the_level_rose(office: Office) -> None:
    _, part = at(office, "risk", Risk)
    part.begin()
    rest(office)
    assert "طُرح السؤال ولم يُذكر أي عامل خطر." in words_of(part)
    row(part, "outing").there.click()
    assert "عامل واحد من دون ذكر خطر مباشر: كشف الهوية من دون موافقة." in words_of(part)
    assert {"خطر منخفض", "بمفرده منخفض"} <= set(chips(part))
    row(part, "blackmail").there.click()
    assert "خطر مباشر على الشخص المعني: ابتزاز." in words_of(part)
    assert {"خطر مرتفع", "يرفع الخطر إلى مرتفع", "يرفع الخطر إلى متوسط"} <= set(chips(part))
    row(part, "blackmail").soon.click()
    assert "يهدّد خلال الأيام القادمة: ابتزاز." in words_of(part)
    assert "خطر بالغ" in chips(part)
    # What is not there does not threaten: the second question goes with the first.
    row(part, "blackmail").there.click()
    assert not row(part, "blackmail").soon.isVisible()
    assert "خطر بالغ" not in chips(part)


def test_an_assessment_is_saved_once_and_its_days_are_told(office: Office) -> None:
    page, part = at(office, "risk", Risk)
    press(page, "تقييم جديد")
    row(part, "family_threat").there.click()
    screen.type_text(part.instrument.note, "الأخ الأكبر")
    part.finish()
    part.finish()
    rest(office)
    (made,) = office.all(Assessment)
    assert (made.level, made.factors, made.note) == ("high", ("family_threat",), "الأخ الأكبر")
    said = words_of(part)
    for words in (
        "الإجراء الأول حتى 23 تشرين الثاني 2026.", "تواصل كل 7 أيام.", "يُعاد التقييم حتى 20 كانون الأول 2026.",
        "خطر مباشر على الشخص المعني: تهديد من الأسرة.", "الأخ الأكبر",
    ):  # fmt: skip
        assert words in said
    assert not part.instrument.is_open()


def test_what_was_answered_comes_back_and_is_discarded_on_wish(office: Office) -> None:
    page, part = at(office, "risk", Risk)
    part.begin()
    row(part, "eviction").there.click()
    page.keep_drafts()
    rest(office)
    again, other = at(office, "risk", Risk)
    assert other.instrument.is_open()
    assert row(other, "eviction").there.isChecked()
    press(again, "تجاهل التغييرات")
    rest(office)
    assert not at(office, "risk", Risk)[1].instrument.is_open()
    assert office.all(Assessment) == []


def test_the_next_assessment_begins_with_the_answers_of_the_one_before(office: Office) -> None:
    office.ask(risk.assess, office.case_id, {"factors": ("outing", "eviction"), "imminent": ("eviction",), "note": "x"})
    _, part = at(office, "risk", Risk)
    part.begin()
    rest(office)
    told = part.instrument.answers()
    assert (told["factors"], told["imminent"], told["note"]) == (("outing", "eviction"), ("eviction",), "")
    row(part, "outing").there.click()
    part.instrument.save()
    rest(office)
    assert [one.factors for one in office.all(Assessment)] == [("outing", "eviction"), ("eviction",)]
    assert "التقييمات السابقة" in words_of(part)
    assert "كشف الهوية من دون موافقة وإخلاء" in words_of(part)


def test_a_safety_plan_is_written_as_another_version(office: Office) -> None:
    page, part = at(office, "risk", Risk)
    for number, text in enumerate(("بيت الصديقة", "المركز، "), 1):
        press(page, "كتابة إصدار جديد")
        rest(office)
        area = part.safety.edit.form.field("safe_places").editor
        screen.type_text(area, text)
        area.setFocus()
        part.finish()
        rest(office)
        assert len(office.all(SafetyPlan)) == number
    first, second = office.all(SafetyPlan)
    assert (first.safe_places, second.version) == ("بيت الصديقة", 2)
    assert second.safe_places == "المركز، بيت الصديقة", "it begins with what the one before says"
    press(page, "إظهار الإصدارات السابقة")
    rest(office)
    assert "إصدار سابق" in chips(part)


def tell(part: Risk, gbv: str, on: date) -> None:
    form = part.incidents.edit.form
    for name, value in (("gbv", gbv), ("on", on)):
        cast("Any", form.field(name).editor).set_value(value)
    part.incidents.edit.save()


def test_incidents_are_written_down_and_counted_where_consent_allows_it(office: Office) -> None:
    def told(work: Work) -> tuple[object, ...]:
        found = figures.read(work, period(Span.QUARTER, work.clock.today()), Progress()).delays
        return (*found.counts, found.total)

    page, part = at(office, "risk", Risk)
    today = office.clock.today()
    for number in range(1, 6):
        press(page, "إضافة حادثة")
        rest(office)
        tell(part, "psychological_emotional_abuse", today - timedelta(days=4))
        rest(office)
        assert len(office.all(Incident)) == number
    assert "الإساءة النفسية أو العاطفية" in words_of(part)
    assert set(office.ask(told)) == {0}, "no consent allows it yet"
    office.give(("reason",), statistics=True)
    assert office.ask(told) == (0, 5, 0, 0, 0, 5)
    rest(office)
    press(page, "حذف")
    rest(office)
    assert len(office.all(Incident)) == 4
    assert office.ask(told)[1] is Mask.FEW


def test_a_day_after_the_telling_is_refused_at_its_field(office: Office) -> None:
    page, part = at(office, "risk", Risk)
    press(page, "إضافة حادثة")
    rest(office)
    tell(part, "non-gbv", office.clock.today() + timedelta(days=1))
    rest(office)
    assert "هذا اليوم بعد اليوم الذي رُويت فيه الحادثة." in words_of(part)
    assert office.all(Incident) == []
    tell(part, "non-gbv", office.clock.today())
    rest(office)
    assert len(office.all(Incident)) == 1
    go(office, page, "timeline")
    assert "رُويت حادثة" in words_of(page)


def test_what_is_not_approved_is_shown_as_such(office: Office) -> None:
    office.ask(risk.assess, office.case_id, {"factors": ("blackmail",)})
    page, part = at(office, "risk", Risk)
    assert "بلا اعتماد" in chips(part)
    assert "لا مشرف ولا مشرفة بين من يمكنهم فتح هذه الخزنة." in words_of(part)
    press(page, "تسجيل البتّ من دون إشراف")
    rest(office)
    assert "اعتُمد" in chips(part)


def test_a_return_is_read_with_its_remark(office: Office) -> None:
    def give_back(work: Work) -> None:
        made = risk.assess(work, office.case_id, {"factors": ("blackmail",)})
        mine = work.vault.opened
        work.vault.opened = replace(mine, worker="s-1", role=Role.SUPERVISOR)
        asked = approvals.ask(work, office.case_id, "assessment", made.id)
        work.vault.opened = replace(mine, worker="s-2", role=Role.SUPERVISOR)
        approvals.decide(work, asked.id, "returned", "أين خطة السلامة؟")
        work.vault.opened = mine

    office.ask(give_back)
    _, part = at(office, "risk", Risk)
    assert "أُعيد مع ملاحظات" in chips(part)
    assert "أين خطة السلامة؟" in words_of(part)


def test_a_gap_leads_to_the_instrument(office: Office) -> None:
    page, _ = at(office, "risk", Risk)
    go(office, page, "timeline")
    part = screen.parts_of(page, Risk)[0]
    page.show_tab("risk")
    part.want("risk_factors")
    rest(office)
    assert part.instrument.is_open()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_clipped_with_large_letters(office: Office, language: str) -> None:
    office.ask(risk.assess, office.case_id, {"factors": ("outing", "blackmail"), "imminent": ("blackmail",)})
    office.ask(risk.write_safety_plan, office.case_id, {"safe_places": "بيت الصديقة", "with_person": True})
    office.tools.faces.switch(Face(Texts(language), Look("dark", 150)))
    _page, part = at(office, "risk", Risk)
    assert screen.clipped(part) == []
    part.begin()
    rest(office)
    assert screen.clipped(part) == []
    assert part.minimumSizeHint().width() <= BESIDE_THE_LIST
