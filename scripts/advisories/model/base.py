"""Building blocks of every model: closed records, texts in all languages, dates, sources.

Every scalar arrives as text (see ``reading``), so ``NO`` stays Norway and ``0110`` keeps its zero; the types
here turn text into values and refuse everything that is not exactly in the documented form.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StringConstraints, model_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


class Record(BaseModel):
    """A frozen record in which an unknown key is an error: a misspelt optional key never passes silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _iso_date(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not DATE.fullmatch(value):
        raise PydanticCustomError("date-form", "not a date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("date-exists", "no such day") from None


def _whole_number(value: Any) -> int:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not WHOLE_NUMBER.fullmatch(value):
        raise PydanticCustomError("whole-number", "not a whole number")
    return int(value)


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("yes", "no"):
        raise PydanticCustomError("yes-or-no", "neither yes nor no")
    return bool(value == "yes")


Day = Annotated[
    date,
    BeforeValidator(_iso_date),
    Field(json_schema_extra={"type": "string", "pattern": f"^{DATE.pattern}$", "examples": ["2026-03-01"]}),
]
"""A calendar day, written ``YYYY-MM-DD`` (ISO 8601)."""

WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
"""A number without sign, point or separators, such as ``613``."""

YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
"""``yes`` or ``no``."""

Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(?:[^\n]*\S)?$")]
"""One line of text, neither empty nor beginning or ending with a blank."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
"""A name for addresses: small letters a-z, digits and single hyphens."""

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code, such as ``JP``."""

Decimal = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(?:\.[0-9]{1,6})?$")]
"""A number as text: digits, a point for decimals, no separators."""

LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$")]
"""A BCP 47 language tag, such as ``ja`` or ``zh-Hans``."""

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+[^\s]*$")]
"""An absolute web address, http or https."""


class Text(RootModel[dict[str, Line]]):
    """The same words in every language of the site, one line each."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _has_every_language(self, info: ValidationInfo) -> Text:
        wanted = (info.context or {}).get("languages", ())
        missing = [language for language in wanted if language not in self.root]
        unknown = [language for language in self.root if wanted and language not in wanted]
        if missing:
            raise PydanticCustomError("missing-language", "missing", {"languages": ", ".join(missing)})
        if unknown:
            raise PydanticCustomError("unknown-language", "unknown", {"languages": ", ".join(unknown)})
        return self

    def __getitem__(self, language: str) -> str:
        return self.root[language]

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        return iter(self.root)

    def items(self) -> Iterator[tuple[str, str]]:
        """Language and words, in the order of the file."""
        return iter(self.root.items())


class PartialDate(RootModel[str]):
    """A day (``2022-08-23``) or, where a source gives no day, a month (``2024-04``)."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _exists(self) -> PartialDate:
        match = PARTIAL_DATE.fullmatch(self.root)
        if not match:
            raise PydanticCustomError("partial-date-form", "neither a day nor a month")
        try:
            date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            raise PydanticCustomError("date-exists", "no such day") from None
        return self

    @property
    def has_day(self) -> bool:
        """Whether the source names the day, not only the month."""
        return len(self.root) == len("2022-08-23")

    @property
    def first(self) -> date:
        """The day itself, or the first day of the month."""
        return date.fromisoformat(self.root if self.has_day else f"{self.root}-01")

    @property
    def last(self) -> date:
        """The day itself, or the last day of the month."""
        first = self.first
        if self.has_day:
            return first
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])


class Grade(StrEnum):
    """How close a source stands to the body it speaks for."""

    OFFICIAL = "official"
    OFFICIAL_REPRINT = "official-reprint"
    SECONDARY = "secondary"


class SourceCore(Record):
    """What is published of a source as it stands."""

    title: Text = Field(description="What it is and who issued it, in the reader's words.")
    url: WebAddress | None = Field(
        None, description="Address a reader may open. Leave it out when only a mirror was seen; then `via` is required."
    )
    published: PartialDate | None = Field(None, description="The date printed on the source itself.")
    seen: Day = Field(description="The day on which the source was seen to carry the fact.")
    grade: Grade = Field(description="official, official-reprint or secondary.")


class Source(SourceCore):
    """Where a fact stands, who says so, and the day it was seen there."""

    via: Line | None = Field(None, description="The trail: which copy was read. Never published.")

    @model_validator(mode="after")
    def _can_be_traced(self) -> Source:
        if not self.url and not self.via:
            raise PydanticCustomError("source-trail", "neither url nor via")
        return self


SourceId = Slug
Sources = Mapping[SourceId, Source]


class Withdrawal(Record):
    """An item that is no longer true keeps its address and says why."""

    on: Day = Field(description="The day it was withdrawn.")
    reason: Text = Field(description="One sentence for the reader.")


class HistoryEntry(Record):
    """One change that a reader should be able to see later."""

    on: Day = Field(description="The day of the change.")
    kind: HistoryKind = Field(description="published, contact-changed, alert, text-changed or withdrawn.")
    what: Text = Field(description="One sentence: what is different now.")


class HistoryKind(StrEnum):
    """Kinds of change that the site and its feeds tell apart."""

    PUBLISHED = "published"
    CONTACT_CHANGED = "contact-changed"
    ALERT = "alert"
    TEXT_CHANGED = "text-changed"
    WITHDRAWN = "withdrawn"


HistoryEntry.model_rebuild()
