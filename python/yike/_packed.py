"""Files of a plan in one piece, for processes on other machines."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._call import run

if TYPE_CHECKING:
    from .plan import Plan

#: Where this process unpacked what, by content: once each.
_lock = threading.Lock()
_places: dict[str, tempfile.TemporaryDirectory[str]] = {}


@dataclass(frozen=True)
class Packed:
    """Files, and the one of them that is named."""

    bytes: bytes
    name: str

    @classmethod
    def of_plan(cls, plan: Plan) -> Packed:
        """Pack a plan file with all files that it reads."""
        file = Path(os.path.abspath(plan._open().path))
        ended = run("check", [file], {"progress": False})
        named = [Path(str(own["path"])) for own in ended.json()["inputs"] if own["role"] != "plan"]
        if fixed := [str(path) for path in named if path.is_absolute()]:
            raise ValueError(f"{file} names {fixed[0]} by its whole path, which another machine does not have")
        read = [file.parent / path for path in named]
        return cls._of(file, read)

    @classmethod
    def of_file(cls, file: Any) -> Packed:
        """Pack a layer."""
        return cls._of(Path(os.path.abspath(file)), [])

    @classmethod
    def _of(cls, named: Path, others: list[Path]) -> Packed:
        plain, _, layer = str(named).partition("#")
        files = {Path(os.path.normpath(part)) for own in (Path(plain), *others) for part in _parts(own)}
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
        with _lock:
            if key not in _places:
                place = tempfile.TemporaryDirectory(prefix="yike-plan-")
                with zipfile.ZipFile(io.BytesIO(self.bytes)) as archive:
                    archive.extractall(place.name)
                _places[key] = place
        return Path(_places[key].name) / self.name


def _parts(file: Path) -> list[Path]:
    """Return a file with those that belong to it: a Shapefile is several."""
    file = Path(str(file).partition("#")[0])
    if file.suffix.lower() != ".shp":
        return [file]
    return [part for part in file.parent.iterdir() if part.stem == file.stem and part.is_file()]
