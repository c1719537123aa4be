"""A form: the fields of a record in a column, made from its definition."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.definition import Definition, Kind
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms.editors import Editor, Offers, editor_for, label_words
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.listed import choices


class FormView(QWidget):
    """Shows plain values, gives plain values back, and says at each field why a value was not taken."""

    edited = Signal(str)  # name of the field

    def __init__(
        self,
        faces: Faces,
        definition: Definition,
        names: Sequence[str],
        values: Mapping[str, object] | None = None,
        *,
        offers: Offers = choices,
        named: Mapping[str, Words] | None = None,
    ) -> None:
        """`named` are words for fields whose label is no message of the program."""
        super().__init__()
        self._faces, self._named = faces, named or {}
        self._editors: dict[str, Editor] = {}
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for name in names:
            self._add(name, definition, offers)
        self.set_values(values or {})
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._faces.face.look.px(12))

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show values without telling that they were edited; fields that are not named stay."""
        for name, value in values.items():
            if name in self._editors:
                self._editors[name].set_value(value)
                self._fields[name].refuse(None)

    def values(self) -> dict[str, object]:
        """The values by field name; marks every field that cannot be read, then raises the first `Refusal`."""
        read: dict[str, object] = {}
        stops: list[Refusal] = []
        for name, editor in self._editors.items():
            try:
                read[name] = editor.value()
            except Refusal as stop:
                stops.append(Refusal(stop.reason, name, **stop.facts))
        self.refuse(stops)
        if stops:
            raise stops[0]
        return read

    def refuse(self, stops: Iterable[Stop]) -> list[Stop]:
        """Say each refusal at its field and go to the first; returns those whose field is not in this form."""
        by_field = {stop.where: stop for stop in reversed(list(stops))}
        for name, field in self._fields.items():
            field.refuse(by_field.get(name))
        first = next((name for name in self._fields if name in by_field), None)
        if first is not None:
            self.focus(first)
        return [stop for where, stop in by_field.items() if where not in self._fields]

    def field(self, name: str) -> Field:
        """The field of that name, for a page that hides it or adds a hint."""
        return self._fields[name]

    def focus(self, name: str) -> None:
        """Put the focus into a field."""
        editor = self._fields[name].editor
        (editor.focusProxy() or editor).setFocus()

    def _add(self, name: str, definition: Definition, offers: Offers) -> None:
        meaning = definition.field(name).meaning
        name_words = self._named.get(name) or label_words(meaning)
        editor = editor_for(self._faces, meaning, offers, name_words)
        assert isinstance(editor, QWidget)  # noqa: S101 - every maker makes one; a protocol cannot say so
        # A tick bears its own words; a required field says so in its label.
        words = None if meaning.kind is Kind.FLAG else _labelled(name_words, required=meaning.required)
        self._editors[name] = editor
        self._fields[name] = Field(self._faces, words, editor)
        self._column.addWidget(self._fields[name])
        editor.edited.connect(lambda *_: self._on_edited(name))

    def _on_edited(self, name: str) -> None:
        self._fields[name].refuse(None)
        self.edited.emit(name)


def _labelled(label: Words, *, required: bool) -> Words:
    return (lambda t: t.say("{field} (required)", field=label(t))) if required else label
