"""The arguments that functions take by name: made by ``tools/options.py`` from the options of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import Any, Literal, TypedDict


class InitOptions(TypedDict, total=False):
    """Of `yike init`."""

    towns: Any
    """The file of the towns, whatever it looks like (FILE.gpkg#LAYER, FILE.xlsx#SHEET, as of the
    next four)"""

    people: Any | Sequence[Any]
    """A file of people; may be repeated"""

    facilities: Any | Sequence[Any]
    """A file of care facilities and places for them; may be repeated"""

    medical: Any | Sequence[Any]
    """A file of hospitals and clinics; may be repeated"""

    roads: Any
    """The file of roads: an extract of OpenStreetMap, or lines"""

    column: str | Sequence[str]
    """Which column stands for a property, for instance people.population=常住人口; may be repeated"""

    crs: str | Sequence[str]
    """The coordinate system of a file that names none, for instance people=EPSG:4547; may be
    repeated"""

    category: str | Sequence[str]
    """What facilities of a category are, for instance 长者食堂=station; may be repeated"""

    template: Literal["chongqing", "plain"]
    """Tiers, reaches, sizes, costs and targets: chongqing has those of two districts' plans, plain
    a few that are assumed [default: that of the last time, else chongqing]"""

    candidates: str
    """Places to build: units is one in each village and community, grid:1km one in each square
    where people live, osm the public buildings of the extract of OpenStreetMap, none no others
    than the tables give [default: those of the last time; else those of the tables, else units]"""

    name: str
    """The plan's name [default: that of the last time, else the folder's]"""

    period: int
    """The year that the plan is for [default: that of the last time, else the template's]"""

    leave_out: bool
    """Leave out rows that belong to no town, instead of refusing them"""

    lang: Literal["en", "zh"]
    """The language of what is said and of the plan's comments"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class CheckOptions(TypedDict, total=False):
    """Of `yike check`."""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    strict_network: bool
    """Refuse demand and sites that are off the plan's roads, and demand from which no site can be
    reached"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class SolveOptions(TypedDict, total=False):
    """Of `yike solve`."""

    time_limit: str | float
    """Stop after this time with the best so far, for instance "60 s" or "10 min"; each aim of a
    plan may use half of what is left, the last all of it; the result then depends on the
    machine [default: no limit]"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    crs: str
    """The coordinate system of the maps, for instance EPSG:4547, CGCS2000 or GCJ-02 [default:
    WGS84]"""

    formats: Literal["geojson", "gpkg", "xlsx", "fgb", "parquet", "shp", "csv"] | Sequence[Literal["geojson", "gpkg", "xlsx", "fgb", "parquet", "shp", "csv"]]
    """Formats beside GeoJSON: gpkg is plan.gpkg with all layers, xlsx the tables as a workbook,
    fgb, parquet and shp a file a layer, csv layers and tables; geojson alone: no others"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    lang: Literal["en", "zh"]
    """The language of tables and of the style that QGIS opens with [default: that of the terminal]"""

    lp_file: Any
    """Also write the model of the first stage, in LP format, for other solvers"""

    no_comparison: bool
    """Do not also seek what the plan is compared with: other layouts that are as good; of a plan
    with periods each period planned alone and period by period"""

    strict_network: bool
    """Refuse demand and sites that are off the plan's roads, and demand from which no site can be
    reached"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class SweepOptions(TypedDict, total=False):
    """Of `yike sweep`."""

    sweep: Any
    """The sweep file (TOML): what varies"""

    shard: str
    """Solve only a part, here or on another machine, and write no tables: "3/8" is every eighth
    scenario from the third, "0..500" are the first 500 (numbered from 0, without number 500)"""

    merge: str | PathLike[str] | Sequence[str | PathLike[str]]
    """Solve nothing; take over what was solved with --shard into these folders, and write the
    tables when all is there"""

    restart: bool
    """Begin again: throw away the journal in the folder"""

    yes: bool
    """Run a sweep or a shard of more than 10,000 scenarios"""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    time_limit: str | float
    """Stop a scenario after this time with the best plan so far; rows then depend on the machine
    [default: no limit]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class RobustOptions(TypedDict, total=False):
    """Of `yike robust`."""

    sweep: Any
    """The sweep file (TOML): the scenarios, as for `yike sweep`"""

    by: Literal["worst", "regret", "expected", "cvar"]
    """What the layout is chosen by"""

    alpha: str | float
    """With --by cvar: over the worst 1 − ALPHA of all probability, from 0 to below 1 [default:
    0.9]"""

    in_: Literal["share", "people"]
    """What coverage is counted in"""

    weights: str
    """How likely each scenario is, in their order, for instance "1,2,1" [default: all alike]"""

    out: str | PathLike[str]
    """Folder for the outputs; made when missing, equal names are replaced"""

    no_comparison: bool
    """Do not also find the expected-value layout and the plan for mean figures, to compare"""

    yes: bool
    """Plan for more than 500 scenarios"""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    time_limit: str | float
    """Stop after this time with the best so far, for instance "60 s" or "10 min"; each aim of a
    plan may use half of what is left, the last all of it; the result then depends on the
    machine [default: no limit]"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    crs: str
    """The coordinate system of the map, for instance EPSG:4547, CGCS2000 or GCJ-02 [default:
    WGS84]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class FrontierOptions(TypedDict, total=False):
    """Of `yike frontier`."""

    of: Literal["coverage"]
    """What is made large"""

    against: Literal["money", "travel", "worst-town", "worst-decile", "kolm-pollak"]
    """What it is traded off against"""

    points: int | str
    """How many points, the ends among them; "all" finds every one"""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    out: str | PathLike[str]
    """Folder for the outputs; nothing is written without it"""

    total_time: str | float
    """Stop after this time in all, with the points found by then"""

    restart: bool
    """Begin again: throw away the journal in the folder, from which a frontier that was stopped
    goes on"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    time_limit: str | float
    """Stop a solve after this time with the best so far; points then depend on the machine
    [default: no limit]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class AlternativesOptions(TypedDict, total=False):
    """Of `yike alternatives`."""

    count: int
    """How many plans are sought beside the best one"""

    differ: str
    """How much any two plans differ at least: "3 sites" (where a facility stands), "2 works" or an
    amount of money"""

    lose: str | Sequence[str]
    """What a plan may lose of each aim, for instance "2 %", or of one aim: "money=5 %"; may be
    repeated"""

    moves: int
    """At most so many sites are decided otherwise than in the layout of --near"""

    crs: str
    """The coordinate system of the layouts, for instance EPSG:4547, CGCS2000 or GCJ-02 [default:
    WGS84]"""

    period: int
    """Of a plan with periods: the year of the one that is asked about, planned alone as a plan of
    one year"""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    out: str | PathLike[str]
    """Folder for the outputs; nothing is written without it"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    time_limit: str | float
    """Stop a solve after this time with the best so far; plans then depend on the machine
    [default: no limit]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class ConflictsOptions(TypedDict, total=False):
    """Of `yike conflicts`."""

    count: int
    """At most so many conflicts"""

    period: int
    """Of a plan with periods: the year of the one that is asked about, planned alone as a plan of
    one year"""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    out: str | PathLike[str]
    """Folder for the outputs; nothing is written without it"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    time_limit: str | float
    """Stop after this time with what is known so far; it then depends on the machine [default: no
    limit]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class WhyOptions(TypedDict, total=False):
    """Of `yike why`."""

    site: str | Sequence[str]
    """A site by its id or name: why it is in the plan, or why not; may be repeated"""

    village: str | Sequence[str]
    """A village or community by its id or name: how its people can be reached; may be repeated"""

    target: str | Sequence[str]
    """A target or rule by its id, name or number: what binds it, and what it costs; may be
    repeated"""

    period: int
    """Of a plan with periods: the year of the one that is asked about, planned alone as a plan of
    one year"""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    out: str | PathLike[str]
    """Folder for the outputs; nothing is written without it"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    time_limit: str | float
    """Stop a solve after this time with the best so far; answers then depend on the machine
    [default: no limit]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class WorthOptions(TypedDict, total=False):
    """Of `yike worth`."""

    steps: int
    """So many steps to either side"""

    step: str | Sequence[str]
    """A lever, by the path by which --set changes it, and its step, for instance
    "funding.lottery.amount=2 million yuan", "scale.funding=2 million yuan" of all sources,
    "tier.station.reach.urban=5 min", "target.indicator-5.at_least=100", "tier.hall.places=1";
    may be repeated [default: a tenth of money, 5 min or a tenth of a distance, 5 percentage
    points, one facility or place]"""

    only: str | Sequence[str]
    """Only this lever; may be repeated [default: all of the plan]"""

    period: int
    """Of a plan with periods: the year of the one that is asked about, planned alone as a plan of
    one year"""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    out: str | PathLike[str]
    """Folder for the outputs; nothing is written without it"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    time_limit: str | float
    """Stop a solve after this time with the best so far; steps then depend on the machine
    [default: no limit]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class LocateOptions(TypedDict, total=False):
    """Of `yike locate`."""

    matrix: Any
    """A travel matrix in CSV, a pair a row or a demand point a row; what it leaves out is out of
    reach"""

    instance: Any
    """A file in one of the field's formats"""

    format: str
    """Its format: pmed, cap, tsplib, holmberg, grid, sjc or cities [default: recognised]"""

    rounding: Literal["exact", "floor", "nearest"]
    """What is done to distances of tsplib and sjc files [default: exact]"""

    capacity: float
    """For cap files that leave the capacity open (capa, capb, capc): the capacity"""

    detour: float
    """Travelled over straight distance, for layers [default: 1]"""

    matrix_unit: Literal["m", "km", "s", "min", "h", "none"]
    """What the matrix is measured in [default: by the name of its column]"""

    matrix_demand_field: str
    """The column of the matrix that holds the ids of demand points [default: by its name]"""

    matrix_site_field: str
    """The column of the matrix that holds the ids of sites [default: by its name]"""

    whole_demand: bool
    """Values of the matrix are costs of whole demand points, not of one unit of weight"""

    value_field: str
    """The column of the matrix that holds the values"""

    demand_crs: str
    """The coordinate system of the demand layer where the file names none, for instance EPSG:4547
    or GCJ-02; none: x and y of both tables are of a plane without a system, and distances have
    no unit"""

    sites_crs: str
    """The coordinate system of the sites layer where the file names none"""

    demand_id_field: str
    """The property that is the id of demand [default: id]"""

    site_id_field: str
    """The property that is the id of sites [default: id]"""

    cost_field: str
    """The property that is the cost of opening a site [default: fixed_cost]"""

    capacity_field: str
    """The property that is the capacity of a site [default: capacity]"""

    rule_field: str
    """The property that says free, existing, required or forbidden; NAME=WORD where it has 1 for
    that word and 0 for free, for instance built=existing [default: rule]"""

    network: Any
    """Roads: an extract of OpenStreetMap (.osm.pbf, .osm, .osm.gz, .osm.bz2), or lines of a layer
    with the property `highway`"""

    profile: Literal["walk", "cycle", "drive", "bus"]
    """How people travel [default: walk]"""

    within: str
    """No way is longer than this: "15 min" by the quickest way, or "2 km" by the shortest
    [default: no limit]"""

    walk: str
    """The speed of walking, to the road too [default: "4 km/h"]"""

    speed: str | Sequence[str]
    """Another speed on roads of a class, for instance residential="20 km/h"; may be given again"""

    snap: str
    """How far a point may be from a road [default: "500 m"]"""

    heights: Any
    """A raster of heights in metres (GeoTIFF), for nodes of the roads that have none; --slopes
    goes without saying"""

    slopes: bool
    """Walkers mind slopes, where the network has heights"""

    strict_network: bool
    """Refuse demand and sites that are off the roads, and demand from which no site can be reached"""

    alternatives: int
    """Also find the N next best placements, each rank proved, and say whether the best is the only
    one of its value"""

    differ: int
    """In how many sites an alternative differs from the best and from those before it at least:
    sites that are open in one of the two and closed in the other, so that a site in place of
    another counts 2. Where not any other placement will do, the compact model is solved for
    each; a number, or "2 sites" as of plans [default: 1]"""

    lose: str | float
    """How much worse than the best an alternative may be, for instance "2 %" [default: no limit;
    with --common: 0 %]"""

    common: bool
    """Also say of each site whether all placements within the loss of --lose have it open, some or
    none: a solve for each site; without --alternatives the next best placement is sought too"""

    worth: int
    """Also solve again with up to N steps more and less of what is allowed or asked for: a site, a
    tenth of the budget or the reach, 5 points of the share"""

    out: str | PathLike[str]
    """Folder for the outputs; nothing is written without it"""

    crs: str
    """The coordinate system of the maps, for instance EPSG:4547, CGCS2000 or GCJ-02 [default:
    WGS84]"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    time_limit: str | float
    """Stop after this time with the best so far, for instance "60 s" or "10 min"; each aim of a
    plan may use half of what is left, the last all of it; the result then depends on the
    machine [default: no limit]"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    start: Any
    """Start from these open sites: GeoJSON, CSV (as sites.csv) or a list of ids"""

    audit: Any
    """Do not solve: audit these open sites"""

    assignment: Any
    """With --audit, where capacities hold: who goes where, as assignment.csv of a run has it
    [default: the best split; where each goes to one site none is known]"""

    compact: bool
    """Give the compact model to a solver instead of searching"""

    lp_file: Any
    """Also write the compact model in LP format, for other solvers"""

    mps_file: Any
    """Also write the compact model in MPS format, for other solvers"""

    solver: Literal["highs", "microlp"]
    """The solver of the compact model [default: highs when built in, else microlp]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class MatrixOptions(TypedDict, total=False):
    """Of `yike matrix`."""

    network: Any
    """Roads: an extract of OpenStreetMap (.osm.pbf, .osm, .osm.gz, .osm.bz2), or lines of a layer
    with the property `highway`"""

    profile: Literal["walk", "cycle", "drive", "bus"]
    """How people travel [default: walk]"""

    within: str
    """No way is longer than this: "15 min" by the quickest way, or "2 km" by the shortest
    [default: no limit]"""

    walk: str
    """The speed of walking, to the road too [default: "4 km/h"]"""

    speed: str | Sequence[str]
    """Another speed on roads of a class, for instance residential="20 km/h"; may be given again"""

    snap: str
    """How far a point may be from a road [default: "500 m"]"""

    heights: Any
    """A raster of heights in metres (GeoTIFF), for nodes of the roads that have none; --slopes
    goes without saying"""

    slopes: bool
    """Walkers mind slopes, where the network has heights"""

    strict_network: bool
    """Refuse demand and sites that are off the roads, and demand from which no site can be reached"""

    out: Any
    """The file for the matrix, a pair a row: CSV, or Parquet where its name ends in .parquet; -
    writes CSV to standard output"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    wide: bool
    """A row for each origin and a column for each site instead"""

    metres: bool
    """Lengths of the ways instead of minutes"""

    report: str | PathLike[str]
    """Folder for network.csv and network.geojson: what is on the roads and what is not"""

    crs: str
    """The coordinate system of network.geojson, for instance EPSG:4547, CGCS2000 or GCJ-02
    [default: WGS84]"""

    origin_id_field: str
    """The property that is the id of origins [default: id]"""

    weight_field: str
    """The property that is the weight of origins, for the people in --report [default: weight,
    demand, persons, people, population or residents]"""

    site_id_field: str
    """The property that is the id of sites [default: id]"""

    origins_crs: str
    """The coordinate system of origins, where their file does not say it: EPSG:4547, GCJ-02, …"""

    sites_crs: str
    """The coordinate system of sites, where their file does not say it: EPSG:4547, GCJ-02, …"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class ReachOptions(TypedDict, total=False):
    """Of `yike reach`."""

    network: Any
    """Roads: an extract of OpenStreetMap (.osm.pbf, .osm, .osm.gz, .osm.bz2), or lines of a layer
    with the property `highway`"""

    profile: Literal["walk", "cycle", "drive", "bus"]
    """How people travel [default: walk]"""

    within: str
    """No way is longer than this: "15 min" by the quickest way, or "2 km" by the shortest
    [default: no limit]"""

    walk: str
    """The speed of walking, to the road too [default: "4 km/h"]"""

    speed: str | Sequence[str]
    """Another speed on roads of a class, for instance residential="20 km/h"; may be given again"""

    snap: str
    """How far a point may be from a road [default: "500 m"]"""

    heights: Any
    """A raster of heights in metres (GeoTIFF), for nodes of the roads that have none; --slopes
    goes without saying"""

    slopes: bool
    """Walkers mind slopes, where the network has heights"""

    strict_network: bool
    """Refuse demand and sites that are off the roads, and demand from which no site can be reached"""

    out: Any
    """The file for areas and roads: GeoJSON"""

    crs: str
    """The coordinate system of the map, for instance EPSG:4547, CGCS2000 or GCJ-02 [default:
    WGS84]"""

    beside: str
    """How far beside the roads the areas go [default: "100 m"]"""

    site_id_field: str
    """The property that is the id of sites [default: id]"""

    sites_crs: str
    """The coordinate system of sites, where their file does not say it: EPSG:4547, GCJ-02, …"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class AuditOptions(TypedDict, total=False):
    """Of `yike audit`."""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    crs: str
    """The coordinate system of the maps, for instance EPSG:4547, CGCS2000 or GCJ-02 [default:
    WGS84]"""

    formats: Literal["geojson", "gpkg", "xlsx", "fgb", "parquet", "shp", "csv"] | Sequence[Literal["geojson", "gpkg", "xlsx", "fgb", "parquet", "shp", "csv"]]
    """Formats beside GeoJSON: gpkg is plan.gpkg with all layers, xlsx the tables as a workbook,
    fgb, parquet and shp a file a layer, csv layers and tables; geojson alone: no others"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    lang: Literal["en", "zh"]
    """The language of tables and of the style that QGIS opens with [default: that of the terminal]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class ChallengeOptions(TypedDict, total=False):
    """Of `yike challenge`."""

    set: str | Sequence[str]
    """A parameter of the plan and another value for it, for instance "funding.lottery.amount=30
    million yuan" or "rule.row-2.kind=expected"; may be repeated"""

    lift: str | Sequence[str]
    """A rule or a target that does not count, by its id; also leads:TIER, site:ID, required,
    forbidden, may_stay, or published: all rules that hold only because the published plan says
    so; may be repeated"""

    require: str | Sequence[str]
    """A site by its id or name where a facility must stand; "SITE=WORK": where this work must be
    done, by its id or kind; may be repeated"""

    forbid: str | Sequence[str]
    """A site where no facility may stand; may be repeated"""

    keep_today: str | Sequence[str]
    """A site where nothing is to be done; "all": no site where a facility stands today; may be
    repeated"""

    merge_town: str | Sequence[str]
    """A town that becomes a part of another, by ids or names, for instance "云集镇=双龙镇"; may be
    repeated"""

    people: int
    """The people of this year: one of the plan's [demand.years], or its own"""

    time_limit: str | float
    """Stop after this time with the best so far, for instance "60 s" or "10 min"; each aim of a
    plan may use half of what is left, the last all of it; the result then depends on the
    machine [default: no limit]"""

    gap: str | float
    """Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]"""

    threads: int
    """Threads, at most as many as the machine has; the result does not depend on it [default: that
    many]"""

    solver: Literal["highs", "microlp"]
    """The solver [default: highs when built in, else microlp]"""

    crs: str
    """The coordinate system of the maps, for instance EPSG:4547, CGCS2000 or GCJ-02 [default:
    WGS84]"""

    formats: Literal["geojson", "gpkg", "xlsx", "fgb", "parquet", "shp", "csv"] | Sequence[Literal["geojson", "gpkg", "xlsx", "fgb", "parquet", "shp", "csv"]]
    """Formats beside GeoJSON: gpkg is plan.gpkg with all layers, xlsx the tables as a workbook,
    fgb, parquet and shp a file a layer, csv layers and tables; geojson alone: no others"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    lang: Literal["en", "zh"]
    """The language of tables and of the style that QGIS opens with [default: that of the terminal]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class DrawOptions(TypedDict, total=False):
    """Of `yike draw`."""

    out: Any
    """The picture; its ending says the format: .svg or .png"""

    chart: Literal["map", "coverage", "money", "frontier"]
    """What is drawn; a frontier is drawn as one without being asked"""

    title: str | Sequence[str]
    """A title for a map, one a folder; may be repeated [default: the plan's name]"""

    width: str
    """Width in pixels [default: 600 a panel, 900 of charts]"""

    lang: Literal["en", "zh"]
    """The language of the words [default: that of the terminal]"""

    attribution: str
    """Whom to name for the data, where they ask for it"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class VerifyOptions(TypedDict, total=False):
    """Of `yike verify`."""

    plan: Any
    """The plan file, where it has moved since; its layers are found from it"""

    inputs: str | PathLike[str]
    """The folder that the run's paths start from, or that holds the plan file and the drawn layout
    [default: the current one]"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class DiffOptions(TypedDict, total=False):
    """Of `yike diff`."""

    out: str | PathLike[str]
    """Folder for a page, tables and a map of the changes; nothing is written without it"""

    moved_within: str
    """A facility closed and one of the same tier opened in the same town, at most so far away, are
    one that moved"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class ReportOptions(TypedDict, total=False):
    """Of `yike report`."""

    lang: Literal["en", "zh"]
    """The language to begin with; the page has a switch [default: as the reader's browser says; of
    a document that of the terminal]"""

    tiles: str
    """Map tiles to draw beneath, for instance "https://tiles.example.org/{z}/{x}/{y}.png"; then
    the page asks that host for them [default: none, nothing is asked of the network]"""

    tiles_credit: str
    """Whom to name as the owner of the tiles"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class ConvertOptions(TypedDict, total=False):
    """Of `yike convert`."""

    to: Literal["geojson", "csv"]
    """The format of standard output"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    crs: str
    """The coordinate system to write in, for instance EPSG:4547, CGCS2000 or GCJ-02 [default:
    WGS84 for GeoJSON, else the input's where the format can say it]"""

    from_crs: str
    """The coordinate system of an input that names none"""

    layer: str
    """The layer of a GeoPackage that has several"""

    field: str | Sequence[str]
    """Give a property another name, for instance id=编码; may be repeated"""

    join: Any
    """A table whose columns become properties: CSV, a workbook (FILE.xlsx#SHEET) or Parquet"""

    join_by: str
    """The layer's property and the table's column that are to be equal; the latter where it has
    another name"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class DemandOptions(TypedDict, total=False):
    """Of `yike demand`."""

    raster: Any
    """A GeoTIFF of people a cell, such as WorldPop's; without it the towns' `population` is spread
    over their area"""

    cell: str
    """The side of a unit's square, for instance "500 m" [default: one unit a town]"""

    fit: bool
    """Scale the raster's people to the towns' `population`"""

    group: str | Sequence[str]
    """A group of people and its share of all, for instance "aged_60=25.4 %"; may be repeated
    [default: aged_60 by the towns' `ageing_rate` where they have one]"""

    out: Any
    """The layer to write; its ending says the format, as of `yike convert`"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    crs: str
    """The coordinate system to write in [default: WGS84]"""

    layer: str
    """The layer of a GeoPackage of towns that has several"""

    towns_crs: str
    """The coordinate system of a towns layer that names none"""

    raster_crs: str
    """The coordinate system of a raster that names none"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class ForecastOptions(TypedDict, total=False):
    """Of `yike forecast`."""

    census: str | Sequence[str]
    """A census with its year, for instance 2020=census.csv: CSV or .xlsx by sex and five-year age;
    give two, the earlier first"""

    years: str | Sequence[str]
    """The years, for instance 2025,2035"""

    method: Literal["cohort", "growth", "trend", "table"]
    """How people of years to come are worked out"""

    rate: str | Sequence[str]
    """Yearly growth of a group for --method growth, for instance "aged_60=3.3 %"; may be repeated"""

    table: Any
    """The figures of --method table: columns area, year, group, persons"""

    group: str | Sequence[str]
    """A group beside all residents, for instance aged_70; may be repeated [default: aged_60,
    aged_65, aged_80]"""

    variant: str | Sequence[str]
    """low, medium, high [default: all three; of a table medium]"""

    draws: int
    """So many futures drawn at random as well"""

    seed: str
    """The seed of the draws: the same one gives the same futures"""

    spread: str | float
    """How much ten-year ratios vary between futures: the standard deviation of their logarithm"""

    published: str | Sequence[str]
    """A figure of another source to show beside, for instance "500115 aged_60 2025=207000"; the
    area may be left out where there is one"""

    control: str | Sequence[str]
    """The same, to which the forecast is brought"""

    demand: Any
    """The demand layer of today, to share the forecast out to"""

    layer: str
    """The layer of a GeoPackage of demand that has several"""

    demand_crs: str
    """The coordinate system of a demand layer that names none"""

    draw_layers: bool
    """Write a demand layer for every draw too"""

    out: str | PathLike[str]
    """Folder for the outputs; nothing is written without it"""

    csv_bom: bool
    """Begin CSV with a byte-order mark, by which Excel knows UTF-8"""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""


class ExplainOptions(TypedDict, total=False):
    """Of `yike explain`."""

    progress: Any
    """Draw a bar or not [default: where somebody watches], or a function to call."""
