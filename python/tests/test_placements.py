"""Placements: what they say, audits, maps, pickles, words about wrong arguments."""

from __future__ import annotations

import pickle

import geopandas as gpd
import pytest

import yike


@pytest.fixture(scope="module")
def answer(villages: gpd.GeoDataFrame) -> yike.Placement:
    return yike.locate.mclp(villages, reach="3 km", p=3, weight="aged_60")


def test_value_bound_and_gap(answer: yike.Placement) -> None:
    assert (answer.status, answer.value, answer.bound, answer.gap) == ("optimal", 32616.0, 32616.0, 0.0)
    assert answer.sites is not None and answer.sites["plan_open"].sum() == len(answer.open) == 3
    assert answer.links is not None and isinstance(answer.links, gpd.GeoDataFrame)
    columns = answer.tables["assignment"].attrs["yike"]["columns"]
    assert columns["share"]["heading"] == ["Share", "比例"]


def test_audit_needs_no_solver(answer: yike.Placement) -> None:
    audited = answer.audit()
    assert audited.status == "no-faults" and audited.json["figures"] == answer.json["figures"]
    other = answer.audit(["500114001001"])
    assert other.json["figures"]["covered_weight"] < answer.json["figures"]["covered_weight"]
    with pytest.raises(yike.InputError, match="nowhere"):
        answer.audit(["nowhere"])


def test_maps_and_cards(answer: yike.Placement) -> None:
    assert "folium" in type(answer.explore()).__module__
    assert "32,616" in answer._repr_html_()
    without_places = yike.locate.p_median(matrix=_matrix(), p=1)
    with pytest.raises(ValueError, match="no places"):
        without_places.explore()


def _matrix() -> object:
    import pandas as pd

    return pd.DataFrame({"demand": ["a", "a", "b"], "site": ["p", "q", "p"], "minutes": [3.0, 4.0, 9.0]})


def test_pickles(answer: yike.Placement) -> None:
    again = pickle.loads(pickle.dumps(answer))
    assert again.value == answer.value and again.demand.equals(answer.demand)
    assert again.audit().status == "no-faults"


def test_wrong_arguments_are_told_by_their_names_here(villages: gpd.GeoDataFrame) -> None:
    with pytest.raises(TypeError, match="did you mean 'detour'"):
        yike.locate.mclp(villages, reach="3 km", p=3, detuor=1.2)  # type: ignore[call-arg]
    with pytest.raises(yike.UsageError, match="reach: `3` has no unit") as refused:
        yike.locate.mclp(villages, reach=3, p=3)
    assert "--" not in str(refused.value)
    with pytest.raises(yike.UsageError, match="p is missing"):
        yike.locate.mclp(villages, reach="3 km")
    with pytest.raises(yike.InputError, match="aged_6"):
        yike.locate.mclp(villages, reach="3 km", p=3, weight="aged_6")
    with pytest.raises(yike.InputError) as missing:
        yike.locate.mclp("nowhere.geojson", reach="3 km", p=3)
    assert missing.value.issues[0].code == "P1001" and missing.value.issues[0].action
    assert pickle.loads(pickle.dumps(missing.value)).issues == missing.value.issues


def test_infeasible_is_an_answer(villages: gpd.GeoDataFrame) -> None:
    answer = yike.locate.lscp(villages, villages.head(2), reach="1 km")
    assert answer.status == "infeasible" and answer.value is None and answer.json["reasons"]
    assert answer.open == [] and answer.sites is None
