"""Sample papers: invented lycées, devices and numbers, marked as samples."""

from __future__ import annotations

from dataclasses import replace

from dispatch.domain.papers import (
    CartonContent,
    Consignee,
    Delivery,
    DeliveryNote,
    Handover,
    Language,
    LoadingList,
    Manifest,
    ManifestStop,
    ManifestTrip,
    ModelCount,
    OuterPallet,
    OutsideList,
    PackedCarton,
    PackedPallet,
    PackingList,
    PalletSheet,
    PaperHead,
    Party,
    Recap,
    Waybill,
    model_counts,
)

SHIPPER = Party("Entrepôt d’exemple", ("1 rue de l’Exemple", "77000 Melun"), "732829320", "01 23 45 67 89")
CARRIER = Party("Transports d’exemple", ("2 quai de l’Échantillon", "75012 Paris"), "732829320", "01 98 76 54 32")
MODELS = (("TAB-EX", "Tablette d’exemple 11″"), ("ORD-EX", "Ordinateur d’exemple 14″"))
HOSTILE = 'Lycée ^XZ~JA "L\'Œuvre" & <b>Fils</b>'
SEALS = ("SC-0001", "SC-0002")
JOURNAL_HEAD = "3f1c" * 16


def sscc(extension: int, number: int) -> str:
    """A valid SSCC below a prefix of our own making."""
    return _checked(f"{extension}0000000{number:09}")


def gsin(number: int) -> str:
    """A valid GSIN below the same prefix."""
    return _checked(f"0000000{number:09}")


def _checked(body: str) -> str:
    weighted = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(body)))
    return body + str(-weighted % 10)


def head(prefix: str, language: Language = "fr", draft: bool = False) -> PaperHead:
    """The head of an issued paper, or of a draft."""
    return PaperHead(
        number=None if draft else f"{prefix}-2027-000123",
        language=language,
        issued_at=None if draft else "2027-09-14T16:41:07+02:00",
        issued_by="" if draft else "Chef d’exemple",
        trip="T1",
        date="2027-09-14",
        orders=("ORD-0750652B-1",),
        plate="EX-412-PL",
        driver="C. Exemple",
    )


def consignee(number: int = 1, name: str | None = None) -> Consignee:
    """A lycée that does not exist."""
    return Consignee(
        uai="0750652B",
        name=name or f"Lycée d’exemple {number}",
        lines=(f"{number} avenue de l’Exemple",),
        postcode=f"750{number:02}",
        city="Paris",
        contact="Mme Exemple, intendante",
        phone="01 11 22 33 44",
        opening_hours="8 h à 16 h 30, fermé le mercredi après-midi",
        instructions="Entrée des livraisons par la cour, hauteur 3,20 m ; sonner à la loge.",
    )


def cartons(serials: int, per_carton: int, awaiting_label: bool = False) -> tuple[PackedCarton, ...]:
    """Cartons of one model each, the models in turn, serial numbers from S-000001."""
    count = -(-serials // per_carton)
    packed = []
    for number in range(count):
        numbers = range(number * per_carton + 1, min((number + 1) * per_carton, serials) + 1)
        reference, designation = MODELS[number % len(MODELS)]
        content = CartonContent(reference, designation, tuple(f"S-{i:06}" for i in numbers))
        awaiting = awaiting_label and number == count - 1
        packed.append(PackedCarton(sscc(1, number + 1), number + 1, count, 5200, (content,), awaiting))
    return tuple(packed)


def pallets(serials: int, per_carton: int = 10, per_pallet: int = 12, draft: bool = False) -> tuple[PackedPallet, ...]:
    """Cartons on pallets; in a draft the last cartons lie on no pallet and the last label is awaited."""
    packed = cartons(serials, per_carton, awaiting_label=draft)
    slices = [packed[i : i + per_pallet] for i in range(0, len(packed), per_pallet)]
    weights = [sum(carton.weight_g for carton in held) for held in slices]
    whole = len(slices) - draft
    loose = [PackedPallet(None, weights[-1], slices[-1])] if draft else []
    built = [
        PackedPallet(sscc(3, number), weight + 22_500, held, number, whole)
        for number, (held, weight) in enumerate(zip(slices[:whole], weights, strict=False), 1)
    ]
    return (*built, *loose)


def packing_list(
    serials: int = 40,
    per_carton: int = 10,
    language: Language = "fr",
    draft: bool = False,
    name: str | None = None,
) -> PackingList:
    return PackingList(
        head("DLN", language, draft), SHIPPER, consignee(1, name), pallets(serials, per_carton, draft=draft)
    )


def delivery(stop: int, pallet_count: int = 2) -> Delivery:
    """What a stop receives: pallets of 12 cartons with 120 devices."""
    held = pallets(120 * pallet_count)
    lines = tuple(
        PackedPallet(sscc(3, stop * 100 + i), pallet.weight_g, pallet.cartons).line for i, pallet in enumerate(held, 1)
    )
    note, order = f"DLN-2027-{122 + stop:06}", f"ORD-0750652B-{stop}"
    return Delivery(consignee(stop), lines, stop, note, (order,), "9 h 30", gsin(stop))


def deliveries(stops: int) -> tuple[Delivery, ...]:
    return tuple(delivery(stop) for stop in range(1, stops + 1))


def models(serials: int = 240) -> tuple[ModelCount, ...]:
    return model_counts(pallets(serials))


def delivery_note(language: Language = "fr", draft: bool = False) -> DeliveryNote:
    return DeliveryNote(
        head("DLN", language, draft), SHIPPER, CARRIER, delivery(2), models(), seals=SEALS, batteries=True
    )


def waybill(stops: int = 1, language: Language = "fr", draft: bool = False) -> Waybill:
    return Waybill(
        head("LDV", language, draft),
        SHIPPER,
        ("Quai 2", *SHIPPER.lines),
        "2027-09-14T16:45:00+02:00",
        CARRIER,
        "Matériel informatique en cartons sur palettes filmées",
        deliveries(stops),
        recap="REC-2027-000045" if stops > 1 and not draft else None,
        seals=SEALS,
        batteries=True,
        declared_value_cents=21_460_000,
    )


def recap(stops: int = 6, language: Language = "fr", draft: bool = False) -> Recap:
    return Recap(head("REC", language, draft), CARRIER, deliveries(stops), "LDV-2027-000123", SEALS)


def loading_list(stops: int = 6, language: Language = "fr", draft: bool = False) -> LoadingList:
    return LoadingList(head("LDC", language, draft), CARRIER, deliveries(stops), JOURNAL_HEAD, "DOCK-02", SEALS, 18)


def outside_list(serials: int = 240, language: Language = "fr", draft: bool = False) -> OutsideList:
    return OutsideList.of(packing_list(serials, language=language, draft=draft))


def pallet_sheet(cartons: int = 12, language: Language = "fr", draft: bool = False) -> PalletSheet:
    """The sheet of one pallet of six, for the second stop."""
    (packed,) = pallets(10 * cartons, per_pallet=cartons)
    pallet = OuterPallet.of(replace(packed, sequence_of=6))
    paper = head("DLN", language, draft=True)
    return PalletSheet(paper, SHIPPER, consignee(2), pallet, closed=not draft, stop=2, overpack="SUREMBALLAGE")


def handover(stops: int = 6, language: Language = "fr", draft: bool = False) -> Handover:
    place = ("Quai 2", *SHIPPER.lines)
    return Handover(head("LDV", language, draft), SHIPPER, CARRIER, place, deliveries(stops), "DOCK-02", SEALS, True)


def manifest(trips: int = 2, language: Language = "fr", draft: bool = False) -> Manifest:
    """Trips of three stops; the last one of a draft is still being loaded, a pallet is left at its first stop."""
    known = []
    for number in range(1, trips + 1):
        leaving = draft and number == trips
        stops = [ManifestStop(each, left=each.stop == 1, remaining=30 * leaving) for each in deliveries(3)]
        papers = () if leaving else ("LDV-2027-000007", "REC-2027-000007", "LDC-2027-000007")
        top = replace(head("LDC", language, leaving), trip=f"T{number}")
        known.append(ManifestTrip(top, CARRIER, tuple(stops), not leaving, papers, "DOCK-02", () if leaving else SEALS))
    top = PaperHead(None if draft else "MAN-2027-09-14", 1, language, "2027-09-14T18:00:00+02:00", date="2027-09-14")
    return Manifest(top, SHIPPER, tuple(known))
