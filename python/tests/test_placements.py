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
    with pytest.raises(yike.UsageError, match="p is missing: mclp needs it, or budget\n  help: write for instance p=10"):
        yike.locate.mclp(villages, reach="3 km")
    with pytest.raises(yike.UsageError, match=r'reach is missing.*\n  help: write for instance reach="500 m"'):
        yike.locate.mclp(villages, reach=None, p=3)  # type: ignore[arg-type]
    with pytest.raises(yike.InputError, match="aged_6"):
        yike.locate.mclp(villages, reach="3 km", p=3, weight="aged_6")
    with pytest.raises(yike.InputError) as missing:
        yike.locate.mclp("nowhere.geojson", reach="3 km", p=3)
    assert missing.value.issues[0].code == "P1001" and missing.value.issues[0].action
    assert pickle.loads(pickle.dumps(missing.value)).issues == missing.value.issues


def test_who_goes_where_is_audited_where_each_goes_to_one_site() -> None:
    import pandas as pd

    way = pd.DataFrame({"student": list("uuvvw"), "school": list("ababb"), "time": [1, 4, 1, 5, 2]})
    rooms = pd.DataFrame({"id": ["a", "b"], "capacity": [2, 2], "fixed_cost": [1, 1]})
    people = pd.DataFrame({"id": ["u", "v", "w"], "weight": [1, 2, 1]})
    answer = yike.locate.sscflp(people, rooms, matrix=way, matrix_unit="min")
    audited = answer.audit()
    assert (answer.value, audited.value, audited.status) == (10, 10, "no-faults")
    assert audited.assignment is not None and audited.assignment.equals(answer.assignment)
    assert audited.audit().status == "no-faults"
    # Who goes where among other sites is not known.
    (fault,) = answer.audit(["a"]).json["faults"]
    assert fault["kind"] == "assignment-missing"
    cover = yike.locate.lscp(people, rooms, matrix=way, matrix_unit="min", reach="9 min", capacities="single")
    assert (cover.value, cover.audit().status) == (2, "no-faults")


def test_positions_of_a_plane_and_columns_by_name() -> None:
    import pandas as pd

    points = pd.DataFrame({"id": ["a", "b", "c"], "x": [0, 3, 100], "y": [0, 4, 100], "Population": [5, 7, 1]})
    answer = yike.locate.mclp(points, demand_crs="none", reach=5, p=2)
    assert (answer.value, answer.json["source"]["format"]) == (13, "plane")
    way = pd.DataFrame({"a": ["u", "u"], "b": ["s", "t"], "walk": [30, 90]})
    named = {"matrix_demand_field": "a", "matrix_site_field": "b", "value_field": "walk"}
    assert yike.locate.p_median(matrix=way, matrix_unit="s", p=1, **named).value == 0.5
    assert yike.locate.mclp(matrix=way, matrix_unit="s", reach="1 h", p=2, **named).json["verdict"].endswith("would do")


def test_infeasible_is_an_answer(villages: gpd.GeoDataFrame) -> None:
    answer = yike.locate.lscp(villages, villages.head(2), reach="1 km")
    assert answer.status == "infeasible" and answer.value is None and answer.json["reasons"]
    assert answer.open == [] and answer.sites is None
