"""Settings: read with care, written with the comments kept, described in two languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.domain.identifiers import CompanyPrefix, Siren
from dispatch.domain.printers import FolderAddress, IppAddress, NetworkAddress, PrinterConfig
from dispatch.settings import SETTINGS, Settings, describe, initial, list_values, set_value, value_of
from dispatch.settings.devices import DEVICE_KINDS

NB = "\u00a0"
NOT_ALLOWED = f"n’est pas permis{NB}; attendu{NB}"
TRUE = f"«{NB}True{NB}»"
TEN_DIGITS_AT_MOST = "attendu un million de SSCC au moins, trouvé 100000."
COMMENTED = """\
# Réglages de la cage 2
[gs1]
# reçu le 3 mai
company_prefix = "3701234"  # notre préfixe

[pack]
mix_models = false # jamais

[[printers]]
name = "zebra 1" # près de la porte
role = "labels"
address = "tcp://192.0.2.5"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A settings file with comments."""
    path = tmp_path / "settings.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    return path


def refusal(text: str) -> str:
    """What is said about a settings file that is refused."""
    with pytest.raises(InputError) as refused:
        Settings.parse(text)
    return str(refused.value)


# -- reading --------------------------------------------------------------------------------------------------------


def test_a_home_without_a_file_has_the_defaults(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "settings.toml")
    assert settings == Settings()
    assert list_values(settings) == [
        ("language", "fr"),
        ("gs1.company_prefix", ""),
        ("gs1.sscc_block", "5000"),
        ("shipper.name", ""),
        ("shipper.address", ""),
        ("shipper.siren", ""),
        ("loading.address", ""),
        ("station.name", "POSTE-1"),
        ("pack.verify_label", "true"),
        ("pack.mix_models", "false"),
        ("label.show_content", "false"),
        ("adr.always_mark", "true"),
        ("adr.marks", "preprinted"),
        ("adr.phone_stock", "false"),
        ("scan.block_after_error", "false"),
        ("scan.keyboard", "us"),
        ("scan.wedge_gap", "50"),
        ("scan.wedge_mean", "35"),
        ("scan.wedge_shortest", "4"),
        ("scan.wedge_silence", "90"),
        ("window.theme", "light"),
        ("window.far", "false"),
        ("window.sound", "true"),
        ("window.full_screen", "false"),
    ]


def test_a_file_changes_what_it_names_and_nothing_else(path: Path) -> None:
    settings = Settings.load(path)
    zebra = PrinterConfig("zebra 1", "labels", NetworkAddress("192.0.2.5"))
    assert settings == replace(Settings(), gs1=replace(Settings().gs1, company_prefix="3701234"), printers=(zebra,))


def test_a_file_that_an_editor_of_windows_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'\xef\xbb\xbf[station]\r\nname = "QUAI-2"\r\n')
    assert Settings.load(path).station.name == "QUAI-2"


def test_identifiers_are_kept_without_their_spaces() -> None:
    settings = Settings.parse('[shipper]\nsiren = "356 000 000"\n[gs1]\ncompany_prefix = "370 1234"\n')
    assert (settings.shipper.siren, settings.gs1.company_prefix) == ("356000000", "3701234")


def test_a_place_of_la_poste_is_a_siret_although_its_luhn_digit_is_wrong() -> None:
    assert Settings.parse('[shipper]\nsiren = "35600000049837"\n').shipper.siren == "35600000049837"


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("[gs1]\n\ncompani_prefix = ''\n", 3, f"clé inconnue «{NB}gs1.compani_prefix{NB}»."),
        ("langue = 'fr'\n", 1, f"clé inconnue «{NB}langue{NB}»."),
        ("\n[packing]\nmix_models = true\n", 2, f"clé inconnue «{NB}packing{NB}»."),
        ("pack.mix_model = true\n", 1, f"clé inconnue «{NB}pack.mix_model{NB}»."),
        ("gs1 = 5\n", 1, f"«{NB}gs1{NB}» est une section{NB}; attendu{NB}: [gs1]."),
        ("[language]\n", 1, f"language{NB}: «{NB}{{}}{NB}» {NOT_ALLOWED}: fr ou en."),
        ("language = 'de'\n", 1, f"language{NB}: «{NB}de{NB}» {NOT_ALLOWED}: fr ou en."),
        (
            "[pack]\nverify_label = true\nmix_models = 1\n",
            3,
            f"pack.mix_models{NB}: «{NB}1{NB}» {NOT_ALLOWED}: true (oui) ou false (non).",
        ),
        (
            "[gs1]\nsscc_block = true\n",
            2,
            f"gs1.sscc_block{NB}: {TRUE} {NOT_ALLOWED}: un nombre entier de 1 à 100{NB}000.",
        ),
        (
            '[shipper]\nsiren = ""\nname = """A\nB"""\n',
            4,
            f"shipper.name{NB}: «{NB}A B{NB}» {NOT_ALLOWED}: un texte d’une ligne, 100 caractères au plus.",
        ),
        (
            '[gs1]\ncompany_prefix = "12345678901"\n',
            2,
            f"gs1.company_prefix{NB}: Préfixe entreprise GS1 «{NB}12345678901{NB}»{NB}: {TEN_DIGITS_AT_MOST}",
        ),
        (
            '[shipper]\nsiren = "356000001"\n',
            2,
            f"shipper.siren{NB}: SIREN «{NB}356000001{NB}»{NB}: clé de contrôle 1, attendue 0.",
        ),
        ("printers = 'lpt1'\n", 1, "les imprimantes s’écrivent en sections [[printers]]."),
        (
            "[[printers]]\nname = 'a'\nrole = 'labels'\naddress = 'tcp://a'\n\n[[printers]]\nadress = 'x'\n",
            7,
            f"clé inconnue «{NB}printers.adress{NB}».",
        ),
        (
            "\n[[printers]]\nname = 'a'\nrole = 'labels'\naddress = 'tcp://a'\ndpi = 200\n",
            2,
            f"Imprimante «{NB}a{NB}»{NB}: dpi = 200 n’est pas permis (203, 300, 600 attendu).",
        ),
        (
            "[[printers]]\nname = 'a'\nrole = 'labels'\naddress = 'tcp://a'\n" * 2,
            5,
            f"deux imprimantes se nomment «{NB}a{NB}».",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_line(text: str, line: int, sentence: str) -> None:
    assert refusal(text) == f"settings.toml, ligne {line}{NB}: {sentence}"


@pytest.mark.parametrize("name", ["", " POSTE 1", "POSTE-É", "P" * 33, "a/b", "POSTE-1\n"])
def test_a_station_name_is_plain(name: str, path: Path) -> None:
    with pytest.raises(InputError, match=r"station\.name"):
        set_value(path, "station.name", name)


def test_a_text_that_is_no_toml_is_refused_with_its_place() -> None:
    assert refusal("[gs1]\nsscc_block =\n") == f"settings.toml{NB}: ce n’est pas du TOML (ligne 2, colonne 13)."
    assert refusal("[gs1") == f"settings.toml{NB}: ce n’est pas du TOML (fin du fichier)."


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes('[shipper]\nname = "Éditions"\n'.encode("cp1252"))
    with pytest.raises(InputError, match=r"settings\.toml.*UTF-8 \(octet 19\)"):
        Settings.load(path)


def test_a_file_that_cannot_be_read_is_a_problem_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="lecture impossible"):
        Settings.load(tmp_path)


# -- writing --------------------------------------------------------------------------------------------------------


def test_a_value_is_set_and_every_comment_stays(path: Path) -> None:
    settings = set_value(path, "pack.mix_models", "oui")
    assert settings.pack.mix_models is True
    assert path.read_text(encoding="utf-8") == COMMENTED.replace("mix_models = false", "mix_models = true")
    assert Settings.load(path) == settings
    assert list(path.parent.iterdir()) == [path]


def test_a_setting_that_the_file_does_not_name_is_added_where_it_belongs(path: Path) -> None:
    set_value(path, "gs1.sscc_block", "100")
    set_value(path, "language", "en")
    set_value(path, "station.name", "QUAI_2")
    settings = Settings.load(path)
    assert (settings.gs1.sscc_block, settings.language, settings.station.name) == (100, "en", "QUAI_2")
    assert all(line in path.read_text(encoding="utf-8").splitlines() for line in COMMENTED.splitlines())


@pytest.mark.parametrize(
    ("text", "value"), [("on", True), ("OFF", False), ("oui", True), ("non", False), ("1", True), ("false", False)]
)
def test_a_switch_understands_what_people_type(path: Path, text: str, value: bool) -> None:
    assert set_value(path, "scan.block_after_error", text).scan.block_after_error is value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("gs1.company_prefix", "12"),
        ("gs1.sscc_block", "0"),
        ("gs1.sscc_block", "100001"),
        ("gs1.sscc_block", "9" * 5000),
        ("gs1.sscc_block", "-5"),
        ("gs1.sscc_block", "douze"),
        ("pack.mix_models", "peut-être"),
        ("shipper.siren", "123"),
        ("shipper.name", "x" * 101),
        ("gs1", "5"),
        ("nothing.here", "5"),
        ("printers.zebra 1", "5"),
        ("printers.zebra 1.name", "zebra 2"),
        ("printers.zebra 1.dpi", "200"),
        ("printers.zebra 1.dpi", "fin"),
        ("printers.zebra 1.address", "lpt1"),
        ("printers.zebra 2.role", "labels"),
        ("printers.zebra 2.address", "lpt1"),
    ],
)
def test_a_value_that_is_refused_changes_nothing(path: Path, key: str, text: str) -> None:
    with pytest.raises(InputError):
        set_value(path, key, text)
    assert path.read_text(encoding="utf-8") == COMMENTED


def test_a_file_that_is_wrong_elsewhere_is_not_touched_but_its_wrong_value_can_be_mended(path: Path) -> None:
    path.write_text("[pack]\nmix_models = 'oui'\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pack\.mix_models"):
        set_value(path, "language", "en")
    assert set_value(path, "pack.mix_models", "oui").pack.mix_models is True


def test_a_printer_is_changed_by_its_name(path: Path) -> None:
    settings = set_value(path, "printers.zebra 1.dpi", "300")
    assert settings.printers == (PrinterConfig("zebra 1", "labels", NetworkAddress("192.0.2.5"), 300),)
    assert path.read_text(encoding="utf-8") == COMMENTED + "dpi = 300\n"


def test_a_printer_is_added_by_its_address_and_then_told_its_role(path: Path) -> None:
    set_value(path, "printers.laser.address", "file:///papiers")
    settings = set_value(path, "printers.laser.role", "documents")
    assert settings.printers[1] == PrinterConfig("laser", "documents", FolderAddress("/papiers"))
    added = '\n[[printers]]\nname = "laser"\nrole = "documents"\naddress = "file:///papiers"\n'
    assert path.read_text(encoding="utf-8") == COMMENTED + added


def test_a_printer_that_prints_papers_only_is_added_as_such(path: Path) -> None:
    settings = set_value(path, "printers.laser.address", "ipp://laser")
    assert settings.printers[1] == PrinterConfig("laser", "documents", IppAddress("laser"))
    assert set_value(path, "printers.laser.duplex", "oui").printers[1].duplex is True
    assert value_of(Settings.load(path), "printers.laser.duplex") == "true"


def test_a_printer_that_is_not_known_yet_asks_for_its_address_first(path: Path) -> None:
    with pytest.raises(InputError) as refused:
        set_value(path, "printers.laser.role", "documents")
    assert str(refused.value) == f"Imprimante «{NB}laser{NB}» inconnue{NB}: donnez d’abord printers.laser.address."


def test_the_first_value_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    set_value(path, "printers.laser.address", "tcp://192.0.2.6:9101")
    assert set_value(path, "language", "en").language == "en"
    assert Settings.load(path).printers == (PrinterConfig("laser", "labels", NetworkAddress("192.0.2.6", 9101)),)


def test_a_folder_that_takes_no_file_is_a_problem_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="écriture impossible"):
        set_value(tmp_path / "nowhere" / "settings.toml", "language", "en")


@given(st.text())
def test_a_shipper_s_name_is_read_back_as_it_was_set_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    path = tmp_path_factory.mktemp("home") / "settings.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    try:
        settings = set_value(path, "shipper.name", name)
    except InputError:
        assert path.read_text(encoding="utf-8") == COMMENTED
    else:
        assert settings.shipper.name == name
        assert Settings.load(path) == settings


# -- the first file -------------------------------------------------------------------------------------------------


def test_a_new_home_prints_into_its_own_folders_and_has_no_prefix_and_no_shipper(tmp_path: Path) -> None:
    home = tmp_path / "poste n° 1"
    settings = Settings.parse(initial(home, sample=False))
    assert replace(settings, printers=()) == Settings()
    assert settings.printers == (
        PrinterConfig("labels", "labels", FolderAddress(f"{home.as_posix()}/labels")),
        PrinterConfig("documents", "documents", FolderAddress(f"{home.as_posix()}/documents/print")),
    )


def test_a_sample_home_is_openly_marked(tmp_path: Path) -> None:
    text = initial(tmp_path, sample=True)
    settings = Settings.parse(text)
    assert CompanyPrefix.parse(settings.gs1.company_prefix).value.startswith("952")
    assert Siren.parse(settings.shipper.siren).value == "000000000"
    for value in (settings.shipper.name, settings.shipper.address, settings.loading.address):
        assert value.startswith("ÉCHANTILLON – ")
    assert text.splitlines()[1] == f"# ÉCHANTILLON{NB}: valeurs fictives, à remplacer avant tout envoi réel."


def test_the_first_file_explains_every_setting_in_french(tmp_path: Path) -> None:
    lines = initial(tmp_path, sample=False).splitlines()
    for key, declared in SETTINGS.items():
        explained = lines.index(f"# {declared.fr} Valeurs{NB}: {declared.limit.fr}.")
        assert lines[explained + 1].startswith(f"{key.rpartition('.')[2]} = ")


def test_a_value_set_in_a_first_file_changes_that_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    before = initial(tmp_path, sample=True)
    path.write_text(before, encoding="utf-8")
    set_value(path, "gs1.company_prefix", "3701234")
    assert path.read_text(encoding="utf-8") == before.replace('"9520001"', '"3701234"')


# -- listing --------------------------------------------------------------------------------------------------------


def test_one_value_is_read_by_its_key(path: Path) -> None:
    settings = Settings.load(path)
    assert value_of(settings, "gs1.company_prefix") == "3701234"
    assert value_of(settings, "printers.zebra 1.address") == "tcp://192.0.2.5:9100"
    assert value_of(settings, "printers.zebra 1.media") == "102x152"
    with pytest.raises(InputError, match=f"Réglage inconnu{NB}: «{NB}gs1{NB}»"):
        value_of(settings, "gs1")


def test_every_value_listed_can_be_set_again(path: Path) -> None:
    settings = Settings.load(path)
    for key, text in list_values(settings):
        assert set_value(path, key, text) == settings


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("fr", "| `gs1.sscc_block` | `5000` | Numéros SSCC que chaque poste réserve d’avance. | "),
        ("en", "| `pack.mix_models` | `false` | Allow several models in one carton. | true or false |"),
        ("en", "| `printers.*.dpi` | `203` | Resolution in dots per inch. | 203, 300 or 600 |"),
    ],
)
def test_the_settings_are_described_in_a_table(language: str, row: str) -> None:
    table = describe("en" if language == "en" else "fr").splitlines()
    assert len(table) == 2 + len(SETTINGS) + sum(len(kind.settings) for kind in DEVICE_KINDS)
    assert any(line.startswith(row) for line in table)
