from __future__ import annotations

from dispatch.labels.pdf import pdf
from dispatch.labels.png import png
from dispatch.labels.posters import posters
from dispatch.labels.writer import LabelWriter
from dispatch.labels.zpl import zpl
from dispatch.services import ports
from tests.labels.samples import PLAIN


def test_the_writer_is_what_the_services_ask_for() -> None:
    writer: ports.LabelWriter = LabelWriter()
    assert writer.zpl(PLAIN, 300, "148x210", 2) == zpl(PLAIN, 300, "148x210", 2)
    assert writer.pdf(PLAIN, "105x148") == pdf(PLAIN, "105x148")
    assert writer.png(PLAIN, 203, "102x152") == png(PLAIN, 203, "102x152")
    assert writer.posters([("DOCK-07", "Quai", "07")]) == posters([("DOCK-07", "Quai", "07")])
