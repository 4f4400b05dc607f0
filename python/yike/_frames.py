"""Frames of Python to Arrow, and tables of a run back to frames. Nothing goes through files."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa

from . import _yike

logger = logging.getLogger("yike")

#: What stands for a layer or a table: a frame, anything else that speaks Arrow, or the path of a file.
Source = Any


def is_frame(value: object) -> bool:
    """Whether the value is a frame, and not the path of a file."""
    return isinstance(value, (pd.DataFrame, gpd.GeoSeries)) or hasattr(value, "__arrow_c_stream__")


def lend(name: str, frame: Any, *, index_as_id: bool = False) -> _yike.Frame:
    """Lend a frame to commands, called `name` in messages.

    Of several geometries the active one is taken. Columns of objects that Arrow has no type for become text, which is
    logged. With `index_as_id` rows of a frame without a column ``id`` have their place in its index as their id, or where
    that is not unique their number from 0.
    """
    if isinstance(frame, gpd.GeoSeries):
        frame = gpd.GeoDataFrame(geometry=frame)
    if index_as_id:
        frame = _with_ids(frame)
    if isinstance(frame, pd.DataFrame):
        frame = _arrow(name, frame)
    return _yike.Frame(name, frame)


def _with_ids(frame: Any) -> Any:
    if not isinstance(frame, pd.DataFrame):
        frame = pa.table(frame)
        if "id" in frame.column_names:
            return frame
        return frame.append_column("id", pa.array([str(row) for row in range(frame.num_rows)]))
    if "id" in frame.columns:
        return frame
    ids = frame.index if frame.index.is_unique else pd.RangeIndex(len(frame))
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
    frame = _with_types(name, frame, own)
    if not is_geo:
        return pa.Table.from_pandas(pd.DataFrame(frame), preserve_index=False)
    if frame.crs is not None and not frame.crs.equals(4326, ignore_axis_order=True):
        logger.info("%s: positions are taken from %s to WGS84", name, frame.crs.to_string())
    return frame.to_arrow(index=False, geometry_encoding="WKB")


def _with_types(name: str, frame: Any, geometry: str | None) -> Any:
    for column in frame.columns:
        if column == geometry or not pd.api.types.is_object_dtype(frame[column].dtype):
            continue
        try:
            pa.Array.from_pandas(frame[column])
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            logger.warning("%s: the values of %r are of several types and taken as text", name, column)
            values = frame[column]
            frame = frame.assign(**{column: values.where(values.isna(), values.map(str))})
    return frame


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
    own = frame.drop(columns=[column for column in frame.columns if str(column).startswith("plan_")])
    for column in answered.columns:
        if column.startswith("plan_"):
            own[column] = answered[column].to_numpy()
    own.attrs.update(answered.attrs)
    return own


def paths(value: str | Path | Mapping[str, Any]) -> str:
    """Return the path as text."""
    return str(Path(str(value)))
