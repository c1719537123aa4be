"""Sentences about a person in their own form of address."""

from collections.abc import Mapping

from gemdesk.domain.address import AVOID, form_of
from gemdesk.kernel.texts import Texts

Forms = Mapping[str, tuple[str, str]]  # form of address -> message with that form as its context


def said(texts: Texts, forms: Forms, address: str, **values: object) -> str:
    """The sentence in the form for this `address`; without gendered words where none was asked for."""
    return texts.say_in(forms.get(form_of(address), forms[AVOID]), **values)
