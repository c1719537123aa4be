"""Asking for a file, without leaving a list of such files behind."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QDir, QUrl
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from gemdesk.kernel.texts import Texts
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Face, Words

_WIDTH, _HEIGHT = 760, 480  # pixels at 100 %
_MOUNTS = ("/media", "/run/media")  # where Linux desktops show sticks, in a folder of each person


def ask_file(
    parent: QWidget,
    face: Face,
    words: Words,
    chosen: Callable[[Path], object],
    *,
    new_name: str = "",
    ending: str = "",
    over: bool = False,
) -> QFileDialog:
    """Ask for a file that exists or, with `new_name`, for the place of a new one; cancelling calls nothing.

    `words` name the act, on the window and on its button. Only files with this `ending` are shown. With `over` the
    person is asked whether a file that is there may be replaced; without, whoever writes refuses that at the field.
    """
    dialog = QFileDialog(parent)
    # The system's own dialog keeps a list of recent files that nobody can see from here.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not over)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave if new_name else QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile if new_name else QFileDialog.FileMode.ExistingFile)
    _say(dialog, face.texts, words)
    dialog.setHistory([])
    dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in (QDir.homePath(), *_sticks())])
    dialog.setDirectory(QDir.homePath())
    dialog.resize(face.look.px(_WIDTH), face.look.px(_HEIGHT))
    if ending:
        dialog.setNameFilter(f"*.{ending}")
        dialog.setDefaultSuffix(ending)
    if new_name:
        dialog.selectFile(new_name)
    boxes: Iterable[QComboBox] = dialog.findChildren(QComboBox)
    for box in boxes:  # a path, and an ending of files
        direction.fix_left_to_right(box)
    dialog.finished.connect(lambda result: _end(dialog, parent, bool(result), chosen))
    dialog.open()
    return dialog


def _say(dialog: QFileDialog, texts: Texts, act: Words) -> None:
    dialog.setWindowTitle(act(texts))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, act(texts))
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, texts.say("Cancel"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, texts.say("File name"))
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, texts.say("Folder"))


def _sticks() -> list[str]:
    """The folders of sticks that are plugged in; elsewhere than on Linux they are found by going up."""
    return sorted(str(place) for mounts in _MOUNTS for place in Path(mounts).glob("*/*"))


def _end(dialog: QFileDialog, parent: QWidget, accepted: bool, chosen: Callable[[Path], object]) -> None:
    target = Path(dialog.selectedFiles()[0]) if accepted and dialog.selectedFiles() else None
    # Qt writes the last folder, the places at the side and the history of a dialog into its settings when it goes.
    # A folder that is not there would not be taken, and the one of the file would stay.
    dialog.setDirectory(QDir.rootPath())
    dialog.setSidebarUrls([])
    dialog.setHistory([])
    dialog.deleteLater()
    # Not every platform gives the keys back to the window by itself.
    parent.window().activateWindow()
    if target is not None:
        chosen(target)
