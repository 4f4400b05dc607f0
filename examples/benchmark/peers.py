"""Peers of Yike, and instances drawn as the peers' own comparisons draw them (numpy's default_rng(7)).

    python peers.py p-median MATRIX P     seconds and value of pbp-pmedian 0.2.2, matrix with a site a row
    python peers.py mclp FILE REACH P     seconds of building and solving, and value, of spopt, FILE in the grid format
    python peers.py draw FOLDER           writes the drawn instances in the grid format
"""

import os
import sys
import time


def p_median(path, count):
    import numpy as np
    from pbp_pmedian import pipeline

    # The solve alone: `analyze` would also estimate gaps and prices.
    costs = np.loadtxt(path, ndmin=2)
    begun = time.perf_counter()
    engine = pipeline.route(costs, int(count))
    value, _, _, status, used = pipeline.solve(costs, int(count), time_limit=600.0, engine=engine)
    print(time.perf_counter() - begun, value, "status", status, used)


def mclp(path, reach, count):
    import numpy as np
    from spopt.locate import MCLP
    import pulp

    with open(path) as file:
        sites, points = map(int, file.readline().split())
        rows = [line.split() for line in file]
    places = np.array([[float(row[2]), float(row[3])] for row in rows])
    weights = np.array([float(row[4]) for row in rows[sites:]])
    begun = time.perf_counter()
    gaps = places[sites:, None, :] - places[None, :sites, :]
    distances = np.sqrt((gaps**2).sum(axis=2))
    model = MCLP.from_cost_matrix(distances, weights, float(reach), int(count))
    model.solve(pulp.PULP_CBC_CMD(msg=False, threads=2))
    print(time.perf_counter() - begun, model.problem.objective.value())


def write(path, sites, points, weights):
    with open(path, "w") as file:
        file.write(f"{len(sites)} {len(points)}\n")
        for position, (x, y) in enumerate(sites):
            file.write(f"F {position} {float(x)!r} {float(y)!r} 1\n")
        for position, ((x, y), weight) in enumerate(zip(points, weights)):
            file.write(f"C {position} {float(x)!r} {float(y)!r} {int(weight)}\n")


def draw(folder):
    import numpy as np

    os.makedirs(folder, exist_ok=True)

    def uniform(points, sites):
        rng = np.random.default_rng(7)
        demand, places = rng.random((points, 2)) * 100, rng.random((sites, 2)) * 100
        return places, demand, rng.integers(1, 100, points)

    def clustered(points, sites):
        rng = np.random.default_rng(7)
        centres = rng.random((60, 2)) * 100
        demand = centres[rng.integers(0, 60, points)] + rng.normal(0, 5, (points, 2))
        places = centres[rng.integers(0, 60, sites)] + rng.normal(0, 5, (sites, 2))
        return places, demand, rng.integers(1, 100, points)

    write(f"{folder}/uniform_2000x500.dat", *uniform(2000, 500))
    write(f"{folder}/uniform_10000x500.dat", *uniform(10000, 500))
    write(f"{folder}/uniform_100000x1000.dat", *uniform(100000, 1000))
    write(f"{folder}/clustered_100000x1000.dat", *clustered(100000, 1000))

    places = np.random.default_rng(7).random((1000000, 2)) * 10000
    with open(f"{folder}/uniform_1000000.tsp", "w") as file:
        file.write("NAME : uniform_1000000\nTYPE : TSP\nDIMENSION : 1000000\n")
        file.write("EDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n")
        for position, (x, y) in enumerate(places):
            file.write(f"{position + 1} {float(x)!r} {float(y)!r}\n")
        file.write("EOF\n")


if __name__ == "__main__":
    {"p-median": p_median, "mclp": mclp, "draw": draw}[sys.argv[1]](*sys.argv[2:])
