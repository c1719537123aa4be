"""The languages that the program speaks, each described once; a new one is a row here and a catalogue."""

from typing import NamedTuple


class Language(NamedTuple):
    """What has to be known of a language beside its words."""

    own_name: str  # in its own letters, shown so in every language
    locale: str  # for dates: `ar` alone has Egyptian months, `ar_SY` has كانون الثاني
    rtl: bool
    pair: str  # between two items of a list
    between: str  # between three and more
    last: str  # before the last of three and more


LANGUAGES: dict[str, Language] = {
    # With the و at every item a list stays clear when an item holds a و of its own.
    "ar": Language("العربية", "ar_SY", rtl=True, pair=" و", between="، و", last="، و"),
    "en": Language("English", "en_GB", rtl=False, pair=" and ", between=", ", last=" and "),
}
