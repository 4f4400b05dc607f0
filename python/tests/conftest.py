"""What the tests have in common: the data of the project, the program, small instances."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

ROOT = Path(__file__).parent.parent.parent


def program() -> Path:
    """The program as the Rust tests built it."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return Path(os.environ.get("YIKE", (ROOT / target) / "debug" / "yike"))


def yike(*words: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program."""
    return subprocess.run([program(), *map(str, words)], capture_output=True, check=False)


@pytest.fixture(scope="session")
def data() -> Path:
    return ROOT / "data"


@pytest.fixture(scope="session")
def villages(data: Path) -> gpd.GeoDataFrame:
    return gpd.read_file(data / "qianjiang" / "villages.geojson")


def points(rng: np.random.Generator, count: int, prefix: str) -> gpd.GeoDataFrame:
    """Points near Chongqing with weights, costs and capacities."""
    at = gpd.points_from_xy(
        np.round(106.5 + rng.uniform(0, 0.05, count), 6), np.round(29.5 + rng.uniform(0, 0.05, count), 6)
    )
    own = {
        "id": [f"{prefix}{number}" for number in range(count)],
        "weight": rng.integers(1, 50, count),
        "fixed_cost": rng.integers(100, 400, count) * 1000,
        "capacity": rng.integers(200, 400, count),
    }
    return gpd.GeoDataFrame(own, geometry=at, crs=4326)
