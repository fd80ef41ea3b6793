"""The same pages, or the same cards, by WeasyPrint, for ``bench_pdf.py`` only.

Bilingual, contents, running heads, numbered sources at the end of each page, tags. Run with the peer's own
environment: ``bench_pdf_peer.py CONFIG OUTPUT KEY…``; countries become pocket cards, everything else a handbook.
"""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring

ROOT = Path(__file__).resolve().parents[2]
STYLE = """
@font-face {{ font-family: S; src: url(file://{fonts}/NotoSans_400Regular.ttf) }}
@font-face {{ font-family: S; font-weight: 700; src: url(file://{fonts}/NotoSans_700Bold.ttf) }}
@font-face {{ font-family: C; src: url(file://{fonts}/NotoSansSC_400Regular.ttf) }}
@font-face {{ font-family: C; font-weight: 700; src: url(file://{fonts}/NotoSansSC_700Bold.ttf) }}
@page {{ size: A4; margin: 24mm 20mm 30mm;
  @top-right {{ content: string(head); font-size: 8pt }}
  @bottom-right {{ content: counter(page) " / " counter(pages); font-size: 8pt }} }}
@page card {{ size: 85.6mm 54mm; margin: 3mm; @top-right {{ content: none }} @bottom-right {{ content: none }} }}
body {{ font: 10pt/1.45 S, C; }}
h1 {{ string-set: head content(); break-before: page; font-size: 20pt; color: #0c4a56 }}
h2 {{ font-size: 13pt; color: #0c4a56 }}
sup, ol.sources {{ font-size: 7.5pt; line-height: 1.3 }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border-bottom: .5pt solid #ccc; padding: 4pt; text-align: left }}
.admonition, .do-now {{ background: #e4eeee; padding: 8pt }}
nav li::after {{ content: target-counter(attr(data-to), page); float: right }}
.card {{ page: card; break-before: page; font-size: 6pt; line-height: 1.3 }}
.card h3 {{ background: #0c4a56; color: white; margin: 0; padding: 2mm; font-size: 9pt }}
.card b {{ font-size: 12pt }}
.card img {{ float: right; width: 20mm }}
"""


def main() -> None:
    """Read, lay out, write, compress."""
    import pikepdf
    from weasyprint import HTML  # type: ignore[import-not-found]

    from advisories.printing.print_context import open_context

    config, output, *keys = sys.argv[1:]
    context = open_context(Path(config))
    cards = [key for key in keys if key.startswith("countries/")]
    body = "".join(card(context, key) for key in cards) if cards else book(context, keys)
    style = STYLE.format(fonts=ROOT / ".cache" / "fonts")
    page = f"<html lang={context.site.languages[0]}><title>Bench</title><style>{style}</style>{body}</html>"
    gc.disable()
    raw = HTML(string=page, base_url="file:///").write_pdf(pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def book(context: Any, keys: list[str]) -> str:
    """Contents and chapters."""
    first = context.site.languages[0]
    lines = (f'<li data-to="#{key}-{first}">{context.site.title(key, first)}</li>' for key in keys)
    chapters = (chapter(context, key, language) for key in keys for language in context.site.languages)
    return f"<nav><ul>{''.join(lines)}</ul></nav>{''.join(chapters)}"


def chapter(context: Any, key: str, language: str) -> str:
    """One page as HTML, its sources at its end."""
    ref = context.ref(key, language)
    root: Element = context.reader.tree(ref)
    notes: dict[str, str] = {}
    for mark in root.iter("sup"):
        names = [link.get("href", "").removeprefix("#source-") for link in mark]
        found = {name: source for name in names if (source := context.site.catalogue.source(ref.entry, name))}
        notes.update({name: f"<li>{source.title[language]} {source.seen}</li>" for name, source in found.items()})
        for link in list(mark):
            mark.remove(link)
        mark.text = str([list(notes).index(name) + 1 for name in found])
    for link in root.iter("a"):
        if link.get("href", "").startswith(("page:", "#")):
            link.attrib.pop("href")
    html = tostring(root, encoding="unicode", method="html")
    sources = f'<ol class="sources">{"".join(notes.values())}</ol>' if notes else ""
    return f'<article lang="{language}" id="{key}-{language}">{html}{sources}</article>'


def card(context: Any, key: str) -> str:
    """Both sides of a pocket card."""
    import base64

    from advisories.printing.document_builder import qr_svg

    country = context.site.projection.country(context.entry(key))
    names = " · ".join(country.names[language] for language in context.site.languages)
    numbers = " ".join(f"<b>{phone.international}</b> {phone.use}" for phone in country.emergency[:4])
    missions = [mission for mission in country.missions if mission.consular_phones][:2]
    lines = "".join(f"<p>{one.name['en']}<br><b>{one.consular_phones[0].international}</b></p>" for one in missions)
    qr = base64.b64encode(qr_svg(f"{key} {lines}")).decode()
    fields = "<p>Name ______ Blood ______ Insurer ______ Family ______ Passport ______</p>"
    front = f'<h3>{names}</h3><img alt="QR" src="data:image/svg+xml;base64,{qr}"><p>{numbers}</p>{lines}'
    return f'<div class="card">{front}</div><div class="card">{fields}</div>'


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "scripts"))
    main()
