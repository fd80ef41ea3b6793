"""Rules: what must hold of the content. One module per family, one short generator per rule.

A rule's docstring is the rule. Its name is the function's name with hyphens; ``messages.yml`` holds the severity,
an example and the sentence in each language. Nothing here raises or prints.
"""

from . import (
    contacts,
    contradictions,
    copy_style,
    glossary,
    hosts,
    linked_contacts,
    pages,
    pictures,
    references,
    safety,
    search,
    translations,
    trust,
    typed_contacts,
)
from .registry import Checked, all_rules, check, problems

__all__ = [
    "Checked", "all_rules", "check", "contacts", "contradictions", "copy_style", "glossary", "hosts",
    "linked_contacts", "pages", "pictures", "problems", "references", "safety", "search", "translations", "trust",
    "typed_contacts",
]  # fmt: skip
