"""The home: where it may lie, what `init` leaves alone, and whose turn it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dispatch.domain.errors import EnvironmentProblem
from dispatch.home import Home, network_type
from tests.support.console import ROOT, Console, run
from tests.support.homes import new_home

LOCAL = """sysfs /sys sysfs rw,nosuid 0 0
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdb1 /media/clé vfat rw 0 0
overlay /var/lib/docker/x overlay rw 0 0
"""
"""Mount table of a desk without a network drive."""


# -- network file systems -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "serveur:/export /srv/stock nfs4 rw 0 0",
        "serveur:/export /srv/stock nfs rw 0 0",
        "//serveur/stock /srv/stock cifs rw,vers=3.0 0 0",
        "//serveur/stock /srv/stock smb3 rw 0 0",
        "agent@serveur:/stock /srv/stock fuse.sshfs rw 0 0",
        "serveur:/volume /srv/stock fuse.glusterfs rw 0 0",
        "10.0.0.1:6789:/ /srv/stock ceph rw 0 0",
        "C: /srv/stock 9p rw,aname=drvfs 0 0",
        "stock /srv/stock vboxsf rw 0 0",
        "systemd-1 /srv/stock autofs rw 0 0\nserveur:/export /srv/stock nfs4 rw 0 0",
        "serveur:/export / nfs4 rw 0 0\nserveur:/export /srv/stock nfs4 rw 0 0",
    ],
)
def test_a_network_drive_is_recognised_below_its_mount_point(line: str) -> None:
    kind = line.split()[-4]
    table = f"{LOCAL}{line}\n"
    assert network_type(Path("/srv/stock"), table) == kind
    assert network_type(Path("/srv/stock/poste/home"), table) == kind


@pytest.mark.parametrize(
    ("folder", "table"),
    [
        ("/home/poste", LOCAL),
        ("/tmp/poste", LOCAL),
        ("/srv/stockage", f"{LOCAL}serveur:/export /srv/stock nfs4 rw 0 0\n"),
        ("/srv/stock/local", f"{LOCAL}serveur:/x /srv/stock nfs4 rw 0 0\n/dev/sdc1 /srv/stock/local ext4 rw 0 0\n"),
        ("/srv/stock", f"{LOCAL}serveur:/x /srv/stock nfs4 rw 0 0\n/dev/sdc1 /srv/stock ext4 rw 0 0\n"),
        ("/srv/poste", ""),
        ("/srv/poste", "\nabc\n"),
    ],
)
def test_a_disk_of_this_machine_is_no_network_drive(folder: str, table: str) -> None:
    assert network_type(Path(folder), table) == ""


def test_a_mount_point_with_a_space_is_read_as_the_kernel_writes_it() -> None:
    table = f"{LOCAL}//serveur/x /srv/mon\\040stock cifs rw 0 0\n"
    assert network_type(Path("/srv/mon stock/poste"), table) == "cifs"
    assert network_type(Path("/srv/mon"), table) == ""


def test_a_link_into_a_network_drive_is_followed(tmp_path: Path) -> None:
    (tmp_path / "drive").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "drive")
    table = f"/dev/sda2 / ext4 rw 0 0\nserveur:/x {tmp_path / 'drive'} nfs4 rw 0 0\n"
    assert network_type(tmp_path / "link" / "poste", table) == "nfs4"


# -- init -----------------------------------------------------------------------------------------------------------


def test_init_refuses_only_a_home_that_has_a_database_and_leaves_other_files_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "notes.txt").write_text("à garder", encoding="utf-8")
    (home / "settings.toml").write_text('[station]\nname = "BUREAU"\n', encoding="utf-8")
    first = run(home, "init")
    assert (first.returncode, first.stderr) == (0, b"")
    kept = {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}
    assert kept["notes.txt"] == "à garder".encode()
    assert kept["settings.toml"] == b'[station]\nname = "BUREAU"\n'
    assert {path.name for path in home.iterdir() if path.is_dir()} >= {"documents", "labels", "backups", "logs"}
    second = run(home, "init")
    assert (second.returncode, second.stdout) == (3, b"")
    assert second.stderr.decode() == f"Il y a déjà un poste dans {home}. Rien n’a changé.\n"
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()} == kept


def test_other_commands_name_init_where_there_is_no_home(tmp_path: Path) -> None:
    refused = run(tmp_path / "home", "console", "--task", "pack")
    assert refused.returncode == 3
    assert "init" in refused.stderr.decode()
    assert not (tmp_path / "home").exists()


def test_a_home_that_cannot_be_made_is_told_with_the_code_of_the_environment(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = run(tmp_path / "file" / "home", "init")
    assert (refused.returncode, refused.stdout) == (4, b"")
    told = refused.stderr.decode()
    assert told.startswith(f"Écriture impossible\u00a0: {tmp_path / 'file' / 'home'} (")
    with pytest.raises(EnvironmentProblem, match="Cannot write"):
        Home(tmp_path / "file" / "home", "en").prepare()


def test_the_home_is_named_by_the_environment_or_by_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPATCH_HOME", "/srv/poste")
    assert Home.at(None).folder == Path("/srv/poste")
    monkeypatch.delenv("DISPATCH_HOME")
    assert Home.at(None).folder.name == "dispatch-station"


# -- locks ----------------------------------------------------------------------------------------------------------


def test_a_lock_is_held_by_one_and_free_when_it_is_left(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    labels, papers = "printer-étiquettes", "printer-papiers"
    with home.lock(labels) as mine, home.lock(papers) as other, home.lock(labels) as again:
        assert (mine, other, again) == (True, True, False)
    with home.lock(labels) as mine:
        assert mine


def test_a_lock_is_freed_by_the_death_of_its_holder(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    script = (
        "import sys, time; from pathlib import Path; from dispatch.home import Home\n"
        "with Home(Path(sys.argv[1])).station('POSTE-1'):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(EnvironmentProblem) as refused, home.station("POSTE-1"):
            pass
        assert str(refused.value) == (
            f"Le poste POSTE-1 est déjà ouvert par PID {holder.pid}. Fermez-le, ou choisissez un autre nom."
        )
        holder.kill()
        holder.wait()
        with home.station("POSTE-1"):
            pass


def test_a_second_console_of_one_name_leaves_naming_the_holder_and_another_name_works(tmp_path: Path) -> None:
    home = new_home(tmp_path / "home", {})
    with Console(home, "receive", "POSTE-1") as first:
        assert first.scan("X")["tone"] == "refused"
        refused = run(home, "console", "--task", "pack", "--station", "POSTE-1", given=b"X\n")
        assert (refused.returncode, refused.stdout) == (4, b"")
        assert f"POSTE-1 est déjà ouvert par PID {first.process.pid}." in refused.stderr.decode()
        assert run(home, "console", "--task", "pack", "--station", "POSTE-2", given=b"X\n").returncode == 0
    assert run(home, "console", "--task", "pack", "--station", "POSTE-1", given=b"X\n").returncode == 0


def test_a_console_that_was_killed_leaves_its_name_free(tmp_path: Path) -> None:
    home = new_home(tmp_path / "home", {})
    console = Console(home, "receive", "POSTE-1")
    assert console.scan("X")["tone"] == "refused"
    console.kill()
    assert run(home, "console", "--task", "pack", "--station", "POSTE-1", given=b"X\n").returncode == 0
