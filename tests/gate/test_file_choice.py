"""What choosing a file leaves behind on the disk, in a process of its own so that Qt's settings lie apart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gate.program import ROOT, WAIT

_CHOSEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.parts.file_dialog import ask_file

app, target, new = QApplication([]), Path(sys.argv[2]), sys.argv[3]
window = QWidget()
window.show()
chosen = []
if sys.argv[1] == "ours":
    face = Face(Texts("ar"), Look("light", 100))
    dialog = ask_file(window, face, lambda t: t.say("Choose the key file"), chosen.append, new_name=new)
else:
    dialog = QFileDialog(window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.accepted.connect(lambda: chosen.append(Path(dialog.selectedFiles()[0])))
    dialog.open()
dialog.setDirectory(str(target.parent))
dialog.selectFile(str(target))
app.processEvents()
dialog.accept()
dialog.deleteLater()
for _ in range(3):
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
assert chosen == [target], chosen
"""


def left_behind(place: Path, dialog: str, new: str) -> str:
    """Everything that a choice of a file left in the settings of the person's account."""
    target = place / "secret-stick" / "key"
    target.parent.mkdir()
    if not new:
        target.touch()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    folders = {name: str(place / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", _CHOSEN, dialog, str(target), new],
        env={**surroundings, **folders, "HOME": str(place / "home")},
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = [path for name in (*folders, "home") for path in (place / name).rglob("*") if path.is_file()]
    return "\n".join(path.read_text("utf-8", "replace") for path in files)


@pytest.mark.parametrize("new", ["", "key"])
def test_nothing_of_a_chosen_file_is_left(tmp_path: Path, new: str) -> None:
    (tmp_path / "ours").mkdir()
    left = left_behind(tmp_path / "ours", "ours", new)
    assert "secret-stick" not in left
    assert "shortcuts=@Invalid()" in left, "nor are the places at the side kept"


def test_a_bare_dialog_leaves_its_folder(tmp_path: Path) -> None:
    left = left_behind(tmp_path, "bare", "")
    assert "secret-stick" in left
    assert "shortcuts=@Invalid()" not in left
