"""Plans of people's own tables: as on the command line, from files and from frames."""

from __future__ import annotations

import logging
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from conftest import ROOT
from conftest import yike as program

import yike

TABLES = ROOT / "data" / "own-tables"


def test_the_same_as_the_program(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ran = program("init", TABLES, "--out", tmp_path / "program", "--name", "云溪县")
    assert ran.returncode == 0, ran.stderr
    with caplog.at_level(logging.INFO, "yike"):
        plan = yike.init(TABLES, out=tmp_path / "python", name="云溪县")
    assert any("is in percent" in own.message for own in caplog.records)
    for file in (tmp_path / "program").iterdir():
        assert (tmp_path / "python" / file.name).read_bytes() == file.read_bytes(), file.name
    assert plan.check().status == "clean"
    assert plan.solve().status == "proved"


def test_frames(tmp_path: Path) -> None:
    towns = gpd.read_file(TABLES / "镇街边界.geojson")
    spots = towns.representative_point()
    people = gpd.GeoDataFrame(
        {"村": [f"{name[:2]}村" for name in towns["名称"]], "人口": 2000, "60岁以上": 500}, geometry=spots, crs=towns.crs
    )
    plan = yike.init(out=tmp_path / "plan", towns=towns, people=people, lang="zh")
    assert plan.check().json["counts"]["towns"] == 6


def test_wrong_tables(tmp_path: Path) -> None:
    people = pd.DataFrame({"镇街": ["天上乡"], "村": ["甲村"], "人口": [500], "60岁以上": [90]})
    people.to_csv(tmp_path / "人口.csv", index=False)
    with pytest.raises(yike.InputError) as caught:
        yike.init(TABLES / "镇街边界.geojson", tmp_path / "人口.csv", out=tmp_path / "plan")
    assert [issue.code for issue in caught.value.issues] == ["P1103"]
    assert "leave_out" in caught.value.issues[0].action
