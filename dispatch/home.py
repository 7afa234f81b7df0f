"""The home of a station: its files, its locks, and the file systems on which it must not lie."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from dispatch.domain.errors import EnvironmentProblem
from dispatch.services.messages import Messages

_NETWORK_TYPES = (
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "davfs",
    "gluster",
    "lustre",
    "ncp",
    "nfs",
    "rclone",
    "smb",
    "sshfs",
    "vboxsf",
    "vmhgfs",
)
_ESCAPE = re.compile(r"\\([0-7]{3})")


class Home:
    """One folder with the database, the settings and everything that is written out."""

    def __init__(self, folder: Path, language: str = "fr") -> None:
        self.folder = folder
        self.database = folder / "station.db"
        self.settings = folder / "settings.toml"
        self.documents = folder / "documents"
        self.logs = folder / "logs"
        self._say = Messages(language).text

    @classmethod
    def at(cls, folder: Path | None, language: str | None = None) -> Home:
        """A home by its folder; without one `DISPATCH_HOME`, or the platform's folder for user data."""
        named = folder or os.environ.get("DISPATCH_HOME")
        return cls(Path(named) if named else _user_data(), language or "fr")

    @property
    def exists(self) -> bool:
        """Was `init` run here?"""
        return self.database.exists()

    def prepare(self) -> None:
        """Make the folder and those within.

        Raises:
            EnvironmentProblem: it lies on a network file system, or cannot be written.
        """
        if network_type(self.folder, _mounts()):
            raise EnvironmentProblem(self._say("error.network-home", home=str(self.folder)))
        try:
            for name in ("", "documents", "labels", "backups", "logs", "locks"):
                _make(self.folder / name)
        except OSError as error:
            detail = error.strerror or str(error)
            raise EnvironmentProblem(self._say("error.unwritable", file=str(self.folder), detail=detail)) from error

    @contextmanager
    def lock(self, name: str) -> Iterator[bool]:
        """A lock that any kind of death frees; False where another process holds it."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._lock_file(name))
        try:
            lock.acquire(blocking=False)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    @contextmanager
    def station(self, name: str) -> Iterator[None]:
        """The name of a station, held until it is left (contract 1).

        Raises:
            EnvironmentProblem: another process holds it; says which.
        """
        holder = self._lock_file(f"station-{name}").with_suffix(".holder")
        with self.lock(f"station-{name}") as mine:
            if not mine:
                who = holder.read_text(encoding="utf-8") if holder.exists() else "PID ?"
                raise EnvironmentProblem(self._say("error.station-held", station=name, holder=who))
            holder.write_text(f"PID {os.getpid()}", encoding="utf-8")
            yield

    def _lock_file(self, name: str) -> Path:
        safe = quote(name, safe="")
        return self.folder / "locks" / f"{safe}.lock"


def _user_data() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("dispatch-station", appauthor=False))


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _mounts() -> str:
    table = Path("/proc/self/mounts")
    return table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""


def network_type(folder: Path, mounts: str) -> str:
    """The network file system that a folder lies on, empty where it lies on a disk of this machine.

    SQLite's WAL does not work over a network. `mounts` is a mount table as Linux writes it (fstab(5)); of two mounts on
    one place the later one counts.
    """
    resolved = folder.absolute().resolve()
    best, kind = "", ""
    for line in mounts.splitlines():
        point, file_system = [*line.split(" "), "", "", ""][1:3]
        place = _ESCAPE.sub(lambda escape: chr(int(escape[1], 8)), point)
        if place and resolved.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, file_system
    return kind if kind.removeprefix("fuse.").startswith(_NETWORK_TYPES) else ""
