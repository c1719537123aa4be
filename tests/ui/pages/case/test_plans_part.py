"""The plan of a case through its tab: needs, versions, steps, follow-ups and tasks, by their buttons and forms."""

from datetime import timedelta

import pytest

from gemdesk.domain.casework import FollowUp, Goal, Need, Plan, Step, Task
from gemdesk.flows import follow_ups, needs, plans, risk, tasks
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.plans import Plans
from gemdesk.ui.parts.chip import Chip
from tests.ui import screen
from tests.ui.pages.case.tabs import at, press, rest, words_of
from tests.ui.pages.office import Office, seen

BESIDE_THE_LIST = 660  # pixels that a window of 1366 leaves to a part at 150 %
SERVICE = next(iter(lists.values("service")))


def chips(part: Plans) -> list[str]:
    return [chip.accessibleName() for chip in seen(part, Chip)]


def plan_of(office: Office) -> tuple[Plan, Goal]:
    """A plan in force with a goal and two steps."""
    case = office.case_id
    plan = office.ask(plans.new_version, case)
    goal = office.ask(plans.save_goal, case, plan.id, "", {"text": "سكن آمن"})
    for days, text in ((-1, "زيارة"), (5, "عقد")):
        due = office.clock.today() + timedelta(days=days)
        office.ask(plans.save_step, case, goal.id, "", {"text": text, "who": "both", "due": due})
    office.ask(plans.put_in_force, case, plan.id)
    return plan, goal


def test_a_plan_is_written_and_put_in_force_by_its_buttons(office: Office) -> None:
    page, part = at(office, "plan", Plans)
    press(page, "بدء خطة الحالة")
    rest(office)
    press(page, "إضافة هدف")
    screen.type_text(part.plan.goal.form.field("text").editor, "سكن آمن")
    part.plan.goal.save()
    rest(office)
    press(page, "إضافة خطوة")
    screen.type_text(part.plan.step.form.field("text").editor, "زيارة")
    part.plan.step.save()
    rest(office)
    press(page, "بدء السريان")
    rest(office)
    assert [(one.state, one.version) for one in office.all(Plan)] == [("in_force", 1)]
    assert [one.text for one in office.all(Goal)] == ["سكن آمن"]
    assert [(one.text, one.who) for one in office.all(Step)] == [("زيارة", "worker")]
    assert "سارية" in chips(part)


def test_steps_are_done_and_a_new_version_takes_over_the_rest(office: Office) -> None:
    plan_of(office)
    page, part = at(office, "plan", Plans)
    assert "متأخرة منذ يوم واحد" in chips(part)
    press(page, "تسجيل الإنجاز")
    rest(office)
    assert [(one.text, one.state) for one in office.all(Step)] == [("زيارة", "done"), ("عقد", "open")]
    press(page, "إصدار جديد من الخطة")
    rest(office)
    assert [one.text for one in office.all(Step)] == ["زيارة", "عقد", "عقد"]
    assert {"مسودة", "سارية"} <= set(chips(part))
    press(page, "بدء السريان")
    rest(office)
    assert [one.state for one in office.all(Plan)] == ["replaced", "in_force"]
    press(page, "إظهار الإصدارات السابقة")
    rest(office)
    assert "حلّت محلها خطة أحدث" in chips(part)
    assert "زيارة" in words_of(part)


def test_a_need_is_written_down_and_met(office: Office) -> None:
    page, part = at(office, "plan", Plans)
    press(page, "إضافة حاجة")
    part.needs.edit.form.field("sort").editor.set_value(SERVICE)  # type: ignore[attr-defined]  # an editor
    part.needs.edit.save()
    rest(office)
    (need,) = office.all(Need)
    assert (need.sort, need.state, need.since) == (SERVICE, "open", office.clock.today())
    press(page, "تسجيل التلبية")
    rest(office)
    assert office.all(Need)[0].met_on == office.clock.today()
    assert "لُبّيت" in chips(part)


def test_a_follow_up_is_agreed_on_the_day_that_the_rhythm_proposes(office: Office) -> None:
    office.ask(risk.assess, office.case_id, {"factors": ("outing",)})
    page, part = at(office, "plan", Plans)
    assert "وتيرة مستوى الخطر تقتضي تواصلاً حتى 20 كانون الأول 2026." in words_of(part)
    press(page, "تحديد متابعة")
    part.follow_ups.edit.save()
    rest(office)
    (agreed,) = office.all(FollowUp)
    assert (agreed.due, agreed.sort) == (office.clock.today() + timedelta(days=30), "call")


def test_one_that_is_put_off_needs_a_day(office: Office) -> None:
    office.ask(follow_ups.save, office.case_id, "", {"due": office.clock.today()})
    page, part = at(office, "plan", Plans)
    card = part.follow_ups.outcome
    part.follow_ups._ask(office.all(FollowUp)[0])
    card.outcome.set_codes({"postponed"})
    card._on_chosen()
    card.save()
    rest(office)
    assert office.all(FollowUp)[0].done_on is None
    assert "ما زالت هنا معلومة ناقصة." in words_of(page)
    later = next(one for one in seen(card, DateField))
    screen.type_text(later.focusProxy(), "22/11/2026")
    card.save()
    rest(office)
    first, second = office.all(FollowUp)
    assert (first.outcome, second.due) == ("postponed", office.clock.today() + timedelta(days=2))


def test_a_task_is_added_and_done(office: Office) -> None:
    page, part = at(office, "plan", Plans)
    press(page, "إضافة مهمة")
    screen.type_text(part.due.edit.form.field("text").editor, "تجهيز الملف")
    part.due.edit.save()
    rest(office)
    assert "تجهيز الملف" in words_of(part)
    press(page, "تسجيل الإنجاز")
    rest(office)
    assert office.all(Task)[0].done_on == office.clock.today()
    assert "تجهيز الملف" not in words_of(part.due)


def test_what_was_typed_comes_back(office: Office) -> None:
    plan_of(office)
    office.ask(plans.new_version, office.case_id)
    page, part = at(office, "plan", Plans)
    press(page, "إضافة هدف")
    screen.type_text(part.plan.goal.form.field("text").editor, "دواء منتظم")
    press(page, "إضافة مهمة")
    screen.type_text(part.due.edit.form.field("text").editor, "اتصال")
    page.keep_drafts()
    rest(office)
    _, other = at(office, "plan", Plans)
    assert other.plan.goal.is_open() and other.due.edit.is_open()
    assert other.plan.goal.form.values()["text"] == "دواء منتظم"
    other.plan.goal.save()
    rest(office)
    assert office.all(Goal)[-1].text == "دواء منتظم"
    assert office.all(Task) == []


def test_only_the_next_things_stand_there_until_more_is_wished(office: Office) -> None:
    for days in range(8):
        due = office.clock.today() + timedelta(days=days)
        office.ask(tasks.save, office.case_id, "", {"text": f"مهمة {days}", "due": due})
    page, part = at(office, "plan", Plans)
    assert "مهمة 7" not in words_of(part.due)
    press(page, "إظهار كل المواعيد")
    rest(office)
    assert "مهمة 7" in words_of(part.due)


@pytest.mark.parametrize("is_draft", [True, False])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_clipped_with_large_letters(office: Office, language: str, *, is_draft: bool) -> None:
    plan_of(office)
    if is_draft:
        office.ask(plans.new_version, office.case_id)
    office.ask(needs.save, office.case_id, "", {"sort": SERVICE, "priority": "emergency", "note": "x"})
    office.ask(follow_ups.save, office.case_id, "", {"due": office.clock.today()})
    office.tools.faces.switch(Face(Texts(language), Look("dark", 150)))
    _page, part = at(office, "plan", Plans)
    assert screen.clipped(part) == []
    assert part.minimumSizeHint().width() <= BESIDE_THE_LIST
