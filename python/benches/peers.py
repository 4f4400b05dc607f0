"""Yike beside spopt, lokigi and pbp-pmedian on one ladder of instances: seconds, memory, value, proof.

    python benches/peers.py                      # all rows, a Markdown table (half an hour)
    python benches/peers.py --only mclp --limit 60

Each answer is made in a process of its own, with one thread. All are given the same matrix of distances in numpy; making it
and importing packages is not counted. *Build* is what a package does before it solves, of Yike the making of a frame;
*solve* is the rest, of Yike with reading. *CPU* is processor time of both, of CBC's process too, *memory* the most that the
process and its children held at once. A value that is off the first proved one is marked, and so is one that is not proved.
Peers that are not installed are left out, and said so.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import time
import warnings
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

#: Problem, demand points, sites, p. The reach is that of the row, or the least that leaves nobody out.
LADDER: list[tuple[str, int, int, int, float | None]] = [
    ("p-median", 300, 20, 4, None),
    ("p-median", 100, 100, 5, None),
    ("p-median", 500, 100, 10, None),
    ("p-median", 1000, 300, 20, None),
    ("p-median", 2000, 500, 30, None),
    ("mclp", 300, 20, 4, 15.0),
    ("mclp", 1000, 200, 10, 10.0),
    ("mclp", 5000, 300, 20, 7.0),
    ("mclp", 20000, 500, 40, 4.0),
    ("lscp", 1000, 200, 0, None),
    ("lscp", 5000, 300, 0, None),
    ("lscp", 20000, 500, 0, None),
    ("p-center", 300, 20, 4, None),
    ("p-center", 100, 100, 5, None),
    ("p-center", 500, 100, 10, None),
    ("p-center", 1000, 200, 10, None),
]

#: What is compared, and what it answers. Of covering problems Yike is also given the pairs within reach alone.
PEERS = {
    "yike": {"p-median", "mclp", "lscp", "p-center"},
    "yike, pairs": {"mclp", "lscp"},
    "spopt": {"p-median", "mclp", "lscp", "p-center"},
    "lokigi": {"p-median", "mclp", "p-center"},
    "pbp-pmedian": {"p-median"},
}
MODULES = {"yike, pairs": "yike", "pbp-pmedian": "pbp_pmedian"}
#: lokigi tries all combinations of rows that have no more than this; of others it is asked for GRASP.
COMBINATIONS = 10_000
#: lokigi is not asked about more points: with 500 and 100 sites its GRASP takes minutes already.
LOKIGI_POINTS = 500


def drawn(points: int, sites: int) -> tuple[Any, Any]:
    """Return distances between uniform points of a square, and weights."""
    import numpy as np

    rng = np.random.default_rng(7)
    demand, places = rng.random((points, 2)) * 100, rng.random((sites, 2)) * 100
    weights = rng.integers(1, 100, points)
    return np.hypot(*(demand[:, None, axis] - places[None, :, axis] for axis in (0, 1))), weights


def answer(tool: str, problem: str, points: int, sites: int, p: int, reach: float | None, limit: float) -> dict[str, Any]:
    """Build and solve by one package; returns seconds, value and whether it is proved."""
    warnings.simplefilter("ignore")
    make = {"spopt": by_spopt, "lokigi": by_lokigi, "pbp-pmedian": by_pbp}.get(tool, by_yike)
    distances, weights = drawn(points, sites)
    if reach is None:
        reach = float(distances.min(axis=1).max())
    solve = make(problem, p, reach, limit, *([True] if tool == "yike, pairs" else []))
    begun, own = time.perf_counter(), processor()
    ask = solve(distances, weights)
    built = time.perf_counter()
    value, is_proved = ask()
    ended = time.perf_counter()
    if value is None:
        raise TimeoutError("no answer within the limit")
    return {
        "build": built - begun,
        "solve": ended - built,
        "cpu": processor() - own,
        "value": float(value),
        "proved": bool(is_proved),
        "memory": high_water(),
    }


def processor() -> float:
    """Return the processor time of this process and its children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(own.ru_utime + own.ru_stime for own in used)


def by_yike(problem: str, p: int, reach: float, limit: float, as_pairs: bool = False) -> Any:
    """Answer by Yike."""
    import numpy as np
    import pandas as pd

    from yike import locate

    asked: dict[str, Any] = {"matrix_unit": "none", "time_limit": limit, "threads": 1, "progress": False}
    asked |= {} if problem == "lscp" else {"p": p}
    asked |= {"reach": reach} if problem in ("mclp", "lscp") else {}

    def build(distances: Any, weights: Any) -> Any:
        ids = [f"point {number}" for number in range(len(weights))]
        sites = [f"site {number}" for number in range(distances.shape[1])]
        if as_pairs:
            rows, columns = np.nonzero(distances <= reach)
            coded = {"demand": pd.Categorical.from_codes(rows, ids), "site": pd.Categorical.from_codes(columns, sites)}
            matrix = pd.DataFrame({**coded, "cost": distances[rows, columns]})
        else:
            matrix = pd.DataFrame(distances, columns=sites)
            matrix.insert(0, "id", ids)
        demand = pd.DataFrame({"id": ids, "weight": weights, "lon": 0.0, "lat": 0.0})

        def solve() -> tuple[Any, bool]:
            found = getattr(locate, problem.replace("-", "_"))(demand, matrix=matrix, **asked)
            return found.value, found.status == "optimal"

        return solve

    return build


def by_spopt(problem: str, p: int, reach: float, limit: float) -> Any:
    """Answer by spopt with CBC, which PuLP brings."""
    import pulp
    from spopt.locate import LSCP, MCLP, PCenter, PMedian

    def build(distances: Any, weights: Any) -> Any:
        if problem == "p-median":
            model = PMedian.from_cost_matrix(distances, weights, p)
        elif problem == "mclp":
            model = MCLP.from_cost_matrix(distances, weights, reach, p)
        elif problem == "lscp":
            model = LSCP.from_cost_matrix(distances, reach)
        else:
            model = PCenter.from_cost_matrix(distances, p)

        def solve() -> tuple[Any, bool]:
            begun = time.perf_counter()
            model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit))
            # It says Optimal of what CBC had when its time was up.
            return model.problem.objective.value(), time.perf_counter() - begun < limit

        return solve

    return build


def by_lokigi(problem: str, p: int, reach: float, _limit: float) -> Any:
    """Answer by lokigi: all combinations where they are few, else GRASP."""
    import math

    import lokigi
    import pandas as pd

    def build(distances: Any, weights: Any) -> Any:
        points, sites = (
            [f"{what} {number}" for number in range(size)]
            for what, size in zip(("point", "site"), distances.shape, strict=True)
        )
        made = lokigi.site.SiteProblem(debug_mode=False)
        demand = pd.DataFrame({"id": points, "demand": weights})
        made.add_demand(demand, demand_col="demand", location_id_col="id")
        made.add_sites(pd.DataFrame({"id": sites, "lat": 51.5, "long": -0.1}), candidate_id_col="id")
        travel = pd.DataFrame(distances, columns=sites)
        travel.insert(0, "from", points)
        made.add_travel_matrix(travel, source_col="from")
        is_exact = math.comb(len(sites), p) <= COMBINATIONS
        asked: dict[str, Any] = {"search_strategy": "brute-force" if is_exact else "grasp"}
        asked |= {"threshold_for_coverage": reach} if problem == "mclp" else {}

        def solve() -> tuple[Any, bool]:
            found = made.solve(p=p, objectives=problem.replace("-", "_"), **asked).solution_df.iloc[0]
            if problem == "p-median":
                return found["weighted_average"] * weights.sum(), is_exact
            if problem == "mclp":
                return found["proportion_within_coverage_threshold"] * weights.sum(), is_exact
            return found["max"], is_exact

        return solve

    return build


def by_pbp(_problem: str, p: int, _reach: float, limit: float) -> Any:
    """Answer by pbp-pmedian."""
    import pbp_pmedian

    def build(distances: Any, weights: Any) -> Any:
        costs = (distances * weights[:, None]).T

        def solve() -> tuple[Any, bool]:
            value, _, _, status, *_ = pbp_pmedian.solve(costs, p, time_limit=limit)
            return value, status == 0

        return solve

    return build


def high_water() -> float:
    """Return the most memory that this process held, in MB. `ru_maxrss` would also count who started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def held(process: int) -> float:
    """Return what a process and its children hold now, in MB."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20 + sum(held(int(child)) for child in children)


def measured(tool: str, row: tuple[str, int, int, int, float | None], limit: float) -> dict[str, Any]:
    """Run one answer in a fresh process and watch its memory. Without an answer it says why in ``why``."""
    words = [sys.executable, __file__, "--one", json.dumps([tool, *row, limit])]
    started = time.perf_counter()
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, held(process.pid))
            # Time to draw the instance and to write the answer, beyond that of both build and solve.
            if time.perf_counter() - started > 2 * limit + 30:
                os.killpg(process.pid, 9)
                process.wait()
                return {"why": f"stopped after {2 * limit + 30:.0f} s", "memory": most}
            time.sleep(0.02)
        output, errors = process.communicate()
    if process.returncode != 0:
        last = (errors.strip().splitlines() or ["no message"])[-1]
        return {"why": last.split(". See")[0][:60], "memory": most}
    found: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return {**found, "memory": max(most, found["memory"])}


def shown(tool: str, row: tuple[str, int, int, int, float | None], found: dict[str, Any], best: float | None) -> str:
    """Return a row of the table."""
    problem, points, sites, p, _ = row
    name = f"{problem} {points:,} × {sites}" + (f", p = {p}" if p else "")
    if "why" in found:
        return f"| {name} | {tool} | – | – | – | {found['memory']:,.0f} | {found['why']} | |"
    off = 0.0 if best is None else abs(found["value"] - best) / max(abs(best), 1e-12)
    value = f"{found['value']:,.2f}" + (f" ({off:.1%} off)" if off > 1e-6 else "")
    numbers = f"{found['build']:.2f} | {found['solve']:.2f} | {found['cpu']:.2f} | {found['memory']:,.0f}"
    return f"| {name} | {tool} | {numbers} | {value} | {'yes' if found['proved'] else 'no'} |"


def main() -> None:
    """Measure all rows."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--only", help="rows of this problem")
    options.add_argument("--points", type=int, help="rows of so many points")
    options.add_argument("--by", help="this package alone")
    options.add_argument("--limit", type=float, default=120.0, help="seconds a solver may take [default: 120]")
    options.add_argument("--one", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(answer(*json.loads(given.one))))
        return
    here = [tool for tool in PEERS if importlib.util.find_spec(MODULES.get(tool, tool))]
    for tool in PEERS:
        if tool not in here:
            print(f"{tool} is not installed: its rows are left out", file=sys.stderr)
    here = [tool for tool in here if given.by in (None, tool)]
    print(
        f"{datetime.date.today()}, {os.cpu_count()} cores ({machine()}), "
        f"Python {platform.python_version()}; {versions(here)}\n"
    )
    print("| instance | by | build s | solve s | CPU s | memory MB | value | proved |\n|---|---|--:|--:|--:|--:|--:|---|")
    for row in LADDER:
        if given.only not in (None, row[0]) or given.points not in (None, row[1]):
            continue
        best: float | None = None
        for tool in here:
            if row[0] in PEERS[tool] and not (tool == "lokigi" and row[1] > LOKIGI_POINTS):
                found = measured(tool, row, given.limit)
                # Yike comes first.
                best = found.get("value") if best is None and found.get("proved") else best
                print(shown(tool, row, found, best), flush=True)


def machine() -> str:
    """Return the processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def versions(tools: list[str]) -> str:
    """Return the versions of what is compared."""
    named = []
    for tool in [*tools, *(["PuLP"] if "spopt" in tools else []), "numpy", "pandas"]:
        if tool == "yike, pairs":
            continue
        try:
            named.append(f"{tool} {version(tool)}")
        except PackageNotFoundError:
            named.append(tool)
    return ", ".join(named)


if __name__ == "__main__":
    main()
