"""What commands answer: values with their bounds, tables and layers as frames."""

from __future__ import annotations

import html
import io
import shutil
import tempfile
import zipfile
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from ._call import Ended, run
from ._documents import documented
from ._errors import Issue
from .maps import placement_map, run_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Unpack

    from ._options import DiffOptions, ReportOptions, VerifyOptions

__all__ = ["Answer", "Placement", "Run"]


#: What the exit code says where an answer has no verdict of its own.
_ENDS = {3: "infeasible", 4: "stopped", 5: "violations", 6: "differs"}


class Answer:
    """What a command answered.

    Attributes
    ----------
    json : dict
        Everything, as the command line writes it in JSON; `docs/schema` has a schema for each.
    tables : dict of str to DataFrame
        Tables, and layers as GeoDataFrames in EPSG:4326, with the columns of `docs/outputs.md`. Their headings in English
        and Chinese, units and sources are in ``frame.attrs["yike"]``.
    warnings : tuple of Issue
        What reading the input warned about.
    messages : list of tuple
        What the command line would have said: level, text, help.
    interrupted : bool
        Whether Ctrl-C stopped it: then it is the best so far.
    """

    def __init__(self, ended: Ended, tables: Mapping[str, pd.DataFrame]) -> None:
        self.command: str = ended.command
        self.code: int = ended.code
        self.json: Any = ended.json()
        self.tables: dict[str, pd.DataFrame] = dict(tables)
        self.warnings: tuple[Issue, ...] = ended.issues
        self.messages: list[tuple[str, str, str]] = ended.messages
        self.interrupted: bool = ended.interrupted

    @property
    def status(self) -> str:
        """The verdict in a word; nothing is called optimal or proved that is not."""
        stated = self.json.get("status") if isinstance(self.json, dict) else None
        return str(stated) if stated is not None else _ENDS.get(self.code, "done")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.command}: {self.status}>"


def _english(name: Any) -> Any:
    return name.get("en", name) if isinstance(name, dict) else name


def _card(title: str, rows: list[tuple[str, Any]]) -> str:
    """Return a small table for notebooks."""
    cells = "".join(
        f"<tr><th style='text-align:left'>{html.escape(head)}</th>"
        f"<td style='text-align:left'>{html.escape(_shown(value))}</td></tr>"
        for head, value in rows
    )
    return f"<div><b>{html.escape(title)}</b><table>{cells}</table></div>"


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


#: Options of solving and writing, which an audit does without.
_OF_SOLVING = (
    *("out", "crs", "csv_bom", "lp_file", "mps_file"),
    *("start", "assignment", "compact", "time_limit", "gap", "threads", "solver"),
)


class Placement(Answer):
    """The answer to a location problem.

    Attributes
    ----------
    status : str
        ``"optimal"``, ``"gap-reached"`` (proved to the gap asked for), ``"stopped"`` with the best so far,
        ``"stopped-without-placement"``, ``"infeasible"``; of an
        audit ``"no-faults"`` or ``"faults"``. `json` says the verdict in words.
    """

    def __init__(self, ended: Ended, tables: Mapping[str, pd.DataFrame], asked: dict[str, Any]) -> None:
        super().__init__(ended, tables)
        self._asked = asked

    @property
    def value(self) -> float | None:
        """The value of the placement, in the unit that the function says; ``None`` without one."""
        value: float | None = self.json["objective"]
        return value

    @property
    def bound(self) -> float | None:
        """The bound that is proved: no placement is better."""
        bound: float | None = self.json["bound"]
        return bound

    @property
    def gap(self) -> float | None:
        """How much better than `value` the bound is, over the value; 0 where the value is proved."""
        gap: float | None = self.json["gap"]
        return gap

    @property
    def open(self) -> list[str]:
        """The ids of open sites."""
        return [str(site) for site in self.json["open"] or []]

    @property
    def sites(self) -> pd.DataFrame | None:
        """The sites with ``plan_open`` and what each serves, as they were given where they were given as a frame."""
        return self.tables.get("sites")

    @property
    def demand(self) -> pd.DataFrame | None:
        """The demand with where it goes, as it was given where it was given as a frame; ``None`` without places."""
        return self.tables.get("demand")

    @property
    def links(self) -> pd.DataFrame | None:
        """A line from each demand point to each site that serves it; ``None`` without places."""
        return self.tables.get("links")

    @property
    def assignment(self) -> pd.DataFrame | None:
        """Where every demand point goes, by share."""
        return self.tables.get("assignment")

    def audit(self, open: list[str] | pd.DataFrame | None = None) -> Placement:
        """Compute everything again from the instance alone, without a solver.

        Parameters
        ----------
        open : list of str or DataFrame, optional
            Other sites, by their ids, to be audited by the same question instead.

        Returns
        -------
        Placement
            `status` is ``"no-faults"`` or ``"faults"``. Where capacities hold and demand is not split, which site serves
            whom is that of this answer; of other sites it is not known, and the fault ``assignment-missing`` says so.
        """
        from .locate import _locate

        given = dict(self._asked["given"])
        listed = self.open if open is None else open
        if self.code == 3 and open is None:
            raise ValueError("there is no placement to audit")
        for name in _OF_SOLVING:
            given.pop(name, None)
        given["audit"] = listed
        if open is None and self.json["question"].get("capacities") == "single":
            given["assignment"] = self.assignment
        demand, sites, weight = (given.pop(name, None) for name in ("demand", "sites", "weight_field"))
        return _locate(self._asked["problem"], demand, sites, weight, {}, given)

    def explore(self, **options: Any) -> Any:
        """Draw the placement on a map in a notebook.

        Up to 20,000 demand points by folium; more by lonboard, where that is installed.

        Parameters
        ----------
        **options
            For `GeoDataFrame.explore`, for instance ``tiles="CartoDB positron"``.
        """
        return placement_map(self.sites, self.demand, self.links, options)

    def _repr_html_(self) -> str:
        question = self.json.get("question_text", "")
        rows: list[tuple[str, Any]] = [
            ("verdict", self.json["verdict"]),
            ("value", self.value),
            ("bound", self.bound),
            ("gap", self.gap),
            ("open sites", len(self.open)),
        ]
        return _card(f"{self._asked['problem']}: {question}", rows)


class Run(Answer):
    """A run of a plan: solved, audited, asked about, a frontier, a robust plan, a sweep or a forecast.

    Its folder, as the command line writes it, is kept in a temporary place until this is gone, or is where `out` said.

    Attributes
    ----------
    parts : dict of str to dict
        Of a plan over several periods the tables of each, by year.
    """

    def __init__(
        self,
        ended: Ended,
        tables: Mapping[str, pd.DataFrame],
        parts: Mapping[str, Mapping[str, pd.DataFrame]],
        folder: Folder,
        opened: Any,
    ) -> None:
        super().__init__(ended, tables)
        self.parts = {part: dict(own) for part, own in parts.items()}
        self._folder = folder
        # Of a plan of settings its file and frames live as long as the run.
        self._opened = opened

    @property
    def folder(self) -> Path:
        """The folder of the run."""
        return self._folder.path

    @property
    def layers(self) -> dict[str, gpd.GeoDataFrame]:
        """The tables that are layers."""
        return {name: table for name, table in self.tables.items() if isinstance(table, gpd.GeoDataFrame)}

    @property
    def sites(self) -> pd.DataFrame | None:
        """Every site and what is decided about it."""
        return self.tables.get("sites")

    def summary(self, language: str = "en") -> str:
        """Return the summary for planners in Markdown.

        Parameters
        ----------
        language : {"en", "zh"}
        """
        return self._folder.read("summary.md" if language == "en" else f"summary.{language}.md")

    def write(self, folder: str | Path) -> Path:
        """Copy the run to a folder, which must not be there yet."""
        return Path(shutil.copytree(self.folder, folder))

    @documented("report")
    def report(self, out: str | Path | None = None, **options: Unpack[ReportOptions]) -> Report:
        """Make one HTML page of the run, for any browser, without the network.

        Parameters
        ----------
        out : path, optional
            The file to write; without it the page is shown in the notebook alone.

        Returns
        -------
        Report
        """
        with tempfile.TemporaryDirectory(prefix="yike-") as place:
            file = Path(out) if out is not None else Path(place) / "report.html"
            run("report", [self.folder], {**options, "out": file}, lent=self._frames())
            return Report(file.read_text(encoding="utf-8"))

    @documented("verify")
    def verify(self, **options: Unpack[VerifyOptions]) -> Answer:
        """Compute the run again from the files and frames that it read, without a solver, and compare.

        Returns
        -------
        Answer
            `code` is 0, or 6 where the run does not say what its inputs give; `json` lists what differs.
        """
        ended = run("verify", [self.folder], {"plan": self._folder.plan, **options}, lent=self._frames())
        return Answer(ended, {})

    @documented("diff")
    def diff(self, other: Run | str | Path, **options: Unpack[DiffOptions]) -> Answer:
        """Put another run of the same kind beside this one: sites, people, money, targets.

        Parameters
        ----------
        other : Run or path
            The run on the right (B); this one is on the left (A).
        """
        folder = other.folder if isinstance(other, Run) else Path(other)
        ended = run("diff", [self.folder, folder], options, lent=self._frames())
        return Answer(ended, {})

    def explore(self, **options: Any) -> Any:
        """Draw the layout on a map in a notebook; `options` go to `GeoDataFrame.explore`."""
        return run_map(self.tables, options)

    def _repr_html_(self) -> str:
        said = self.json or {}
        brief = (said.get("brief") or {}).get("en") or {"about": "", "first": []}
        rows: list[tuple[str, Any]] = [("status", self.status), ("", brief["about"])]
        # The figures of the first page: name, today, plan.
        tables = [section["table"] for section in brief["first"][:1] if section.get("table")]
        rows += [(row[0], f"{row[1]} → {row[2]}") for table in tables for row in table["rows"]]
        return _card(str(_english(said.get("name", self.command))), rows)

    def _frames(self) -> Mapping[str, Any]:
        return self._opened.lent if self._opened is not None else {}

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        # Lent frames are of this process; the folder goes along.
        state["_opened"] = None
        return state


class Report:
    """A page; notebooks show it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _repr_html_(self) -> str:
        page = html.escape(self.text, quote=True)
        return f'<iframe srcdoc="{page}" style="width:100%;height:720px;border:0"></iframe>'

    def __repr__(self) -> str:
        return f"<Report of {len(self.text) / 1e6:.1f} MB>"


class Folder:
    """The folder of a run: the caller's, or a temporary one that goes when nobody has it any more."""

    def __init__(self, out: str | PathLike[str] | None, plan: str | None = None) -> None:
        self._temporary = None if out is not None else tempfile.TemporaryDirectory(prefix="yike-")
        self.path = Path(out) if out is not None else Path(self._temporary.name) / "run"  # type: ignore[union-attr]
        #: The plan file, where it is made of settings.
        self.plan = plan

    def read(self, name: str) -> str:
        return (self.path / name).read_text(encoding="utf-8")

    def __getstate__(self) -> dict[str, Any]:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(self.path.rglob("*")):
                if file.is_file():
                    archive.write(file, file.relative_to(self.path).as_posix())
        return {"packed": packed.getvalue()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="yike-")
        self.path = Path(self._temporary.name) / "run"
        self.plan = None
        with zipfile.ZipFile(io.BytesIO(state["packed"])) as archive:
            archive.extractall(self.path)
