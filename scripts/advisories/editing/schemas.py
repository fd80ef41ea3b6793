"""The JSON Schemas of facts.yml and of the registers, for completion and checks in an editor."""

from __future__ import annotations

import json
from typing import Any

from ..model import MODELS, REGISTERS, Record


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
