"""XLSX workbooks: cells as text, true lines, and nothing that could break the process."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dispatch.exchange.blocks import MAX_CELL, NumberText
from dispatch.exchange.tables import read_table
from tests.exchange.files import Told, problems_of, rows_of, xlsx_file, xlsx_table


def test_cells_become_the_text_that_a_person_would_type(tmp_path: Path) -> None:
    headings = ("uai", "nom", "latitude", "quai", "date", "heure", "carton")
    given_cells = (
        75013,
        "  0750652B ",
        48.5,
        True,
        date(2027, 3, 1),
        time(8, 30),
        datetime.fromisoformat("2027-03-01T14:05"),
    )
    table = xlsx_table(tmp_path, headings, given_cells, (0.0, None, -3, False, 1e-7, "", "007"))
    assert table.headings == headings
    assert rows_of(table) == [
        (2, ("75013", "  0750652B ", "48.5", "vrai", "2027-03-01", "08:30", "2027-03-01 14:05")),
        (3, ("0", "", "-3", "faux", "1e-07", "", "007")),
    ]


def test_a_number_that_cannot_be_exact_shows_its_damage(tmp_path: Path) -> None:
    table = xlsx_table(tmp_path, ("carton", "imei"), (376012345000001236, 490154203237518))
    [(line, (carton, imei))] = rows_of(table)
    assert (line, carton, imei) == (2, "3.76012E+17", "490154203237518")
    assert (type(carton), type(imei)) == (str, NumberText)


def test_the_heading_is_the_first_row_that_is_not_blank(tmp_path: Path) -> None:
    table = xlsx_table(tmp_path, (), (None, None), ("uai", "nom"), (), ("1", "a"), (" ", None), ("2", "b"))
    assert (table.heading_line, table.headings) == (3, ("uai", "nom"))
    assert rows_of(table) == [(5, ("1", "a")), (7, ("2", "b"))]


def test_rows_with_too_many_or_too_long_cells_are_told(tmp_path: Path) -> None:
    table = xlsx_table(tmp_path, ("uai", "nom"), ("1", "a", "b"), ("2", "x" * (MAX_CELL + 1)), ("3", "c"))
    assert rows_of(table) == [(4, ("3", "c"))]
    assert problems_of(table) == [Told(2, "", "b", "too-many-cells"), Told(3, "nom", "x" * 59 + "…", "cell-too-long")]


def test_lines_stay_true_over_many_blocks(tmp_path: Path) -> None:
    table = xlsx_table(tmp_path, ("uai",), *(((f"{n}",) if n % 1000 else ()) for n in range(9_000)))
    assert rows_of(table) == [(n + 2, (f"{n}",)) for n in range(9_000) if n % 1000]


def test_the_first_visible_sheet_counts(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["hidden"])
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("shown").append(["uai"])
    book.create_sheet("third").append(["nom"])
    book.active = 1
    book.save(tmp_path / "file.xlsx")
    assert read_table(tmp_path / "file.xlsx").headings == ("uai",)


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ("uai",), ("1",)).rename(tmp_path / "file.csv")
    assert rows_of(read_table(path)) == [(2, ("1",))]


def test_an_empty_workbook_is_told(tmp_path: Path) -> None:
    assert problems_of(xlsx_table(tmp_path)) == [Told(0, "", "", "file-empty")]
    assert problems_of(xlsx_table(tmp_path, (None,), (" ",))) == [Told(0, "", "", "file-empty")]


def test_an_old_or_locked_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert problems_of(read_table(path)) == [Told(0, "", "", "workbook-old")]


@pytest.mark.parametrize("kept", [10, 500, -1, -30, -200])
def test_a_truncated_workbook_is_told(tmp_path: Path, kept: int) -> None:
    path = xlsx_file(tmp_path, ("uai",), ("1",))
    path.write_bytes(path.read_bytes()[:kept])
    assert problems_of(read_table(path)) == [Told(0, "", "", "workbook-broken")]


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert problems_of(read_table(path)) == [Told(0, "", "", "workbook-broken")]


@pytest.mark.parametrize("cell", ["XFD1048576", "A1000001", "AAA40000"])
def test_one_stray_cell_far_away_is_refused_before_it_is_laid_out(tmp_path: Path, cell: str) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "uai"
    book.worksheets[0][cell] = "x"
    book.save(tmp_path / "file.xlsx")
    assert problems_of(read_table(tmp_path / "file.xlsx")) == [Told(0, "", "", "workbook-too-large")]


def test_a_stray_cell_is_found_however_its_place_is_quoted(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ("uai",), ("1",))
    data = repacked(path.read_bytes(), lambda _, part: part.replace(b'"A2"', b"'XFD1048576'"))
    path.write_bytes(data)
    assert problems_of(read_table(path)) == [Told(0, "", "", "workbook-too-large")]


def test_a_wide_but_short_sheet_is_read(tmp_path: Path) -> None:
    assert len(xlsx_table(tmp_path, [f"c{n}" for n in range(800)], range(800)).headings) == 800


@pytest.mark.parametrize(
    ("declared", "code"), [(10**9, "workbook-too-large"), (10, "workbook-broken")], ids=["bomb", "false size"]
)
def test_a_workbook_that_unpacks_to_something_else_is_refused(tmp_path: Path, declared: int, code: str) -> None:
    path = xlsx_file(tmp_path, ("uai",), ("1",))
    path.write_bytes(repacked(path.read_bytes(), lambda name, part: part, declared))
    assert problems_of(read_table(path)) == [Told(0, "", "", code)]


def repacked(data: bytes, edit: Callable[[str, bytes], bytes], declared: int | None = None) -> bytes:
    """The same archive with its parts edited; `declared` as the size that the directory gives for the first sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, edit(name, source.read(name)))
        if declared is not None:
            archive.getinfo("xl/worksheets/sheet1.xml").file_size = declared
    return target.getvalue()


def small_workbook() -> bytes:
    with TemporaryDirectory() as name:
        return xlsx_file(Path(name), ("uai", "nom"), ("0750652B", 3), (date(2027, 3, 1), True)).read_bytes()


SMALL = small_workbook()
PARTS = st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
SCRAPS = st.sampled_from(
    [b"<", b">", b'"', b'r="ZZ9"', b't="s"', b't="d"', b"<v>NaN</v>", b"1E400", b"&#0;", b"-1", b"\xff"]
)


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), max_size=6))
def test_no_damaged_archive_raises(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for place, byte in changes:
        data[place] = byte
    is_read_or_told(bytes(data))


@given(PARTS, st.integers(0, 3000), st.integers(0, 20), SCRAPS)
def test_no_damaged_part_raises(damaged: str, place: int, length: int, scrap: bytes) -> None:
    def edit(name: str, part: bytes) -> bytes:
        return part[:place] + scrap + part[place + length :] if name == damaged else part

    is_read_or_told(repacked(SMALL, edit))


def is_read_or_told(data: bytes) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "file.xlsx"
        path.write_bytes(data)
        table = read_table(path)
        rows_of(table)
        assert bool(table.headings) != bool(table.problems)


def test_what_openpyxl_writes_it_reads_back_the_same(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ("uai", "nom"), ("0750652B", "Lycée Œuvré"))
    sheet = load_workbook(path).worksheets[0]
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)] == [
        cells for _, cells in rows_of(read_table(path))
    ]
