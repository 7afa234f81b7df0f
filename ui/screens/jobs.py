"""The four jobs on the line: what each draws, counts and offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.actions import Act, Offer
from ui.screens.job import JobScreen
from ui.widgets.board import Pill
from ui.widgets.carton import CartonCard
from ui.widgets.pallet import PalletDrawing
from ui.widgets.progress import Fact, FactsCard, OrderCard, ProgressRow
from ui.widgets.truck import TruckDrawing
from ui.words import decimal, figure

if TYPE_CHECKING:
    from dispatch.services.pictures import PackingPicture, PalletPicture, Picture, ReceivingPicture, TruckPicture
    from dispatch.services.scenes import Scene

FAMILY_ICONS = {"tablette": "tablet", "ordinateur": "laptop"}
_LABELS_ASKED_FOR = ("pallet-relabelled", "pallet-already-loaded", "reprinted")
"""Answers in loading behind which labels may be wanted again."""


def kilograms(grams: int, language: str) -> str:
    """Whole kilograms as the language writes them."""
    return figure(round(grams / 1000), language)


def metres(millimetres: int, language: str) -> str:
    """Metres with two decimals, as the language writes them."""
    return decimal(millimetres / 1000, language)


class ReceiveScreen(JobScreen):
    """Receiving: makers' cartons of an announced delivery."""

    task = "receive"

    def side(self) -> list[QWidget]:
        self._advice = OrderCard(self.look)
        self._last = FactsCard(self.look)
        return [self._advice, self._last]

    def place(self, picture: Picture | None) -> tuple[str, str]:
        received: ReceivingPicture | None = picture  # type: ignore[assignment]
        return ("", "") if received is None or not received.asn else (self.tr("Avis"), received.asn)

    def count(self, picture: Picture | None) -> tuple[str, str]:
        received: ReceivingPicture | None = picture  # type: ignore[assignment]
        if received is None:
            return "", ""
        done, of = received.cartons
        return str(done), self.tr("sur {0}").format(of)

    def draw(self, scene: Scene) -> None:
        picture: ReceivingPicture | None = scene.picture  # type: ignore[assignment]
        rows, received = [], []
        if picture is not None:
            named = (("carton", self.tr("Colis"), picture.cartons), ("tablet", self.tr("Appareils"), picture.devices))
            rows = [self._bar(icon, label, *share) for icon, label, share in named]
            devices = self.tr("appareils")
            received = [Fact("carton", code, str(count), devices) for code, count in picture.received]
        self._advice.show_order(self.tr("Avis d’expédition"), picture.asn if picture is not None else "", rows)
        self._last.show_facts(self.tr("Derniers colis"), "", received)

    def _bar(self, icon: str, label: str, done: int, of: int) -> ProgressRow:
        return ProgressRow(icon, label, str(done), self.tr("sur {0}").format(of), done, of)


class PackScreen(JobScreen):
    """Packing: what a lycée was granted goes into its cartons."""

    task = "pack"

    def side(self) -> list[QWidget]:
        self._order = OrderCard(self.look)
        self._carton = CartonCard(self.look)
        return [self._order, self._carton]

    def place(self, picture: Picture | None) -> tuple[str, str]:
        order: PackingPicture | None = picture  # type: ignore[assignment]
        return (order.site, order.uai) if order is not None else ("", "")

    def count(self, picture: Picture | None) -> tuple[str, str]:
        order: PackingPicture | None = picture  # type: ignore[assignment]
        carton = order.carton if order is not None else None
        if carton is None:
            return "", ""
        return str(len(carton.serials)), self.tr("sur {0}").format(carton.capacity)

    def draw(self, scene: Scene) -> None:
        picture: PackingPicture | None = scene.picture  # type: ignore[assignment]
        lines = picture.lines if picture is not None else ()
        rows = [
            ProgressRow(
                FAMILY_ICONS.get(line.family, "carton"),
                line.designation,
                str(line.packed),
                self.tr("sur {0}").format(line.granted),
                line.packed,
                line.granted,
            )
            for line in lines
        ]
        aside = picture.aside if picture is not None else 0
        warning = self.tr("Colis mis de côté, étiquette à biper : {0}").format(aside) if aside else ""
        self._order.show_order(self.tr("Commande"), picture.order if picture is not None else "", rows, warning)
        serial = str(scene.outcome.args.get("serial", "")) if scene.outcome is not None else ""
        accepted = scene.outcome is not None and scene.outcome.reason.tone.value == "accepted"
        self._carton.show_picture(picture.carton if picture is not None else None, last=serial if accepted else "")

    def pills(self, prompt_key: str) -> tuple[Pill, ...]:
        match prompt_key:
            case "pack.order-expected" | "pack.complete":
                return Pill("document", "ORD-…"), Pill("next", "CMD-NEXT")
            case "pack.ready" | "pack.carton-open":
                return Pill("serial", self.tr("N° de série (S/N)")), Pill("carton", self.tr("Colis fournisseur entier"))
            case "pack.awaiting-label":
                return Pill("printer", "CMD-REPRINT"), Pill("next", "CMD-NEXT")
        return ()

    def own_offers(self) -> list[Offer]:
        scene = self.desk.scene
        match scene.standing.state if scene is not None else "":
            case "carton-open":
                return [Offer(Act.CLOSE, self.tr("Clore le colis"))]
            case "awaiting-label":
                return [Offer(Act.NEXT, self.tr("Mettre de côté")), Offer(Act.REPRINT, self.tr("Réimprimer"))]
        return [Offer(Act.NEXT, self.tr("Commande suivante")), Offer(Act.REPRINT, self.tr("Réimprimer"))]


class PalletiseScreen(JobScreen):
    """Palletising: closed cartons of one lycée stand on one pallet."""

    task = "palletise"
    drawing_first = True

    def drawing(self) -> QWidget:
        self._pallet = PalletDrawing(self.look)
        return self._pallet

    def side(self) -> list[QWidget]:
        self._facts = FactsCard(self.look)
        return [self._facts, self.history]

    def place(self, picture: Picture | None) -> tuple[str, str]:
        pallet: PalletPicture | None = picture  # type: ignore[assignment]
        return (pallet.site, pallet.uai) if pallet is not None else ("", "")

    def count(self, picture: Picture | None) -> tuple[str, str]:
        pallet: PalletPicture | None = picture  # type: ignore[assignment]
        if pallet is None:
            return "", ""
        on = len(pallet.cartons)
        return str(on), self.tr("sur {0}").format(on + pallet.loose) if not pallet.closed else ""

    def draw(self, scene: Scene) -> None:
        picture: PalletPicture | None = scene.picture  # type: ignore[assignment]
        sscc = str(scene.outcome.args.get("sscc", "")) if scene.outcome is not None else ""
        self._pallet.show_picture(picture, last=sscc)
        if picture is None:
            self._facts.show_facts(self.tr("Palette"), "", [])
            return
        height, language = picture.height_mm, self.desk.messages.language
        facts = [
            Fact(
                "carton",
                self.tr("Colis posés"),
                str(len(picture.cartons)),
                self.tr("encore {0}").format(picture.loose),
            ),
            Fact(
                "weight",
                self.tr("Poids"),
                self.tr("{0} kg").format(kilograms(picture.weight_g, language)),
                self.tr("max {0}").format(kilograms(picture.max_weight_g, language)),
                over=picture.weight_g > picture.max_weight_g,
            ),
            Fact(
                "height",
                self.tr("Hauteur"),
                self.tr("{0} m").format(metres(height, language)) if height is not None else self.tr("inconnue"),
                self.tr("max {0}").format(metres(picture.max_height_mm, language)),
                over=height is not None and height > picture.max_height_mm,
            ),
        ]
        warning = "" if picture.dock else self.tr("Site sans quai : palette non gerbable")
        self._facts.show_facts(self.tr("Palette {0}").format(picture.number), picture.sscc, facts, warning)

    def pills(self, prompt_key: str) -> tuple[Pill, ...]:
        match prompt_key:
            case "palletise.ready":
                return Pill("label", self.tr("Étiquette du colis")), Pill("next", "CMD-NEXT")
            case "palletise.pallet-open":
                return Pill("label", self.tr("Étiquette du colis")), Pill("close", "CMD-CLOSE")
            case "palletise.awaiting-label":
                return Pill("printer", "CMD-REPRINT"), Pill("next", "CMD-NEXT")
        return ()

    def own_offers(self) -> list[Offer]:
        scene = self.desk.scene
        match scene.standing.state if scene is not None else "":
            case "pallet-open":
                return [Offer(Act.CLOSE, self.tr("Clore la palette"))]
            case "awaiting-label":
                return [Offer(Act.NEXT, self.tr("Mettre de côté")), Offer(Act.REPRINT, self.tr("Réimprimer"))]
        return [Offer(Act.NEXT, self.tr("Lycée suivant")), Offer(Act.REPRINT, self.tr("Réimprimer"))]


class LoadScreen(JobScreen):
    """Loading: the pallets of a trip, last stop first."""

    task = "load"
    drawing_first = True

    def drawing(self) -> QWidget:
        self._truck: TruckDrawing = TruckDrawing(self.look)
        return self._truck

    def side(self) -> list[QWidget]:
        self._stops = FactsCard(self.look)
        self._truck_card = OrderCard(self.look)
        self.history.hide()
        return [self._stops, self._truck_card]

    def place(self, picture: Picture | None) -> tuple[str, str]:
        truck: TruckPicture | None = picture  # type: ignore[assignment]
        return (self.tr("Tournée {0}").format(truck.trip), truck.plate) if truck is not None else ("", "")

    def count(self, picture: Picture | None) -> tuple[str, str]:
        truck: TruckPicture | None = picture  # type: ignore[assignment]
        if truck is None:
            return "", ""
        return str(len(truck.loaded)), self.tr("sur {0}").format(sum(stop.planned for stop in truck.stops))

    def draw(self, scene: Scene) -> None:
        picture: TruckPicture | None = scene.picture  # type: ignore[assignment]
        loaded = scene.outcome is not None and scene.outcome.reason.word in ("pallet-loaded", "pallet-relabelled")
        self._truck.show_picture(picture, last=loaded)
        if picture is None:
            self._stops.show_facts(self.tr("Arrêts, du fond vers les portes"), "", [])
            self._truck_card.show_order(self.tr("Camion"), "", [])
            return
        stops = [
            Fact("", f"{stop.number}  {stop.city}", str(stop.loaded), self.tr("sur {0}").format(stop.planned))
            for stop in picture.stops
        ]
        self._stops.show_facts(self.tr("Arrêts, du fond vers les portes"), "", stops)
        self._truck_card.show_order(self.tr("Camion"), picture.plate, self._truck_rows(picture), self._warning(picture))

    def _truck_rows(self, picture: TruckPicture) -> list[ProgressRow]:
        on, planned = len(picture.loaded), sum(stop.planned for stop in picture.stops)
        places, language = picture.places, self.desk.messages.language
        label = self.tr("Palettes") if places is None else self.tr("Emplacements")
        of = planned if places is None else places
        rows = [ProgressRow("pallet", label, str(on), self.tr("sur {0}").format(of), on, of)]
        weight = self.tr("{0} kg").format(kilograms(picture.weight_g, language))
        payload = picture.payload_g
        limit = self.tr("sur {0}").format(kilograms(payload, language)) if payload is not None else ""
        rows.append(ProgressRow("weight", self.tr("Charge"), weight, limit, picture.weight_g, payload or 0))
        return rows

    def _warning(self, picture: TruckPicture) -> str:
        without = sum(not stop.dock for stop in picture.stops)
        return self.tr("Arrêts sans quai : {0}").format(without) if without else ""

    def pills(self, prompt_key: str) -> tuple[Pill, ...]:
        match prompt_key:
            case "load.trip-expected" | "load.departed":
                return Pill("load", "TRP-…"), Pill("load", "DOCK-…")
            case "load.loading":
                return Pill("label", self.tr("Étiquette de palette")), Pill("seal", "CMD-CLOSE")
            case "load.sealing":
                return Pill("seal", self.tr("Scellé")), Pill("close", "CMD-CLOSE")
        return ()

    def own_offers(self) -> list[Offer]:
        scene = self.desk.scene
        match scene.standing.state if scene is not None else "":
            case "loading":
                return [Offer(Act.CLOSE, self.tr("Sceller"), "seal"), *self._reprint(scene)]
            case "sealing":
                return [Offer(Act.CLOSE, self.tr("Faire partir"), "load"), *self._reprint(scene)]
            case "departed":
                return [Offer(Act.PAPERS, self.tr("Papiers"))]
        return []

    def _reprint(self, scene: Scene | None) -> list[Offer]:
        """The labels of a pallet, where new ones were just asked for; else the key's place goes to the printers."""
        asked = scene is not None and scene.outcome is not None and scene.outcome.reason.word in _LABELS_ASKED_FOR
        return [Offer(Act.REPRINT, self.tr("Réimprimer"))] if asked else []


SCREENS: dict[str, type[JobScreen]] = {
    screen.task: screen for screen in (ReceiveScreen, PackScreen, PalletiseScreen, LoadScreen)
}
"""The screen of each task."""
