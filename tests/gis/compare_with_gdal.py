"""Holds what `yike convert` and `yike demand` read against GDAL: layers and rasters that pyogrio, geopandas and rasterio write,
and every layer that they and libpysal ship: features, extent, area, ids and every attribute; sums of rasters.

python3 -m venv v && v/bin/pip install pyogrio geopandas pyarrow rasterio libpysal, then
v/bin/python tests/gis/compare_with_gdal.py target/debug/yike
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import geopandas
import numpy as np
import pyogrio
import rasterio
import shapely
from rasterio.transform import from_origin

warnings.filterwarnings("ignore")
YIKE = pathlib.Path(sys.argv[1]).resolve()
PACKAGES = pathlib.Path(pyogrio.__file__).parent.parent
SHIPPED = PACKAGES / "pyogrio/tests/fixtures"
random = np.random.default_rng(1)


def sources():
    world = pyogrio.read_dataframe(SHIPPED / "naturalearth_lowres/naturalearth_lowres.shp")
    count = 50
    spots = shapely.points(107 + random.random(count), 29 + random.random(count))
    villages = {
        "id": [f"P{at}" for at in range(count)],
        "code": 500115001001000000 + np.arange(count),
        "name": [f"村{at}" for at in range(count)],
        "people": random.integers(1, 9000, count),
        "rate": random.random(count),
        "flag": [bool(at % 2) for at in range(count)],
    }
    hole = shapely.box(107, 29, 108, 30).difference(shapely.box(107.2, 29.2, 107.4, 29.4))
    two = shapely.MultiPolygon([shapely.box(107, 29, 107.1, 29.1), shapely.box(107.5, 29.5, 107.6, 29.6)])
    way = shapely.MultiLineString([[(107, 29), (108, 29)], [(107, 30), (108, 30)]])
    return {
        "china": world.cx[100:120, 20:40][world.cx[100:120, 20:40].name != "Russia"],
        "villages": geopandas.GeoDataFrame(villages, geometry=spots, crs=4326),
        "holes": geopandas.GeoDataFrame({"id": ["h", "m"]}, geometry=[hole, two], crs=4326),
        "lines": geopandas.GeoDataFrame({"name": ["a", "b"], "n": [1, 3]}, geometry=[way.geoms[0], way], crs=4326),
    }


def layers(folder):
    """Files of every format, and the shipped ones."""
    for package in ("pyogrio", "geopandas", "fiona", "rasterio", "libpysal"):
        for ending in ("shp", "gpkg", "geojson", "fgb", "kml", "shp.zip"):
            yield from sorted((PACKAGES / package).rglob(f"*.{ending}"))
    for name, frame in sources().items():
        kinds = [
            (".geojson", "GeoJSON", {}), ("_rfc.geojson", "GeoJSON", {"RFC7946": "YES"}), (".geojsonl", "GeoJSONSeq", {}),
            (".geojsons", "GeoJSONSeq", {"RS": "YES"}), (".gpkg", "GPKG", {}), (".fgb", "FlatGeobuf", {}),
            ("_other.gpkg", "GPKG", {"SPATIAL_INDEX": "NO", "FID": "objectid", "GEOMETRY_NAME": "the_geom"}),
            ("_plain.fgb", "FlatGeobuf", {"SPATIAL_INDEX": "NO"}), ("_utf8.shp", "ESRI Shapefile", {"ENCODING": "UTF-8"}),
            ("_gbk.shp", "ESRI Shapefile", {"ENCODING": "GBK"}), (".shz", "ESRI Shapefile", {}), (".shp.zip", "ESRI Shapefile", {}),
        ]
        for ending, driver, options in kinds:
            path = folder / f"{name}{ending}"
            pyogrio.write_dataframe(frame, path, driver=driver, **options)
            yield path
        for code in (4490, 32648) if name != "china" else (4490,):
            path = folder / f"{name}_{code}.gpkg"
            pyogrio.write_dataframe(frame.to_crs(code), path, driver="GPKG")
            yield path
        for way in ("snappy", "zstd", "gzip", "lz4", None):
            path = folder / f"{name}_{way}.parquet"
            frame.to_parquet(path, compression=way)
            yield path
        path = folder / f"{name}_arrow.parquet"
        frame.to_parquet(path, geometry_encoding="geoarrow")
        yield path


def alike(a, b):
    if a is None or a != a:
        return b is None
    numbers = isinstance(a, (int, float)) and isinstance(b, (int, float))
    return abs(a - b) <= 1e-9 * max(1, abs(a)) if numbers and not isinstance(a, bool) else str(a).removesuffix(" 00:00:00") == str(b)


def compare_layer(path, out):
    frame = geopandas.read_parquet(path) if path.suffix == ".parquet" else pyogrio.read_dataframe(path)
    words = [YIKE, "convert", path, out]
    if frame.crs is None or frame.crs.name.startswith("Undefined"):
        # Many of libpysal's say no system: what is read must be alike in whatever system is said.
        code = 4326 if (np.abs(frame.total_bounds) <= (180, 90, 180, 90)).all() else 32616
        frame, words = frame.set_crs(code, allow_override=True), words + ["--from-crs", f"EPSG:{code}"]
    ran = subprocess.run(words, capture_output=True, text=True)
    if ran.returncode or "left out: " in ran.stderr and "(P1018)" in ran.stderr:
        return ran.stderr.splitlines()[0]
    left_out = [int(number) - 1 for number in re.findall(r"feature (\d+).*: left out: ", ran.stderr)]
    frame = frame.drop(frame.index[left_out])
    found = json.loads(out.read_text())["features"]
    if len(found) != len(frame):
        return f"{len(found)} features for {len(frame)}"
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in found]
    wanted = frame.to_crs(4326).geometry
    if np.abs(shapely.total_bounds(shapes) - wanted.total_bounds).max() > 1e-6:
        return "another extent"
    if abs(sum(shape.area for shape in shapes) - wanted.area.sum()) > 1e-6:
        return "another area"
    for column in frame.columns.drop(frame.geometry.name):
        for value, feature in zip(frame[column].tolist(), found):
            if not alike(value, feature["properties"].get(column, "missing")):
                return f"{column}: {feature['properties'].get(column, 'missing')!r} for {value!r}"
    return None


def rasters(folder):
    cells = random.integers(0, 120, (301, 333))
    cells[50:200, 100:280] = 0
    for kind in ("uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"):
        for way, predictor in [("none", 1), ("lzw", 1), ("lzw", 2), ("deflate", 1), ("deflate", 2), ("deflate", 3), ("packbits", 1), ("zstd", 1), ("zstd", 2)]:
            if predictor == 3 and not kind.startswith("float"):
                continue
            for tiled in (False, True):
                for sparse in (False, True) if predictor == 1 else (False,):
                    path = folder / f"{kind}_{way}{predictor}{'_tiled' * tiled}{'_sparse' * sparse}.tif"
                    more = {"tiled": True, "blockxsize": 64, "blockysize": 48} if tiled else {}
                    if not kind.startswith("u"):
                        more["nodata"] = -9
                        cells[5:9, 5:50] = -9
                    else:
                        cells[5:9, 5:50] = 0
                    with rasterio.open(path, "w", driver="GTiff", width=333, height=301, count=1, dtype=kind, crs="EPSG:4326", transform=from_origin(107, 30.5, 0.004, 0.004), compress=way, predictor=predictor, SPARSE_OK=sparse, **more) as raster:
                        raster.write(cells.astype(kind), 1)
                    yield path


def compare_raster(path, towns, out):
    with rasterio.open(path) as raster:
        wanted = float(raster.read(1, masked=True).astype("float64").sum())
    ran = subprocess.run([YIKE, "demand", towns, "--raster", path, "--out", out], capture_output=True, text=True)
    if ran.returncode:
        return ran.stderr.splitlines()[0]
    found = sum(feature["properties"]["persons"] for feature in json.loads(out.read_text())["features"])
    return None if abs(found - wanted) <= 1e-6 * wanted else f"{found} people for {wanted}"


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    ring = [[106.9, 29.0], [108.9, 29.0], [108.9, 30.9], [106.9, 30.9], [106.9, 29.0]]
    town = {"type": "Feature", "properties": {"id": "T"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (folder / "towns.json").write_text(json.dumps({"type": "FeatureCollection", "features": [town]}))
    count, refused, bad = 0, 0, 0
    for path, told in [(path, compare_layer(path, folder / "out.json")) for path in layers(folder)] + [(path, compare_raster(path, folder / "towns.json", folder / "out.json")) for path in rasters(folder)]:
        count += 1
        if told:
            # Positions beyond the system that the file names, a Shapefile without attributes: refused in words.
            is_refused = "P1018" in told or "P1035" in told
            refused += is_refused
            bad += not is_refused
            print(f"{path.name}: {told}")
    print(f"{count} files, {count - refused - bad} read alike, {refused} refused")
    sys.exit(bad > 0)
