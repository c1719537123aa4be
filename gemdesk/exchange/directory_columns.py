"""The columns of the directory as a sheet: their heads in every language, and what each is about.

Left out on purpose, so that no person goes along: who vouches, the contact person, a street that is kept hidden.
"""

from dataclasses import dataclass
from functools import cache

from gemdesk.domain.definition import Kind, Meaning, definition_of
from gemdesk.domain.records import Organisation, Service
from gemdesk.kernel.fold import fold
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.messages import N_
from gemdesk.kernel.texts import Texts


@dataclass(frozen=True, slots=True)
class Column:
    """One column: whose field it holds, and its head in English."""

    record: type[Organisation] | type[Service]
    name: str
    head: str
    free_words: bool = False  # goes along only when that is wished: anybody may be named in it
    also: tuple[str, ...] = ()  # heads of other people's sheets

    @property
    def meaning(self) -> Meaning:
        """What the field is for."""
        return definition_of(self.record).field(self.name).meaning


COLUMNS: tuple[Column, ...] = (
    Column(Organisation, "name", N_("Organisation"), also=("Name", "Partner", "الاسم", "اسم الجهة", "المنظمة")),
    Column(Organisation, "other_names", N_("Other names")),
    Column(Organisation, "place", N_("Place (governorate or district)"), also=("Place", "City", "المكان", "المدينة")),
    Column(Organisation, "vetting", N_("How people are received there")),
    Column(Organisation, "safe_for", N_("Safe for")),
    Column(Organisation, "unsafe_for", N_("Unsafe for")),
    Column(Organisation, "never_refer", N_("Nobody is referred there")),
    Column(Organisation, "never_refer_reason", N_("Why nobody is referred there"), free_words=True),
    Column(Organisation, "last_checked", N_("Last checked")),
    Column(Organisation, "street", N_("Street and house")),
    Column(Organisation, "street_hidden", N_("The address is kept hidden")),
    Column(Organisation, "front_gate", N_("Where people are met instead")),
    Column(Organisation, "phone", N_("Phone"), also=("Telephone", "رقم الهاتف")),
    Column(Organisation, "email", N_("E-mail")),
    Column(Organisation, "hours", N_("Opening hours")),
    Column(Organisation, "languages", N_("Languages")),
    Column(Organisation, "cost", N_("Cost")),
    Column(Organisation, "note", N_("Note"), free_words=True),
    Column(Service, "sector", N_("Service")),
    Column(Service, "for_whom", N_("For whom")),
    Column(Service, "cost", N_("Cost of the service")),
    Column(Service, "capacity", N_("Room and waiting time")),
    Column(Service, "note", N_("Note on the service"), free_words=True),
)
# Kinds of value whose cells hold codes of a list, in words.
CODED = (Kind.CHOICE, Kind.CHOICES, Kind.FLAG)
FLAGS = "yes_no"  # the list of the words for a flag


@cache
def _known() -> dict[str, Column]:
    texts = [Texts(language) for language in LANGUAGES]
    known = {fold(word): column for column in COLUMNS for word in column.also}
    return known | {fold(one.say(column.head)): column for one in texts for column in COLUMNS}


def column_of(head: str) -> Column | None:
    """The column of a head in any of the languages."""
    return _known().get(fold(head)) if head.strip() else None
