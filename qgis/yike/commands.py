"""The commands that are algorithms, each with the options that a form needs; `MORE` takes all others as they are typed."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Option:
    """What a form asks for. `flag` is none for what stands in its place without one."""

    name: str
    flag: str | None
    kind: str  # file, folder, layer, text, word, flag, crs; out-file, out-folder
    en: str
    zh: str
    needed: bool = False
    words: tuple[str, ...] = ()
    ending: str = ""


@dataclass(frozen=True)
class Command:
    word: str
    en: str
    zh: str
    about_en: str
    about_zh: str
    options: tuple[Option, ...]
    #: Files of a folder that is written, by the names of outputs.
    files: dict[str, str] = field(default_factory=dict)


PLAN = Option("PLAN", None, "file", "Plan", "规划文件", needed=True, ending="toml")
LANG = Option("LANG", "--lang", "word", "Language", "语言", words=("en", "zh"))
CRS = Option("CRS", "--crs", "crs", "Coordinate system of the maps", "地图坐标系")
OUT = Option("OUTPUT", "--out", "out-folder", "Folder of the run", "结果文件夹", needed=True)
TIME = Option("TIME_LIMIT", "--time-limit", "text", "Time limit, for instance 60 s", "时限，如 60 s")
PROFILE = Option(
    "PROFILE", "--profile", "word", "How people travel", "出行方式", words=("walk", "cycle", "drive", "bus")
)
PROBLEMS = (
    "lscp", "mclp", "psclp", "gradual", "p-median", "uflp", "p-center", "p-dispersion", "cflp", "sscflp",
)  # fmt: skip

COMMANDS = (
    Command(
        "init",
        "Make a plan from tables",
        "由数据表生成规划",
        "Makes a plan and its layers from the tables and layers in a folder.",
        "由文件夹内的数据表和图层生成规划文件及其图层。",
        (
            Option("FOLDER", None, "folder", "Folder with the tables", "数据文件夹", needed=True),
            Option("OUTPUT", "--out", "out-folder", "Folder of the plan", "规划文件夹", needed=True),
        ),
        {"PLAN": "plan.toml"},
    ),
    Command(
        "solve",
        "Solve a plan",
        "求解规划",
        "Finds the best layout of a plan, and writes it as a GeoPackage with a project, GeoJSON, tables and summaries.",
        "求解规划的最优布局，写出含工程的 GeoPackage、GeoJSON、表格和摘要。",
        (PLAN, LANG, CRS, TIME, OUT),
        {"PACKAGE": "plan.gpkg", "SUMMARY": "summary.md"},
    ),
    Command(
        "audit",
        "Score a layout",
        "核算布局",
        "Scores the sites as they stand in the layer: the work of each site counts, all else is computed from it. Save "
        "changes of the layer first.",
        "按图层中各点位的任务核算布局：以任务为准，其余各项均据此重新计算。请先保存图层的修改。",
        (
            PLAN,
            Option("LAYOUT", "--layout", "layer", "Sites with their works", "点位图层", needed=True),
            LANG,
            CRS,
            OUT,
        ),
        {"PACKAGE": "plan.gpkg", "SUMMARY": "summary.md"},
    ),
    Command(
        "locate",
        "Answer a location problem",
        "求解选址问题",
        "Covers, medians, centers, facility location: proved answers on layers or a travel matrix. Options that the form "
        "does not have are those of yike locate PROBLEM --help.",
        "覆盖、中位、中心和设施选址问题：基于图层或出行矩阵，求得经证明的解。其他选项见 yike locate PROBLEM --help。",
        (
            Option("PROBLEM", None, "word", "Problem", "选址问题", needed=True, words=PROBLEMS),
            Option("DEMAND", "--demand", "layer", "Demand", "需求点", needed=True),
            Option("SITES", "--sites", "layer", "Sites; without them at every demand point", "备选点位"),
            Option("MATRIX", "--matrix", "file", "Travel matrix (CSV)", "出行矩阵（CSV）", ending="csv"),
            Option("P", "--p", "text", "Sites to open", "启用点位数"),
            Option("REACH", "--reach", "text", "Reach, for instance 2 km", "服务半径，如 2 km"),
            TIME,
            OUT,
        ),
        {"SITES_MAP": "placement.geojson", "DEMAND_MAP": "demand.geojson", "LINKS_MAP": "links.geojson"},
    ),
    Command(
        "matrix",
        "Travel matrix over roads",
        "道路出行矩阵",
        "Minutes or lengths between two layers over roads.",
        "两个图层之间沿道路的时间或距离。",
        (
            Option("ORIGINS", None, "layer", "Origins", "起点", needed=True),
            Option("SITES", None, "layer", "Sites", "点位", needed=True),
            Option("NETWORK", "--network", "file", "Roads (OpenStreetMap, or lines)", "道路数据", needed=True),
            PROFILE,
            Option("WITHIN", "--within", "text", "No way is longer than, for instance 15 min", "上限，如 15 min"),
            Option("METRES", "--metres", "flag", "Lengths instead of minutes", "以距离代替时间"),
            Option("OUTPUT", "--out", "out-file", "Matrix (CSV)", "出行矩阵（CSV）", needed=True, ending="csv"),
        ),
    ),
    Command(
        "report",
        "Report of a run",
        "生成报告",
        "One HTML file of a run, for any browser.",
        "把一次运行的结果做成一个 HTML 文件，任何浏览器均可打开。",
        (
            Option("RUN", None, "folder", "Folder of the run", "结果文件夹", needed=True),
            LANG,
            Option("OUTPUT", "--out", "out-file", "Report (HTML)", "报告（HTML）", needed=True, ending="html"),
        ),
    ),
)

MORE = Option("MORE", None, "text", "Further options, as on the command line", "其他选项（命令行写法）")
