"""The same pages by WeasyPrint, for ``scripts/bench_pdf.py`` only: bilingual, contents, running heads, footnotes, tags.

Run with the peer's own environment: ``peer.py OUTPUT KEY…``.
"""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring

ROOT = Path(__file__).resolve().parents[3]
STYLE = """
@font-face {{ font-family: S; src: url(file://{fonts}/NotoSans_400Regular.ttf) }}
@font-face {{ font-family: S; font-weight: 700; src: url(file://{fonts}/NotoSans_700Bold.ttf) }}
@font-face {{ font-family: C; src: url(file://{fonts}/NotoSansSC_400Regular.ttf) }}
@font-face {{ font-family: C; font-weight: 700; src: url(file://{fonts}/NotoSansSC_700Bold.ttf) }}
@page {{ size: A4; margin: 24mm 20mm 30mm;
  @top-right {{ content: string(head); font-size: 8pt }}
  @bottom-right {{ content: counter(page) " / " counter(pages); font-size: 8pt }}
  @footnote {{ border-top: .5pt solid #ccc }} }}
body {{ font: 10pt/1.6 S, C; }}
h1 {{ string-set: head content(); break-before: page; font-size: 20pt; color: #0c4a56 }}
h2 {{ font-size: 13pt; color: #0c4a56 }}
.fn {{ float: footnote; font-size: 7.5pt; line-height: 1.3 }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border-bottom: .5pt solid #ccc; padding: 4pt; text-align: left }}
.admonition, .do-now {{ background: #e4eeee; padding: 8pt }}
nav li::after {{ content: target-counter(attr(data-to), page); float: right }}
"""


def main() -> None:
    """Read, lay out, write, compress."""
    import pikepdf
    from weasyprint import HTML  # type: ignore[import-not-found]

    from advisories.handbook.context import open_context

    output, *keys = sys.argv[1:]
    context = open_context(ROOT / "mkdocs.yml")
    chapters = [chapter(context, key, language) for key in keys for language in context.site.languages]
    names = [(key, context.site.title(key, context.site.languages[0])) for key in keys]
    first = context.site.languages[0]
    contents = "".join(f'<li data-to="#{key}-{first}">{name}</li>' for key, name in names)
    style = STYLE.format(fonts=ROOT / ".cache" / "fonts")
    head = f"<html lang={first}><title>Bench</title><style>{style}</style><nav><ul>{contents}</ul></nav>"
    page = f"{head}{''.join(chapters)}</html>"
    gc.disable()
    raw = HTML(string=page, base_url="file:///").write_pdf(pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def chapter(context: Any, key: str, language: str) -> str:
    """One page as HTML, its sources as footnotes."""
    ref = context.ref(key, language)
    root: Element = context.reader.tree(ref)
    seen: set[str] = set()
    for mark in root.iter("sup"):
        for link in list(mark):
            name = link.get("href", "").removeprefix("#source-")
            source = context.site.catalogue.source(ref.entry, name)
            if source and name not in seen:
                seen.add(name)
                mark.remove(link)
                note = Element("span", {"class": "fn"})
                note.text = f"{source.title[language]} {source.seen}"
                mark.append(note)
    for link in root.iter("a"):
        if link.get("href", "").startswith(("page:", "#")):
            link.attrib.pop("href")
    html = tostring(root, encoding="unicode", method="html")
    return f'<article lang="{language}" id="{key}-{language}">{html}</article>'


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "scripts"))
    main()
