"""A bar for work that takes long: how far it is, and the way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gemdesk.kernel.progress import Progress
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.label import Label


class Working(QWidget):
    """Hidden until a job is slow; goes when the job has ended or was stopped."""

    stopped = Signal()

    def __init__(self, faces: Faces, jobs: Jobs) -> None:
        super().__init__()
        self._faces, self._jobs = faces, jobs
        self._progress: Progress | None = None
        self._words = Label(faces, lambda _: "", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = Button(faces, lambda t: t.say("Stop"), icon="close", press=self._stop)
        self._row = QHBoxLayout(self)
        column = QVBoxLayout()
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self._row.addLayout(column, 1)
        self._row.addWidget(self.stop)
        jobs.slow.connect(self._on_slow)
        jobs.eased.connect(self._on_eased)
        jobs.stepped.connect(self._on_step)
        self.hide()
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.px(12))
        self._bar.setAccessibleName(self._words.accessibleName())

    def begin(self, words: Words) -> Progress:
        """A progress for the next job, which these words tell of; hand it to the job and to its function."""
        self._progress = self._jobs.new_progress()
        self._words.set_words(words)
        self._bar.setAccessibleName(self._words.accessibleName())
        self._bar.setRange(0, 0)
        return self._progress

    def end(self) -> None:
        """The answer is there."""
        self._progress = None
        self.hide()

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self.stopped.emit()

    def _on_slow(self, progress: Progress) -> None:
        if progress is self._progress:
            self.show()

    def _on_eased(self, progress: Progress) -> None:
        if progress is self._progress:
            self.end()

    def _on_step(self, progress: Progress, done: int, whole: int) -> None:
        if progress is self._progress:
            self._bar.setRange(0, whole)
            self._bar.setValue(done)
