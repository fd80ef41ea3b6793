"""The base of every exception that this project raises on purpose."""

from __future__ import annotations


class AdvisoriesError(Exception):
    """Something that a person can mend; its message is one line for that person."""
