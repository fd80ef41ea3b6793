"""What a country, topic, event, audience, pack, mission, phone and alert are.

Frozen pydantic models; the description of each field is its documentation and, through ``scripts/new.py schemas``,
the completion text in an editor. Nothing here reads a file or knows the site generator.
"""

from .base import Grade, HistoryEntry, HistoryKind, PartialDate, Record, Source, Text, Withdrawal
from .contacts import (
    Address,
    Channel,
    Contact,
    Email,
    Hotline,
    Mission,
    MissionKind,
    MissionState,
    Phone,
    PhoneUse,
    Website,
    Withheld,
    WithheldReason,
)
from .items import (
    MODELS,
    Alert,
    Audience,
    Country,
    Event,
    Figure,
    Item,
    Kind,
    Pack,
    Question,
    Region,
    Topic,
    TopicCategory,
)
from .registers import (
    OPTIONAL,
    REGISTERS,
    Contacts,
    Glossary,
    Hosts,
    Issuer,
    Level,
    Levels,
    SearchWords,
    SharedSources,
)

__all__ = [
    "MODELS", "OPTIONAL", "REGISTERS", "Address", "Alert", "Audience", "Channel", "Contact", "Contacts", "Country",
    "Email", "Event", "Figure", "Glossary", "Grade", "HistoryEntry", "HistoryKind", "Hosts", "Hotline", "Issuer",
    "Item", "Kind", "Level", "Levels", "Mission", "MissionKind", "MissionState", "Pack", "PartialDate", "Phone",
    "PhoneUse", "Question", "Record", "Region", "SearchWords", "SharedSources", "Source", "Text", "Topic",
    "TopicCategory", "Website", "Withdrawal", "Withheld", "WithheldReason",
]  # fmt: skip
