"""A private CUPS scheduler and a printer of its makers, for tests; neither needs root, systemd or the network.

    with cups_server() as cups:
        cups.add_queue("A4", "ipp://127.0.0.1:8631/ipp/print", "everywhere")
        monkeypatch.setenv("CUPS_SERVER", cups.server)

    with eve_printer("sleep 1") as printer:       # ippeveprinter, which runs this for each job
        print_on(printer.address)

The scheduler listens on a local socket only, and has every folder of its own. Root is given up where the tests have it:
CUPS would want other users than root for its filters. ippeveprinter insists on D-Bus to announce itself: it gets a bus
on which nobody listens. Needs cupsd with its backends (package cups), lpadmin and its like (cups-client), ippeveprinter
(cups-ipp-utils), dbus-daemon.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatch.devices.ipp import IppClient, IppService
from dispatch.domain.printers import IppAddress

PROGRAMS = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
_STARTS_WITHIN = 20
_CUPSD_CONF = """\
Listen {folder}/cups.sock
LogLevel info
Browsing No
BrowseLocalProtocols none
DefaultAuthType None
WebInterface No
ErrorPolicy retry-job
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_CUPS_FILES_CONF = """\
ServerRoot {folder}
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
Printcap {folder}/printcap
SystemGroup lp
"""
_BUS_CONF = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={folder}/bus.sock</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True, slots=True)
class CupsServer:
    """A running scheduler."""

    server: str
    """What CUPS_SERVER is to be."""

    def add_queue(self, name: str, uri: str, model: str = "raw", *options: str) -> None:
        """A queue that is enabled and accepts jobs: `raw`, or `everywhere` for a printer that speaks IPP.

        CUPS asks such a printer what it can do after lpadmin has ended; until then the queue is a raw one.
        """
        self.run("lpadmin", "-p", name, "-E", "-v", uri, "-m", model, *options)
        if model == "everywhere":
            service = IppService(f"ipp://localhost/printers/{name}", f"/printers/{name}", local_socket=self.server)
            asking = IppClient(service, _STARTS_WITHIN, _STARTS_WITHIN)
            _wait_until(lambda: bool(asking.printer_attributes(["sides-supported"])), f"{name} remains a raw queue")

    def run(self, *command: str) -> str:
        """Run one of CUPS' programs against this scheduler; its output."""
        environment = {**os.environ, "CUPS_SERVER": self.server, "PATH": PROGRAMS, "LC_ALL": "C"}
        done = subprocess.run(
            command, env=environment, check=True, timeout=_STARTS_WITHIN, capture_output=True, text=True
        )
        return done.stdout

    def rest(self, queue: str) -> None:
        """Wait until a queue has ended what it was doing for a job."""
        _wait_until(lambda: " is idle." in self.run("lpstat", "-p", queue), f"{queue} does not rest")

    def waiting(self, queue: str) -> list[str]:
        """The jobs that a queue still has."""
        return self.run("lpstat", "-W", "not-completed", "-o", queue).splitlines()


@dataclass(frozen=True, slots=True)
class EvePrinter:
    """A running ippeveprinter."""

    address: IppAddress
    folder: Path

    def documents(self) -> list[bytes]:
        """What it received, in order."""
        return [path.read_bytes() for path in sorted(self.folder.glob("*.pdf"))]

    def environments(self) -> list[dict[str, str]]:
        """What the command of each job was told."""
        texts = [path.read_text() for path in sorted(self.folder.glob("*.env"))]
        return [dict(line.split("=", 1) for line in text.splitlines()) for text in texts]


@contextmanager
def cups_server() -> Iterator[CupsServer]:
    """Start a scheduler without queues; it is gone afterwards, with all its files."""
    with _own_folder("cups") as folder:
        for name in ("cache", "state", "spool", "spool/tmp"):
            _give(folder / name, Path.mkdir)
        (folder / "cupsd.conf").write_text(_CUPSD_CONF.format(folder=folder))
        (folder / "cups-files.conf").write_text(_CUPS_FILES_CONF.format(folder=folder))
        for name in ("cupsd.conf", "cups-files.conf"):
            _give(folder / name, Path.touch)
        command = ["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
        with _running(command):
            _wait_for_socket(folder / "cups.sock", folder / "error_log")
            yield CupsServer(str(folder / "cups.sock"))


@contextmanager
def eve_printer(command: str) -> Iterator[EvePrinter]:
    """Start a printer on the loopback that runs a shell command for each job, with the document as `$1`."""
    with ExitStack() as stack:
        folder = stack.enter_context(_own_folder("eve"))
        (folder / "bus.conf").write_text(_BUS_CONF.format(folder=folder))
        script = folder / "command"
        script.write_text(f'#!/bin/sh\nenv | grep ^IPP_ > "$1.env"\n{command}\n')
        script.chmod(0o755)
        stack.enter_context(_running(["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork"]))
        _wait_for_socket(folder / "bus.sock", folder / "bus.log")
        port = _free_port()
        printing = ["ippeveprinter", "-r", "off", "-2", "-k", "-d", str(folder), "-n", "localhost", "-p", str(port)]
        printing += ["-f", "application/pdf", "-c", str(script), "Office"]
        stack.enter_context(_running(printing, DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={folder / 'bus.sock'}"))
        _wait_until(lambda: _listens(port), "ippeveprinter does not listen")
        yield EvePrinter(IppAddress("localhost", port), folder)


@contextmanager
def _own_folder(name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=f"dispatch-{name}-") as folder:
        _give(Path(folder), lambda path: None)
        yield Path(folder)


def _give(path: Path, make: Callable[[Path], None]) -> None:
    """Make a file or folder, and give it to the user that the programs run as."""
    make(path)
    if user := _other_user():
        shutil.chown(path, user, user)


def _other_user() -> str | None:
    """Who runs the programs instead of root."""
    return "lp" if os.geteuid() == 0 else None


@contextmanager
def _running(command: Sequence[str], **environment: str) -> Iterator[None]:
    """A program with all that it starts, ended afterwards."""
    user = _other_user()
    rights: dict[str, Any] = {"user": user, "group": user, "extra_groups": []} if user else {}
    program = shutil.which(command[0], path=PROGRAMS)
    if program is None:
        raise OSError(f"{command[0]} is not installed; see: make missing")
    with subprocess.Popen(
        [program, *command[1:]],
        env={**os.environ, "PATH": PROGRAMS, "LC_ALL": "C", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **rights,
    ) as running:
        try:
            yield
        finally:
            running.terminate()
            try:
                running.wait(_STARTS_WITHIN)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)


def _wait_for_socket(path: Path, log: Path) -> None:
    def answers() -> bool:
        with socket.socket(socket.AF_UNIX) as local:
            return local.connect_ex(str(path)) == 0

    try:
        _wait_until(answers, f"nobody listens at {path}")
    except OSError as error:
        error.add_note(log.read_text() if log.exists() else "it left no log")
        raise


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(true: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while not true():
        if time.monotonic() > deadline:
            raise OSError(otherwise)
        time.sleep(0.01)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
