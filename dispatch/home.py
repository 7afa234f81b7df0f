"""The home of a station: its files, its locks, and the file systems on which it must not lie."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from dispatch.domain.errors import EnvironmentProblem

_NETWORK_TYPES = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "fuse.sshfs", "lustre", "ncpfs")


class Home:
    """One folder with the database, the settings and everything that is written out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "station.db"
        self.settings = folder / "settings.toml"
        self.logs = folder / "logs"

    @classmethod
    def default(cls) -> Home:
        """`DISPATCH_HOME`, or the platform's folder for user data."""
        named = os.environ.get("DISPATCH_HOME")
        return cls(Path(named) if named else Path(platformdirs.user_data_dir("dispatch-station", appauthor=False)))

    @property
    def exists(self) -> bool:
        """Was `init` run here?"""
        return self.database.exists()

    def prepare(self) -> None:
        """Make the folder and those within.

        Raises:
            EnvironmentProblem: it lies on a network file system, or cannot be written.
        """
        refuse_network(self.folder, _mounts())
        try:
            for name in ("", "documents", "labels", "backups", "logs", "locks"):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentProblem(f"{self.folder}\u00a0: {error.strerror}") from error

    @contextmanager
    def lock(self, name: str) -> Iterator[bool]:
        """A lock that any kind of death frees; False where another process holds it."""
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
                who = holder.read_text(encoding="utf-8") if holder.exists() else "?"
                raise EnvironmentProblem(f"Le poste {name} est déjà ouvert par le processus {who}.")
            holder.write_text(str(os.getpid()), encoding="utf-8")
            yield

    def _lock_file(self, name: str) -> Path:
        safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in name)
        return self.folder / "locks" / f"{safe}.lock"


def _mounts() -> str:
    table = Path("/proc/self/mounts")
    return table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""


def refuse_network(folder: Path, mounts: str) -> None:
    """Refuse a folder on a network file system: SQLite's WAL does not work there. `mounts` is a mount table.

    Raises:
        EnvironmentProblem: the nearest mount above `folder` is one.
    """
    resolved = folder.absolute().resolve()
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, file_system = line.split(" ")[:3]
        place = point.replace("\\040", " ")
        if resolved.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, file_system
    if kind.startswith(_NETWORK_TYPES):
        raise EnvironmentProblem(f"{folder}\u00a0: un dossier réseau ({kind}) ne peut pas tenir la base.")
