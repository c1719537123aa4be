"""What is typed in the wizard: its draft, and the order that comes of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Referral
from gemdesk.flows.cases import Draft
from gemdesk.flows.referrals import TOPICS, Order

LANGUAGES: dict[str, tuple[str, ...]] = {"ar": ("ar",), "en": ("en",), "both": ("ar", "en")}


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything that the steps hold, as plain values."""

    receiver: str = ""
    addressee: str = ""
    priority: str = "normal"
    services: tuple[str, ...] = ()
    letterhead: str = "neutral"
    # Items that may be shared and are not to be; a topic is named only once somebody ticked it.
    left_out: tuple[str, ...] = tuple(sorted(item.value for item in TOPICS))
    languages: str = "ar"  # key of LANGUAGES
    reason_ar: str = ""
    reason_en: str = ""
    step: int = 0

    def draft(self) -> Draft:
        """As it is kept in the vault."""
        return asdict(self)

    def needs(self, language: str) -> bool:
        """Whether the letter is written in that language."""
        return language in LANGUAGES[self.languages]

    def order(self, referral: Referral) -> Order:
        """The letter as it is wanted now, still without ticks."""
        wished = replace(
            referral,
            addressee=self.addressee.strip(),
            priority=self.priority,
            services=self.services,
            letterhead=self.letterhead,
            reason_ar=self.reason_ar.strip(),
            reason_en=self.reason_en.strip(),
        )
        if not self.receiver.strip():
            wished = replace(wished, organisation="")
        return Order(wished, (), LANGUAGES[self.languages], self.receiver.strip())

    def lacking(self) -> str:
        """The first field without which no letter can leave, in the order of the door; empty when none lacks."""
        held = {"organisation": self.receiver}
        held |= {f"reason_{one}": getattr(self, f"reason_{one}") for one in LANGUAGES[self.languages]}
        held["services"] = "".join(self.services)
        return next((name for name, text in held.items() if not text.strip()), "")

    def left_out_items(self) -> tuple[Item, ...]:
        """The items that are not to be in the letter although they may."""
        return tuple(item for item in Item if item.value in self.left_out)


def of_referral(referral: Referral, receiver: str) -> Typed:
    """What the steps show of a referral that is stored."""
    return Typed(
        receiver=receiver,
        addressee=referral.addressee,
        priority=referral.priority,
        services=referral.services,
        letterhead=referral.letterhead,
        reason_ar=referral.reason_ar,
        reason_en=referral.reason_en,
        languages="en" if referral.reason_en and not referral.reason_ar else "ar",
    )


def with_draft(typed: Typed, draft: Mapping[str, object]) -> Typed:
    """The same with what was typed over it; a value of another kind than expected is passed over."""
    found: dict[str, object] = {}
    for field in fields(Typed):
        value = draft.get(field.name)
        value = tuple(map(str, value)) if isinstance(value, list | tuple) else value
        if type(value) is type(getattr(typed, field.name)):
            found[field.name] = value
    if found.get("languages") not in LANGUAGES:
        found.pop("languages", None)
    return Typed(**{**asdict(typed), **found})
