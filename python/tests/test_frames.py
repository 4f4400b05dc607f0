"""Frames of every kind: systems, indexes, types, missing places."""

from __future__ import annotations

import logging

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from conftest import points
from shapely import Point, Polygon

import yike


@pytest.fixture
def demand() -> gpd.GeoDataFrame:
    return points(np.random.default_rng(1), 30, "d")


def test_any_system_is_taken_to_wgs84_and_said(demand: gpd.GeoDataFrame, caplog: pytest.LogCaptureFixture) -> None:
    plain = yike.locate.mclp(demand, reach="1 km", p=2)
    with caplog.at_level(logging.INFO, logger="yike"):
        moved = yike.locate.mclp(demand.to_crs(3857), reach="1 km", p=2)
    assert moved.value == plain.value and moved.open == plain.open
    assert "EPSG:3857" in caplog.text
    assert moved.demand is not None and moved.demand.crs == "EPSG:3857"
    with pytest.raises(yike.InputError, match="demand_crs") as refused:
        yike.locate.mclp(demand.set_crs(None, allow_override=True), reach="1 km", p=2)
    assert refused.value.issues[0].code == "P1037"


def test_indexes_ids_and_columns_are_kept(demand: gpd.GeoDataFrame) -> None:
    odd = demand.assign(姓名="某村").set_index(pd.MultiIndex.from_arrays([[1] * 30, [7] * 30]))
    answer = yike.locate.mclp(odd, reach="1 km", p=2, weight="weight")
    own = answer.demand
    assert own is not None
    assert own.index.equals(odd.index) and list(own.columns[: len(odd.columns)]) == list(odd.columns)
    assert own["plan_covered"].sum() > 0
    covered = own.loc[own["plan_covered"].to_numpy(), "weight"].sum()
    assert covered == answer.value
    # An answer goes in again: what an earlier run said is left out.
    again = yike.locate.mclp(own, reach="1 km", p=2, weight="weight")
    assert again.value == answer.value and again.demand is not None
    assert list(again.demand.columns) == list(own.columns)


def test_missing_and_wrong_geometry_is_refused_with_its_place(demand: gpd.GeoDataFrame) -> None:
    demand.loc[3, "geometry"] = None
    demand.loc[5, "geometry"] = Polygon([(106.5, 29.5), (106.6, 29.6), (106.6, 29.5), (106.5, 29.6)])
    with pytest.raises(yike.InputError) as refused:
        yike.locate.mclp(demand, reach="1 km", p=2)
    errors = [issue for issue in refused.value.issues if issue.severity == "error"]
    assert [(issue.file, issue.feature, issue.id) for issue in errors] == [("demand", 4, "d3"), ("demand", 6, "d5")]
    assert "frame:" not in str(refused.value)


def test_of_a_column_of_several_types_the_wrong_value_is_named(demand: gpd.GeoDataFrame) -> None:
    mixed = demand.assign(weight=demand["weight"].astype(object))
    mixed.loc[7, "weight"] = "many"
    mixed.loc[9, "weight"] = None
    with pytest.raises(yike.InputError) as refused:
        yike.locate.mclp(mixed, reach="1 km", p=2, weight="weight")
    wrong = [(issue.feature, issue.id) for issue in refused.value.issues if "many" in issue.cause]
    assert wrong == [(8, "d7")], str(refused.value)
    assert len([own for own in refused.value.issues if own.severity == "error"]) <= 2


@pytest.mark.parametrize("kind", ["int8", "uint16", "float32", "Int64", "Float64", "category", "object"])
def test_weights_of_every_type(demand: gpd.GeoDataFrame, kind: str) -> None:
    plain = yike.locate.mclp(demand, reach="1 km", p=2)
    assert yike.locate.mclp(demand.astype({"weight": kind}), reach="1 km", p=2).value == plain.value


def test_missing_weights_are_refused(demand: gpd.GeoDataFrame) -> None:
    demand["weight"] = demand["weight"].astype("float64")
    demand.loc[4, "weight"] = np.nan
    with pytest.raises(yike.InputError, match="feature 5"):
        yike.locate.mclp(demand, reach="1 km", p=2)


def test_tables_with_coordinates_and_other_arrow(demand: gpd.GeoDataFrame) -> None:
    plain = yike.locate.mclp(demand, reach="1 km", p=2)
    table = pd.DataFrame(demand.drop(columns="geometry")).assign(lon=demand.geometry.x, lat=demand.geometry.y)
    assert yike.locate.mclp(table, reach="1 km", p=2).value == plain.value
    chinese = table.rename(columns={"lon": "经度", "lat": "纬度"})
    assert yike.locate.mclp(pa.Table.from_pandas(chinese), reach="1 km", p=2).value == plain.value
    with pytest.raises(yike.InputError, match="GeoDataFrame"):
        yike.locate.mclp(table.drop(columns="lat"), reach="1 km", p=2)


def test_several_geometries_and_mixed_columns(demand: gpd.GeoDataFrame, caplog: pytest.LogCaptureFixture) -> None:
    plain = yike.locate.mclp(demand, reach="1 km", p=2)
    odd = demand.assign(other=gpd.GeoSeries([Point(0, 0)] * 30, crs=4326), mixed=[1, "a"] * 15, lists=[[1, 2]] * 30)
    with caplog.at_level(logging.INFO, logger="yike"):
        answer = yike.locate.mclp(odd, reach="1 km", p=2)
    assert answer.value == plain.value
    assert "'other'" in caplog.text and "'mixed'" in caplog.text
    twice = pd.concat([demand, demand[["weight"]]], axis=1)
    with pytest.raises(ValueError, match="two columns have the name 'weight'"):
        yike.locate.mclp(twice, reach="1 km", p=2)


def test_sites_by_rule_cost_and_capacity(demand: gpd.GeoDataFrame) -> None:
    sites = points(np.random.default_rng(2), 8, "s").rename(columns={"fixed_cost": "价格", "capacity": "容量"})
    sites["rule"] = ["required"] + ["free"] * 6 + ["forbidden"]
    answer = yike.locate.cflp(demand, sites, cost_field="价格", capacity_field="容量")
    assert "s0" in answer.open and "s7" not in answer.open
    own = answer.sites
    assert own is not None and own["plan_weight_served"].sum() == pytest.approx(demand["weight"].sum())
    opened = own.loc[own["plan_open"].to_numpy(), "价格"].sum()
    assert answer.value is not None and answer.value > opened


def test_columns_of_every_kind_are_read_or_left_empty(demand: gpd.GeoDataFrame) -> None:
    plain = yike.locate.mclp(demand, reach="1 km", p=2)
    rows = len(demand)
    table = pa.table(demand.to_arrow(index=False, geometry_encoding="WKB"))
    for odd in (
        pa.array([[("a", 1)]] * rows, pa.map_(pa.string(), pa.int64())),
        pa.array([{"x": [("a", 1)]}] * rows, pa.struct([("x", pa.map_(pa.string(), pa.int64()))])),
        pa.array([[1, 2]] * rows, pa.list_view(pa.int64())),
        pa.array([b"ab"] * rows, pa.binary(2)),
        pa.array([b"ab"] * rows, pa.binary()),
        pa.array([[1, None]] * rows, pa.list_(pa.int64(), 2)),
    ):
        assert yike.locate.mclp(table.append_column("odd", odd), reach="1 km", p=2).value == plain.value


def test_flags_are_taken_as_numpy_has_them(demand: gpd.GeoDataFrame) -> None:
    answer = yike.locate.mclp(demand, reach="1 km", p=2, strict=np.bool_(False), time_limit=np.int64(60))  # type: ignore[arg-type]
    assert answer.json["question"]["reach"]["strict"] is False
    with pytest.raises(TypeError, match="strikt"):
        yike.locate.mclp(demand, reach="1 km", p=2, strikt=False)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="DataFrame"):
        yike.locate.p_median(matrix=np.ones((2, 2)), p=1)


def test_matrices_have_ids_in_their_index_or_first_column() -> None:
    costs = pd.DataFrame([[1.0, 9, 8], [3, 1, 8], [2, 8, 1]], columns=list("xyz"), index=[1, 2, 3])
    people = pd.DataFrame({"id": [1, 2, 3], "w": [1, 1, 5]})
    told = {"matrix_unit": "min", "weight": "w", "p": 1}
    answer = yike.locate.p_median(people, matrix=costs, **told)
    assert (answer.value, answer.open) == (14.0, ["x"])
    stated = costs.rename_axis("demand").reset_index()
    assert yike.locate.p_median(people, matrix=stated, **told).value == 14.0
    bare = pd.DataFrame(costs.to_numpy())
    own = people.drop(columns="id")
    assert yike.locate.p_median(own, matrix=bare, **told).value == 14.0
    wide = pd.DataFrame(np.ones((3, 6)) + 0.5, columns=list("abcdef"))
    with pytest.raises(ValueError, match="no ids"):
        yike.locate.p_median(matrix=wide, matrix_unit="min", p=1)


def test_own_columns_lists_and_ids_stay(demand: gpd.GeoDataFrame, caplog: pytest.LogCaptureFixture) -> None:
    mine = demand.assign(plan_mine=1, arrays=[np.array(["a", "b"])] * len(demand))
    answer = yike.locate.mclp(mine, reach="1 km", p=2)
    assert answer.demand is not None and "plan_mine" in answer.demand.columns
    twice = demand.drop(columns="id").set_axis([0, 0, *range(2, len(demand))])
    yike.locate.mclp(twice, reach="1 km", p=2)
    assert "not unique" in caplog.text
    own = answer.sites
    assert own is not None and answer.audit(own[own["plan_open"].to_numpy(dtype=bool)]).value == answer.value
    with pytest.raises(TypeError, match="no frame"):
        yike.locate.mclp(demand, reach="1 km", p=2, out=demand)  # type: ignore[typeddict-item]


def test_many_points() -> None:
    many = points(np.random.default_rng(3), 50_000, "d")
    sites = points(np.random.default_rng(4), 40, "s")
    answer = yike.locate.mclp(many[["geometry", "weight"]], sites, reach="500 m", p=10)
    assert answer.status == "optimal" and answer.demand is not None and len(answer.demand) == 50_000
