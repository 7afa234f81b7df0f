"""The verdict panel: five tones that differ in shape and edge, every sentence in full, on the screen at once."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dispatch.domain.reasons import Reason
from dispatch.services.messages import LONGEST_FACT, Messages, catalogue
from ui.look.look import DARK, LIGHT, Look
from ui.widgets.keys import Key, KeySpec
from ui.widgets.painting import Block, cut_texts
from ui.widgets.verdict import Tone, Verdict, VerdictPanel

pytestmark = pytest.mark.usefixtures("fonts")

TONES: tuple[Tone, ...] = ("accepted", "refused", "confirm", "info", "lost")
WORDS = {
    "accepted": "Ajouté",
    "refused": "Refusé",
    "confirm": "Confirmer\u00a0?",
    "info": "À savoir",
    "lost": "Non enregistré",
}
SIZES = {(False, False): (1216, 472), (False, True): (1216, 216), (True, False): (836, 438), (True, True): (836, 150)}
CONFIRM, CANCEL = KeySpec("Clore incomplet", "check", "F10"), KeySpec("Continuer le colis", "back", "Échap")
LOOKS = [
    pytest.param(Look(LIGHT), id="u1"),
    pytest.param(Look(LIGHT, 2.0), id="u2"),
    pytest.param(Look(LIGHT, compact=True), id="compact"),
]
NAME = "Lycée d’enseignement général et technologique Marie-d’Exemple 47"
COUNTS = {
    "done",
    "of",
    "number",
    "count",
    "remaining",
    "devices",
    "cartons",
    "pallets",
    "stops",
    "stop",
    "before",
    "missing",
}
COUNTS |= {"used", "places", "weight", "payload", "limit", "height", "seconds"}
DATES = {"date", "today", "planned"}
UNSEEN = 16
"""Large letters are not always smoothed alike: so many shades of 256 nobody sees, and no letter differs by so few."""
FACTS = (NAME, "EXT4K7P041" * 6 + "0042", "W" * LONGEST_FACT)


def panel_of(qtbot: QtBot, look: Look, verdict: Verdict, *, short: bool = False) -> VerdictPanel:
    panel = VerdictPanel(look, short=short)
    qtbot.addWidget(panel)
    width, height = SIZES[look.compact, short]
    panel.resize(look.px(width), look.px(height))
    panel.show()
    panel.show_verdict(verdict)
    return panel


def painted(panel: VerdictPanel) -> QImage:
    return panel.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def plain(tone: Tone) -> Verdict:
    return Verdict(tone, WORDS[tone], "Bipez à nouveau.")


# -- tones ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("tone", TONES)
def test_a_panel_is_filled_with_the_colour_of_its_tone(qtbot: QtBot, tone: Tone, theme: str) -> None:
    look = Look(theme)
    image = painted(panel_of(qtbot, look, plain(tone)))
    assert {image.pixelColor(x, y).name() for x in (60, 600, 1150) for y in (16, 450)} == {look.colour(tone).name()}
    assert image.pixelColor(0, 0) == look.colour("bg")


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("compact", [False, True])
def test_a_refusal_is_striped_at_both_edges(qtbot: QtBot, short: bool, compact: bool) -> None:
    look = Look(LIGHT, compact=compact)
    image = painted(panel_of(qtbot, look, plain("refused"), short=short))
    for x in (10, 30, image.width() - 30, image.width() - 10):
        column = [image.pixelColor(x, y).name() for y in range(20, image.height() - 20)]
        assert {look.colour("onRefused").name(), look.colour("refusedStripe").name()} <= set(column)


def test_the_stripes_of_a_refusal_are_diagonal(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    image = painted(panel_of(qtbot, look, plain("refused")))
    dark = look.colour("refusedStripe")
    begins = [
        next(y for y in range(60, 200) if image.pixelColor(x, y) != dark and image.pixelColor(x, y + 1) == dark)
        for x in (5, 15)
    ]
    assert (begins[0] - begins[1]) % look.px(48) in (10, 9, 11)


def test_a_question_is_framed_on_all_sides(qtbot: QtBot) -> None:
    look = Look(DARK)
    image = painted(panel_of(qtbot, look, plain("confirm")))
    middle = (600, 8), (600, image.height() - 8), (8, 200), (image.width() - 8, 200)
    assert {image.pixelColor(*place).name() for place in middle} == {look.colour("onConfirm").name()}
    assert image.pixelColor(20, 200) == look.colour("confirm")
    assert image.pixelColor(600, 1) == look.colour("confirm")


def test_what_was_not_saved_has_level_bars_at_both_edges(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    image = painted(panel_of(qtbot, look, plain("lost")))
    for x in (20, image.width() - 20):
        column = {image.pixelColor(x, y).name() for y in range(20, 450)}
        assert column == {look.colour("onLost").name(), look.colour("lostStripe").name()}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_without_colour_no_two_tones_look_alike(qtbot: QtBot, theme: str) -> None:
    look = Look(theme)
    pictures = {tone: signature(painted(panel_of(qtbot, look, plain(tone))), look.colour(tone)) for tone in TONES}
    for one, other in combinations(TONES, 2):
        differing = sum(a != b for a, b in zip(pictures[one], pictures[other], strict=True))
        assert differing > 0.03 * len(pictures[one]), (one, other)


def signature(image: QImage, fill: QColor) -> list[bool]:
    """Where edge and shape stand out from the fill, by lightness alone."""
    grey = fill.lightness()
    places = ((x, y) for x in range(0, 320, 4) for y in range(2, image.height(), 4))
    return [abs(image.pixelColor(x, y).lightness() - grey) > 60 for x, y in places]


def test_an_idle_panel_is_dashed_and_holds_the_aim(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    panel = panel_of(qtbot, look, Verdict("idle"))
    aim = QLabel("Visez la ligne S/N de la boîte.")
    panel.set_aim(aim)
    assert (aim.isVisible(), panel.rect().contains(aim.geometry())) == (True, True)
    image = painted(panel)
    edge = {image.pixelColor(x, 1).name() for x in range(100, 200)}
    assert {look.colour("lineStrong").name(), look.colour("surface").name()} <= edge
    panel.show_verdict(plain("accepted"))
    assert not aim.isVisible()
    panel.show_verdict(Verdict("idle"))
    assert aim.isVisible()


def test_a_new_aim_takes_the_place_of_the_old(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, Look(LIGHT), Verdict("idle"))
    first, second = QLabel("S/N"), QLabel("SSCC")
    panel.set_aim(first)
    with qtbot.waitSignal(first.destroyed):
        panel.set_aim(second)
    assert second.isVisible()


# -- words ----------------------------------------------------------------------------------------------------------


def filled(language: str, fact: str) -> list[tuple[Reason, str]]:
    """Every sentence of the catalogue, such a fact for each name and code, large numbers and dates for the others."""
    messages, verdicts = Messages(language), catalogue("verdicts")
    return [
        (
            reason,
            messages.verdict(
                reason, {name: worst(name, fact) for name in re.findall(r"{(\w+)}", verdicts[reason.word][language])}
            ),
        )
        for reason in Reason
    ]


def worst(name: str, fact: str) -> str | int:
    """Codes that stand for a word of the catalogue are never longer than the longest of those."""
    words = [key for key in catalogue("words") if key.startswith(f"{name}.")]
    if words:
        return max(words, key=lambda key: len(catalogue("words")[key]["fr"])).partition(".")[2]
    return 1_234_567 if name in COUNTS else "2026-10-12" if name in DATES else fact


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_fits_with_the_longest_facts(qtbot: QtBot, look: Look, short: bool, language: str) -> None:
    cut_texts.clear()
    panel = panel_of(qtbot, look, Verdict("idle"), short=short)
    panel.hide()
    for fact in FACTS:
        for reason, sentence in filled(language, fact):
            tone: Tone = reason.tone.value
            count = ("1 200", "sur 1 200") if tone == "accepted" else ("", "")
            keys = {"confirm": (CONFIRM, CANCEL), "refused": (KeySpec("Reprendre", "play", "F2"),)}.get(tone, ())
            panel.show_verdict(Verdict(tone, WORDS[tone], sentence, *count, keys))
    assert cut_texts == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("short", [False, True])
def test_words_stay_inside_the_panel_and_off_the_symbol(qtbot: QtBot, look: Look, short: bool) -> None:
    for tone in TONES:
        panel = panel_of(
            qtbot, look, Verdict(tone, WORDS[tone], FACTS[0], "120", "sur 120", (CONFIRM, CANCEL)), short=short
        )
        for words, place in panel._words.blocks:
            taken = QRect(round(place.x()), round(place.y()), round(words.width), words.height)
            assert panel.rect().adjusted(0, -look.px(40), 0, look.px(40)).contains(taken)
            assert taken.left() > panel._symbol.right()
        assert panel.rect().contains(panel._symbol)


def test_an_ordinary_sentence_keeps_its_full_size(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    sentence = Messages("fr").verdict(Reason.RESERVED_ELSEWHERE, {"serial": "EXT9M2R774", "uai": "0779012C"})
    panel = panel_of(qtbot, look, Verdict("refused", "Refusé", sentence, keys=(CONFIRM,)))
    assert [words.px for words, _ in panel._words.blocks] == [look.text_px("verdict"), look.text_px("message")]


def test_the_panel_is_named_by_what_it_says(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, Look(LIGHT), Verdict("refused", "Refusé", "Code produit bipé."))
    assert panel.accessibleName() == "Refusé. Code produit bipé."


# -- at once --------------------------------------------------------------------------------------------------------


class CountingPanel(VerdictPanel):
    """A panel that counts its paintings."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.paints += 1
        super().paintEvent(event)


@pytest.mark.parametrize("tone", TONES)
def test_a_verdict_is_on_the_screen_when_show_verdict_returns(qtbot: QtBot, tone: Tone) -> None:
    panel = CountingPanel(Look(LIGHT))
    qtbot.addWidget(panel)
    panel.resize(1216, 472)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.paints = 0
    panel.show_verdict(plain(tone))
    assert panel.paints == 1


# -- keys -----------------------------------------------------------------------------------------------------------


def shown_keys(panel: VerdictPanel) -> list[Key]:
    return [key for key in panel.findChildren(Key) if not key.isHidden()]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("short", [False, True])
def test_the_keys_of_a_question_stand_inside_the_panel_clear_of_the_words(
    qtbot: QtBot, look: Look, short: bool
) -> None:
    verdict = Verdict(
        "confirm", WORDS["confirm"], "Colis incomplet (7 sur 10). Est-ce le dernier\u00a0?", keys=(CONFIRM, CANCEL)
    )
    panel = panel_of(qtbot, look, verdict, short=short)
    keys = shown_keys(panel)
    assert [key.spec.text for key in keys] == (["Clore incomplet", "Continuer le colis"] if panel.holds_keys else [])
    for key in keys:
        assert panel.rect().contains(key.geometry())
        assert key.body().height() >= look.px(64)
        for words, place in panel._words.blocks:
            text = QRect(round(place.x()), round(place.y()), round(words.width), words.height)
            assert not key.geometry().intersects(text)


def test_the_first_key_is_filled_and_the_safe_one_outlined(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    panel = panel_of(qtbot, look, Verdict("confirm", "?", "?", keys=(CONFIRM, CANCEL)))
    image = painted(panel)
    grounds = [image.pixelColor(key.geometry().center() + QPoint(0, look.px(30))) for key in shown_keys(panel)]
    assert grounds == [look.colour("onConfirm"), look.colour("confirm")]


def test_a_pressed_key_is_told_to_the_screen(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, Look(LIGHT), Verdict("confirm", "?", "?", keys=(CONFIRM, CANCEL)))
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(shown_keys(panel)[1], Qt.MouseButton.LeftButton)
    assert chosen.args[0].cap == CANCEL.cap


def test_the_keys_go_with_their_question(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, Look(LIGHT), Verdict("confirm", "?", "?", keys=(CONFIRM, CANCEL)))
    panel.show_verdict(plain("accepted"))
    assert shown_keys(panel) == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("short", [False, True])
def test_the_same_verdict_with_other_figures_is_fitted_as_well(qtbot: QtBot, look: Look, short: bool) -> None:
    """What was fitted for the verdict before is used again: sizes and words are right, and nothing touches."""
    told = [
        Verdict("accepted", "Ajouté", f"ECH1000{n:04d} dans le colis n° 2, place {n} sur 20.", str(n), "sur 20")
        for n in (1, 7, 8, 11, 17, 20, 9)
    ]
    told += [Verdict("refused", "Refusé", f"N° {'1W' * n} inconnu. Mettez-le de côté.") for n in (3, 9, 9)]
    told += [Verdict("info", "Lu", f"{n}. Encore {n}. Puis {n}.") for n in (1, 2, 33)]
    panel = panel_of(qtbot, look, Verdict("idle"), short=short)
    for verdict in told:
        panel.show_verdict(verdict)
        fresh = panel_of(qtbot, look, verdict, short=short)
        blocks = panel._words.blocks
        assert [written(words) for words, _ in blocks] == [written(words) for words, _ in fresh._words.blocks]
        places = [QRectF(at, QSizeF(words.width, words.height)) for words, at in blocks]
        assert all(QRectF(panel.rect()).contains(place.center()) for place in places)
        count = [place for place in places if verdict.count][:2]
        assert not any(place.intersects(other) for place in count for other in places[2:])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("width", "height"), [(1216, 472), (1216, 216), (300, 600)])
def test_a_scan_like_the_one_before_is_painted_like_the_first_of_its_kind(
    qtbot: QtBot, look: Look, width: int, height: int
) -> None:
    panel = panel_of(qtbot, look, Verdict("idle"))
    panel.resize(look.px(width), look.px(height))
    for n in (12, 13, 14, 20):
        verdict = Verdict("accepted", "Ajouté", f"ECH1000{n:04d} dans le colis n° 2, place {n}.", str(n), "sur 20")
        panel.show_verdict(verdict)
        fresh = panel_of(qtbot, look, Verdict("idle"))
        fresh.resize(panel.size())
        fresh.show_verdict(verdict)
        assert difference(painted(panel), painted(fresh)) <= UNSEEN


def difference(image: QImage, other: QImage) -> int:
    """The largest difference of a colour of a pixel."""
    pair = (Image.frombytes("RGBX", shown.size().toTuple(), bytes(shown.constBits())) for shown in (image, other))
    return max(ImageChops.difference(*pair).tobytes())


def written(words: Block) -> tuple[str, int]:
    """What a block says, however it is broken, and its size."""
    return " ".join(text.strip() for text in words._texts()), words.px
