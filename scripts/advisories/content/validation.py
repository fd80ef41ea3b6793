"""Data → model: runs pydantic and turns each of its errors into a problem at the right line."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..common.problems import Problem
from .reading import REMEMBERED
from .yaml_files import Key, Place, YamlFile

Model = TypeVar("Model", bound=BaseModel)

RULE_OF_ERROR = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "enum": "unknown-word",
    "literal_error": "unknown-word",
    "string_type": "expected-text",
    "string_too_short": "empty-value",
    "too_short": "too-few",
    "too_long": "too-many",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "dict_type": "expected-mapping",
    "model_type": "expected-mapping",
    "model_attributes_type": "expected-mapping",
}
RULE_OF_PATTERN = {
    "[a-z0-9]+(?:-": "slug-form",
    "[0-9]{1,15}": "figure-form",
    "[A-Z]{2}": "country-code-form",
    "[a-z]{2,3}(?:-": "language-tag-form",
    "https?://": "address-form",
    "\\S(?:": "one-line",
}


@lru_cache(REMEMBERED)
def validate(model: type[Model], file: YamlFile, languages: tuple[str, ...]) -> tuple[Model | None, list[Problem]]:
    """The record in ``file``, or every reason why it is none."""
    try:
        return model.model_validate(file.data, context={"languages": languages}), []
    except ValidationError as error:
        return None, [_problem(details, file, model) for details in error.errors(include_url=False)]


def _problem(details: ErrorDetails, file: YamlFile, model: type[BaseModel]) -> Problem:
    keys = _keys(file.data, details["loc"])
    rule = _rule(details)
    params = {
        name: str(value).replace(" or ", ", ") for name, value in details.get("ctx", {}).items() if name != "error"
    }
    place = Place(file, keys)
    if rule == "missing-key":
        parent = Place(file, keys[:-1])
        return parent.problem(rule, None, key=str(keys[-1]))
    if rule == "unknown-key":
        known = ", ".join(sorted(_record_at(model, keys[:-1]).model_fields))
        return replace(Place(file, keys[:-1]).problem(rule, str(keys[-1]), choices=known), line=file.line(keys))
    return place.problem(rule, _value(details["input"]), **params)


def _record_at(model: type[BaseModel], keys: tuple[Key, ...]) -> type[BaseModel]:
    """The record's model at a key path, found through the annotations of the fields on the way."""
    for key in keys:
        field = model.model_fields.get(str(key)) if isinstance(key, str) else None
        model = _model_in(field.annotation) or model if field else model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _rule(details: ErrorDetails) -> str:
    kind = details["type"]
    if kind == "string_pattern_mismatch":
        if not details["input"]:
            return "empty-value"
        pattern = str(details["ctx"]["pattern"]).removeprefix("^")
        return next((rule for start, rule in RULE_OF_PATTERN.items() if pattern.startswith(start)), "one-line")
    if kind in RULE_OF_ERROR:
        return "empty-value" if details["input"] == "" and kind != "missing" else RULE_OF_ERROR[kind]
    return kind


def _keys(data: Any, location: tuple[int | str, ...]) -> tuple[Key, ...]:
    """Pydantic's location without the steps that are its own (names of validators), not the file's."""
    keys: list[Key] = []
    for index, step in enumerate(location):
        last = index == len(location) - 1
        if isinstance(data, dict) and (step in data or last):
            keys.append(step)
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            keys.append(step)
            data = data[step]
    return tuple(keys)


def _value(value: Any) -> str | None:
    return value if isinstance(value, str) else None
