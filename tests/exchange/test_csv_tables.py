"""CSV files as they come: separators, encodings, quotation marks, and lines that stay true."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.exchange.blocks import MAX_BYTES, MAX_CELL, MAX_ROWS
from dispatch.exchange.tables import read_table
from tests.exchange.files import Told, csv_file, csv_table, problems_of, rows_of

SITES = ("uai", "nom", "commune")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", '"'])
def test_separator_line_ends_and_quotation_marks_are_found_without_asking(
    tmp_path: Path, delimiter: str, newline: str, mark: str
) -> None:
    rows = [SITES, ("0750652B", "Lycée A", "Paris"), ("0750001U", "Lycée B", "Melun")]
    lines = [delimiter.join(f"{mark}{cell}{mark}" for cell in row) for row in rows]
    table = read_table(csv_file(tmp_path, newline.join(lines)))
    assert table.headings == SITES
    assert rows_of(table) == [(2, rows[1]), (3, rows[2])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_utf_8_or_what_french_windows_writes(tmp_path: Path, encoding: str) -> None:
    table = read_table(csv_file(tmp_path, "uai;nom\n0750652B;Lycée Œuvré – l’été\n".encode(encoding)))
    assert rows_of(table) == [(2, ("0750652B", "Lycée Œuvré – l’été"))]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param("uai;nom\n0750652B;Lycée\n".encode("utf-16"), 0, id="utf-16"),
        pytest.param("uai;nom\n0750652B;Lycée\n".encode("utf-16-be"), 1, id="utf-16 without its mark"),
        pytest.param(b"\xfe\xff\x00u\x00a", 0, id="utf-16 big-endian"),
        pytest.param(b"\x00\x00\xfe\xff\x00\x00\x00u", 0, id="utf-32"),
        pytest.param("uai;nom\n0750652B;Lycée\n".encode("cp850"), 2, id="ms-dos"),
        pytest.param("uai;nom\n0750652B;Lycée\n".encode("mac-roman"), 2, id="mac"),
        pytest.param("uai;nom\n1;Lycée\n".encode() + "2;Lycée\n".encode("cp1252"), 2, id="two encodings in one file"),
        pytest.param(b"\xef\xbb\xbfuai;nom\n1;a\n2;Lyc\xe9e\n", 3, id="utf-8 by its mark only"),
        pytest.param(b"uai;nom\n1;a\n2;Lyc\x81e\n", 3, id="no character of cp1252"),
    ],
)
def test_another_encoding_is_refused_where_it_shows(tmp_path: Path, content: bytes, line: int) -> None:
    table = read_table(csv_file(tmp_path, content))
    code = "nul" if b"\0" in content and line else "encoding"
    assert (table.headings, problems_of(table)) == ((), [Told(line, "", "", code)])


def test_a_nul_is_no_text(tmp_path: Path) -> None:
    assert problems_of(read_table(csv_file(tmp_path, b"uai;nom\n1;a\n2;b\0\n"))) == [Told(3, "", "", "nul")]


def test_blank_lines_do_not_count_but_lines_stay_true(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "", "uai;nom", "", "1;a", ";", "  ", "2;b", "", "")
    assert (table.heading_line, rows_of(table)) == (2, [(4, ("1", "a")), (7, ("2", "b"))])


@pytest.mark.parametrize("headings", ["uai;nom", '"uai";nom'])
def test_nothing_but_blank_lines_below_the_headings_is_no_row(tmp_path: Path, headings: str) -> None:
    table = csv_table(tmp_path, headings, "", "", "")
    assert (rows_of(table), problems_of(table)) == ([], [])


def test_a_cell_may_hold_separators_quotation_marks_and_line_ends(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "uai;nom", '1;"a;b ""c""\nd"', "2;e", '"3";5" écran')
    assert rows_of(table) == [(2, ("1", 'a;b "c"\nd')), (4, ("2", "e")), (5, ("3", '5" écran'))]


def test_decimal_commas_do_not_pass_for_separators(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "uai;latitude;longitude", "1;48,8;2,3", "2;48,9;2,4")
    assert rows_of(table) == [(2, ("1", "48,8", "2,3")), (3, ("2", "48,9", "2,4"))]


def test_a_comma_in_a_heading_does_not_pass_for_a_separator(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "uai;nom, ville, rue, étage", "1;a, b, c, d")
    assert table.headings == ("uai", "nom, ville, rue, étage")


def test_short_rows_are_filled_up_and_empty_cells_beyond_the_headings_are_nothing(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "uai;nom;commune;;", "1;a", "2;b;c;;", "3;d;e;;;;")
    assert table.headings == SITES
    assert rows_of(table) == [(2, ("1", "a", "")), (3, ("2", "b", "c")), (4, ("3", "d", "e"))]


@pytest.mark.parametrize("mark", ["", '"'])
def test_a_row_with_too_many_cells_is_told_and_the_others_are_read(tmp_path: Path, mark: str) -> None:
    table = csv_table(tmp_path, f"{mark}uai{mark};nom", "1;a;surplus", "2;b", "3;c;;encore")
    assert rows_of(table) == [(3, ("2", "b"))]
    assert problems_of(table) == [Told(2, "", "surplus", "too-many-cells"), Told(4, "", "encore", "too-many-cells")]


@pytest.mark.parametrize("mark", ["", '"'])
def test_a_cell_of_no_sane_length_is_told(tmp_path: Path, mark: str) -> None:
    longest, too_long = "x" * MAX_CELL, "y" * (MAX_CELL + 1)
    table = csv_table(tmp_path, f"{mark}uai{mark};nom", f"1;{longest}", f"2;{too_long}")
    assert rows_of(table) == [(2, ("1", longest))]
    assert problems_of(table) == [Told(3, "nom", "y" * 59 + "…", "cell-too-long")]


@pytest.mark.parametrize("row", ['2;"b', '2;"b"c'])
def test_after_a_broken_quotation_mark_nothing_more_is_read(tmp_path: Path, row: str) -> None:
    table = csv_table(tmp_path, "uai;nom", '1;"a\na"', row, "3;c", "4;d")
    assert rows_of(table) == [(2, ("1", "a\na"))]
    assert problems_of(table) == [Told(4, "", "", "broken-quote")]


def test_a_quotation_mark_that_swallows_the_headings_is_told(tmp_path: Path) -> None:
    assert problems_of(csv_table(tmp_path, '"uai;nom', "1;a")) == [Told(1, "", "", "broken-quote")]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n \n\n"])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes) -> None:
    assert problems_of(read_table(csv_file(tmp_path, content))) == [Told(0, "", "", "file-empty")]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert problems_of(read_table(tmp_path / "nowhere.csv")) == [Told(0, "", "", "file-missing")]
    assert problems_of(read_table(tmp_path)) == [Told(0, "", "", "not-a-file")]
    assert problems_of(read_table(tmp_path / ("long" * 100))) == [Told(0, "", "", "file-unreadable")]


def test_a_file_beyond_any_sane_size_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert problems_of(read_table(path)) == [Told(0, "", "", "file-too-large")]


def test_a_file_with_too_many_rows_is_not_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, b"uai\n" + b"1\n" * MAX_ROWS)
    assert problems_of(read_table(path)) == [Told(0, "", "", "too-many-rows")]


@pytest.mark.parametrize("mark", ["", '"'])
def test_lines_stay_true_over_many_blocks(tmp_path: Path, mark: str) -> None:
    rows = [f"{mark}{n:07}{mark};name" if n % 1000 else "" for n in range(20_000)]
    table = csv_table(tmp_path, "uai;nom", *rows)
    assert rows_of(table) == [(n + 2, (f"{n:07}", "name")) for n in range(20_000) if n % 1000]


def test_a_table_can_be_read_again(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "uai;nom", "1;a")
    assert rows_of(table) == rows_of(table) == [(2, ("1", "a"))]


cells = st.text(st.characters(codec="utf-8", exclude_characters=';"\r\n\0', exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(cells, max_size=5), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_quotation_marks_around_each_cell_change_nothing(rows: list[list[str]], newline: str) -> None:
    with TemporaryDirectory() as name:
        grid = [["uai", "nom", "commune"], *rows]
        tables = [
            read_table(csv_file(Path(name), newline.join(";".join(mark + cell + mark for cell in row) for row in grid)))
            for mark in ("", '"')
        ]
        plain, quoted = [(table.headings, rows_of(table), problems_of(table)) for table in tables]
        assert plain == quoted


@given(st.binary(max_size=300) | st.text('uai;,\t"\r\nnomé\x1d0', max_size=60).map(str.encode))
def test_no_file_whatever_raises(content: bytes) -> None:
    with TemporaryDirectory() as name:
        table = read_table(csv_file(Path(name), content))
        rows, problems = rows_of(table), problems_of(table)
        assert rows or problems or table.headings
        assert bool(table.headings) != bool(table.problems)
        assert [line for line, _ in rows] == sorted({line for line, _ in rows})
