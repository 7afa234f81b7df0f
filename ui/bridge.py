"""The bridge: one hop out to the lanes, one hop back to the window's thread; the window never waits.

Scans have a lane of their own, in order. Questions of desk screens and of device chips have one lane each, so that
neither an import nor a silent printer delays a scan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from dispatch.domain.errors import KnownError
from ui.lanes import Lane

if TYPE_CHECKING:
    from dispatch.domain.scales import ScaleState
    from dispatch.domain.scanners import ScannerState
    from dispatch.services.commissioning import Commissioning
    from dispatch.services.office import Office
    from dispatch.services.scenes import Scene
    from dispatch.services.workplace import Workplace

OPENING, SCANS, OFFICE, DEVICES = "opening", "scans", "office", "devices"


class OpenDesk(Protocol):
    """An open home with everything the window works with; what main.py hands over."""

    @property
    def workplace(self) -> Workplace:
        """The desk's scans."""

    @property
    def office(self) -> Office:
        """Everything that is no scan."""

    @property
    def commissioning(self) -> Commissioning:
        """The setting up of its devices."""

    @property
    def station(self) -> str:
        """Name of this desk."""

    @property
    def sample(self) -> bool:
        """Are these sample data, openly marked?"""

    @property
    def scanners(self) -> Sequence[tuple[str, ScannerState]]:
        """The serial scanners by name, as they are now."""

    @property
    def scales(self) -> Sequence[tuple[str, ScaleState]]:
        """The scales by name, as they are now."""

    def want_weight(self, wanted: bool) -> None:
        """Is a weight awaited?"""

    def wake_printers(self) -> None:
        """There may be print jobs."""

    def close(self) -> None:
        """Close the home; the station's name is free again."""


class Opening(Protocol):
    """How a home is opened or founded; runs on a lane."""

    def open(self, deliver: Callable[[str, str, float], None]) -> OpenDesk | None:
        """The open desk; None where the home is empty. Scanners and scales deliver (raw, device, seconds)."""

    def found(self, *, sample: bool) -> None:
        """Make the home, with the sample campaign where asked."""


class Bridge(QObject):
    """Runs work on lanes and hands the results to bound slots of the window's thread."""

    opened = Signal(object)
    """An `OpenDesk`, None for an empty home, or a KnownError."""
    scene = Signal(object)
    """A `Scene` after a scan, or before the first one."""
    answered = Signal(str, object)
    """Name of the question and its answer: a value or a KnownError."""
    failed = Signal(object)
    """An unexpected exception on a lane: a bug of ours."""
    heard = Signal(str, str, float)
    """A serial scanner's code, its name, and when."""

    def __init__(self, opening: Opening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self._desk: OpenDesk | None = None
        self._lanes = {name: Lane(name) for name in (SCANS, OFFICE, DEVICES)}
        self._started = False
        self._closed = False

    def start(self) -> None:
        """Open the home on the scan lane; scans taken meanwhile queue behind. Does nothing the second time."""
        if not self._started:
            self._started = True
            self._submit(SCANS, self._open, self.opened.emit)

    def restart(self) -> None:
        """Close the home, where one is open, and open it again: settings are read anew."""
        self._submit(SCANS, self._reopen, self.opened.emit)

    def found(self, *, sample: bool) -> None:
        """Make the home that was found empty, then open it."""
        self._submit(SCANS, partial(self._found, sample=sample), self.opened.emit)

    def scan(self, raw: str, scanner: str, at: float, *, home: bool = False) -> None:
        """Judge a scan in its turn; `home`: the code chooses the job."""
        self.start()
        self._submit(SCANS, partial(self._judge, raw, scanner, at, home=home), self.scene.emit)

    def keep_keyboard(self, keyboard: str) -> None:
        """Remember the keyboard that a scanner showed it is set to; it is said with the next answer."""
        self.start()
        self._submit(SCANS, partial(self._kept, keyboard), partial(self.answered.emit, "keyboard"))

    def sign_out(self) -> None:
        """Nobody is signed in any more; comes back as a scene."""
        self._submit(SCANS, self._signed_out, self.scene.emit)

    def ask(self, name: str, question: Callable[[Office], Any], lane: str = OFFICE) -> None:
        """Put a question to the office; the answer comes by `answered` under this name.

        It gets none where no home is open, or the window is closing.
        """
        self._submit(lane, partial(self._question, question), partial(self.answered.emit, name))

    def commission(self, name: str, question: Callable[[Commissioning], Any]) -> None:
        """Put a question to the commissioning of devices, on their lane; the answer comes by `answered`."""
        self._submit(DEVICES, partial(self._tried, question), partial(self.answered.emit, name))

    def close(self) -> None:
        """Finish what is in hand, close the home, end the lanes. Does nothing the second time."""
        if self._closed:
            return
        self._closed = True
        self._lanes[SCANS].submit(self._run, self._close, lambda _: None)
        for lane in self._lanes.values():
            lane.close()

    # -- on the lanes

    def _open(self) -> OpenDesk | None:
        self._desk = self._opening.open(self.heard.emit)
        if self._desk is not None:
            self.scene.emit(self._awaited(self._desk, self._desk.workplace.start()))
        return self._desk

    def _reopen(self) -> OpenDesk | None:
        self._close()
        return self._open()

    def _found(self, *, sample: bool) -> OpenDesk | None:
        self._opening.found(sample=sample)
        return self._open()

    def _judge(self, raw: str, scanner: str, at: float, *, home: bool) -> Scene | None:
        if self._desk is None:
            return None
        workplace = self._desk.workplace
        scene = workplace.scan_at_home(raw, scanner, at) if home else workplace.scan(raw, scanner, at)
        if scene.outcome is not None and scene.outcome.concerns_printers:
            self._desk.wake_printers()
        return self._awaited(self._desk, scene)

    def _awaited(self, desk: OpenDesk, scene: Scene) -> Scene:
        desk.want_weight(scene.standing.awaits_weight)
        return scene

    def _kept(self, keyboard: str) -> bool:
        if self._desk is None:
            raise CancelledError
        from dispatch.workflows.decisions import Notice

        self._desk.workplace.notify(Notice("keyboard-recognised", {"keyboard": keyboard}))
        return self._desk.office.set_setting("scan.keyboard", keyboard)

    def _signed_out(self) -> Scene | None:
        return self._desk.workplace.sign_out() if self._desk is not None else None

    def _question(self, question: Callable[[Office], Any]) -> Any:
        desk = self._desk
        if desk is None:
            raise CancelledError
        return question(desk.office)

    def _tried(self, question: Callable[[Commissioning], Any]) -> Any:
        desk = self._desk
        if desk is None:
            raise CancelledError
        return question(desk.commissioning)

    def _close(self) -> None:
        """Close the home when the questions in hand are answered; those behind them get no answer."""
        desk, self._desk = self._desk, None
        if desk is not None:
            for lane in (OFFICE, DEVICES):
                self._lanes[lane].settle()
            desk.close()

    # -- hops back

    def _submit(self, lane: str, work: Callable[[], Any], tell: Callable[[Any], object]) -> None:
        if not self._closed:
            self._lanes[lane].submit(self._run, work, tell)

    def _run(self, work: Callable[[], Any], tell: Callable[[Any], object]) -> None:
        """Work and tell on the lane, so that answers come back in the order of the work."""
        try:
            answer = work()
        except CancelledError:
            return
        except KnownError as error:
            answer = error
        except Exception as error:  # noqa: BLE001 - told, survived
            self.failed.emit(error)
            return
        tell(answer)
