"""The language of the window: ours in `resources/translations`, and Qt's own words for menus and dialogs.

The source language is French; English is a translation, made by `make translations`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QTimeZone, QTranslator

from ui.look.tokens import RESOURCES

NO_BREAK_SPACE = "\u00a0"
FOLDER = RESOURCES / "translations"


def install_language(app: QCoreApplication, language: str) -> None:
    """Speak `fr` or `en` from here on; widgets made before keep their words."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    for name, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"station_{language}", str(FOLDER)),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)


def figure(number: int, language: str) -> str:
    """A whole number as the language writes it; the fonts lack the narrow space of Qt's own French."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE if language == "fr" else ",")


def decimal(number: float, language: str) -> str:
    """A number with two decimals as the language writes it."""
    return f"{number:.2f}".replace(".", "," if language == "fr" else ".")


def paris_now() -> QDateTime:
    """The time of the warehouse, whatever zone the machine is in: what papers and stories bear too."""
    return in_paris(QDateTime.currentDateTimeUtc())


def in_paris(time: QDateTime) -> QDateTime:
    """A time as the clock of the warehouse shows it."""
    return time.toTimeZone(QTimeZone(b"Europe/Paris"))
