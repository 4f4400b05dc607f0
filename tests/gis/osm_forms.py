#!/usr/bin/env python3
"""Writes an extract of OpenStreetMap in every form that osmium has and Yike reads, and holds the matrices over them
against each other.

    pip install osmium
    python3 tests/gis/osm_forms.py target/release/yike data/isle-of-man/roads.osm.pbf points.csv

`points.csv` has columns id, lon, lat and weight, in the area. Ends with 1 where two matrices differ. Run by hand.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import osmium

FORMS = {
    "xml.osm": "osm",
    "gzip.osm.gz": "osm.gz",
    "bzip2.osm.bz2": "osm.bz2",
    "located.osm": "osm,locations_on_ways=true",
    "raw.osm.pbf": "pbf,pbf_compression=none",
    "lz4.osm.pbf": "pbf,pbf_compression=lz4",
    "plain_nodes.osm.pbf": "pbf,pbf_dense_nodes=false",
    "located.osm.pbf": "pbf,locations_on_ways=true",
}


def written(extract, folder):
    """The extract in each form; where positions are in the ways, without the nodes that have no tags."""
    for name, form in FORMS.items():
        located = "locations_on_ways" in form
        objects = osmium.FileProcessor(extract)
        objects = objects.with_locations() if located else objects
        writer = osmium.SimpleWriter(osmium.io.File(str(folder / name), form))
        for one in objects:
            if not (located and one.is_node() and len(one.tags) == 0):
                writer.add(one)
        writer.close()
        yield folder / name


def main(yike, extract, points):
    def matrix(network, out):
        roads = ["--network", str(network), "--profile", "drive"]
        subprocess.run([yike, "matrix", points, points, *roads, "-o", str(out)], check=True)
        return out.read_bytes()

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        expected = matrix(extract, folder / "expected.csv")
        differ = []
        for network in written(extract, folder):
            same = matrix(network, folder / f"{network.name}.csv") == expected
            print(network.name, "same" if same else "DIFFERS")
            differ += [] if same else [network.name]
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
