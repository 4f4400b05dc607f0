"""Frames of Python to Arrow, and tables of a run back to frames, without files between."""

from __future__ import annotations

import json
import logging
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa

from . import _yike

logger = logging.getLogger("yike")

#: What stands for a layer or a table: a frame, anything else that speaks Arrow, or the path of a file.
Source = Any


def is_frame(value: object) -> bool:
    """Whether the value is a frame, and not the path of a file."""
    return isinstance(value, (pd.DataFrame, gpd.GeoSeries)) or hasattr(value, "__arrow_c_stream__")


def lend(name: str, frame: Any, *, index_as_id: bool = False, is_matrix: bool = False) -> _yike.Frame:
    """Lend a frame to commands, called `name` in messages.

    Of several geometries the active one is taken. Values that Arrow has no type for become text; that a column has values
    of several types is logged. With `index_as_id` rows of a frame without a column ``id`` have their place in its index as
    their id, or where that is not unique their number from 0. A wide matrix (`is_matrix`) has its rows' ids in its index,
    where that is not the default one or columns are mere numbers.
    """
    if isinstance(frame, pd.Series) and not isinstance(frame, gpd.GeoSeries):
        raise TypeError(f"{name} is a Series; give a DataFrame or a GeoDataFrame")
    if isinstance(frame, gpd.GeoSeries):
        frame = gpd.GeoDataFrame(geometry=frame)
    if index_as_id:
        frame = _with_ids(name, frame)
    if is_matrix and isinstance(frame, pd.DataFrame):
        frame = _with_rows(frame)
    if isinstance(frame, pd.DataFrame):
        frame = _arrow(name, frame)
    return _yike.Frame(name, frame)


def _with_rows(matrix: Any) -> Any:
    named = {str(column).lower() for column in matrix.columns}
    has_text = any(not pd.api.types.is_numeric_dtype(kind) for kind in matrix.dtypes)
    if has_text or named & {"demand", "origin", "id"}:
        return matrix
    is_default = isinstance(matrix.index, pd.RangeIndex) and matrix.index.name is None
    if is_default and any(isinstance(column, str) for column in matrix.columns):
        if pd.api.types.is_float_dtype(matrix.iloc[:, 0].dtype):
            first = matrix.columns[0]
            raise ValueError(f"matrix: its first column {first!r} has no ids; set its index to the ids of demand")
        return matrix
    rows = pd.DataFrame(matrix).rename(columns=str)
    rows.insert(0, "demand", [str(own) for own in matrix.index])
    return rows.reset_index(drop=True)


def _with_ids(name: str, frame: Any) -> Any:
    if not isinstance(frame, pd.DataFrame):
        frame = pa.table(frame)
        if "id" in frame.column_names:
            return frame
        return frame.append_column("id", pa.array([str(row) for row in range(frame.num_rows)]))
    if "id" in frame.columns:
        return frame
    ids = frame.index
    if not ids.is_unique:
        logger.warning("%s: its index is not unique, so that rows are called by their numbers from 0", name)
        ids = pd.RangeIndex(len(frame))
    return frame.assign(id=[str(own) for own in ids])


def _arrow(name: str, frame: Any) -> Any:
    frame = frame.rename(columns=str)
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        raise ValueError(f"{name}: two columns have the name {twice[0]!r}; give each its own")
    is_geo = isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None
    own = frame.active_geometry_name if is_geo else None
    others = [
        column for column in frame.columns if column != own and isinstance(frame[column].dtype, gpd.array.GeometryDtype)
    ]
    if others:
        logger.info("%s: the geometries %s are left out; %r is taken", name, others, own)
        frame = frame.drop(columns=others)
    frame, mixed = _with_types(name, frame, own)
    if not is_geo:
        return _marked(pa.Table.from_pandas(pd.DataFrame(frame), preserve_index=False), mixed)
    if frame.crs is not None and not frame.crs.equals(4326, ignore_axis_order=True):
        logger.info("%s: positions are taken from %s to WGS84", name, frame.crs.to_string())
    return _marked(frame.to_arrow(index=False, geometry_encoding="WKB"), mixed)


def _marked(table: Any, mixed: list[str]) -> Any:
    """Say of the columns of several types that each of their values is JSON."""
    if not mixed:
        return table
    table = pa.table(table)
    for column in mixed:
        at = table.schema.get_field_index(column)
        table = table.set_column(at, table.field(at).with_metadata({"yike": "json"}), table.column(at))
    return table


def _as_json(value: Any) -> str | None:
    value = value.item() if isinstance(value, np.generic) else value
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    return json.dumps(value if isinstance(value, (str, bool, int, float)) else str(value), ensure_ascii=False)


def _with_types(name: str, frame: Any, geometry: str | None) -> tuple[Any, list[str]]:
    mixed = []
    for column in frame.columns:
        if column == geometry or not pd.api.types.is_object_dtype(frame[column].dtype):
            continue
        if frame[column].map(lambda value: isinstance(value, np.ndarray)).any():
            lists = frame[column].map(lambda value: value.tolist() if isinstance(value, np.ndarray) else value)
            frame = frame.assign(**{column: lists})
        try:
            pa.Array.from_pandas(frame[column])
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
            # Each value keeps its type, so that the one that is wrong is named, and not all of them.
            logger.warning("%s: the values of %r are of several types", name, column)
            frame = frame.assign(**{column: pd.array(frame[column].map(_as_json), dtype="string")})
            mixed.append(column)
    return frame, mixed


def from_arrow(table: pa.Table) -> Any:
    """Make a frame of a table of a run; of a layer a GeoDataFrame in EPSG:4326.

    What its columns are called in both languages, their units and sources are in ``frame.attrs["yike"]``.
    """
    about = (table.schema.metadata or {}).get(b"yike")
    is_layer = any((field.metadata or {}).get(b"ARROW:extension:name") == b"geoarrow.wkb" for field in table.schema)
    if is_layer:
        frame = gpd.GeoDataFrame.from_arrow(table).set_crs(4326, allow_override=True)
    else:
        frame = table.to_pandas()
    if about:
        frame.attrs["yike"] = json.loads(about)
    return frame


def behind(frame: Any, answered: pd.DataFrame) -> Any:
    """Put the columns that begin with ``plan_`` behind a frame that was given, by position; its index and system stay."""
    if not isinstance(frame, pd.DataFrame) or len(frame) != len(answered):
        return answered
    said = [column for column in answered.columns if column.startswith("plan_")]
    own = frame.drop(columns=[column for column in frame.columns if column in said])
    for column in said:
        own[column] = answered[column].to_numpy()
    own.attrs.update(answered.attrs)
    return own
