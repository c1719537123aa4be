"""Qt's own words, such as those of its menus and dialogs: ours for what is shown, Qt's for the rest."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from gemdesk.kernel.messages import C_
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces

# What the dialogs and menus of this program ask for, under the name of Qt's class; found with a recording translator.
# Where Qt says %1 stands {name} here, which is isolated like every value.
_OURS = frozenset(
    {
        C_("QLineEdit", "&Undo"),
        C_("QLineEdit", "&Redo"),
        C_("QLineEdit", "Cu&t"),
        C_("QLineEdit", "&Copy"),
        C_("QLineEdit", "&Paste"),
        C_("QLineEdit", "Delete"),
        C_("QLineEdit", "Select All"),
        C_("QWidgetTextControl", "&Undo"),
        C_("QWidgetTextControl", "&Redo"),
        C_("QWidgetTextControl", "Cu&t"),
        C_("QWidgetTextControl", "&Copy"),
        C_("QWidgetTextControl", "&Paste"),
        C_("QWidgetTextControl", "Delete"),
        C_("QWidgetTextControl", "Select All"),
        C_("QPlatformTheme", "OK"),
        C_("QPlatformTheme", "Save"),
        C_("QPlatformTheme", "Open"),
        C_("QPlatformTheme", "&Yes"),
        C_("QPlatformTheme", "&No"),
        C_("QPlatformTheme", "Cancel"),
        C_("QPlatformTheme", "Close"),
        C_("QPlatformTheme", "Discard"),
        C_("QFileDialog", "Back"),
        C_("QFileDialog", "Go back"),
        C_("QFileDialog", "Forward"),
        C_("QFileDialog", "Go forward"),
        C_("QFileDialog", "Parent Directory"),
        C_("QFileDialog", "Go to the parent directory"),
        C_("QFileDialog", "Create New Folder"),
        C_("QFileDialog", "Create a New Folder"),
        C_("QFileDialog", "List View"),
        C_("QFileDialog", "Change to list view mode"),
        C_("QFileDialog", "Detail View"),
        C_("QFileDialog", "Change to detail view mode"),
        C_("QFileDialog", "Sidebar"),
        C_("QFileDialog", "List of places and bookmarks"),
        C_("QFileDialog", "Files"),
        C_("QFileDialog", "Files of type:"),
        C_("QFileDialog", "All Files (*)"),
        C_("QFileDialog", "&Rename"),
        C_("QFileDialog", "&Delete"),
        C_("QFileDialog", "Show &hidden files"),
        C_("QFileDialog", "&New Folder"),
        C_("QFileDialog", "New Folder"),
        C_("QFileDialog", "{name} already exists.\nDo you want to replace it?"),
        C_("QFileDialog", "{name}\nDirectory not found.\nPlease verify the correct directory name was given."),
        C_("QFileDialog", "{name}\nFile not found.\nPlease verify the correct file name was given."),
        C_("QFileDialog", "Are you sure you want to delete '{name}'?"),
        C_("QFileDialog", "'{name}' is write protected.\nDo you want to delete it anyway?"),
        C_("QFileDialog", "Could not delete directory."),
        C_("QFileSystemModel", "Computer"),
        C_("QFileSystemModel", "Name"),
        C_("QFileSystemModel", "Size"),
        C_("QFileSystemModel", "Type"),
        C_("QFileSystemModel", "Date Modified"),
        C_("QAbstractFileIconProvider", "Drive"),
        C_("QAbstractFileIconProvider", "Folder"),
        C_("QAbstractFileIconProvider", "File"),
        C_("QAbstractFileIconProvider", "{name} File"),
        C_("QPrintDialog", "Print"),
        C_("QPrintDialog", "&Print"),
        C_("QPrintDialog", "&Options >>"),
        C_("QPrintDialog", "&Options <<"),
        C_("QPrintDialog", "All Pages"),
        C_("QPrintDialog", "Odd Pages"),
        C_("QPrintDialog", "Even Pages"),
        C_("QPrintWidget", "Printer"),
        C_("QPrintWidget", "&Name:"),
        C_("QPrintWidget", "P&roperties"),
        C_("QPrintWidget", "Location:"),
        C_("QPrintWidget", "Preview"),
        C_("QPrintWidget", "Type:"),
        C_("QPrintSettingsOutput", "Print range"),
        C_("QPrintSettingsOutput", "Print all"),
        C_("QPrintSettingsOutput", "Pages from"),
        C_("QPrintSettingsOutput", "to"),
        C_("QPrintSettingsOutput", "Current Page"),
        C_("QPrintSettingsOutput", "Selection"),
        C_("QPrintSettingsOutput", "Page Set:"),
        C_("QPrintSettingsOutput", "Output Settings"),
        C_("QPrintSettingsOutput", "Copies:"),
        C_("QPrintSettingsOutput", "Copies"),
        C_("QPrintSettingsOutput", "Collate"),
        C_("QPrintSettingsOutput", "Reverse"),
        C_("QPrintSettingsOutput", "Color Mode"),
        C_("QPrintSettingsOutput", "Color"),
        C_("QPrintSettingsOutput", "Grayscale"),
        C_("QPrintSettingsOutput", "Double Sided Printing"),
        C_("QPrintSettingsOutput", "Off"),
        C_("QPrintSettingsOutput", "Long side binding"),
        C_("QPrintSettingsOutput", "Short side binding"),
        C_("QPrintSettingsOutput", "Options"),
    }
)


class QtWords(QTranslator):
    """Answers Qt in the language of the face of this moment, so that a live switch needs no other translator."""

    def __init__(self, app: QApplication, faces: Faces) -> None:
        super().__init__(app)
        self._faces, self._language = faces, ""
        self._qt = QTranslator(self)
        faces.follow(self.say)

    def follows(self, faces: Faces) -> bool:
        """Whether it speaks for these faces."""
        return self._faces is faces

    def say(self) -> None:
        """Read Qt's own catalogue when the language is another one; without its file Qt speaks English."""
        language = self._faces.face.texts.language
        if language != self._language:
            self._language = language
            self._qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def isEmpty(self) -> bool:
        """Never: the words are those of our catalogue."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Our word, or Qt's, or the source itself; never nothing, which PySide hands on as an empty text."""
        ours = (context, source.replace("%1", "{name}"))
        if ours in _OURS:
            return self._faces.face.texts.say_in(ours, name="%1")
        return self._qt.translate(context, source, disambiguation, n) or source


def speak(app: QApplication, faces: Faces) -> None:
    """Let Qt speak the language of these faces from now on, and of no others; again harmless."""
    known: list[QtWords] = list(app.findChildren(QtWords))
    for other in known:
        if other.follows(faces):
            return
        app.removeTranslator(other)
        other.setParent(None)
    app.installTranslator(QtWords(app, faces))
    direction.set_direction(app, faces.face.rtl)
