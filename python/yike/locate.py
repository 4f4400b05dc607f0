"""The classical location problems, each answered exactly: a value, a bound that is proved, and the gap between them.

Demand and sites are GeoDataFrames in any coordinate system (distances are geodesics on WGS84), DataFrames with ``lon`` and
``lat``, anything else that speaks Arrow, or paths of files; with ``matrix`` travel is as a table says, with ``network`` over
roads. Without ``sites`` there is one at every demand point. What the functions have in common is told in `mclp`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ._call import run
from ._documents import documented
from ._frames import Source, behind, from_arrow
from .answers import Placement

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import LocateOptions

__all__ = [
    "cflp",
    "gradual",
    "lscp",
    "mclp",
    "p_center",
    "p_dispersion",
    "p_median",
    "psclp",
    "sscflp",
    "uflp",
]


def _locate(
    problem: str,
    demand: Source,
    sites: Source,
    weight: str | None,
    question: dict[str, Any],
    options: dict[str, Any],
) -> Placement:
    own_id = options.get("site_id_field") or (options.get("demand_id_field") if sites is None else None)
    for name in ("start", "audit"):
        if options.get(name) is not None:
            options[name] = _listed(options[name], own_id)
    given = {"demand": demand, "sites": sites, "weight_field": weight, **question, **options}
    ended = run("locate", [problem], given)
    tables = {name: from_arrow(table) for _, name, table in ended.tables}
    if "demand" in tables:
        tables["demand"] = behind(demand, tables["demand"])
    if "sites" in tables:
        own = demand if sites is None and options.get("matrix") is None else sites
        tables["sites"] = behind(own, tables["sites"])
    # A function that is told of progress is of this call alone.
    given.pop("progress", None)
    asked = {"problem": problem, "given": given}
    return Placement(ended, tables, asked)


def _listed(sites: Any, own_id: str | None) -> Any:
    """Return sites as a frame of their ids; paths stay."""
    if isinstance(sites, pd.DataFrame):
        if "id" in sites.columns:
            return sites
        return pd.DataFrame({"id": [str(site) for site in (sites[own_id] if own_id in sites.columns else sites.index)]})
    if isinstance(sites, (list, tuple, set, pd.Series, pd.Index)):
        return pd.DataFrame({"id": [str(site) for site in sites]})
    return sites


@documented("locate", leave_out={"Question"})
def mclp(
    demand: Source = None,
    sites: Source = None,
    *,
    reach: str | float,
    p: int | None = None,
    budget: float | None = None,
    weight: str | None = None,
    times: int | None = None,
    strict: bool = False,
    capacities: str | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Cover the most demand within reach (maximal covering).

    Church and ReVelle (1974). At most `p` sites are opened, or as many as `budget` pays.

    Parameters
    ----------
    demand : GeoDataFrame, DataFrame, Arrow table or path
        Where people are: points or polygons, a row each; ids from the column ``id``.
    sites : GeoDataFrame, DataFrame, Arrow table or path, optional
        Where sites may be. The column ``rule`` may say ``free``, ``existing``, ``required`` or ``forbidden``.
    reach : str or float
        How far care reaches: ``"500 m"``, ``"1 km"``, ``"15 min"``; a number where the instance has no unit.
    p : int, optional
        How many sites are opened at most; existing ones do not count.
    budget : float, optional
        What opened sites may cost together, in the unit of their column ``fixed_cost``.
    weight : str, optional
        The column of demand that is its weight. Default: ``weight``, ``demand``, ``persons``, ``people``, ``population`` or
        ``residents`` where there is one, else 1 each.
    times : int, optional
        How many open sites must be within reach: 1, or 2 for backup (Hogan and ReVelle 1986).
    strict : bool
        Who is exactly at the reach is not covered.
    capacities : {"split", "single"}, optional
        Let capacities of sites hold, demand split or not.

    Returns
    -------
    Placement
        `value` is the weight covered.

    Raises
    ------
    UsageError
        When the arguments do not go together.
    InputError
        When a frame or file is wrong: everything that is, with codes and places.

    Examples
    --------
    >>> import geopandas as gpd, yike
    >>> villages = gpd.read_file("data/qianjiang/villages.geojson")
    >>> answer = yike.locate.mclp(villages, reach="3 km", p=3, weight="aged_60")
    >>> answer.open
    ['500114001001', '500114005004', '500114006002']
    """
    question = {
        "reach": reach,
        "p": p,
        "budget": budget,
        "times": times,
        "strict": strict,
        "capacities": capacities,
    }
    return _locate("mclp", demand, sites, weight, question, dict(options))


@documented("locate", leave_out={"Question"})
def lscp(
    demand: Source = None,
    sites: Source = None,
    *,
    reach: str | float,
    weight: str | None = None,
    by_cost: bool = False,
    times: int | None = None,
    strict: bool = False,
    capacities: str | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Reach all demand with the fewest or cheapest sites (location set covering).

    Toregas et al. (1971).

    Parameters
    ----------
    demand, sites, reach, weight, times, strict, capacities
        As of `mclp`.
    by_cost : bool
        Make fixed costs small rather than the number of sites.

    Returns
    -------
    Placement
        `value` is the number of sites opened, or what they cost.
    """
    question = {
        "reach": reach,
        "by_cost": by_cost,
        "times": times,
        "strict": strict,
        "capacities": capacities,
    }
    return _locate("lscp", demand, sites, weight, question, dict(options))


@documented("locate", leave_out={"Question"})
def psclp(
    demand: Source = None,
    sites: Source = None,
    *,
    reach: str | float,
    share: str | float,
    weight: str | None = None,
    by_cost: bool = False,
    strict: bool = False,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Reach a share of the demand with the fewest or cheapest sites (partial set covering).

    Daskin and Owen (1999).

    Parameters
    ----------
    demand, sites, reach, weight, strict
        As of `mclp`.
    share : str or float
        The share of the weight to be covered: ``"60 %"`` or 0.6.
    by_cost : bool
        Make fixed costs small rather than the number of sites.

    Returns
    -------
    Placement
        `value` is the number of sites opened, or what they cost.
    """
    question = {
        "reach": reach,
        "share": share,
        "by_cost": by_cost,
        "strict": strict,
    }
    return _locate("psclp", demand, sites, weight, question, dict(options))


@documented("locate", leave_out={"Question"})
def gradual(
    demand: Source = None,
    sites: Source = None,
    *,
    decay: str,
    p: int | None = None,
    budget: float | None = None,
    weight: str | None = None,
    capacities: str | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Cover the most demand, where cover falls with distance (gradual covering, attendance).

    Berman, Krass and Drezner (2003).

    Parameters
    ----------
    demand, sites, p, budget, weight, capacities
        As of `mclp`.
    decay : str
        ``"linear:500m..1000m"`` (covered wholly, not at all), ``"steps:300m=100%,600m=50%"`` or
        ``"exponential:400m..2km"`` (scale, end).

    Returns
    -------
    Placement
        `value` is the weight covered, each part by the share that the decay says.
    """
    question = {"decay": decay, "p": p, "budget": budget, "capacities": capacities}
    return _locate("gradual", demand, sites, weight, question, dict(options))


@documented("locate", leave_out={"Question"})
def p_median(
    demand: Source = None,
    sites: Source = None,
    *,
    p: int | None = None,
    weight: str | None = None,
    capacities: str | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Make the weighted distance to the nearest open site small (p-median).

    Hakimi (1964), ReVelle and Swain (1970).

    Parameters
    ----------
    demand, sites, weight, capacities
        As of `mclp`.
    p : int, optional
        How many sites are opened. Files of OR-Library say it themselves.

    Returns
    -------
    Placement
        `value` is weight times distance, in the unit of the instance (metres for frames).
    """
    question = {"p": p, "capacities": capacities}
    return _locate("p-median", demand, sites, weight, question, dict(options))


@documented("locate", leave_out={"Question"})
def p_center(
    demand: Source = None,
    sites: Source = None,
    *,
    p: int | None = None,
    weight: str | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Make the greatest distance to the nearest open site small (vertex p-center).

    Hakimi (1964). Demand without weight does not count.

    Parameters
    ----------
    demand, sites, weight
        As of `mclp`.
    p : int, optional
        How many sites are opened at most.

    Returns
    -------
    Placement
        `value` is the greatest distance, in the unit of the instance (metres for frames).
    """
    return _locate("p-center", demand, sites, weight, {"p": p}, dict(options))


@documented("locate", leave_out={"Question"})
def p_dispersion(
    demand: Source = None,
    sites: Source = None,
    *,
    p: int | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Open sites as far apart as can be (p-dispersion).

    Kuby (1987).

    Parameters
    ----------
    demand, sites
        As of `mclp`; demand does not count.
    p : int, optional
        How many sites are opened.

    Returns
    -------
    Placement
        `value` is the least distance between two open sites.
    """
    return _locate("p-dispersion", demand, sites, None, {"p": p}, dict(options))


@documented("locate", leave_out={"Question"})
def uflp(
    demand: Source = None,
    sites: Source = None,
    *,
    p: int | None = None,
    weight: str | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Make fixed costs and travel small together (uncapacitated facility location).

    Kuehn and Hamburger (1963), Balinski (1965).

    Parameters
    ----------
    demand, sites, weight
        As of `mclp`; what a site costs stands in its column ``fixed_cost``, or in the one that `cost_field` names.
    p : int, optional
        How many sites are opened at most.

    Returns
    -------
    Placement
        `value` is fixed costs and weight times distance.
    """
    question = {"p": p}
    return _locate("uflp", demand, sites, weight, question, dict(options))


@documented("locate", leave_out={"Question"})
def cflp(
    demand: Source = None,
    sites: Source = None,
    *,
    p: int | None = None,
    weight: str | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Make fixed costs and travel small, sites of limited capacity (capacitated facility location, demand split).

    Parameters
    ----------
    demand, sites, p, weight
        As of `uflp`; what a site can serve stands in its column ``capacity``, or in the one that `capacity_field` names.

    Returns
    -------
    Placement
        `value` is fixed costs and weight times distance.
    """
    return _locate("cflp", demand, sites, weight, {"p": p}, dict(options))


@documented("locate", leave_out={"Question"})
def sscflp(
    demand: Source = None,
    sites: Source = None,
    *,
    p: int | None = None,
    weight: str | None = None,
    **options: Unpack[LocateOptions],
) -> Placement:
    """Make fixed costs and travel small, each demand point served by one site of limited capacity (single source).

    Parameters
    ----------
    demand, sites, p, weight
        As of `cflp`.

    Returns
    -------
    Placement
        `value` is fixed costs and weight times distance.
    """
    return _locate("sscflp", demand, sites, weight, {"p": p}, dict(options))
