"""The words of one language: catalogue look-up and the only way to fill a message."""

import gettext
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from gemdesk.kernel import places
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.reasons import SENTENCES
from gemdesk.kernel.typed import Joined, isolated

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@cache
def _catalogue(language: str, folder: Path) -> gettext.NullTranslations:
    if language == "en":
        # English is the language of the messages themselves; its catalogue holds only the plurals.
        return gettext.translation("gemdesk", folder, ["en"], fallback=True)
    # As gettext.translation for one language, without its search through all spellings of locales.
    with (folder / language / "LC_MESSAGES" / "gemdesk.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


def fill(message: str, **values: object) -> str:
    """Put values into `{fields}`, each isolated by its type; an unknown field stays visible."""
    if "{" not in message and "}" not in message:
        return message
    import string  # most messages have no field, those of the lock screen none at all

    parts: list[str] = []
    for literal, field, _spec, _conversion in string.Formatter().parse(message):
        parts.append(literal)
        if field is not None:
            parts.append(isolated(values[field]) if field in values else f"{{{field}}}")
    return "".join(parts)


class Texts:
    """Messages of one language; live switch means another object, never a changed one."""

    def __init__(self, language: str, digits: str = "latin", folder: Path | None = None) -> None:
        self.language = language
        self.rtl = LANGUAGES[language].rtl
        self.digits = digits
        self._catalogue = _catalogue(language, folder or places.translations())

    def say(self, message: str, **values: object) -> str:
        """The message in this language, filled and isolated."""
        return fill(self._catalogue.gettext(message), **values)

    def say_in(self, marked: tuple[str, str], **values: object) -> str:
        """A message with a context (see `C_`), filled and isolated."""
        context, message = marked
        return fill(self._catalogue.pgettext(context, message), **values)

    def count(self, one: str, many: str, count: int, **values: object) -> str:
        """The right plural form for `count`, which fills `{count}`."""
        return fill(self._catalogue.ngettext(one, many, count), count=self.number(count), **values)

    def reason(self, stop: Stop) -> str:
        """The sentence of a refusal or trouble."""
        return self.say(SENTENCES[stop.reason], **self._facts(stop.facts))

    def _facts(self, facts: Mapping[str, object]) -> dict[str, object]:
        from gemdesk.kernel.lists import Listed, label  # no list is needed before something is refused

        return {
            key: self.list([label(value.name, code, self.language) for code in value.codes])
            if isinstance(value, Listed)
            else value
            for key, value in facts.items()
        }

    def list(self, items: Sequence[str]) -> Joined:
        """A list in words: «أ، وب، وج» or “a, b and c”; every item isolated."""
        done = [isolated(item) for item in items]
        words = LANGUAGES[self.language]
        if len(done) < 3:
            return Joined(words.pair.join(done))
        return Joined(words.between.join(done[:-1]) + words.last + done[-1])

    def number(self, value: int) -> str:
        """A whole number in the digits that the person chose for running text."""
        plain = str(value)
        return plain.translate(_ARABIC_DIGITS) if self.digits == "arabic" and self.rtl else plain
