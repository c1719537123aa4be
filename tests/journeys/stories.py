"""Seven people of the case files, and what the year brings to each of them beyond what their files say."""

from dataclasses import dataclass

from gemdesk.domain.casework import Relative
from gemdesk.domain.records import Person, SafeContact
from gemdesk.exchange import case_file
from gemdesk.exchange.case_file import CaseFile
from tests.conftest import REPOSITORY
from tests.journeys.pair import NOW

SEALED = "incident"  # entries of this kind are written as sealed notes
CASES = REPOSITORY.parent / "shared" / "cases"


def somebody(name: str, relation: str, **more: object) -> Relative:
    """Somebody close to a person, as they are written down."""
    return Relative(id="", name=name, relation=relation, **more)  # type: ignore[arg-type]  # each by its name


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver tells on the phone."""

    state: str
    note: str = ""
    reason: str = ""
    serves: bool = False  # the service has begun


@dataclass(frozen=True, slots=True)
class Second:
    """The second referral: to whom, for what, on what the person agreed to tell, and what came of it."""

    receiver: str
    services: tuple[str, ...]
    reason: str
    items: tuple[str, ...]
    answers: tuple[Answer, ...]  # none: the receiver never answers


@dataclass(frozen=True, slots=True)
class Story:
    """What happens to one person."""

    file: str
    language: str
    close_ones: tuple[Relative, ...]
    calls: tuple[str, ...]  # what comes of each attempt to reach the person
    first: tuple[Answer, ...]  # what the receiver of the file's referral tells
    second: Second
    goals: tuple[str, str]  # of the first version of the plan, and what the second one adds
    closing: str
    wish: str = "person"  # on whose wish the file is erased
    soon: tuple[str, ...] = ()  # risks that threaten within the next days
    given_by: str = ""  # the adult beside somebody young
    sealed: str = ""  # what the person said of themselves, for the sealed block
    prints: bool = False  # the first letter goes on paper and not into a file
    both_languages: bool = False  # it is written in Arabic and English

    def read(self) -> CaseFile:
        """The records of the file, which are typed on the screen."""
        return case_file.read(CASES / self.file, NOW.date(), NOW.tzinfo)


STORIES = {
    "refoulement": Story(
        "01-refoulement.toml", "ar",
        (somebody("رنا الحسين", "friend", knows=True),),
        ("no_answer", "reached"),
        (Answer("acknowledged", "استلمت الرسالة المحامية المناوبة."), Answer("accepted", "قُبل الملف.", serves=True)),
        Second(
            "عيادة السنديان", ("health",), "تحتاج صاحبة العلاقة إلى استئناف علاج انقطع منذ تسعة أيام.",
            ("chosen_name", "address", "safe_contact", "reason", "services", "health"),
            (Answer("completed", "صُرف الدواء لثلاثة أشهر.", serves=True),),
        ),
        ("وقف تنفيذ قرار الترحيل", "انتظام العلاج من جديد"), "goals_met", soon=("deportation_order", "detention"),
        both_languages=True,
    ),
    "shelter": Story(
        "02-shelter-family.toml", "ar",
        (somebody("محمود الخطيب", "sibling", in_household=True, danger=True),),
        ("switched_off", "reached"),
        (Answer("accepted", "سرير محجوز منذ مساء اليوم.", serves=True),),
        Second(
            "رابطة الدفاع القانوني", ("legal", "relocation"), "يلزم تقدير قانوني قبل الانتقال إلى محافظة أخرى.",
            ("chosen_name", "address", "safe_contact", "reason", "services"),
            (Answer("not_accepted", "لا محامي متفرغ حتى شباط.", reason="no_capacity"),),
        ),
        ("مكان آمن قبل نهاية الأسبوع", "خروج منظّم إلى محافظة أخرى"), "left_area", soon=("forced_marriage",),
    ),
    "earthquake": Story(
        "03-earthquake.toml", "en",
        (somebody("Dalal Derwîş", "sibling", in_household=True, knows=True),),
        ("message_left", "reached"),
        (Answer("waiting_list", "Appointment in ten days."), Answer("accepted", "", serves=True)),
        Second(
            "Dicle Belge Derneği", ("documentation",), "بدل فاقد عن الوثائق المدنية التي فُقدت في الزلزال.",
            ("chosen_name", "address", "safe_contact", "reason", "services", "documentation"),
            (Answer("partly_served", "Birth record found, passport pending.", serves=True),),
        ),
        ("Insulin without a gap", "Papers replaced"), "goals_met", prints=True, both_languages=True,
    ),
    "detention": Story(
        "04-detention-violation.toml", "ar",
        (somebody("سامر القاضي", "friend", knows=True),),
        ("message_left", "reached"),
        (Answer("acknowledged"), Answer("accepted", "أول جلسة بعد أسبوع.", serves=True)),
        Second(
            "مركز المشورة الحقوقية", ("legal",), "طلب مشورة حول توثيق ما جرى وحفظ الأدلة.",
            ("chosen_name", "address", "safe_contact", "reason", "services", "violation"),
            (),
        ),
        ("نوم بلا كوابيس", "توثيق ما جرى بشروط آمنة"), "person_asked", sealed="لا أسمّي نفسي بأي من الكلمتين",
    ),
    "eviction": Story(
        "05-cash-eviction.toml", "ar",
        (
            somebody("لمى", "child", age=11, in_household=True),
            somebody("أبو فراس صاحب البناء", "landlord", danger=True),
        ),
        ("wrong_person", "reached"),
        (Answer("partly_served", "صُرف شهران من ثلاثة.", serves=True),),
        Second(
            "صندوق التضامن المحلي", ("in_kind", "cash"), "سلّة غذائية لأسرة من ثلاثة أفراد حتى نهاية الشتاء.",
            ("chosen_name", "address", "household", "safe_contact", "reason", "services", "assistance"),
            (Answer("acknowledged"), Answer("completed", "استُلمت السلّة.", serves=True)),
        ),
        ("بقاء الأسرة في بيتها ثلاثة أشهر", "دخل يكفي الإيجار"), "goals_met", soon=("eviction",),
    ),
    "school": Story(
        "06-minor-school.toml", "ar",
        (somebody("المرشدة هدى قاسم", "trusted_person", knows=True),),
        ("no_answer", "reached"),
        (Answer("accepted", "جلسة أولى يوم الثلاثاء.", serves=True),),
        Second(
            "مبادرة التعليم من المنزل", ("education",), "يافع فُصل من المدرسة ويحتاج إلى متابعة الصف العاشر.",
            ("chosen_name", "address", "safe_contact", "reason", "services"),
            (Answer("waiting_list", "الدور في كانون الثاني."),),
        ),
        ("أمان تيم وراحته", "عودة إلى الدراسة"), "goals_met", given_by="المرشدة هدى قاسم", wish="guardian",
    ),
}  # fmt: skip
LAST = Story(
    "07-no-consent.toml", "ar", (), (), (), Second("", (), "", (), ()), ("دعم نفسي في مكان آخر", ""), "person_asked",
)  # fmt: skip


def said_of(story: Story, found: CaseFile) -> tuple[list[str], list[str]]:
    """What is typed about the person in clear, and apart what is sealed from the start."""
    told = [
        *_of_person(found.person), *_of_contact(found.contact), found.case.risk_note,
        *(entry.text for entry in found.entries if entry.sort != SEALED),
        *(one.name for one in story.close_ones), *story.goals, story.second.reason,
        *(answer.note for answer in (*story.first, *story.second.answers)),
    ]  # fmt: skip
    if found.referral:
        told += [found.referral.reason_ar, *([found.referral.reason_en] if story.both_languages else ())]
    hidden = [story.sealed, *(entry.text for entry in found.entries if entry.sort == SEALED)]
    return [text for text in dict.fromkeys(told) if len(text) > 1], [text for text in hidden if text]


def _of_person(person: Person) -> tuple[str, ...]:
    return person.chosen_name, *person.other_scripts, person.legal_name, person.place


def _of_contact(contact: SafeContact) -> tuple[str, ...]:
    return contact.number, contact.hours, contact.code_word, contact.who_may_answer
