"""The examples and tests of `spopt.locate`, as calls of `yike.locate`.

Instances and numbers are those of spopt 0.8.0 (its sdist, `spopt/tests/test_locate`: 154 tests, all passed here with PuLP
3.3.2 and CBC). 34 of them have no counterpart: 25 of flow refuelling (FRLM) and 9 of drawing random points. Of the others,
those of one instance and question stand here as one test, which holds the value and spopt's own sites: an audit by Yike,
without a solver, gives them the same value. Where spopt pins a wrong number, the right one stands here with the reason.

Inputs in `data/peers`, made once from spopt's:

- `spopt_lattice.csv`, `spopt_lattice_sites.csv`: 100 clients and 5 facilities on a lattice, as its `network_instance` draws
  them; `y0`…`y4` are distances along the lattice, the second file's between facilities. Its tests of 2 × 3 and 5 × 2 have
  the first rows and columns of it.
- `spopt_sf.csv`, `spopt_sf_sites.csv`: 205 census tracts and 16 stores of San Francisco, network distances in metres, to the
  millimetre.
- `spopt_schools.csv`: journeys of 10 students to 74 schools in minutes; five pairs have none.

`defect_…` are D1 to D8 of what runs of spopt 0.8.0 showed; `docs/from-spopt.md` tells them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

import yike
from yike import locate

DATA = Path(__file__).parent / "data" / "peers"
CLIENTS = pd.read_csv(DATA / "spopt_lattice.csv").rename(columns={"x": "lon", "y": "lat"})
FACILITIES = pd.read_csv(DATA / "spopt_lattice_sites.csv").rename(columns={"x": "lon", "y": "lat"})
TRACTS = pd.read_csv(DATA / "spopt_sf.csv", dtype={"id": "str"})
STORES = pd.read_csv(DATA / "spopt_sf_sites.csv")
SCHOOLS = pd.read_csv(DATA / "spopt_schools.csv")

#: A frame of demand or sites, with the places that it has where it was drawn.
PLACES = ["id", "lon", "lat"]


def network(clients: int = 100, sites: int = 5) -> dict[str, Any]:
    """Distances along the lattice."""
    return {"matrix": CLIENTS[["id", *FACILITIES["id"][:sites]]].head(clients), "matrix_unit": "none"}


def plane() -> dict[str, Any]:
    """Straight distances on the lattice's plane, as spopt takes them from geometries."""
    rows = np.hypot(*(CLIENTS[[axis]].to_numpy() - FACILITIES[axis].to_numpy() for axis in ("lon", "lat")))
    return {"matrix": pd.DataFrame(rows, columns=FACILITIES["id"]).assign(id=CLIENTS["id"])[["id", *FACILITIES["id"]]]} | {
        "matrix_unit": "none"
    }


def streets() -> dict[str, Any]:
    """Metres over the streets of San Francisco."""
    return {"matrix": TRACTS[["id", *STORES["id"]]], "matrix_unit": "m"}


def facilities(*required: int) -> pd.DataFrame:
    return FACILITIES[PLACES].assign(rule=["required" if number in required else "free" for number in range(5)])


def named(numbers: list[int], sites: pd.DataFrame = FACILITIES) -> list[str]:
    return [sites["id"][number] for number in numbers]


def holds(answer: yike.Placement, value: float, spopt: list[str]) -> None:
    """The value is proved, and spopt's sites have it too."""
    assert answer.status == "optimal" and answer.gap == 0
    assert answer.value == pytest.approx(value, rel=1e-9)
    assert answer.audit().status == "no-faults"
    theirs = answer.audit(spopt)
    assert theirs.status == "no-faults" and theirs.value == pytest.approx(value, rel=1e-9)


class TestLattice:
    """Clients and facilities on a lattice. The weights are those that its random state draws: 618 in all."""

    clients = CLIENTS[[*PLACES, "weight"]]

    @pytest.mark.parametrize(
        ("distances", "reach", "required", "value", "spopt"),
        [
            (network, 8, (), 3, [1, 2, 4]),
            (network, 10, (), 2, [2, 3]),
            (plane, 8, (), 1, [2]),
            (plane, 8, (4,), 2, [2, 4]),
        ],
    )
    def test_lscp(self, distances: Any, reach: float, required: tuple[int, ...], value: int, spopt: list[int]) -> None:
        answer = locate.lscp(self.clients, facilities(*required), reach=reach, **distances())
        holds(answer, value, named(spopt))

    @pytest.mark.parametrize(
        ("distances", "required", "covered", "missed", "spopt"),
        [
            (network, (), 611, 1, [0, 1, 2, 3]),
            (plane, (), 618, 0, [0, 1, 2, 4]),
            (plane, (0, 1, 3), 618, 0, [0, 1, 3, 4]),
        ],
    )
    def test_mclp(self, distances: Any, required: tuple[int, ...], covered: int, missed: int, spopt: list[int]) -> None:
        answer = locate.mclp(self.clients, facilities(*required), reach=7, p=4, **distances())
        holds(answer, covered, named(spopt))
        # Of clients, as spopt has `n_cli_uncov` and `perc_cov`; of people it is 98.9 %.
        assert answer.json["figures"]["unserved"]["count"] == missed
        assert answer.json["figures"]["covered_share"] == covered / 618

    @pytest.mark.parametrize(
        ("distances", "p", "required", "value", "spopt", "served"),
        [
            (network, 4, (), 1870.747093951, [0, 1, 2, 4], [14, 29, 31, 0, 26]),
            (plane, 4, (), 1491.7462182300267, [0, 1, 2, 4], [13, 29, 31, 0, 27]),
            (plane, 3, (3, 4), 1872.5093264630818, [1, 3, 4], None),
        ],
    )
    def test_p_median(
        self,
        distances: Any,
        p: int,
        required: tuple[int, ...],
        value: float,
        spopt: list[int],
        served: list[int] | None,
    ) -> None:
        answer = locate.p_median(self.clients, facilities(*required), p=p, **distances())
        # Coordinates are kept to 9 decimals here.
        assert answer.value == pytest.approx(value, rel=1e-8)
        assert answer.open == named(spopt)
        assert answer.json["figures"]["mean_distance"] == pytest.approx(value / 618, rel=1e-8)
        if served is not None:
            assert answer.sites is not None
            assert answer.sites["plan_demand_points"].tolist() == served

    @pytest.mark.parametrize(
        ("distances", "p", "required", "value", "spopt"),
        [
            (network, 4, (), 7.107358665, [0, 1, 2, 4]),
            (plane, 4, (), 5.379323981, [0, 1, 2, 4]),
            (plane, 3, (3, 4), 6.25204325, [2, 3, 4]),
        ],
    )
    def test_p_center(self, distances: Any, p: int, required: tuple[int, ...], value: float, spopt: list[int]) -> None:
        holds(locate.p_center(self.clients, facilities(*required), p=p, **distances()), value, named(spopt))

    def test_p_dispersion(self) -> None:
        between = FACILITIES[["id", *FACILITIES["id"]]]
        holds(locate.p_dispersion(matrix=between, matrix_unit="none", p=2), 10.827780554, ["y0", "y1"])

    def test_p_dispersion_with_required_sites(self) -> None:
        # Rules need layers: the plane is laid out at 100 m a step. In the middle of UTM a metre is 0.9996 m.
        at = gpd.points_from_xy(500000 + 100 * FACILITIES["lon"], 3264000 + 100 * FACILITIES["lat"])
        sites = gpd.GeoDataFrame(facilities(3, 4)[["id", "rule"]], geometry=at, crs=32648)
        answer = locate.p_dispersion(sites.assign(weight=1), sites, p=3)
        assert answer.value == pytest.approx(421.3464 / 0.9996, rel=1e-5)
        assert answer.audit(["y1", "y3", "y4"]).value == answer.value

    def test_the_same_without_weights_or_layers(self) -> None:
        assert locate.lscp(reach=8, **network()).value == 3
        assert locate.p_center(p=4, **network()).value == pytest.approx(7.107358665)

    def test_weights_need_no_places_beside_a_matrix(self) -> None:
        weights = CLIENTS[["id", "weight"]]
        assert locate.p_median(weights, p=4, **network()).value == pytest.approx(1870.747093951)


class TestBackup:
    """LSCP-B: of the fewest sites that reach everybody, those by which most are reached twice.

    spopt lets `x`, whether a client is reached twice, be 1 where only one candidate is within reach at all, so it counts
    such clients as reached twice. Seen from its answer: a client reached twice has two open sites in its own `cli2fac`.
    """

    def test_lattice(self) -> None:
        # spopt says 88.0 % (also in its documentation). c97 has one candidate within reach; 87 clients have two open ones.
        answer = locate.mclp(CLIENTS[PLACES].assign(weight=1), reach=8, p=3, times=2, **network())
        assert answer.audit(named([1, 2, 3])).value == 87
        # Reaching as many as can be twice is another question: then not everybody is reached once.
        assert answer.value == 92 and answer.open == ["y2", "y3", "y4"]

    @pytest.mark.parametrize(("required", "opened", "backed"), [((), [2], 0), ((4,), [2, 4], 70)])
    def test_lattice_by_straight_distance(self, required: tuple[int, ...], opened: list[int], backed: int) -> None:
        clients = CLIENTS[PLACES].assign(weight=1)
        answer = locate.mclp(clients, facilities(*required), reach=8, p=len(opened), times=2, **plane())
        holds(answer, backed, named(opened))

    def test_san_francisco(self) -> None:
        # spopt pins 81.46 %, 167 of 205 tracts: 22 of them have one candidate within reach, 145 are reached twice.
        tracts = TRACTS[PLACES].assign(weight=1)
        spopt = named([1, 2, 4, 6, 10, 11, 14, 15], STORES)
        reached = (TRACTS[spopt].to_numpy() <= 5000).sum(axis=1)
        candidates = (TRACTS[STORES["id"]].to_numpy() <= 5000).sum(axis=1)
        assert ((reached >= 2).sum(), (candidates == 1).sum(), (reached == 0).sum()) == (145, 22, 0)
        answer = locate.mclp(tracts, reach="5 km", p=8, times=2, **streets())
        assert answer.audit(spopt).value == 145
        assert answer.json["figures"]["unreachable"]["count"] == 22
        assert answer.value == 170

    def test_every_point_twice(self) -> None:
        answer = locate.lscp(TRACTS[PLACES].assign(weight=1), reach="5 km", times=2, **streets())
        assert answer.status == "infeasible"
        assert answer.json["reasons"][0]["kind"] == "unreachable"


class TestSanFrancisco:
    tracts = TRACTS[[*PLACES, "people"]]

    def test_lscp(self) -> None:
        answer = locate.lscp(self.tracts, reach="5 km", **streets())
        holds(answer, 8, named([1, 2, 4, 8, 10, 11, 14, 15], STORES))

    def test_mclp(self) -> None:
        answer = locate.mclp(self.tracts, reach="5 km", p=4, **streets())
        holds(answer, 875247, named([1, 2, 5, 10], STORES))
        figures = answer.json["figures"]
        # spopt: 21 clients uncovered, 89.756 % of clients covered. Of people, 91.6 % are.
        assert figures["unserved"]["count"] == 21
        assert 100 * figures["covered_points"] / 205 == pytest.approx(89.75609756097561)
        assert figures["covered_share"] == pytest.approx(875247 / 955113)

    def test_p_median(self) -> None:
        answer = locate.p_median(self.tracts, p=4, **streets())
        # Distances are kept to the millimetre here.
        assert answer.json["figures"]["mean_distance"] == pytest.approx(2982.1268579890657, rel=1e-8)
        assert answer.open == named([1, 2, 5, 10], STORES)

    def test_p_center(self) -> None:
        holds(locate.p_center(self.tracts, p=4, **streets()), 7403.064, named([1, 3, 5, 15], STORES))

    def test_more_sites_than_there_are(self) -> None:
        # MCLP opens at most p: spopt calls 1,000 of 16 infeasible.
        answer = locate.mclp(self.tracts, reach="5 km", p=1000, **streets())
        assert answer.status == "optimal" and answer.value == 955113
        answer = locate.p_median(self.tracts, p=1000, **streets())
        assert answer.status == "infeasible"
        assert answer.json["reasons"][0]["text"].startswith("1000 sites are asked for; 16 of the instance's 16 may open")
        answer = locate.p_dispersion(STORES, p=17)
        assert answer.status == "infeasible" and answer.json["reasons"][0]["kind"] == "too-few-sites"

    def test_infeasible_says_why(self) -> None:
        answer = locate.lscp(self.tracts, reach="20 m", **streets())
        assert answer.status == "infeasible" and "060750101.00" in answer.json["reasons"][0]["text"]
        assert locate.lscp(self.tracts, STORES, reach="0 m").status == "infeasible"
        for problem in (locate.p_median, locate.p_center):
            answer = problem(self.tracts, p=0, **streets())
            assert answer.status == "infeasible" and answer.json["reasons"][0]["kind"] == "none-to-open"

    def test_points_in_degrees(self) -> None:
        """`from_geodataframe` takes degrees for metres: a service radius of 5,000 of them, all round the Earth.

        By it one store covers the city (LSCP 1, MCLP 100 %, p-median 0.0246). Its tests ask for the status alone, except of
        p-dispersion.
        """
        tracts = gpd.GeoDataFrame(self.tracts, geometry=gpd.points_from_xy(TRACTS["lon"], TRACTS["lat"]), crs=4326)
        stores = gpd.GeoDataFrame(STORES, geometry=gpd.points_from_xy(STORES["lon"], STORES["lat"]), crs=4326)
        geodesic = _geodesics(TRACTS, STORES)
        near = geodesic <= 5000
        answer = locate.lscp(tracts, stores, reach="5 km")
        # As many as of a brute force over geodesics; spopt's model, given them, says 5 too.
        assert answer.value == 5 and near[:, _positions(answer.open)].any(axis=1).all()
        answer = locate.mclp(tracts, stores, reach="5 km", p=4, weight="people")
        covered = TRACTS["people"].to_numpy() @ near[:, _positions(answer.open)].any(axis=1)
        assert answer.value == covered == 932930
        answer = locate.p_median(tracts, stores, p=4, weight="people")
        assert answer.value == pytest.approx(2273967216.248955, rel=1e-7)
        assert answer.open == named([1, 2, 5, 10], STORES)
        assert locate.p_center(tracts, stores, p=4).value == pytest.approx(5630.682, abs=0.001)

    def test_p_dispersion_in_degrees(self) -> None:
        # A degree of longitude is 88 km here, one of latitude 111 km. The set is the best by luck, beside another.
        answer = locate.p_dispersion(STORES, p=4)
        assert answer.value == pytest.approx(8600.475, abs=0.001)
        assert answer.audit(named([0, 2, 8, 14], STORES)).value == answer.value

    def test_p_dispersion_of_a_matrix_from_tracts(self) -> None:
        """spopt takes the first 16 of 205 tracts for the 16 stores, and pins [0, 1, 14, 15] at 14,223 "metres" apart."""
        with pytest.raises(yike.UsageError, match="p-dispersion needs distances between sites"):
            locate.p_dispersion(self.tracts, p=4, **streets())
        geodesic = _geodesics(STORES, STORES)
        pinned = [0, 1, 14, 15]
        apart = min(geodesic[a, b] for a in pinned for b in pinned if a < b)
        answer = locate.p_dispersion(STORES, p=4)
        assert answer.audit(named(pinned, STORES)).value == pytest.approx(apart, abs=0.001)
        assert answer.value is not None and apart < answer.value


def _geodesics(rows: pd.DataFrame, columns: pd.DataFrame) -> Any:
    geod = pyproj.Geod(ellps="WGS84")
    first = [np.repeat(rows[axis].to_numpy(), len(columns)) for axis in ("lon", "lat")]
    second = [np.tile(columns[axis].to_numpy(), len(rows)) for axis in ("lon", "lat")]
    return geod.inv(*first, *second)[2].reshape(len(rows), len(columns))


def _positions(ids: list[str]) -> list[int]:
    return [STORES["id"].tolist().index(own) for own in ids]


class TestCapacitated:
    clients = CLIENTS[PLACES].head(2).assign(weight=[4, 10])
    sites = FACILITIES[PLACES].head(3).assign(capacity=[5, 7, 10])

    def test_p_median(self) -> None:
        answer = locate.p_median(self.clients, self.sites, p=2, capacities="single", **network(2, 3))
        assert answer.assignment is not None
        assert answer.assignment["site"].tolist() == ["y1", "y2"]
        assert answer.value == pytest.approx(102.380486142)
        # Split, it costs less: spopt has no such model for the p-median.
        split = locate.p_median(self.clients, self.sites, p=2, capacities="split", **network(2, 3))
        assert split.value == pytest.approx(89.691296028)

    def test_p_median_with_a_required_site(self) -> None:
        def with_required(site: int) -> yike.Placement:
            sites = self.sites.assign(rule=["required" if number == site else "free" for number in range(3)])
            return locate.p_median(self.clients, sites, p=2, capacities="single", **network(2, 3))

        assert with_required(2).open == ["y1", "y2"]
        # spopt calls this infeasible: it wants required sites filled to the last place, which Yike does not ask.
        answer = with_required(0)
        assert answer.open == ["y0", "y2"] and answer.value == pytest.approx(137.048644126)

    @pytest.mark.parametrize(
        ("reach", "capacity", "sites", "used"),
        [
            (8, [5, 15], 1, {"y1"}),
            (8, [15, 5], 2, {"y0", "y1"}),
            (7, [8, 8], 2, {"y0", "y1"}),
        ],
    )
    def test_set_cover(self, reach: float, capacity: list[int], sites: int, used: set[str]) -> None:
        """CLSCP-SO: the fewest sites that reach all demand and can serve it, split. That is a CFLP in which sites cost 1."""
        answer = _set_cover(reach, capacity, range(1, 6))
        assert answer.value == sites and set(answer.open) == used
        served = answer.assignment
        assert served is not None
        load = (served["weight"] * served["share"]).groupby(served["site"]).sum()
        rooms = dict(zip(["y0", "y1"], capacity, strict=True))
        assert all(load[site] <= rooms[site] for site in load.index)

    def test_set_cover_says_why_not(self) -> None:
        answer = _set_cover(8, [8, 8], range(5, 10))
        assert answer.json["reasons"][0]["kind"] == "capacity-too-small"
        assert "demand is 35; all sites that may be open can serve 16" in answer.json["reasons"][0]["text"]

    def test_schools(self) -> None:
        """Students to schools; seven schools of priority 1 must be open and full, 8 places together.

        That a site is full is no rule of Yike's. Here it can be said by travel: 1,000 minutes on every way to another school
        fill the 8 places first, and 2 students pay them.
        """
        asked = {"p": 10, "capacities": "single", "matrix_unit": "min"}
        first = SCHOOLS["priority"] == 1
        sites = SCHOOLS[["id", "capacity"]].assign(rule=np.where(first, "required", "free"), lon=0.0, lat=0.0)
        times = SCHOOLS.filter(like="student_")
        far = times.add(np.where(first, 0, 1000), axis=0)
        answer = locate.p_median(None, sites, matrix=_wide(far), **asked)
        assert (answer.value - 2000) / 10 == 87.2
        # Without it students travel less, and three of the seven stay empty.
        answer = locate.p_median(None, sites, matrix=_wide(times), **asked)
        assert answer.value == 816 and answer.status == "optimal"
        assert answer.sites is not None
        assert (answer.sites["plan_weight_served"][first] == 0).sum() == 3

    def test_schools_that_cannot_be(self) -> None:
        sites = SCHOOLS[["id", "capacity"]].assign(lon=0.0, lat=0.0)
        required = sites.assign(rule=np.where(SCHOOLS["priority"] == 3, "required", "free"))
        asked = {"matrix": _wide(SCHOOLS.filter(like="student_")), "matrix_unit": "min", "capacities": "single"}
        with pytest.raises(yike.UsageError, match="19 sites are required, but only 10 may be opened"):
            locate.p_median(None, required, p=10, **asked)
        with pytest.raises(yike.UsageError, match="the instance has none"):
            locate.p_median(None, sites.drop(columns="capacity"), p=10, **asked)
        students = pd.DataFrame({"id": asked["matrix"]["demand"], "weight": 5, "lon": 0.0, "lat": 0.0})
        answer = locate.p_median(students, sites, p=10, **asked)
        assert answer.json["reasons"][0]["kind"] == "capacity-too-small"
        assert locate.p_median(None, sites, p=0, **asked).status == "infeasible"


def _wide(times: pd.DataFrame) -> pd.DataFrame:
    return times.T.set_axis(SCHOOLS["id"], axis=1).reset_index(names="demand")


def _set_cover(reach: float, capacity: list[int], weights: range) -> yike.Placement:
    pairs = network(5, 2)["matrix"].melt("id", var_name="site", value_name="cost").rename(columns={"id": "demand"})
    within = pairs[pairs["cost"] <= reach].assign(cost=0.0)
    sites = FACILITIES[PLACES].head(2).assign(capacity=capacity, fixed_cost=1)
    return locate.cflp(CLIENTS[PLACES].head(5).assign(weight=list(weights)), sites, matrix=within)


class TestNearest:
    """`KNearestPMedian`: each client sees its `k` nearest facilities at first, and more where those are full.

    It is the capacitated p-median with a detour; Yike has the p-median.
    """

    demand = gpd.GeoDataFrame({"id": ["a", "b"], "demand": 1}, geometry=gpd.points_from_xy([0.5, 1.5], [1, 1]), crs=4326)
    sites = gpd.GeoDataFrame(
        {"id": ["p", "q", "r"], "capacity": 1}, geometry=gpd.points_from_xy([1, 0, 2], [1, 2, 0]), crs=4326
    )

    def test_value(self) -> None:
        degrees = self.demand.geometry.apply(lambda point: pd.Series([point.distance(site) for site in self.sites.geometry]))
        matrix = degrees.set_axis(["p", "q", "r"], axis=1).assign(demand=["a", "b"])[["demand", "p", "q", "r"]]
        sites = self.sites
        answer = locate.p_median(self.demand, sites, p=2, matrix=matrix, matrix_unit="none", capacities="single")
        assert answer.value is not None
        assert answer.value / 2 == pytest.approx(0.8090169943749475, rel=1e-9)
        # Either client may have p, and the other goes 1.118 degrees.
        assert "p" in answer.open

    def test_in_metres(self) -> None:
        answer = locate.p_median(self.demand, self.sites, p=2, capacities="single")
        assert answer.value is not None and answer.status == "optimal"
        demand, sites = (frame.geometry.get_coordinates(ignore_index=True) for frame in (self.demand, self.sites))
        far = _geodesics(*(frame.rename(columns={"x": "lon", "y": "lat"}) for frame in (demand, sites)))
        best = min(far[0, a] + far[1, b] for a in range(3) for b in range(3) if a != b)
        assert answer.value == pytest.approx(best, abs=0.01)

    def test_too_much_demand(self) -> None:
        answer = locate.p_median(self.demand.assign(demand=10), self.sites, p=1, capacities="single")
        assert answer.status == "infeasible" and answer.json["reasons"][0]["kind"] == "capacity-too-small"

    def test_systems(self) -> None:
        with pytest.raises(yike.InputError, match="coordinate system") as refused:
            locate.p_median(self.demand.set_crs(None, allow_override=True), self.sites, p=2)
        assert refused.value.issues[0].code == "P1037"
        # Systems that differ are refused by spopt. Here positions are taken to one.
        same = locate.p_median(self.demand, self.sites, p=2, capacities="single")
        other = locate.p_median(self.demand.to_crs(3857), self.sites, p=2, capacities="single")
        assert other.value == pytest.approx(same.value, abs=0.01)


class TestGeometries:
    """spopt warns of polygons and takes centroids, and refuses systems that differ."""

    polygons = gpd.GeoDataFrame(
        {"id": ["p", "q", "r"]},
        geometry=[
            shapely.Polygon([(0, 0), (1, 0), (1, 1)]),
            shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1)]),
            shapely.Polygon([(2, 0), (3, 0), (3, 1), (2, 1)]),
        ],
        crs=4326,
    )
    point = gpd.GeoDataFrame({"id": ["a"], "weight": [4]}, geometry=[shapely.Point(2.5, 1.5)], crs=4326)

    def test_layers_that_are_far_apart(self) -> None:
        # spopt's own demand, at [10, 10], is 1,200 km from its facilities.
        with pytest.raises(yike.InputError, match="none of the 3 sites lies near the demand"):
            locate.p_center(self.point.set_geometry([shapely.Point(10, 10)]), self.polygons, p=1)

    def test_systems_that_differ(self) -> None:
        for problem in (locate.p_median, locate.p_center):
            same = problem(self.point, self.polygons, p=1).value
            assert problem(self.point.to_crs(3857), self.polygons, p=1).value == pytest.approx(same, abs=0.01)

    def test_polygons(self) -> None:
        # A point inside each polygon counts; of r it is the middle, of the buffer near it.
        far = pyproj.Geod(ellps="WGS84").inv(2.5, 1.5, 2.5, 0.5)[2]
        answer = locate.p_center(self.point, self.polygons, p=1)
        assert answer.open == ["r"] and answer.value == pytest.approx(far, abs=0.01)
        buffered = self.point.set_geometry([shapely.Point(2.5, 1.5).buffer(0.2)])
        assert locate.p_center(buffered, self.polygons, p=1).value == pytest.approx(far, rel=2e-2)


def test_defect_1_a_reach_has_a_unit() -> None:
    """500 is taken by spopt for 500 degrees: 100 % covered."""
    demand = gpd.GeoDataFrame(
        {"id": list("abcd"), "w": [10, 20, 30, 40]},
        geometry=gpd.points_from_xy([106.50, 106.51, 106.52, 106.53], [29.5] * 4),
        crs=4326,
    )
    sites = gpd.GeoDataFrame({"id": ["p", "q"]}, geometry=gpd.points_from_xy([106.50, 106.531], [29.5] * 2), crs=4326)
    with pytest.raises(yike.UsageError, match="`500` has no unit"):
        locate.mclp(demand, sites, reach=500, p=1, weight="w")
    answer = locate.mclp(demand, sites, reach="500 m", p=1, weight="w")
    assert (answer.value, answer.open) == (40, ["q"])
    assert answer.json["figures"]["covered_share"] == 0.4


def test_defect_2_shares_are_of_demand() -> None:
    """98 of 100 people covered is 33.3 % to spopt, which counts clients."""
    demand = pd.DataFrame({"id": ["a", "b", "c"], "people": [98, 1, 1], "lon": 0.0, "lat": 0.0})
    matrix = pd.DataFrame({"demand": ["a", "b", "c"], "p": [1.0, 9.0, 9.0]})
    answer = locate.mclp(demand, matrix=matrix, matrix_unit="none", reach=5, p=1)
    assert answer.value == 98 and answer.json["figures"]["covered_share"] == 0.98


def test_defect_3_pairs_that_are_missing() -> None:
    """NaN is uncovered without a word in spopt's covering, and a `PulpError` of its p-median and p-center."""
    matrix = pd.DataFrame({"demand": ["a", "b", "c"], "p": [1, 2, np.nan], "q": [4, np.nan, np.nan]})
    for problem, asked in ((locate.mclp, {"reach": 5, "p": 1}), (locate.lscp, {"reach": 5})):
        answer = problem(matrix=matrix, matrix_unit="none", **asked)
        assert [issue.id for issue in answer.warnings if issue.code == "P8017"] == ["c"]
    answer = locate.mclp(matrix=matrix, matrix_unit="none", reach=5, p=1)
    assert answer.value == 2 and answer.json["figures"]["unreachable"]["first_ids"] == ["c"]
    for problem, asked in ((locate.lscp, {"reach": 5}), (locate.p_median, {"p": 1}), (locate.p_center, {"p": 1})):
        answer = problem(matrix=matrix, matrix_unit="none", **asked)
        assert answer.status == "infeasible" and "`c`" in answer.json["reasons"][0]["text"]
    answer = locate.p_median(matrix=matrix.head(2), matrix_unit="none", p=1)
    assert (answer.value, answer.open) == (3, ["p"])


def test_defect_4_what_is_wrong_is_named() -> None:
    """Too large a p, too small a p and a client out of reach are one sentence in spopt: Model is not solved."""
    matrix = pd.DataFrame({"demand": ["a", "b"], "p": [1.0, 3.0], "q": [2.0, 1.0]})
    answer = locate.p_median(matrix=matrix, matrix_unit="none", p=3)
    assert (
        answer.status == "infeasible"
        and "3 sites are asked for; 2 of the instance's 2 may open" in answer.json["reasons"][0]["text"]
    )
    required = pd.DataFrame({"id": ["p", "q"], "rule": "required", "lon": 0.0, "lat": 0.0})
    with pytest.raises(yike.UsageError, match="2 sites are required, but only 1 may be opened; required: `p`, `q`"):
        locate.p_median(None, required, matrix=matrix, matrix_unit="none", p=1)
    far = matrix.assign(p=[1.0, 93.0], q=[2.0, 91.0])
    answer = locate.lscp(matrix=far, matrix_unit="none", reach=5)
    assert "no site is within reach of `b`" in answer.json["reasons"][0]["text"]


def test_defect_5_distance_zero_is_a_distance() -> None:
    """`KNearestPMedian` keeps distances in a sparse matrix, which drops zeros: 300 where 0 is right."""
    at = gpd.points_from_xy([500000, 500150], [3264000, 3264000])
    demand = gpd.GeoDataFrame({"id": ["a", "b"], "weight": 1}, geometry=at, crs=4544)
    sites = gpd.GeoDataFrame({"id": ["p", "q"], "capacity": 1}, geometry=at, crs=4544)
    answer = locate.p_median(demand, sites, p=2, capacities="single")
    assert answer.value == 0 and answer.status == "optimal"


def test_defect_6_what_time_cut_off_is_not_optimal() -> None:
    """spopt says Optimal of what CBC had when its time was up: of this instance 1,035.2 after 10 s. The best is 774.8."""
    rng = np.random.default_rng(7)
    costs = pd.DataFrame(rng.uniform(1, 100, (100, 60)).round(3)).add_prefix("site ")
    matrix = costs.assign(demand=[f"point {number}" for number in range(100)])[["demand", *costs.columns]]
    answer = locate.p_median(matrix=matrix, matrix_unit="none", p=8, time_limit=0.01)
    assert answer.status == "stopped" and len(answer.open) == 8
    assert answer.gap is not None and answer.value is not None and answer.bound is not None
    assert answer.gap > 0 and answer.bound < answer.value
    best = costs[answer.open].min(axis=1).sum()
    assert answer.value == pytest.approx(best)


def test_defect_7_required_sites_are_those_that_are_named() -> None:
    """`fulfill_predefined_fac` takes the documented flags [0, 0, 1] for positions: capacities 5 + 5 + 7 > 14, infeasible."""
    matrix = pd.DataFrame({"demand": ["a", "b"], "p": [1.0, 9.0], "q": [5.0, 5.0], "r": [9.0, 1.0]})
    demand = pd.DataFrame({"id": ["a", "b"], "weight": [4, 10], "lon": 0.0, "lat": 0.0})
    sites = pd.DataFrame({"id": ["p", "q", "r"], "capacity": [5, 7, 10], "lon": 0.0, "lat": 0.0})
    sites["rule"] = ["free", "free", "required"]
    answer = locate.p_median(demand, sites, p=2, matrix=matrix, matrix_unit="none", capacities="single")
    # The same as spopt's of the position [2].
    assert (answer.value, answer.open) == (14, ["p", "r"])


def test_defect_8_shares_of_split_demand_are_told() -> None:
    """spopt says that both facilities serve both clients, not who goes where."""
    demand = pd.DataFrame({"id": ["a", "b"], "weight": 5, "lon": 0.0, "lat": 0.0})
    sites = pd.DataFrame({"id": ["p", "q"], "capacity": 6, "fixed_cost": 1, "lon": 0.0, "lat": 0.0})
    pairs = pd.DataFrame({"demand": ["a", "a", "b"], "site": ["p", "q", "p"], "cost": 1.0})
    answer = locate.cflp(demand, sites, matrix=pairs)
    assert answer.assignment is not None and answer.value == 12
    shares = answer.assignment.set_index(["demand", "site"])["share"]
    # b goes to p, where 1 place is left for a.
    assert shares.to_dict() == pytest.approx({("a", "p"): 0.2, ("a", "q"): 0.8, ("b", "p"): 1.0})
