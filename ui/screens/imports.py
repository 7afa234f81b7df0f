"""Importing a file: choose it, see what it would do line by line, then do it; all or nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from dispatch.domain.errors import KnownError
from ui.actions import Act, Offer
from ui.models.table import Column, Kind, Row
from ui.screens.screen import Heading, Screen
from ui.widgets.keys import Key, KeySpec
from ui.widgets.progress import ProgressLine, ProgressRow
from ui.widgets.tables import Table
from ui.widgets.verdict import Verdict, VerdictPanel

if TYPE_CHECKING:
    from dispatch.domain.import_report import Problem
    from dispatch.services.imports import Report
    from ui.desk import Desk
    from ui.look.look import Look

KINDS = ("sites", "items", "allocations", "asn", "trips", "operators")
"""The kinds of import (contract 3), in the order in which a campaign needs them."""
_STATE = "import"
"""Where the desk keeps what is chosen: (kind, path, whether it was carried out, report or error)."""


class ImportsScreen(Screen):
    """Six kinds at the left, the report at the right."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.setAcceptDrops(True)
        self._kind, self._path, self._done, self._answer = desk.known.get(_STATE, ("", "", False, None))
        self._busy = False
        self.verdict = VerdictPanel(look, short=True)
        self.problems = Table(
            look,
            (
                Column(self.tr("Ligne"), Kind.NUMBER),
                Column(self.tr("Colonne"), Kind.CODE),
                Column(self.tr("Ce qui ne va pas"), share=1),
                Column("", Kind.TAG),
            ),
            self.tr("Choisissez ce que contient le fichier, puis le fichier. Rien n’est changé avant « Importer »."),
        )
        self._bar = ProgressLine(look, ProgressRow("reload", self.tr("Le fichier est lu…"), "", "", 0, 0))
        self._bar.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        gutter = self.look.size("gutter")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gutter)
        box.addWidget(self._choice())
        column = QVBoxLayout()
        column.setSpacing(gutter)
        self.verdict.setFixedHeight(self.look.px(150 if self.look.compact else 216))
        report = QFrame()
        report.setObjectName("card")
        inner = QVBoxLayout(report)
        pad = self.look.px(16)
        inner.setContentsMargins(pad, pad, pad, pad)
        inner.addWidget(self._bar)
        inner.addWidget(self.problems, 1)
        column.addWidget(self.verdict)
        column.addWidget(report, 1)
        box.addLayout(column, 1)

    def _choice(self) -> QFrame:
        side = QFrame()
        side.setObjectName("card")
        grid = QGridLayout(side)
        pad = self.look.px(16)
        grid.setContentsMargins(pad, pad, pad, pad)
        heading = QLabel(self.tr("Que contient le fichier ?"))
        heading.setObjectName("subheading")
        heading.setWordWrap(True)
        columns = 2 if self.look.compact else 1
        grid.addWidget(heading, 0, 0, 1, columns)
        for number, (kind, (icon, text)) in enumerate(self._names().items()):
            key = Key(self.look, KeySpec(text, icon), enter=True)
            key.clicked.connect(partial(self.choose_file, kind))
            grid.addWidget(key, 1 + number // columns, number % columns)
            grid.setColumnStretch(number % columns, 1)
        grid.setRowStretch(len(KINDS) + 1, 1)
        side.setFixedWidth(self.look.size("side") * 2 // 3 if not self.look.compact else self.look.size("side"))
        return side

    def _names(self) -> dict[str, tuple[str, str]]:
        return {
            "sites": ("school", self.tr("Lycées")),
            "items": ("tablet", self.tr("Articles")),
            "allocations": ("document", self.tr("Dotations")),
            "asn": ("receive", self.tr("Avis d’expédition")),
            "trips": ("load", self.tr("Tournées")),
            "operators": ("badge", self.tr("Opérateurs")),
        }

    # -- the frame

    def heading(self) -> Heading:
        return Heading("receive", self.tr("Importer"), Path(self._path).name if self._path else "", "document")

    def offers(self) -> list[Offer]:
        offers = []
        if self._ready():
            offers.append(Offer(Act.CONFIRM, self.tr("Importer")))
        return [*offers, Offer(Act.BACK, self.tr("Retour"), quiet=True)]

    def _ready(self) -> bool:
        """Was the file tried, and found without error?"""
        report = self._answer
        tried = report is not None and not isinstance(report, KnownError) and not self._done
        return tried and not self._busy and not report.errors

    def enter(self) -> None:
        self._show()

    def act(self, act: Act) -> bool:
        if act is Act.CONFIRM and self._ready():
            self._run(dry_run=False)
            return True
        return False

    # -- choosing

    def choose_file(self, kind: str) -> None:
        """Ask for a file of this kind."""
        self._kind = kind
        dialog = QFileDialog(self, self.tr("Choisir un fichier"), "", self.tr("Tableaux (*.csv *.txt *.xlsx)"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setPalette(self.palette())
        dialog.resize(self.look.px(1200), self.look.px(720))
        for label, text in (
            (QFileDialog.DialogLabel.LookIn, self.tr("Dossier\u00a0:")),
            (QFileDialog.DialogLabel.FileName, self.tr("Fichier\u00a0:")),
            (QFileDialog.DialogLabel.FileType, self.tr("Sorte\u00a0:")),
            (QFileDialog.DialogLabel.Accept, self.tr("Choisir")),
            (QFileDialog.DialogLabel.Reject, self.tr("Annuler")),
        ):
            dialog.setLabelText(label, text)
        for files in dialog.findChildren(QTreeView):
            files.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        dialog.fileSelected.connect(partial(self.try_file, kind))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = Path(event.mimeData().urls()[0].toLocalFile())
        self._path = str(path)
        self.desk.ask("guess", lambda office: office.guess_kind(path))

    def try_file(self, kind: str, path: str) -> None:
        """Read a file and say what it would do; nothing is changed."""
        self._kind, self._path = kind, path
        self._run(dry_run=True)

    def _run(self, *, dry_run: bool) -> None:
        kind, path = self._kind, Path(self._path)
        self._busy, self._done, self._answer = True, not dry_run, None
        self._bar.show()
        self.changed.emit()
        self.desk.ask("report", lambda office: office.import_file(kind, path, dry_run))

    # -- the report

    def learn(self, name: str, answer: object) -> None:
        if name == "guess" and isinstance(answer, str):
            self.try_file(answer, self._path)
        elif name == "guess":
            self._answer = None
            self.verdict.show()
            sentence = self.tr("Les en-têtes de ce fichier ne sont d’aucune sorte connue. Choisissez à gauche.")
            self.verdict.show_verdict(Verdict("refused", self.tr("Refusé"), sentence))
        elif name == "report":
            self._busy, self._answer = False, answer
            self.desk.known[_STATE] = (self._kind, self._path, self._done, answer)
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self._bar.setVisible(self._busy)
        answer: Any = self._answer
        self.verdict.setVisible(answer is not None)
        if answer is None:
            self.problems.show_rows([])
        elif isinstance(answer, KnownError):
            self.verdict.show_verdict(Verdict("refused", self.tr("Refusé"), str(answer)))
            self.problems.show_rows([])
        else:
            self.verdict.show_verdict(self._verdict(answer))
            refused, warned = self.tr("Erreur"), self.tr("Attention")
            rows = [self._row(problem, refused, "refused") for problem in answer.errors]
            self.problems.show_rows(rows + [self._row(problem, warned, "confirm") for problem in answer.warnings])

    def _verdict(self, report: Report) -> Verdict:
        counts = self.tr("Lignes\u00a0: {0}. Nouvelles\u00a0: {1}, changées\u00a0: {2}, inchangées\u00a0: {3}.").format(
            report.rows, report.created, report.updated, report.unchanged
        )
        if report.errors:
            found = self.tr("Erreurs\u00a0: {0}. Rien n’est changé. Corrigez le fichier, puis choisissez-le à nouveau.")
            return Verdict("refused", self.tr("Refusé"), found.format(len(report.errors)))
        if self._done:
            return Verdict("accepted", self.tr("Importé"), counts, str(report.rows), self.tr("lignes"))
        warned = self.tr("Avertissements\u00a0: {0}.").format(len(report.warnings)) if report.warnings else ""
        return Verdict("info", self.tr("Prêt"), f"{counts} {warned}".strip())

    def _row(self, problem: Problem, word: str, tone: str) -> Row:
        sentence = self.desk.messages.problem(problem.code, problem.line, problem.column, problem.value, problem.args)
        line = str(problem.line) if problem.line else ""
        return Row((line, problem.column, sentence, word), None, tone)
