"""Yike (一刻): where to put elderly-care facilities, and the classical location problems, solved exactly.

`yike.locate` has a function for each location problem, over GeoDataFrames, DataFrames with a travel matrix or a road
network. `yike.Plan` is a plan of a district: check, solve, audit, frontier, robust, sweep; alternatives, conflicts, why,
worth. What the command line says of a run, answers say by the same columns; its words for options are the names of
arguments here, with `_` for `-`.

Examples
--------
>>> import geopandas as gpd, yike
>>> villages = gpd.read_file("data/qianjiang/villages.geojson")
>>> answer = yike.locate.mclp(villages, reach="3 km", p=3, weight="aged_60")
>>> answer.status, answer.value, answer.bound
('optimal', 32616.0, 32616.0)
"""

from . import locate
from ._errors import FaultError, InputError, Issue, UsageError, YikeError
from ._yike import __version__
from .answers import Answer, Placement, Run
from .layers import demand, matrix, reach, read, write
from .plan import Plan, diff, forecast, init, verify

__all__ = [
    "Answer",
    "FaultError",
    "InputError",
    "Issue",
    "Placement",
    "Plan",
    "Run",
    "UsageError",
    "YikeError",
    "__version__",
    "demand",
    "diff",
    "forecast",
    "init",
    "locate",
    "matrix",
    "reach",
    "read",
    "verify",
    "write",
]
