"""Fields of the organisation's own on a letter: only what may stand there, under the item of consent it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gemdesk.domain import custom
from gemdesk.domain.definition import Item
from gemdesk.domain.own import CustomField
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A field and what stands in it."""

    field: CustomField
    value: object

    @property
    def item(self) -> Item | None:
        """The item of consent under which it may stand on a letter; None where it may never."""
        field = self.field
        told = field.letter_visible and not field.retired and field.item and self.words("en")
        return Item(field.item) if told else None

    def words(self, language: str) -> str:
        """The value in a language, on one line; of chosen codes those alone that may stand on letters."""
        listed = custom.definition_of_own(self.field).meaning.values
        if listed:
            codes = self.value if isinstance(self.value, tuple) else (str(self.value),)
            known = lists.on_paper(listed, codes)
            return Texts(language).list([lists.label(listed, code, language) for code in known])
        if isinstance(self.value, date):
            return dates.day(self.value, language)
        return " ".join(custom.text_of(self.value).split())


def items_of(facts: Iterable[OwnFact], ticked: Iterable[Item]) -> tuple[Item, ...]:
    """The items that a letter with these ticks discloses by these facts."""
    wished = frozenset(ticked)
    return tuple(dict.fromkeys(fact.item for fact in facts if fact.item and fact.item in wished))


def rows(facts: Iterable[OwnFact], items: Iterable[Item], language: str) -> tuple[dict[str, object], ...]:
    """What a letter that discloses these items says of these facts, one row each."""
    covered = frozenset(items)
    return tuple(
        {"own_label": Name(custom.label(fact.field, language)), "own_words": Name(fact.words(language))}
        for fact in facts
        if fact.item and fact.item in covered
    )
