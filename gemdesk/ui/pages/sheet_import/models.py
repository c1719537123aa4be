"""The rows of the two tables of an import: what is in doubt, and what every row would become."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from gemdesk.domain.readings import Choice, Doubt, Same, Spot, Target
from gemdesk.flows import sheet_choices
from gemdesk.flows.sheet_reading import Plan
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name, isolated, strip_controls
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.pages.sheet_import import words
from gemdesk.ui.tables.rows import Index

_NOWHERE = QModelIndex()
Role = Qt.ItemDataRole


class _Model(QAbstractTableModel):
    """What both tables have in common: heads, directions, and a row that is read out as one sentence."""

    HEADS: tuple[Words, ...] = ()

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The head of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self._faces.face.read(self.HEADS[section])
        return self._edge() if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What a cell shows; the first one is read out with its whole row."""
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            face = self._faces.face
            return direction.based(self.text(index.row(), index.column(), face.texts), face.rtl)
        if role == Role.AccessibleTextRole:
            cells = [self.text(index.row(), at, self._faces.face.texts) for at in range(len(self.HEADS))]
            return strip_controls(". ".join(filter(None, cells)))
        if role in (Role.ForegroundRole, Role.DecorationRole) and self.is_open(index.row(), index.column()):
            face = self._faces.face
            return face.look.colour("warning") if role == Role.ForegroundRole else face.icon("warning", "warning", 16)
        return self._edge() if role == Role.TextAlignmentRole else None

    def _edge(self) -> Qt.AlignmentFlag:
        return direction.leading_edge(self._faces.face.rtl) | Qt.AlignmentFlag.AlignVCenter

    def text(self, row: int, column: int, texts: Texts) -> str:
        """What a cell says."""
        raise NotImplementedError

    def is_open(self, row: int, column: int) -> bool:
        """Whether something is still to be decided there."""
        raise NotImplementedError


class DoubtRows(_Model):
    """One row for each doubt: where it stands, what stands there, why it is shown, what it is taken for."""

    HEADS = (
        lambda t: t.say("Row"),
        lambda t: t.say("Column"),
        lambda t: t.say("What stands there"),
        lambda t: t.say("Why it is shown"),
        lambda t: t.say("Taken as"),
    )

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces)
        self.doubts: tuple[Doubt, ...] = ()
        self._heads: tuple[str, ...] = ()
        self.choices: dict[Spot, Choice] = {}

    def show(self, doubts: tuple[Doubt, ...], heads: tuple[str, ...], choices: dict[Spot, Choice]) -> None:
        """Show other doubts; `choices` is kept and read whenever a row is painted."""
        self.beginResetModel()
        self.doubts, self._heads, self.choices = doubts, heads, choices
        self.endResetModel()

    def repaint(self) -> None:
        """Tell the table that decisions have changed."""
        if self.doubts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.doubts) - 1, len(self.HEADS) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many doubts are shown."""
        return 0 if parent.isValid() else len(self.doubts)

    def is_open(self, row: int, column: int) -> bool:
        """Whether nobody has decided about it yet, told in the last column."""
        doubt = self.doubts[row]
        return column == len(self.HEADS) - 1 and not doubt.read.settled and doubt.spot not in self.choices

    def text(self, row: int, column: int, texts: Texts) -> str:
        """What a cell says."""
        doubt = self.doubts[row]
        match column:
            case 0:
                return texts.number(doubt.spot.row)
            case 1:
                return isolated(Name(self._heads[doubt.spot.column]))
            case 2:
                return words.as_it_stands(doubt) if doubt.text else texts.say("No name taken down")
            case 3:
                return words.why(doubt)(texts)
        return self._taken(row, texts)

    def _taken(self, row: int, texts: Texts) -> str:
        doubt = self.doubts[row]
        if self.is_open(row, len(self.HEADS) - 1):
            return texts.say("To be decided")
        choice = self.choices.get(doubt.spot)
        if choice is not None and choice.typed:
            return isolated(Name(choice.typed))
        at = choice.at if choice is not None else 0
        return words.value(texts, doubt.target, doubt.read.readings[at] if at >= 0 else None)


class PlannedRows(_Model):
    """One row for each person that the sheet would make."""

    HEADS = (
        lambda t: t.say("Row"),
        lambda t: t.say("Name"),
        lambda t: t.say("Age"),
        lambda t: t.say("Opened on"),
        lambda t: t.say("Residence"),
        lambda t: t.say("Risk level"),
        lambda t: t.say("Needs"),
        lambda t: t.say("Outcome"),
    )
    _TARGETS = (Target.NAME, Target.AGE, Target.OPENED, Target.PLACE, Target.RISK, Target.SERVICES)

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces)
        self._plan: Plan | None = None
        self._choices: Mapping[Spot, Choice] = {}

    def show(self, plan: Plan | None, choices: Mapping[Spot, Choice]) -> None:
        """Show what a plan and the decisions would make; without a plan, nothing."""
        self.beginResetModel()
        self._plan, self._choices = plan, choices
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows of the sheet are people."""
        return 0 if parent.isValid() or self._plan is None else len(self._plan.rows)

    def is_open(self, row: int, column: int) -> bool:
        """Nothing is open any more."""
        return False

    def text(self, row: int, column: int, texts: Texts) -> str:
        """What a cell says; a phone number is never shown in a list."""
        plan = self._plan
        if plan is None:
            return ""
        one = plan.rows[row]
        if column == 0:
            return texts.number(one.number)
        if column == len(self.HEADS) - 1:
            return self._becomes(row, texts)
        target = self._TARGETS[column - 1]
        if target is Target.NAME:
            name = sheet_choices.name_of(plan, one, self._choices)
            return isolated(Name(name)) if name else texts.say("No name taken down")
        at = plan.layout.column(target)
        found = sheet_choices.value(plan, one, at, self._choices) if at >= 0 else None
        if target is Target.OPENED and found is None:
            found = plan.today
        return words.value(texts, target, found) if found not in (None, "", ()) else ""

    def _becomes(self, row: int, texts: Texts) -> str:
        plan = self._plan
        if plan is None:
            return ""
        same = sheet_choices.becomes(plan, plan.rows[row], self._choices)
        return {
            Same.ANOTHER: texts.say("A new case"),
            Same.ADDED: texts.say("Added to a timeline"),
            Same.LEFT_OUT: texts.say("Left out"),
        }[same]
