"""Asking where a copy is to be saved, without leaving a list of such places behind."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Face


def ask_target(parent: QWidget, face: Face, name: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder and call `chosen` with the whole path; nothing is called when the person cancels."""
    dialog = QFileDialog(parent)
    # The system's own dialog keeps a list of recent files that nobody can see from here.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setWindowTitle(face.texts.say("Save a copy"))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, face.texts.say("Save a copy"))
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, face.texts.say("Cancel"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, face.texts.say("File name"))
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, face.texts.say("Folder"))
    dialog.setNameFilter("*.pdf")
    dialog.setDefaultSuffix("pdf")
    dialog.setHistory([])
    dialog.setSidebarUrls([])
    dialog.setDirectory(QDir.homePath())
    dialog.selectFile(name)
    boxes: Iterable[QComboBox] = dialog.findChildren(QComboBox)
    for box in boxes:  # a path, and an ending of files
        direction.fix_left_to_right(box)
    dialog.finished.connect(lambda result: _end(dialog, parent, bool(result), chosen))
    dialog.open()
    return dialog


def _end(dialog: QFileDialog, parent: QWidget, accepted: bool, chosen: Callable[[Path], object]) -> None:
    target = Path(dialog.selectedFiles()[0]) if accepted and dialog.selectedFiles() else None
    # Qt writes the last folder and the history of a dialog into its settings when it goes.
    dialog.setDirectory(QDir.homePath())
    dialog.setHistory([])
    dialog.deleteLater()
    # Not every platform gives the keys back to the window by itself.
    parent.window().activateWindow()
    if target is not None:
        chosen(target)
