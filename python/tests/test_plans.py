"""Plans: read, made of frames, changed, solved, audited, compared."""

from __future__ import annotations

import pickle
import shutil
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

import yike

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@pytest.fixture(scope="module")
def plan(data: Path) -> yike.Plan:
    return yike.Plan.read(data / "qianjiang" / "plan.toml")


@pytest.fixture(scope="module")
def run(plan: yike.Plan) -> yike.Run:
    return plan.solve()


def test_check(plan: yike.Plan) -> None:
    checked = plan.check()
    assert checked.status == "clean" and checked.json["counts"]["towns"] == 30
    with pytest.raises(yike.InputError) as refused:
        plan.set({"target.1.at_most": "no share"}).check()
    assert refused.value.issues


def test_a_run_has_its_tables_and_layers(run: yike.Run) -> None:
    assert run.status == "proved"
    assert {"sites", "demand", "links", "towns", "uncovered"} <= set(run.layers)
    assert len(run.tables["works"]) == len(run.json["works"])
    assert run.tables["works"]["cost_yuan"].sum() == run.json["money"]["cost_yuan"]
    assert "已证明" in run.summary("zh") and "proved" in run.summary()
    assert "78.5 % → 94.6 %" in run._repr_html_()
    assert "folium" in type(run.explore()).__module__


def test_verify_diff_and_report(plan: yike.Plan, run: yike.Run, tmp_path: Path) -> None:
    assert run.verify().status == "verified"
    other = plan.set({"target.1.kind": "expected"}).solve()
    compared = run.diff(other)
    (target,) = (own for own in compared.json["targets"] if own["indicator"] == 1)
    assert (target["a"]["kind"], target["b"]["kind"]) == ("binding", "expected")
    page = run.report(tmp_path / "page.html", lang="zh")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page.text
    copied = run.write(tmp_path / "run")
    assert yike.verify(copied).code == 0 and yike.diff(run, copied).json["sites"] == []


def test_changes_and_lifts(plan: yike.Plan, run: yike.Run) -> None:
    cheaper = plan.set({"target.1.kind": "expected"}).lift("published")
    assert repr(cheaper).endswith("set target.1.kind=expected, lift published>")
    lifted = cheaper.solve()
    assert lifted.json["run"]["edits"] == {"set": ["target.1.kind=expected"], "lift": ["published"]}
    assert "edits" not in run.json["run"] or not run.json["run"]["edits"]
    with pytest.raises(yike.InputError):
        plan.lift("nothing-of-this-name").check()
    assert repr(plan.set({"travel.detour": 1.3}).set({"travel.detour": 1.5})).endswith("set travel.detour=1.5>")
    amounts = plan.sweep({"funding.lottery.amount": ["30 million yuan", "34,584,000 yuan"]})
    assert len(amounts.tables["scenarios"]) == 2


def test_audit_of_a_drawn_layout(plan: yike.Plan, run: yike.Run) -> None:
    assert run.sites is not None
    audited = plan.audit(run.sites)
    assert audited.code == 0 and audited.json["money"] == run.json["money"]
    drawn = run.sites[["id", "plan_work", "plan_work_id", "geometry"]].copy()
    drawn.loc[drawn["plan_work"] == "upgrade", ["plan_work", "plan_work_id"]] = ["stay", None]
    worse = plan.audit(drawn)
    assert worse.code in (0, 5) and worse.json["money"]["cost_yuan"] < run.json["money"]["cost_yuan"]


def test_plans_of_settings_and_frames(data: Path, run: yike.Run) -> None:
    folder = data / "qianjiang"
    settings: dict[str, Any] = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
    stated = settings.pop("data")
    frames: dict[str, gpd.GeoDataFrame] = {
        name: gpd.read_file(folder / (own["file"] if isinstance(own, dict) else own)) for name, own in stated.items()
    }
    made = yike.Plan(settings, **frames)
    # The plan may go before its run does.
    assert yike.Plan(settings, **frames).solve().verify().code == 0
    solved = made.solve()
    for name in ("works", "targets", "money"):
        pd.testing.assert_frame_equal(solved.tables[name], run.tables[name])
    assert solved.verify().code == 0
    again = pickle.loads(pickle.dumps(made))
    assert again.solve().json["money"] == run.json["money"]
    mixed = yike.Plan({**settings, "data": stated}, demand=frames["demand"], folder=folder)
    assert pickle.loads(pickle.dumps(mixed)).solve().json["money"] == run.json["money"]
    frames["demand"].loc[2, "town"] = "nowhere"
    with pytest.raises(yike.InputError, match="demand, feature 3") as refused:
        yike.Plan(settings, **frames).check()
    assert "frame:" not in str(refused.value)


def test_pickles(plan: yike.Plan, run: yike.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pickle.dumps((plan.set({"target.1.kind": "expected"}), run))
    monkeypatch.chdir(tmp_path)
    again, solved = pickle.loads(packed)
    assert again.check().status == "clean" and "target.1.kind" in repr(again)
    assert solved.summary() == run.summary() and solved.tables["works"].equals(run.tables["works"])


def test_a_plan_of_settings_is_pickled_with_its_roads(data: Path, tmp_path: Path) -> None:
    if not list((data / "isle-of-man").glob("*.pbf")):
        pytest.skip("the extract is not here")
    folder = shutil.copytree(data / "isle-of-man", tmp_path / "isle")
    settings: dict[str, Any] = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
    made = yike.Plan(settings, folder=folder).set({"travel.snap": "900 m"})
    counts = made.check().json["counts"]
    packed = pickle.dumps(made)
    # Whoever unpacks it has none of the files.
    shutil.rmtree(folder)
    again = pickle.loads(packed)
    assert again.check().json["counts"] == counts


def test_a_frontier_goes_on(plan: yike.Plan, tmp_path: Path) -> None:
    loose = plan.set({"target.1.kind": "expected"})
    out = tmp_path / "out"
    late = loose.frontier(against="money", points=3, out=out, total_time="0.000001 s")
    assert late.code == 4 and len(late.tables["frontier"]) == 0
    assert (out / "journal.txt").exists()
    whole = loose.frontier(against="money", points=3, out=out)
    assert whole.code == 0 and len(whole.tables["frontier"]) >= 1
    assert not (out / "journal.txt").exists()


def test_frontier_robust_and_challenge(data: Path, plan: yike.Plan) -> None:
    points = plan.set({"target.1.kind": "expected"}).frontier(against="money", points=3).tables["frontier"]
    assert len(points) >= 1 and "knee" in points.columns
    robust = plan.robust({"scale.people": [1, 1.1]}, by="worst", no_comparison=True)
    assert robust.code == 0 and len(robust.tables["scenarios"]) == 2 and "sites" in robust.tables
    challenged = plan.challenge(data / "qianjiang" / "published.geojson")
    assert challenged.code == 0 and (challenged.folder / "best" / "plan.json").exists()
    assert set(challenged.parts) == {"published", "best"}
    assert challenged.tables["works"] is challenged.parts["best"]["works"]
    assert yike.verify(challenged.folder / "best").code == 0
    # The layout of a run, also by its folder.
    solved = plan.solve()
    for layout in (solved, solved.folder, str(solved.folder)):
        again = plan.challenge(layout)
        assert again.parts["published"]["works"].equals(solved.tables["works"])
        assert plan.audit(layout).status == "no-violations"


def test_a_plan_is_asked(data: Path, plan: yike.Plan) -> None:
    others = plan.alternatives(count=1, differ="1 work", near="today", moves=60)
    assert others.code == 0 and len(others.tables["alternatives"]) >= 1 and "方案" in others.summary("zh")
    again = plan.alternatives(near=plan.solve(), moves=2, count=1)
    assert again.json["near"]["moves"] == 2
    assert set(others.tables) == {"alternatives", "alternatives_sites", "alternatives_changes"}
    why = plan.why(target=plan.solve().json["targets"][0]["id"])
    assert why.code == 0 and why.tables
    clash = plan.set({"scale.funding": 0.5}).conflicts(count=1)
    assert clash.code == 3 and len(clash.tables["conflicts"]) > 0 and "repairs" in clash.tables
    worth = plan.worth(only=["scale.funding"], steps=1)
    assert worth.code == 0 and worth.tables


def test_periods_have_parts(data: Path) -> None:
    solved = yike.Plan.read(data / "qianjiang" / "periods.toml").solve(no_comparison=True)
    assert solved.status == "proved" and len(solved.parts) == 3
    assert all("sites" in tables for tables in solved.parts.values())
    assert len(solved.tables["schedule"]) > 0


def test_forecast(data: Path) -> None:
    made = yike.forecast(
        census=[f"2010={data}/census/2010.csv", f"2020={data}/census/2020.csv"],
        years="2025",
        demand=data / "qianjiang" / "villages.geojson",
    )
    assert len(made.tables["forecast"]) > 0 and list(made.folder.glob("demand-2025-*.geojson"))


def test_layers_and_matrices(data: Path, tmp_path: Path) -> None:
    towns = yike.read(data / "qianjiang" / "towns.geojson")
    assert len(towns) == 30 and towns.crs == "EPSG:4326"
    yike.write(towns, tmp_path / "towns.gpkg", crs="EPSG:4547")
    assert gpd.read_file(tmp_path / "towns.gpkg").crs == "EPSG:4547"
    isle = data / "isle-of-man"
    if not list(isle.glob("*.pbf")):
        pytest.skip("the extract is not here")
    sites = gpd.read_file(isle / "sites.geojson").head(3)
    network = next(isle.glob("*.pbf"))
    pairs = yike.matrix(sites, sites, network=network, within="10 min")
    assert list(pairs.columns)[-1] == "minutes" and len(pairs) >= 3 and (pairs["minutes"] <= 10).all()
    areas = yike.reach(sites, network=network, within="10 min")
    assert len(areas) > 0
