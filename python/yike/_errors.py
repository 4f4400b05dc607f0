"""Why a command could not do its work."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Issue:
    """Something that reading found.

    Attributes
    ----------
    code : str
        Stable code; `docs/codes.md` explains each.
    severity : str
        ``"error"`` or ``"warning"``.
    file : str
        The file, or the name of the frame.
    line, column : int or None
        Place in a text file, from 1.
    feature : int or None
        Feature of a layer or row of a frame, from 1.
    id : str or None
        Id of the feature.
    field : str or None
        Property or key.
    cause, action : str
        What is wrong, and how to mend it.
    """

    code: str
    severity: str
    file: str
    line: int | None
    column: int | None
    feature: int | None
    id: str | None
    field: str | None
    cause: str
    action: str

    @classmethod
    def of(cls, record: dict[str, Any]) -> Issue:
        """Make the issue of a record of the command line."""
        known: dict[str, Any] = {own.name: record.get(own.name) for own in fields(cls)}
        return cls(**known)

    def __str__(self) -> str:
        place = self.file
        for number in (self.line, self.column):
            place += f":{number}" if number is not None else ""
        if self.feature is not None:
            place += f", feature {self.feature}"
        place += f" (id {self.id})" if self.id else ""
        place += f", {self.field}" if self.field else ""
        return f"{self.severity}[{self.code}] {place}: {self.cause}\n  help: {self.action}"


class YikeError(Exception):
    """Why a command could not do its work.

    Attributes
    ----------
    help : str
        What to do; empty where that is not known.
    issues : tuple of Issue
        What reading found, warnings too.
    """

    def __init__(self, text: str, help: str = "", issues: tuple[Issue, ...] = ()) -> None:
        super().__init__(f"{text}\n  help: {help}" if help else text)
        self.text = text
        self.help = help
        self.issues = issues

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text, self.help, self.issues)


class UsageError(YikeError, ValueError):
    """The arguments are wrong."""


class InputError(YikeError, ValueError):
    """The frames or files are wrong: everything found in them is in `issues`."""


class FaultError(YikeError, RuntimeError):
    """Something failed that the caller's data and arguments did not cause, a full disk for instance."""
