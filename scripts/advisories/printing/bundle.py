"""One ZIP per pack, for trainers who have nothing but a browser and a stick: PDFs, contacts for phones, a read-me."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..common.files import sha256_of
from ..tasks.cache import digest
from . import packs
from .pack_freshness import PackContents, PackFreshness
from .print_context import PrintContext, labelled
from .print_files import archive, write
from .print_vcards import of_country, of_hotline


def bundle(
    context: PrintContext,
    out: Path,
    pack: str,
    keys: tuple[str, ...],
    inside: Mapping[str, Any],
    known: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Write the archive unless it is there already; returns its entries of the manifest."""
    contents = packs.contents_of(context, keys)
    freshness = PackFreshness(context, contents)
    others = dict(_others(context, contents, freshness, pack, inside))
    name = f"{pack}/{pack.rpartition('/')[2]}.zip"
    sums = {file: entry["sha256"] for file, entry in inside.items()}
    key = digest(*(part for members in (others, sums) for member in sorted(members.items()) for part in member))
    if (
        known
        and known.get("zip_key") == key
        and (out / name).is_file()
        and (out / name).stat().st_size == known["zip_bytes"]
    ):
        return {field: known[field] for field in ("zip", "zip_key", "zip_bytes", "zip_sha256")}
    members = [(file.rpartition("/")[2], (out / file).read_bytes()) for file in inside]
    content = archive([*members, *others.items()])
    write(out / name, content)
    return {"zip": name, "zip_key": key, "zip_bytes": len(content), "zip_sha256": sha256_of(content)}


def _others(
    context: PrintContext, contents: PackContents, freshness: PackFreshness, pack: str, inside: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    for language in context.site.languages:
        yield f"README.{language}.txt", read_me(context, contents, freshness, language, inside).encode()
        for hotline in context.hotlines:
            card = of_hotline(hotline, context.words[language], max(freshness.reviewed))
            yield f"contacts/{hotline.id}.{language}.vcf", card.encode()
        for country in freshness.countries:
            if cards := of_country(country, context.words[language], country.reviewed):
                yield f"contacts/{country.slug}.{language}.vcf", cards.encode()


def read_me(
    context: PrintContext, contents: PackContents, freshness: PackFreshness, language: str, inside: Mapping[str, Any]
) -> str:
    """What is in the archive, how old it is, and where the newest one is."""
    words = context.words[language]
    title = dict(contents.titles).get(language) or context.site.title(contents.key, language)
    lines = [
        str(words("archive.lead", title=title)), "",
        f"{words('notice.title')} {words('notice.text')}",
        labelled(words, "print.checked", words.day(min(freshness.reviewed))),
        labelled(words, "print.reliable", words.day(freshness.reliable_until)),
    ]  # fmt: skip
    if freshness.stale:
        lines.append(str(words.count("print.stale_contacts", freshness.stale)))
    lines += [str(words("archive.newest", address=context.site.addresses.absolute(contents.key, language))), ""]
    lines += [str(words("archive.how")), "", f"{words('archive.files')}:"]
    for file, entry in sorted(inside.items()):
        names = ", ".join(context.site.catalogue.settings.language_names[tag] for tag in entry["languages"])
        kind = words(f"kind.{entry['kind']}")
        lines.append(f"- {file.rpartition('/')[2]}: {kind} ({names})")
    lines.append(f"- contacts/*.vcf: {words('kind.vcard')}")
    return "\r\n".join(str(line) for line in lines) + "\r\n"
