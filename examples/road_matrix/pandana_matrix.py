"""The same matrix by pandana (pip install pandana), on the graph that examples/road_matrix wrote.

Two ways that pandana has: all pairs one by one (shortest_path_lengths on its contraction hierarchy), and the sites as
points of interest within the limit of every node (nearest_pois). Preparing the network is not counted.
"""

import sys
import time
import warnings

import numpy
import pandana
import pandas


def main(folder, minutes):
    warnings.simplefilter("ignore")
    demand, sites = (pandas.read_csv(f"{folder}/{name}.csv") for name in ["demand", "sites"])
    for mode in ["walk", "drive"]:
        nodes = pandas.read_csv(f"{folder}/{mode}_nodes.csv")
        edges = pandas.read_csv(f"{folder}/{mode}_edges.csv")
        begun = time.perf_counter()
        network = pandana.Network(nodes.x, nodes.y, edges["from"], edges["to"], edges[["minutes"]], twoway=False)
        prepared = time.perf_counter() - begun
        network.precompute(minutes)
        precomputed = time.perf_counter() - begun - prepared
        starts = network.get_node_ids(demand.x, demand.y).to_numpy()
        ends = network.get_node_ids(sites.x, sites.y).to_numpy()
        begun = time.perf_counter()
        lengths = network.shortest_path_lengths(numpy.repeat(starts, len(ends)), numpy.tile(ends, len(starts)))
        pairs = (numpy.array(lengths) <= minutes).sum()
        paired = time.perf_counter() - begun
        network.set_pois("sites", minutes, len(ends), sites.x, sites.y)
        begun = time.perf_counter()
        near = network.nearest_pois(minutes, "sites", num_pois=len(ends))
        found = int((near.loc[starts] < minutes).to_numpy().sum())
        nearest = time.perf_counter() - begun
        print(
            f"{mode}: network in {prepared:.2f} s, precomputed in {precomputed:.2f} s; "
            f"{pairs} pairs one by one in {paired:.2f} s; {found} by points of interest in {nearest:.2f} s",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
