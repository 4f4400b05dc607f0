"""Files of a plan in one piece, for processes on other machines."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._call import run

if TYPE_CHECKING:
    from .plan import Plan

#: Where this process unpacked what, by content: once each.
_places: dict[str, tempfile.TemporaryDirectory[str]] = {}


@dataclass(frozen=True)
class Packed:
    """Files, and the one of them that is named."""

    bytes: bytes
    name: str

    @classmethod
    def of_plan(cls, plan: Plan) -> Packed:
        """Pack a plan file with all files that it reads."""
        file = plan._open().path.resolve()
        ended = run("check", [file], progress=False)
        read = [file.parent / str(own["path"]) for own in ended.json()["inputs"] if own["role"] != "plan"]
        return cls._of(file, read)

    @classmethod
    def of_file(cls, file: Any) -> Packed:
        """Pack a layer."""
        return cls._of(Path(file).resolve(), [])

    @classmethod
    def _of(cls, named: Path, others: list[Path]) -> Packed:
        plain, _, layer = str(named).partition("#")
        files = {part for own in (Path(plain), *others) for part in _parts(own)}
        root = Path(os.path.commonpath([file.parent for file in files]))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(files):
                # One date, so that equal files are equal bytes.
                about = zipfile.ZipInfo(file.relative_to(root).as_posix())
                archive.writestr(about, file.read_bytes(), zipfile.ZIP_DEFLATED)
        name = Path(plain).relative_to(root).as_posix()
        return cls(packed.getvalue(), f"{name}#{layer}" if layer else name)

    def unpacked(self) -> Path:
        """Return the path of the named file, unpacked."""
        key = hashlib.sha256(self.bytes).hexdigest()
        if key not in _places:
            _places[key] = tempfile.TemporaryDirectory(prefix="yike-plan-")
            with zipfile.ZipFile(io.BytesIO(self.bytes)) as archive:
                archive.extractall(_places[key].name)
        return Path(_places[key].name) / self.name


def _parts(file: Path) -> list[Path]:
    """Return a file with those that belong to it: a Shapefile is several."""
    file = Path(str(file).partition("#")[0]).resolve()
    if file.suffix.lower() != ".shp":
        return [file]
    return [part for part in file.parent.iterdir() if part.stem == file.stem and part.is_file()]
