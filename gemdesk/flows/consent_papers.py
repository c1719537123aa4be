"""What is said before a consent, and the form that the person may sign and keep."""

import tomllib
from functools import cache

from gemdesk.domain.access import Right
from gemdesk.domain.ages import is_minor
from gemdesk.domain.records import Consent, Entry, Organisation, Person
from gemdesk.flows.consents import Given
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel import lists, places
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.letters import consent_form
from gemdesk.press import pdf
from gemdesk.store import rows

LANGUAGES = consent_form.LANGUAGES
Form = consent_form.Form
SCRIPTS = "consent_script"


def newest_script() -> str:
    """The version of the talk that is used now."""
    return [value.code for value in lists.shipped(SCRIPTS).values() if not value.retired][-1]


@cache
def talk(version: str, language: str) -> tuple[str, ...]:
    """What is said in a version of the talk, point by point; nothing of a version whose words are kept elsewhere."""
    path = places.resources() / "talks" / "consent" / f"{version}.toml"
    if version not in lists.shipped(SCRIPTS) or not path.is_file():
        return ()
    points = tomllib.loads(path.read_text("utf-8"))["point"]
    return tuple(str(point.get(language) or point["en"]) for point in points)


def form_of(work: Work, given: Given) -> Form:
    """The form of a consent that is being taken down. `Refusal` at what it cannot be without."""
    if not given.receiver.strip():
        raise Refusal(Reason.REQUIRED, "name")
    if not (given.items or given.withheld):
        raise Refusal(Reason.REQUIRED, "items")
    return _form(work, given.consent("", work.clock.today()), given.receiver)


def form_again(work: Work, consent: Consent) -> Form:
    """The form of a consent that was recorded, for a copy."""
    return _form(work, consent, rows.one(work.connection, Organisation, consent.receiver).name)


def _form(work: Work, consent: Consent, receiver: str) -> Form:
    case = case_of(work, consent.case, Right.WRITE)
    person = rows.one(work.connection, Person, case.person)
    return Form(consent, person.code, receiver.strip(), is_minor(person.age, person.age_band))


def sheet(form: Form, texts: Texts, language: str = "") -> bytes:
    """The form as a PDF in the language of the talk, where there are words in it."""
    wished = language or form.consent.language
    return pdf.render(consent_form.compose(form, consent_form.language_for(wished, texts)))


def note_printed(work: Work, case_id: str, texts: Texts) -> None:
    """Write down that a form was handed to the printer."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        said = texts.say("A consent form was printed.")
        change.add(Entry(id=new_id(), case=case_id, sort="system", text=said, at=work.clock.now()), case_id)
