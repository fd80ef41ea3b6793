"""JSON Schemas (draft 2020-12) and the OpenAPI 3.1 description, made from the typed records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ..pages.site_context import Site
from ..public.addresses import API
from .urls import LICENCE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMPONENTS = "#/components/schemas/{model}"


def schema(record: type[BaseModel], languages: Iterable[str], address: str) -> dict[str, Any]:
    """The schema of one file; every language of the site is required in every text."""
    result = record.model_json_schema(mode="serialization")
    _require_languages(result.get("$defs", {}), languages)
    return {"$schema": DIALECT, "$id": address, **result}


def _require_languages(definitions: dict[str, Any], languages: Iterable[str]) -> None:
    if "Text" in definitions:
        text = definitions["Text"]
        line = text.pop("additionalProperties")
        text["properties"] = dict.fromkeys(languages, line)
        text["required"] = list(languages)
        text["additionalProperties"] = False


def description(
    site: Site, models: Mapping[str, type[BaseModel]], titles: Mapping[str, str], version: str
) -> dict[str, Any]:
    """OpenAPI 3.1: one path a file, and the schemas it answers with."""
    site = site
    default = site.addresses.default_language
    keys, definitions = models_json_schema([(one, "serialization") for one in models.values()], ref_template=COMPONENTS)
    components = definitions["$defs"]
    _require_languages(components, site.languages)
    answers = {name: keys[one, "serialization"] for name, one in models.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.catalogue.settings.site_names.get(default) or site.title("index", default),
            "version": version,
            "summary": site.catalogue.pages["index"][default].description,
            "license": {"name": LICENCE, "identifier": LICENCE},
        },
        "servers": [{"url": site.addresses.url(API)}],
        "paths": _paths(answers, titles),
        "components": {"schemas": components},
    }


def _paths(answers: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    slug = {
        "name": "slug", "in": "path", "required": True, "schema": {"type": "string"},
        "description": "Name of the country or region in addresses, such as those in countries.json.",
    }  # fmt: skip
    paths: dict[str, Any] = {
        f"/{name}.json": {"get": _operation(name, title, answers[name])} for name, title in titles.items()
    }
    paths["/index.json"] = {"get": _operation("index", "The files of this API", answers["index"])}
    paths["/all.json"] = {"get": _operation("all", "Everything in one file", answers["all"])}
    country: dict[str, Any] = _operation("country", "One country or region", answers["country"])
    country["responses"]["404"] = {"description": "No such country or region."}
    paths["/countries/{slug}.json"] = {"parameters": [slug], "get": country}
    return dict(sorted(paths.items()))


def _operation(name: str, title: str, answer: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": answer}}
    return {"operationId": name, "summary": title, "responses": {"200": {"description": title, "content": content}}}
