"""The compiled half of the package."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa

__version__: str

class Frame:
    """A frame that commands find by its path until this is dropped."""

    def __init__(self, name: str, table: Any) -> None: ...
    @property
    def path(self) -> str: ...

class Ended:
    """How a command ended."""

    code: int
    answer: bytes
    messages: list[tuple[str, str, str | None]]
    issues: list[str]
    tables: list[tuple[str | None, str, pa.Table]]
    interrupted: bool

def call(words: list[str], progress: Callable[[str, tuple[int, int] | None], bool] | None = None) -> Ended: ...
def commands() -> str: ...
