"""What an audit saw, what it found, and how it says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .verdicts import Kept


@dataclass(frozen=True, order=True)
class AuditFinding:
    """A value in the output that no record vouches for."""

    path: str
    kind: str
    value: str
    context: str = ""

    def __str__(self) -> str:
        return f"{self.path}: no record vouches for this {self.kind}: {self.value!r} in {self.context!r}"


@dataclass
class AuditReport:
    """What an audit saw and what it found."""

    findings: list[AuditFinding] = field(default_factory=list)
    files: int = 0
    values: Counter[str] = field(default_factory=Counter)
    not_read: Counter[str] = field(default_factory=Counter)
    verdicts: dict[str, Kept] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Nothing found, and something was there to find."""
        return not self.findings and self.files > 0 and self.values.total() > 0

    def add(self, other: AuditReport) -> None:
        """Take in what was seen and found elsewhere."""
        self.findings += other.findings
        self.files += other.files
        self.values.update(other.values)
        self.not_read.update(other.not_read)
        self.verdicts |= other.verdicts

    def summary(self) -> str:
        """One line for people."""
        kinds = ", ".join(f"{count} {kind}s" for kind, count in sorted(self.values.items()))
        left = "".join(f"; {count} not read ({reason})" for reason, count in sorted(self.not_read.items()))
        counts = f"{len(self.findings)} unvouched of {self.values.total()} values ({kinds})"
        return f"audit: {counts} in {self.files} files{left}"
