"""Layers and matrices: any format that Yike reads to a GeoDataFrame and back, travel over roads."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from ._call import run
from ._documents import documented
from ._frames import Source

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import ConvertOptions, DemandOptions, MatrixOptions, ReachOptions

__all__ = ["demand", "matrix", "reach", "read", "write"]


@documented("convert")
def read(file: Source, **options: Unpack[ConvertOptions]) -> gpd.GeoDataFrame:
    """Read a layer of any format that Yike reads: what a plan or a placement would see of it.

    Parameters
    ----------
    file : path or frame
        GeoJSON, Shapefile, GeoPackage (``file.gpkg#layer``), FlatGeobuf, GeoParquet, KML, CSV, a workbook, or an archive.

    Returns
    -------
    GeoDataFrame
        In EPSG:4326, or in `crs`.

    Raises
    ------
    InputError
        All that is wrong with the file.
    """
    with tempfile.TemporaryDirectory(prefix="yike-") as place:
        out = Path(place) / "layer.gpkg"
        run("convert", [file, out], {"crs": "EPSG:4326", **options})
        return gpd.read_file(out)


@documented("convert")
def write(frame: Source, file: str | Path, **options: Unpack[ConvertOptions]) -> None:
    """Write a frame as a layer, in the format that the ending of the file's name says.

    Parameters
    ----------
    frame : GeoDataFrame or path
    file : path
        ``.geojson``, ``.shp``, ``.gpkg``, ``.fgb``, ``.parquet`` or ``.csv``.
    """
    run("convert", [frame, file], options)


@documented("matrix")
def matrix(origins: Source, sites: Source, **options: Unpack[MatrixOptions]) -> pd.DataFrame:
    """Compute travel times or lengths over roads between two layers.

    Parameters
    ----------
    origins, sites : GeoDataFrame or path
        Points or polygons.

    Returns
    -------
    DataFrame
        A row a pair within the limit: ``demand``, ``site`` and ``minutes`` or ``metres``; what `yike.locate` takes as
        `matrix`.
    """
    given: dict[str, Any] = dict(options)
    with tempfile.TemporaryDirectory(prefix="yike-") as place:
        out = given.setdefault("out", Path(place) / "matrix.parquet")
        run("matrix", [origins, sites], given)
        if str(out).lower().endswith(".parquet"):
            return pd.read_parquet(out)
        return pd.read_csv(out, dtype={"demand": "str", "origin": "str", "site": "str"})


@documented("reach")
def reach(sites: Source, **options: Unpack[ReachOptions]) -> gpd.GeoDataFrame:
    """Compute from where sites are reached over roads.

    Parameters
    ----------
    sites : GeoDataFrame or path

    Returns
    -------
    GeoDataFrame
        Areas and roads, in EPSG:4326.
    """
    given: dict[str, Any] = dict(options)
    with tempfile.TemporaryDirectory(prefix="yike-") as place:
        out = given.setdefault("out", Path(place) / "reach.geojson")
        run("reach", [sites], given)
        return gpd.read_file(out)


@documented("demand")
def demand(towns: Source, **options: Unpack[DemandOptions]) -> gpd.GeoDataFrame:
    """Make a demand layer from a raster of people, or from town polygons alone. It is modelled, and says so.

    Parameters
    ----------
    towns : GeoDataFrame or path

    Returns
    -------
    GeoDataFrame
        In EPSG:4326, or in `crs`.
    """
    given: dict[str, Any] = dict(options)
    with tempfile.TemporaryDirectory(prefix="yike-") as place:
        out = given.setdefault("out", Path(place) / "demand.gpkg")
        run("demand", [towns], given)
        return gpd.read_file(out)
