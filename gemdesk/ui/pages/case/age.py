"""Age or band: one of the two is asked, and the band of an age is said beside it."""

from typing import cast

from gemdesk.domain import ages
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.texts import Texts
from gemdesk.ui.forms.editors import Editor
from gemdesk.ui.forms.form import FormView


class AgeFields:
    """Watches the two fields of a form: an age makes the band needless, and says which one a letter would give."""

    def __init__(self, form: FormView) -> None:
        self._age, self._band = form.field("age"), form.field("age_band")
        form.edited.connect(self._on_edited)
        self.say()

    def _on_edited(self, name: str) -> None:
        if name == "age":
            age = self._years()
            if age is not None and not ages.fits(age, self._chosen()):
                cast("Editor", self._band.editor).set_value("")
        if name in ("age", "age_band"):
            self.say()

    def say(self) -> None:
        """Say what follows from what stands in the fields now."""
        age, band = self._years(), self._chosen()
        computed = ages.band_of(age)
        self._age.set_hint((lambda t: _offered(computed, t)) if computed else None)
        # Where the two contradict each other both are shown, so that somebody decides.
        self._band.setVisible(age is None or not ages.fits(age, band))

    def _years(self) -> int | None:
        try:
            return cast("int | None", cast("Editor", self._age.editor).value())
        except Refusal:
            return None

    def _chosen(self) -> str:
        return str(cast("Editor", self._band.editor).value())


def _offered(band: str, texts: Texts) -> str:
    return texts.say("Age band, enough for most letters: {band}", band=lists.label("age_band", band, texts.language))
