"""What stops an export: always with the place in the content that a person has to change, where there is one."""

from __future__ import annotations

from ..common.errors import AdvisoriesError


class PrintingError(AdvisoriesError):
    """A document that must not be printed as it is; says why, and where the reason stands."""

    def __init__(self, message: str, path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return f"{place}{self.message}"

    def __reduce__(self) -> tuple[type[PrintingError], tuple[str, str, int]]:
        return PrintingError, (self.message, self.path, self.line)
