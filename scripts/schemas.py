"""Write the JSON Schemas of facts.yml and of the registers, for completion and checks in an editor.

``schemas.py`` writes them anew; ``schemas.py --check`` says whether they match the model.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from advisories.common.settings import read_settings
from advisories.model import MODELS, REGISTERS, Record

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "schemas"


def schemas(languages: tuple[str, ...]) -> dict[str, str]:
    """File name → JSON Schema of every kind of item and every register."""
    models: dict[str, type[Record]] = {model.__name__.lower(): model for model in MODELS.values()}
    models |= {name.removesuffix(".yml"): model for name, model in REGISTERS.items()}
    return {f"{name}.json": schema(model, languages) for name, model in sorted(models.items())}


def schema(model: type[Record], languages: tuple[str, ...]) -> str:
    """One schema, with the languages of this site as the required keys of every text."""
    result = model.model_json_schema()
    result["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    text = result.get("$defs", {}).get("Text")
    if text is not None:
        line = text.pop("additionalProperties")
        text |= {"properties": dict.fromkeys(languages, line)}
        text |= {"required": list(languages), "additionalProperties": False}
    _accept_plain_scalars(result)
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _accept_plain_scalars(node: Any) -> None:
    """An editor's plug-in reads ``2026-03-01`` and ``613`` as it likes; the checker reads text. Allow both."""
    if isinstance(node, dict):
        if node.get("type") == "integer":
            node["type"] = ["integer", "string"]
        elif node.get("type") == "boolean":
            node.pop("type")
            node["enum"] = ["yes", "no", True, False]
        for value in node.values():
            _accept_plain_scalars(value)
    elif isinstance(node, list):
        for value in node:
            _accept_plain_scalars(value)


def main() -> int:
    """Write, or compare with ``--check``; 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a schema is out of date")
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    wrong = 0
    for name, text in schemas(read_settings(ROOT / "mkdocs.yml").languages).items():
        file = FOLDER / name
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        wrong += 1
        print(f"schemas/{name} is {'out of date' if options.check else 'written anew'}")
        if not options.check:
            file.write_text(text, encoding="utf-8")
    return int(options.check and wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
