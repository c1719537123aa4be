"""Every kind of record by its name: what the trail, the tables and an import know."""

from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Goal,
    Incident,
    Likeness,
    Need,
    Plan,
    Prepared,
    Relative,
    Reply,
    SafetyPlan,
    SealedNote,
    Sogiesc,
    Step,
    Task,
)  # fmt: skip
from gemdesk.domain.definition import Record
from gemdesk.domain.own import CustomField, CustomValue, Erasure, ListEntry, Rhythm, SavedView, SheetImport
from gemdesk.domain.records import (
    Case,
    Consent,
    Entry,
    File,
    Office,
    Organisation,
    Person,
    Referral,
    Release,
    SafeContact,
    Service,
    Worker,
)  # fmt: skip

# In an order in which each stands after what it refers to.
KINDS: dict[str, type[Record]] = {
    kind.KIND: kind
    for kind in (
        Person, SafeContact, Case, Organisation, Service, Consent, Referral, Entry, File, Release, Office, Worker,
        Sogiesc, Relative, Likeness, Attempt, SealedNote, Assessment, Need, SafetyPlan, Plan, Goal, Step, FollowUp,
        Task, Approval, Reply, Prepared, Closure, Incident, Erasure, SheetImport, SavedView, ListEntry, CustomField,
        CustomValue, Rhythm,
    )
}  # fmt: skip
