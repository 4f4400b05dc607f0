"""Maps in notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

#: More points than these are left to lonboard.
MOST_BY_FOLIUM = 20_000


def _is_layer(frame: Any) -> bool:
    return isinstance(frame, gpd.GeoDataFrame) and len(frame) > 0


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame with columns that a map can carry."""
    lists = [
        column
        for column in frame.columns
        if column != frame.active_geometry_name and frame[column].map(lambda value: isinstance(value, (list, dict))).any()
    ]
    return frame.astype({column: "str" for column in lists})


def placement_map(sites: Any, demand: Any, links: Any, options: dict[str, Any]) -> Any:
    """Draw a placement: demand by whether it is served, lines to sites, open and closed sites."""
    if not _is_layer(sites) and not _is_layer(demand):
        raise ValueError("the instance has no places, so that there is no map")
    if max(len(demand) if demand is not None else 0, len(sites)) > MOST_BY_FOLIUM:
        return _large(sites, demand)
    drawn = None
    if _is_layer(demand):
        served = demand["plan_site"].notna() if "plan_site" in demand else None
        shown = _plain(demand)
        if served is not None:
            shown = shown.assign(served=served.map({True: "served", False: "not served"}))
        drawn = shown.explore(
            column="served" if served is not None else None,
            categories=["served", "not served"] if served is not None else None,
            cmap=["#3b7dd8", "#d62728"] if served is not None else None,
            marker_kwds={"radius": 3},
            name="demand",
            **options,
        )
    if _is_layer(links):
        drawn = links.explore(m=drawn, color="#888888", style_kwds={"weight": 1}, name="links")
    if _is_layer(sites):
        shown = _plain(sites).assign(open=sites["plan_open"].map({True: "open", False: "closed"}))
        drawn = shown.sort_values("plan_open").explore(
            m=drawn,
            column="open",
            categories=["open", "closed"],
            cmap=["#111111", "#bbbbbb"],
            marker_kwds={"radius": 6},
            name="sites",
            **({} if drawn is not None else options),
        )
    return drawn


def run_map(tables: Mapping[str, pd.DataFrame], options: dict[str, Any]) -> Any:
    """Draw a layout: towns, demand by cover, sites by what is decided."""
    if not _is_layer(tables.get("sites")):
        raise ValueError("the run has no layout, so that there is no map")
    drawn = None
    if _is_layer(tables.get("towns")):
        towns = _plain(tables["towns"])
        drawn = towns.explore(color="#f3f0e8", style_kwds={"color": "#999999", "weight": 1}, name="towns", **options)
    sites = _plain(tables["sites"])
    shown = sites[sites["plan_standing"]] if "plan_standing" in sites else sites
    column = "plan_tier" if "plan_tier" in shown else None
    return shown.explore(
        m=drawn,
        column=column,
        marker_kwds={"radius": 5},
        name="sites",
        **({} if drawn is not None else options),
    )


def _large(sites: Any, demand: Any) -> Any:
    try:
        from lonboard import Map, ScatterplotLayer
    except ImportError as error:
        raise ImportError(f"more than {MOST_BY_FOLIUM:,} points are drawn by lonboard: pip install 'yike[large]'") from error
    layers = []
    if _is_layer(demand):
        points = gpd.GeoDataFrame(geometry=demand.representative_point(), crs=demand.crs)
        layers.append(ScatterplotLayer.from_geopandas(points, get_fill_color=[59, 125, 216], get_radius=30))
    if _is_layer(sites):
        open_sites = sites[sites["plan_open"]]
        points = gpd.GeoDataFrame(geometry=open_sites.representative_point(), crs=open_sites.crs)
        layers.append(ScatterplotLayer.from_geopandas(points, get_fill_color=[17, 17, 17], get_radius=120))
    return Map(layers)
