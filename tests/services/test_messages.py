"""The catalogue of sentences: complete in both languages, short, well set, and never short of a fact."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.papers import PaperHead, Party, Waybill, missing_mentions
from dispatch.domain.printers import PrinterCondition
from dispatch.domain.reasons import Reason, Tone
from dispatch.domain.scales import ScaleCondition
from dispatch.services.departure import SETTINGS
from dispatch.services.messages import DASH, FOLDER, Messages, catalogue, reason_rows
from dispatch.workflows.tasks import TASKS

ROOT = Path(__file__).parents[2]
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
FRENCH, ENGLISH = Messages("fr"), Messages("en")
SSCC = "103700123400000017"
"""An SSCC as long as any; 18 digits."""

HEADLINED = (
    Reason.UNREADABLE,
    Reason.FILM_AND_MARKS,
    Reason.CANCELLED,
    Reason.NOT_RECORDED,
    Reason.DEVICE_PACKED,
    Reason.PALLET_LOADED,
)

CLI_KEY = re.compile(r"(help|option|error|done|heading)\.[a-z-]+")

TYPICAL = {
    "asn": "AVIS-2027-0001",
    "carton": "FAB-00017",
    "code": "S-0001234567",
    "date": "2027-09-14",
    "expected": SSCC,
    "model": "TAB-11-128",
    "name": "Camille Exemple",
    "order": "ORD-0750652B-1",
    "pallet_site": "Lycée d’exemple 12, Melun",
    "plate": "AA-123-AA",
    "planned": "2027-09-14",
    "scanned": SSCC,
    "seal": "SC-0001",
    "serial": "EXT4K7P041",
    "setting": "gs1.company_prefix",
    "site": "Lycée d’exemple 47, Meaux",
    "sscc": SSCC,
    "today": "2027-09-15",
    "trip": "T1",
    "uai": "0750652B",
    "theoretical": "412.50",
    "weight": "15.4",
}


def sentences() -> Iterator[tuple[str, str, str]]:
    """File and key, language and text of every sentence."""
    for file in FILES:
        for key, sentence in catalogue(file).items():
            for language, text in sentence.items():
                yield f"{file}: {key}", language, text


def placeholders(text: str) -> set[str]:
    """Names of the facts that a sentence shows."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# -- complete -------------------------------------------------------------------------------------------------------


def test_every_reason_has_its_sentence_and_no_sentence_lacks_its_reason() -> None:
    assert set(catalogue("verdicts")) == {reason.word for reason in Reason}


def test_every_sentence_stands_in_french_and_english() -> None:
    lacking = [f"{file}: {key}" for file in FILES for key, found in catalogue(file).items() if not all(found.values())]
    assert lacking == []


def test_what_was_done_has_a_headline_of_its_own_and_the_rest_that_of_its_tone() -> None:
    done = {reason.word for reason in Reason if reason.tone is Tone.ACCEPTED}
    tones = {f"tone.{tone}" for tone in Tone if tone is not Tone.ACCEPTED}
    assert set(catalogue("headlines")) == done | tones | {"not-recorded"}
    assert [FRENCH.headline(reason) for reason in HEADLINED] == [
        *("Refusé", "Confirmer\u00a0?", "À savoir", "Non enregistré", "Ajouté", "Chargée"),
    ]
    assert [ENGLISH.headline(reason) for reason in HEADLINED] == [
        *("Refused", "Confirm?", "Note", "Not saved", "Added", "Loaded"),
    ]


def test_the_reasons_are_listed_with_tone_rule_and_both_sentences() -> None:
    rows = reason_rows()
    assert [row["reason"] for row in rows] == [reason.word for reason in Reason]
    assert rows[0] == {
        "reason": "unreadable",
        "tone": "refused",
        "rule": "E-SCAN-01",
        "fr": "Code illisible ou erroné. Bipez à nouveau.",
        "en": "Code unreadable or damaged. Scan again.",
    }


def test_the_catalogue_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    catalogue.cache_clear()
    assert FRENCH.verdict(Reason.NOT_RECORDED, {}) == "Non enregistré. Bipez à nouveau."
    assert ENGLISH.verdict(Reason.NOT_RECORDED, {}) == "Not recorded. Scan again."


def test_every_sentence_that_the_command_line_names_is_there() -> None:
    named = {
        node.value
        for path in ROOT.glob("dispatch/**/*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CLI_KEY.fullmatch(node.value)
    }
    assert named - set(catalogue("cli")) == set()
    assert "error.no-home" in named


# -- short and well set ---------------------------------------------------------------------------------------------


def test_no_sentence_is_longer_than_a_glance() -> None:
    limits = {"imports": 140, "prompts": 48, "setup": 220}
    long = [(key, text) for key, _, text in sentences() if len(text) > limits.get(key.partition(":")[0], 120)]
    assert long == []


@pytest.mark.parametrize("messages", [FRENCH, ENGLISH])
def test_no_verdict_grows_too_long_with_its_facts(messages: Messages) -> None:
    said = {reason.word: messages.verdict(reason, {**dict.fromkeys(ALL_FACTS, 12), **TYPICAL}) for reason in Reason}
    assert {word: text for word, text in said.items() if len(text) > 160} == {}


@pytest.mark.parametrize("messages", [FRENCH, ENGLISH])
def test_a_headline_is_a_word_or_two_that_are_read_from_afar(messages: Messages) -> None:
    said = {reason.word: messages.headline(reason) for reason in Reason}
    assert {word: text for word, text in said.items() if not 3 < len(text) <= 14 or not text[0].isupper()} == {}


@pytest.mark.parametrize("messages", [FRENCH, ENGLISH])
def test_a_prompt_fits_two_lines_of_the_board(messages: Messages) -> None:
    said = {key: messages.prompt(key, {"sscc": SSCC, "copy": 1, "copies": 2}) for key in catalogue("prompts")}
    assert {key: text for key, text in said.items() if len(text) > 48} == {}


def test_french_keeps_its_spaces_and_apostrophes() -> None:
    wrong = ["'", "« ", "n° ", "N° ", " :", " ;", " ?", " !", " »"]
    found = [(key, text) for key, language, text in sentences() if language == "fr" and any(w in text for w in wrong)]
    assert found == []


def test_english_has_no_french_spaces_and_no_straight_quotes() -> None:
    wrong = ["'", '"', "\u00a0:", "\u00a0?", "\u00a0!", "\u00a0;", "«"]
    found = [(key, text) for key, language, text in sentences() if language == "en" and any(w in text for w in wrong)]
    assert found == []


@pytest.mark.parametrize("word", ["valider", "validé", "ok ", "erreur ", "scanner", "scannez"])
def test_operators_are_spoken_to_in_their_own_words(word: str) -> None:
    spoken = [said for file in ("verdicts", "headlines", "prompts", "notices") for said in catalogue(file).values()]
    assert [sentence["fr"] for sentence in spoken if word in sentence["fr"].lower()] == []


# -- facts ----------------------------------------------------------------------------------------------------------

MAKERS = {"refuse", "ask", "accept", "approval", "Decision"}
"""The functions that give a reason its facts."""
NO_FACTS = {"rule", "need", "prints", "approver", "badges", "events", "voids", "notices", "expects_seal"}


def reasons_in(node: ast.AST) -> set[str]:
    """Names of the reasons that an expression may be."""
    return {
        part.attr
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "Reason"
    }


def facts_of(call: ast.Call, assigned: dict[str, ast.expr]) -> set[str]:
    """Names of the facts that a call gives its reason: by keyword, as `**facts`, or as the mapping of a Decision."""
    names = {keyword.arg for keyword in call.keywords if keyword.arg} - NO_FACTS
    mappings = [keyword.value for keyword in call.keywords if keyword.arg is None]
    if isinstance(call.func, ast.Name):
        mappings += {"Decision": call.args[1:2], "approval": call.args[3:4]}.get(call.func.id, [])
    for mapping in mappings:
        whole = assigned.get(ast.unparse(mapping), mapping)
        if isinstance(whole, ast.Dict):
            names |= {str(ast.literal_eval(key)) for key in whole.keys if key}
    return names


def calls(function: ast.FunctionDef) -> Iterator[tuple[str, set[str]]]:
    """Name of each reason given in a function, with the facts given to it."""
    assigned = {ast.unparse(node.targets[0]): node.value for node in ast.walk(function) if isinstance(node, ast.Assign)}
    annotated = (node for node in ast.walk(function) if isinstance(node, ast.AnnAssign))
    assigned |= {ast.unparse(node.target): node.value for node in annotated if node.value is not None}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            reason = assigned.get(ast.unparse(node.args[0]), node.args[0])
            yield from ((name, facts_of(node, assigned)) for name in reasons_in(reason))


def facts_given() -> dict[Reason, list[set[str]]]:
    """For each reason, the facts that come with it at each place of the code that gives it."""
    given: dict[Reason, list[set[str]]] = {reason: [] for reason in Reason}
    for path in [*ROOT.glob("dispatch/workflows/*.py"), *ROOT.glob("dispatch/services/*.py")]:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef):
                for name, facts in calls(node):
                    given[Reason[name]].append(facts)
    return given


FACTS_GIVEN = facts_given()
ALL_FACTS = {name for places in FACTS_GIVEN.values() for names in places for name in names}


def test_the_facts_are_found_in_the_code_as_it_is_written() -> None:
    assert FACTS_GIVEN[Reason.CARTON_RECEIVED] == [{"carton", "asn", "devices"}]
    assert FACTS_GIVEN[Reason.CARTON_ON_OTHER_PALLET] == [{"sscc"}]
    assert FACTS_GIVEN[Reason.TRUCK_ONE_OVER] == [{"used", "places", "weight", "payload"}]
    assert FACTS_GIVEN[Reason.SEAL_EXPECTED] == [{"trip"}]
    assert FACTS_GIVEN[Reason.UNREADABLE] == [{"code"}]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_verdict_shows_only_facts_that_always_come_with_it(language: str) -> None:
    lacking = {}
    for reason in Reason:
        places = FACTS_GIVEN[reason]
        always = set.intersection(*places) if places else set()
        if shown := placeholders(catalogue("verdicts")[reason.word][language]) - always:
            lacking[reason.word] = shown
    assert lacking == {}


def test_a_sentence_formats_nothing_itself() -> None:
    fields = [(key, field) for key, _, text in sentences() for field in Formatter().parse(text)]
    odd = [key for key, (_, name, spec, conversion) in fields if name is not None and (spec or conversion)]
    assert odd == []
    assert [key for key, (_, name, _, _) in fields if name is not None and not name.isidentifier()] == []


def test_prompts_show_the_label_or_weight_that_is_awaited_and_nothing_else() -> None:
    shown = {key: names for key, found in catalogue("prompts").items() if (names := placeholders(found["fr"]))}
    assert shown == {
        "pack.awaiting-weight": {"weight"},
        "palletise.awaiting-weight": {"weight"},
        "pack.awaiting-label": {"sscc"},
        "palletise.awaiting-label": {"sscc", "copy", "copies"},
        "question.label": {"sscc"},
    }
    assert all(placeholders(found["fr"]) == placeholders(found["en"]) for found in catalogue("prompts").values())


STEPS = {
    "home": ["ready"],
    "receive": ["ready"],
    "pack": ["order-expected", "ready", "carton-open", "awaiting-weight", "weight-off", "awaiting-label", "complete"],
    "palletise": ["ready", "pallet-open", "awaiting-weight", "weight-off", "awaiting-label"],
    "load": ["trip-expected", "loading", "sealing", "departed"],
}


def test_every_step_of_every_task_says_what_to_do_next() -> None:
    expected = {f"{task}.{step}" for task in ("home", *TASKS) for step in STEPS[task]}
    assert {key for key in catalogue("prompts") if not key.startswith(("any.", "question."))} == expected


def test_an_awaited_label_is_named_in_full_without_spaces() -> None:
    assert FRENCH.prompt("pack.awaiting-label", {"sscc": SSCC}) == f"Bipez l’étiquette {SSCC}"
    assert (
        ENGLISH.prompt("palletise.awaiting-label", {"sscc": SSCC, "copy": 2, "copies": 2})
        == f"Scan label {SSCC} (2 of 2)"
    )


def test_a_prompt_without_words_of_its_own_takes_those_of_every_task_or_of_its_need() -> None:
    assert FRENCH.prompt("pack.not-recorded", {}) == FRENCH.prompt("any.not-recorded", {})
    assert FRENCH.prompt("question.blocked", {}) == "Bipez «\u00a0Reprendre\u00a0»"
    assert FRENCH.prompt("question.label.destroy-label", {"sscc": SSCC}) == f"Bipez l’étiquette {SSCC}"
    assert FRENCH.prompt("question.label.serial-ambiguous", {}) == "Bipez le code produit (GTIN)"


# -- facts as a language writes them --------------------------------------------------------------------------------


def test_weights_dates_and_counts_are_written_as_in_each_language() -> None:
    assert FRENCH.verdict(Reason.CARTON_HEAVY, {"weight": "15.4"}) == (
        "Colis de 15,4\u00a0kg\u00a0: port à deux. Continuer\u00a0?"
    )
    assert ENGLISH.verdict(Reason.CARTON_HEAVY, {"weight": "15.4"}) == "Carton of 15.4 kg: two people lift it. Go on?"
    shipped = {"serial": "S1", "date": "2027-09-14", "site": "Lycée d’exemple 47, Meaux"}
    assert "14/09/2027" in FRENCH.verdict(Reason.ALREADY_SHIPPED, shipped)
    height = {"height": 1850, "limit": 1800}
    assert "1\u00a0850\u00a0mm" in FRENCH.verdict(Reason.PALLET_TOO_HIGH, height)
    assert "1,850 mm" in ENGLISH.verdict(Reason.PALLET_TOO_HIGH, height)
    off = {"weight": "8.70", "theoretical": "9.30"}
    assert FRENCH.verdict(Reason.CARTON_WEIGHT_UNDER, off) == (
        "Trop léger\u00a0: poids 8,70\u00a0kg, attendu 9,30\u00a0kg. Recomptez le colis."
    )


def test_codes_of_printers_tasks_and_fields_are_said_in_words() -> None:
    assert FRENCH.verdict(Reason.TASK_SELECTED, {"task": "palletise"}) == "Tâche\u00a0: Palettisation."
    assert ENGLISH.verdict(Reason.NO_PRINTER, {"role": "documents"}) == (
        "There is no printer for papers. Set one up, then scan again."
    )
    assert FRENCH.verdict(Reason.WAYBILL_INCOMPLETE, {"field": "unloading_address:3"}) == (
        "Lettre de voiture incomplète\u00a0: lieu de déchargement (arrêt 3). Départ interdit."
    )
    assert FRENCH.verdict(Reason.WAYBILL_INCOMPLETE, {"field": "shipper.name"}) == (
        "Lettre de voiture incomplète\u00a0: nom de l’expéditeur, réglage shipper.name. Départ interdit."
    )


def test_every_task_printer_condition_and_mention_has_its_word() -> None:
    empty = Waybill(PaperHead(), Party(), (), "", Party(), "", ())
    mentions = {mention.partition(":")[0] for mention in missing_mentions(empty)}
    codes = {f"field.{mention}" for mention in {*mentions, *SETTINGS.values()}}
    codes |= {f"task.{task}" for task in TASKS} | {f"condition.{condition}" for condition in PrinterCondition}
    assert codes - set(catalogue("words")) == set()


def test_every_printer_condition_has_its_remedy_and_no_remedy_lacks_its_condition() -> None:
    words = {key for key in catalogue("words") if key.startswith("remedy.")}
    assert words == {f"remedy.{condition}" for condition in [*PrinterCondition, "printing"]}
    assert len({FRENCH.remedy(condition) for condition in PrinterCondition}) == len(PrinterCondition)
    assert len({ENGLISH.condition(condition) for condition in PrinterCondition}) == len(PrinterCondition)
    assert FRENCH.remedy("paused") == (
        "Appuyez sur la touche «\u00a0pause\u00a0» de l’imprimante. L’impression reprend seule."
    )
    assert ENGLISH.remedy(None) == "It is printing: wait."


def test_every_condition_of_a_scale_has_its_word_and_its_remedy() -> None:
    words = set(catalogue("words"))
    for kind, told in (("scale", FRENCH.scale), ("scale-remedy", FRENCH.scale_remedy)):
        assert {key for key in words if key.startswith(f"{kind}.")} == {f"{kind}.{code}" for code in ScaleCondition}
        assert len({told(code) for code in ScaleCondition}) == len(ScaleCondition)
    assert ENGLISH.scale("absent") == "unplugged"
    assert FRENCH.scale_remedy("wrong-unit") == "Réglez la balance en kilogrammes ou en grammes."


def test_every_notice_that_the_code_gives_has_its_sentence() -> None:
    given = {
        str(ast.literal_eval(node.args[0]))
        for path in ROOT.glob("dispatch/**/*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Notice" and isinstance(node.args[0], ast.Constant)
    }
    assert {*given, "imei-resolved", "mac-resolved"} <= set(catalogue("notices"))
    assert ENGLISH.notice("imei-resolved", {"serial": "S1"}) == "IMEI recognised: serial number S1."
    waiting = {"printer": "zebra", "condition": "paper-out", "remedy": "paper-out"}
    assert FRENCH.notice("printer-waiting", waiting) == (
        "Imprimante zebra\u00a0: plus de papier. "
        "Rechargez le papier ou le rouleau, refermez. L’impression reprend seule."
    )


def test_a_missing_or_empty_fact_leaves_a_dash() -> None:
    assert (
        FRENCH.verdict(Reason.CARTON_CODE_EXPECTED, {}) == f"N°\u00a0de série {DASH} bipé. Bipez le code de son colis."
    )
    assert FRENCH.verdict(Reason.NO_PRINTER, {"role": ""}).startswith(f"Aucune imprimante pour les {DASH}.")
    assert FRENCH.verdict(Reason.TRIP_ALREADY_DEPARTED, {"trip": "T1", "date": ""}) == (
        f"Tournée T1 déjà partie le {DASH}. Bipez-en une autre."
    )


def test_what_a_scanner_sends_is_shown_in_one_short_line() -> None:
    said = ENGLISH.verdict(Reason.UNKNOWN_CODE, {"code": "01\x1d{code}\n" + "9" * 4000})
    assert said == f"Code not recognised: 01·{{code}}·{'9' * 53}…. Check the label, then scan again."


def test_a_problem_of_an_import_is_told_with_its_place() -> None:
    assert ENGLISH.problem("empty-cell", 1234, "uai", "", {}) == (
        "The column “uai” cannot be empty. Complete line 1,234."
    )
    assert FRENCH.problem("column-twice", 1, "uai", "UAI", {}) == (
        "La colonne «\u00a0uai\u00a0» est donnée deux fois («\u00a0UAI\u00a0»). Gardez-en une."
    )


def test_a_path_on_the_command_line_is_never_cut() -> None:
    path = "/dossier" * 30
    assert ENGLISH.text("done.written", file=path) == f"Written: {path}."


@given(
    st.sampled_from(list(Reason)),
    st.dictionaries(st.sampled_from(sorted(ALL_FACTS)), st.text() | st.integers()),
    st.sampled_from(["fr", "en"]),
)
def test_no_facts_whatsoever_break_a_sentence(reason: Reason, args: dict[str, str | int], language: str) -> None:
    said = Messages(language).verdict(reason, args)
    assert said
    assert "\n" not in said
