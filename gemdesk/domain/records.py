"""The records that a case begins with: people, contact, consent, referral, timeline, what left; each defined once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from gemdesk.domain.definition import Item, Kind, Record, Sensitivity, fact
from gemdesk.kernel.messages import N_

D, I, S = Sensitivity.DIRECT, Sensitivity.INDIRECT, Sensitivity.SENSITIVE  # noqa: E741 - three columns of one letter read better in the table below


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """The person a case is about."""

    KIND: ClassVar[str] = "person"
    LABEL: ClassVar[str] = N_("Person")

    code: str = fact(N_("Code"), Kind.CODE, required=True, unique=True, search=8, longest=40, sensitivity=I)
    chosen_name: str = fact(N_("Chosen name"), sensitivity=D, item=Item.CHOSEN_NAME, search=10)
    other_scripts: tuple[str, ...] = fact(N_("Name in other scripts"), Kind.TEXTS, sensitivity=D, item=Item.CHOSEN_NAME, search=9)
    legal_name: str = fact(N_("Legal name"), sensitivity=D, item=Item.LEGAL_NAME, search=4, covered=True)
    address: str = fact(N_("Form of address"), Kind.CHOICE, values="address", default="avoid", item=Item.ADDRESS, sensitivity=S)
    age: int | None = fact(N_("Age"), Kind.COUNT, least=0, most=120, item=Item.AGE, sensitivity=I)
    age_band: str = fact(N_("Age band"), Kind.CHOICE, values="age_band", item=Item.AGE_BAND, sensitivity=I)
    languages: tuple[str, ...] = fact(N_("Languages"), Kind.CHOICES, values="language", item=Item.LANGUAGES, sensitivity=I)
    displacement: str = fact(N_("Displacement status"), Kind.CHOICE, values="displacement", item=Item.DISPLACEMENT, sensitivity=I)
    place: str = fact(N_("Place (governorate or district)"), item=Item.PLACE, sensitivity=I, search=3)
    specific_needs: tuple[str, ...] = fact(N_("Specific needs"), Kind.CHOICES, values="specific_needs", item=Item.NEEDS, sensitivity=S)
    household_size: int | None = fact(N_("People in the household"), Kind.COUNT, least=1, most=60, item=Item.HOUSEHOLD, sensitivity=I)
    interpreter: bool = fact(N_("An interpreter is needed"), Kind.FLAG, item=Item.LANGUAGES)
    access_needs: str = fact(N_("What makes a visit possible"), item=Item.HEALTH, sensitivity=S)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContact(Record):
    """The one safe way to reach a person."""

    KIND: ClassVar[str] = "safe_contact"
    LABEL: ClassVar[str] = N_("Safe contact")

    person: str = fact(N_("Person"), Kind.LINK, links="person", required=True)
    channel: str = fact(N_("Channel"), Kind.CHOICE, values="channel", default="phone", required=True, item=Item.SAFE_CONTACT)
    number: str = fact(N_("Number or address"), Kind.CONTACT, sensitivity=D, item=Item.SAFE_CONTACT, search=7, longest=80, covered=True)
    hours: str = fact(N_("Safe hours"), item=Item.SAFE_CONTACT, sensitivity=I)
    code_word: str = fact(N_("Code word"), item=Item.SAFE_CONTACT, sensitivity=S)
    who_may_answer: str = fact(N_("Who may answer"), item=Item.SAFE_CONTACT, sensitivity=I)
    leave_message: bool = fact(N_("A message may be left"), Kind.FLAG, item=Item.SAFE_CONTACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """A case: what is done with and for a person."""

    KIND: ClassVar[str] = "case"
    LABEL: ClassVar[str] = N_("Case")

    person: str = fact(N_("Person"), Kind.LINK, links="person", required=True)
    status: str = fact(N_("Status"), Kind.CHOICE, values="case_status", default="open", required=True)
    opened: date | None = fact(N_("Opened on"), Kind.DATE, required=True)
    worker: str = fact(N_("Caseworker"), Kind.CODE, longest=40)
    risk_level: str = fact(N_("Risk level"), Kind.CHOICE, values="risk_level", default="not_assessed", required=True, sensitivity=S)
    risk_factors: tuple[str, ...] = fact(N_("Risk factors"), Kind.CHOICES, values="risk_factor", sensitivity=S)
    risk_note: str = fact(N_("Note on the risk"), Kind.LONG_TEXT, sensitivity=S, search=2)
    next_step: str = fact(N_("Next step"), sensitivity=S)
    next_due: date | None = fact(N_("Due"), Kind.DATE)
    supervisor: str = fact(N_("Supervisor"), Kind.CODE, longest=40)
    review_on: date | None = fact(N_("To be reviewed on"), Kind.DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    """A receiver of referrals."""

    KIND: ClassVar[str] = "organisation"
    LABEL: ClassVar[str] = N_("Organisation")

    name: str = fact(N_("Name"), required=True, search=6)
    other_names: tuple[str, ...] = fact(N_("Other names"), Kind.TEXTS, search=5)
    addressee: str = fact(N_("Addressed to"), Kind.TEXT, longest=400)
    note: str = fact(N_("Note"), Kind.LONG_TEXT)
    vetting: str = fact(N_("How people are received there"), Kind.CHOICE, values="vetting", default="unknown", required=True)
    safe_for: tuple[str, ...] = fact(N_("Safe for"), Kind.CHOICES, values="population")
    unsafe_for: tuple[str, ...] = fact(N_("Unsafe for"), Kind.CHOICES, values="population")
    vouched_by: str = fact(N_("Who vouches"), sensitivity=I)
    last_checked: date | None = fact(N_("Last checked"), Kind.DATE)
    place: str = fact(N_("Place (governorate or district)"), search=3)
    street: str = fact(N_("Street and house"), longest=400)
    street_hidden: bool = fact(N_("The address is kept hidden"), Kind.FLAG)
    front_gate: str = fact(N_("Where people are met instead"), longest=400)
    focal_person: str = fact(N_("Contact person"), sensitivity=I)
    phone: str = fact(N_("Phone"), Kind.CONTACT, search=4, longest=80)
    email: str = fact(N_("E-mail"), Kind.CONTACT, longest=120)
    hours: str = fact(N_("Opening hours"))
    languages: tuple[str, ...] = fact(N_("Languages"), Kind.CHOICES, values="language")
    cost: str = fact(N_("Cost"), Kind.CHOICE, values="cost")
    never_refer: bool = fact(N_("Nobody is referred there"), Kind.FLAG)
    never_refer_reason: str = fact(N_("Why nobody is referred there"), longest=400)
    retired: bool = fact(N_("No longer used"), Kind.FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Record):
    """A service that an organisation offers."""

    KIND: ClassVar[str] = "service"
    LABEL: ClassVar[str] = N_("Service")

    organisation: str = fact(N_("Organisation"), Kind.LINK, links="organisation", required=True)
    sector: str = fact(N_("Service"), Kind.CHOICE, values="service", required=True)
    last_checked: date | None = fact(N_("Last checked"), Kind.DATE)
    for_whom: tuple[str, ...] = fact(N_("For whom"), Kind.CHOICES, values="population")
    cost: str = fact(N_("Cost"), Kind.CHOICE, values="cost")
    capacity: str = fact(N_("Room and waiting time"))
    note: str = fact(N_("Note"), Kind.LONG_TEXT)
    retired: bool = fact(N_("No longer used"), Kind.FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Record):
    """One dated event of the consent ledger; never edited, only followed by another event."""

    KIND: ClassVar[str] = "consent"
    LABEL: ClassVar[str] = N_("Consent")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    act: str = fact(N_("What happened"), Kind.CHOICE, values="consent_act", default="given", required=True)
    about: str = fact(N_("Earlier consent"), Kind.LINK, links="consent")
    purpose: str = fact(N_("Purpose"), Kind.CHOICE, values="purpose", default="referral", required=True)
    receiver: str = fact(N_("Receiver"), Kind.LINK, links="organisation", required=True)
    items: tuple[str, ...] = fact(N_("May be shared"), Kind.CHOICES, values="item", sensitivity=S)
    withheld: tuple[str, ...] = fact(N_("Withheld"), Kind.CHOICES, values="item", sensitivity=S)
    how: str = fact(N_("How it was given"), Kind.CHOICE, values="consent_how", default="verbal_witnessed")
    on: date | None = fact(N_("Date"), Kind.DATE, required=True)
    valid_until: date | None = fact(N_("Valid until"), Kind.DATE)
    language: str = fact(N_("Language of the talk"), Kind.CHOICE, values="language", default="ar")
    script: str = fact(N_("Version of the consent talk"), Kind.CHOICE, values="consent_script")
    witness: str = fact(N_("Witness"), sensitivity=I)
    guardian: str = fact(N_("Guardian or trusted adult"), sensitivity=D)
    interpreter: bool = fact(N_("An interpreter was there"), Kind.FLAG)
    statistics: bool = fact(N_("May be counted in figures without any name"), Kind.FLAG)
    copy_given: bool = fact(N_("The person has a copy"), Kind.FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Record):
    """A referral of a case to an organisation."""

    KIND: ClassVar[str] = "referral"
    LABEL: ClassVar[str] = N_("Referral")

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    organisation: str = fact(N_("Receiver"), Kind.LINK, links="organisation", required=True)
    reference: str = fact(N_("Reference"), Kind.CODE, required=True, unique=True, search=6, longest=40)
    addressee: str = fact(N_("Addressed to"), longest=400)
    priority: str = fact(N_("Priority"), Kind.CHOICE, values="priority", default="normal", required=True)
    services: tuple[str, ...] = fact(N_("Services asked for"), Kind.CHOICES, values="service", item=Item.SERVICES)
    reason_ar: str = fact(N_("Reason for the referral, in Arabic"), Kind.LONG_TEXT, item=Item.REASON, sensitivity=S, search=1)
    reason_en: str = fact(N_("Reason for the referral, in English"), Kind.LONG_TEXT, item=Item.REASON, sensitivity=S, search=1)
    letterhead: str = fact(N_("Letterhead"), Kind.CHOICE, values="letterhead", default="neutral", required=True)
    state: str = fact(N_("State"), Kind.CHOICE, values="referral_state", default="draft", required=True)
    on: date | None = fact(N_("Date"), Kind.DATE, required=True)
    sent_on: date | None = fact(N_("Sent on"), Kind.DATE)
    reply_by: date | None = fact(N_("Reply expected by"), Kind.DATE)
    appointment: datetime | None = fact(N_("Appointment"), Kind.MOMENT, sensitivity=I)
    accompanied_by: str = fact(N_("Accompanied by"), sensitivity=I)
    why: str = fact(N_("Why it was voided or reopened"), longest=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Record):
    """One entry of a case's timeline; never edited, only followed by another."""

    KIND: ClassVar[str] = "entry"
    LABEL: ClassVar[str] = N_("Timeline entry")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    sort: str = fact(N_("Kind"), Kind.CHOICE, values="entry_sort", default="note", required=True)
    standing: str = fact(N_("Class"), Kind.CHOICE, values="entry_standing", default="fact", required=True)
    text: str = fact(N_("Text"), Kind.LONG_TEXT, required=True, sensitivity=S, search=2)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)
    about: str = fact(N_("About"), Kind.LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Record):
    """A file kept inside the vault; its body lies beside it under the same digest."""

    KIND: ClassVar[str] = "file"
    LABEL: ClassVar[str] = N_("File")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    name: str = fact(N_("Name"), required=True, sensitivity=I)
    media: str = fact(N_("Sort of file"), Kind.CODE, required=True)
    size: int | None = fact(N_("Size in bytes"), Kind.COUNT, most=2**31, required=True)
    digest: str = fact(N_("Check value"), Kind.CODE, required=True)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)
    original: str = fact(N_("Untouched original"), Kind.LINK, links="file")  # of a working copy
    note: str = fact(N_("Note"), sensitivity=S, search=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Record):
    """One line of the ledger of what left the vault; never edited."""

    KIND: ClassVar[str] = "release"
    LABEL: ClassVar[str] = N_("What left the vault")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    what: str = fact(N_("What left"), Kind.CHOICE, values="release_what", required=True)
    how: str = fact(N_("How it left"), Kind.CHOICE, values="release_how", required=True)
    receiver: str = fact(N_("Receiver"), Kind.LINK, links="organisation", required=True)
    purpose: str = fact(N_("Purpose"), Kind.CHOICE, values="purpose", required=True)
    items: tuple[str, ...] = fact(N_("What this receiver will learn"), Kind.CHOICES, values="item", sensitivity=S)
    consents: tuple[str, ...] = fact(N_("Consents behind it"), Kind.TEXTS)
    about: str = fact(N_("About"), Kind.LINK)
    addressee: str = fact(N_("Addressed to"), longest=400)
    language: str = fact(N_("Language"), Kind.CODE)
    digest: str = fact(N_("Check value"), Kind.CODE, required=True)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """How the organisation presents itself on paper."""

    KIND: ClassVar[str] = "office"
    LABEL: ClassVar[str] = N_("Office")

    name_ar: str = fact(N_("Name in Arabic"))
    name_en: str = fact(N_("Name in English"))
    neutral_ar: str = fact(N_("Neutral name in Arabic"))
    neutral_en: str = fact(N_("Neutral name in English"))
    phone: str = fact(N_("Phone"), Kind.CONTACT)
    email: str = fact(N_("E-mail"), Kind.CONTACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker(Record):
    """Somebody who works with this vault."""

    KIND: ClassVar[str] = "worker"
    LABEL: ClassVar[str] = N_("Worker")

    code: str = fact(N_("Code"), Kind.CODE, required=True, unique=True, longest=40)
    role: str = fact(N_("Role"), Kind.CHOICE, values="role", default="caseworker", required=True)
