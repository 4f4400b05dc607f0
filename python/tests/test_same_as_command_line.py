"""Frames give what files give on the command line: the same bytes, for every problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import points
from conftest import yike as program

import yike

#: Each problem with the words of its question and the arguments that say the same.
PROBLEMS: dict[str, tuple[Callable[..., yike.Placement], list[str], dict[str, Any]]] = {
    "lscp": (yike.locate.lscp, ["--reach", "2500 m"], {"reach": "2500 m"}),
    "mclp": (yike.locate.mclp, ["--reach", "1 km", "--p", "3"], {"reach": "1 km", "p": 3}),
    "psclp": (yike.locate.psclp, ["--reach", "1 km", "--share", "60 %"], {"reach": "1 km", "share": 0.6}),
    "gradual": (yike.locate.gradual, ["--decay", "linear:500m..2km", "--p", "3"], {"decay": "linear:500m..2km", "p": 3}),
    "p-median": (yike.locate.p_median, ["--p", "3"], {"p": 3}),
    "p-center": (yike.locate.p_center, ["--p", "3"], {"p": 3}),
    "p-dispersion": (yike.locate.p_dispersion, ["--p", "3"], {"p": 3}),
    "uflp": (yike.locate.uflp, [], {}),
    "cflp": (yike.locate.cflp, [], {}),
    "sscflp": (yike.locate.sscflp, [], {}),
}


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("seed", range(3))
def test_placements(problem: str, seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    demand, sites = points(rng, 25, "d"), points(rng, 8, "s")
    demand.to_file(tmp_path / "demand.geojson")
    sites.to_file(tmp_path / "sites.geojson")
    function, words, arguments = PROBLEMS[problem]
    layers = ["--demand", tmp_path / "demand.geojson", "--sites", tmp_path / "sites.geojson"]
    ran = program("locate", problem, *layers, *words, "--out", tmp_path / "program")
    assert ran.returncode in (0, 3), ran.stderr
    answer = function(demand, sites, **arguments, out=tmp_path / "python")
    assert answer.code == ran.returncode
    names = {file.name for file in (tmp_path / "program").iterdir()}
    assert names == {file.name for file in (tmp_path / "python").iterdir()}
    for name in names - {"timing.json", "record.json", "placement.json"}:
        ours, theirs = (tmp_path / own / name for own in ("python", "program"))
        text = ours.read_text(encoding="utf-8")
        assert text == theirs.read_text(encoding="utf-8"), name
    if answer.code == 0:
        table = pd.read_csv(tmp_path / "program" / "assignment.csv", dtype={"demand": "str", "site": "str"})
        own = answer.assignment
        assert own is not None
        pd.testing.assert_frame_equal(own, table, check_dtype=False)
        assert answer.gap == pytest.approx(0.0, abs=1e-6) and answer.status == "optimal"


def test_matrix(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    pairs = [(f"d{i}", f"s{j}", float(np.round(rng.uniform(1, 30), 2))) for i in range(20) for j in range(6)]
    matrix = pd.DataFrame(pairs, columns=["demand", "site", "minutes"])
    weights = pd.DataFrame({"id": [f"d{i}" for i in range(20)], "weight": rng.integers(1, 9, 20)})
    matrix.to_csv(tmp_path / "matrix.csv", index=False)
    weights.to_csv(tmp_path / "weights.csv", index=False)
    words = ["--matrix", tmp_path / "matrix.csv", "--demand", tmp_path / "weights.csv", "--p", "2"]
    ran = program("locate", "p-median", *words, "--out", tmp_path / "program")
    assert ran.returncode == 0, ran.stderr
    answer = yike.locate.p_median(weights, matrix=matrix, p=2, out=tmp_path / "python")
    for name in ("sites.csv", "assignment.csv"):
        assert (tmp_path / "python" / name).read_bytes() == (tmp_path / "program" / name).read_bytes()
    assert answer.json["instance"]["unit"] == "min"


def test_plans(data: Path, tmp_path: Path) -> None:
    plan = data / "qianjiang" / "plan.toml"
    ran = program("solve", plan, "--formats", "csv", "--out", tmp_path / "program")
    assert ran.returncode == 0, ran.stderr
    run = yike.Plan.read(plan).solve(tmp_path / "python", formats="csv")
    for file in (tmp_path / "program").iterdir():
        if file.name != "timing.json":
            assert (run.folder / file.name).read_bytes() == file.read_bytes(), file.name
    for name in ("targets", "works", "money"):
        table = pd.read_csv(tmp_path / "program" / f"{name}.csv")
        assert len(run.tables[name]) == len(table) and list(run.tables[name].columns) == list(table.columns)
