"""Plans of a district: read, or made of settings and frames; checked, solved, audited, traded off, swept."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import tomli_w

from ._call import Ended, logger, options, run, text_of
from ._documents import documented
from ._frames import Source, from_arrow, is_frame, lend
from ._packed import Packed
from .answers import Answer, Folder, Run
from .questions import Questions

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import (
        AuditOptions,
        ChallengeOptions,
        CheckOptions,
        DiffOptions,
        ForecastOptions,
        FrontierOptions,
        InitOptions,
        RobustOptions,
        SolveOptions,
        SweepOptions,
        VerifyOptions,
    )

#: A layout as a layer, or as a run or the folder of a run that wrote one.
Layout = Any
#: The settings that name files.
FILES = ("file", "network", "heights")

__all__ = ["Plan", "diff", "forecast", "init", "verify"]


class Plan(Questions):
    """A plan: which facilities, for whom, with what money.

    Plans do not change: `set` and `lift` give others. They can be pickled, with all files that they read.

    Parameters
    ----------
    settings : mapping
        What a plan file says, as nested mappings: ``{"plan": {...}, "tier": [...], ...}``. See the format of plan files.
    towns, demand, sites, medical : GeoDataFrame or path, optional
        The layers; else ``settings["data"]`` names their files, relative to `folder`.
    folder : path
        Where relative paths start.

    Examples
    --------
    >>> import yike
    >>> plan = yike.Plan.read("data/qianjiang/plan.toml")
    >>> run = plan.solve()
    >>> run.status
    'proved'
    >>> len(run.tables["works"])
    39
    """

    def __init__(
        self,
        settings: Mapping[str, Any],
        *,
        towns: Source = None,
        demand: Source = None,
        sites: Source = None,
        medical: Source = None,
        folder: str | Path = ".",
    ) -> None:
        if not isinstance(settings, Mapping):
            raise TypeError("settings are a mapping; Plan.read reads a plan file")
        given = {"towns": towns, "demand": demand, "sites": sites, "medical": medical}
        self._file: Path | None = None
        self._folder = Path(folder).resolve()
        self._settings: dict[str, Any] | None = copy.deepcopy(dict(settings))
        self._frames = {name: layer for name, layer in given.items() if layer is not None}
        self._set: dict[str, Any] = {}
        self._lift: tuple[str, ...] = ()
        self._opened: _Opened | None = None

    @classmethod
    def read(cls, file: str | Path) -> Plan:
        """Read a plan file (TOML). What is wrong in it and its layers is told by `check`, and by whatever needs it."""
        plan = cls({})
        plan._file = Path(file)
        plan._settings = None
        return plan

    def set(self, changes: Mapping[str, Any] | None = None, **more: Any) -> Plan:
        """Return the plan with other values of parameters, as ``--set`` has them.

        Parameters
        ----------
        changes : mapping
            Values by the paths of parameters: ``{"funding.lottery.amount": "30 million yuan"}``.
        **more
            The same where a path is one word.
        """
        return self._with({**self._set, **(changes or {}), **more}, self._lift)

    def lift(self, *ids: str) -> Plan:
        """Return the plan without these rules or targets, by their ids, as ``--lift`` has them."""
        return self._with(self._set, self._lift + ids)

    def _with(self, set: dict[str, Any], lift: tuple[str, ...]) -> Plan:
        plan = Plan.__new__(Plan)
        plan.__dict__.update(self.__dict__, _set=set, _lift=lift)
        return plan

    @documented("check")
    def check(self, **options: Unpack[CheckOptions]) -> Answer:
        """Read everything and say what is plain before any solver runs.

        Returns
        -------
        Answer
            `status` is ``"clean"`` or ``"infeasible"``; ``json["screening"]`` has the contradictions.

        Raises
        ------
        InputError
            Everything that is wrong in the files or frames.
        """
        return Answer(self._run("check", dict(options)), {})

    @documented("solve")
    def solve(self, out: str | Path | None = None, **options: Unpack[SolveOptions]) -> Run:
        """Find the best layout, and say how sure that is.

        Parameters
        ----------
        out : path, optional
            A folder for the run; without it a temporary one, with GeoJSON alone unless `formats` names others.

        Returns
        -------
        Run
            `status` is ``"proved"``, ``"proved-to-gap"``, ``"stopped-with-plan"``, ``"infeasible"`` or
            ``"stopped-without-plan"``.
        """
        return self._run_in(out, "solve", dict(options))

    @documented("audit")
    def audit(self, layout: Layout, out: str | Path | None = None, **options: Unpack[AuditOptions]) -> Run:
        """Score a given layout from the data alone and list every rule it breaks.

        Parameters
        ----------
        layout : GeoDataFrame, path or Run
            A layer of sites as `solve` makes it (``run.sites``) or as a planner draws it; of a run, or of its folder, the
            layout that it wrote.
        out : path, optional
            A folder for the run.
        """
        return self._run_in(out, "audit", {"layout": _drawn(layout), **options})

    @documented("challenge")
    def challenge(self, layout: Layout, out: str | Path | None = None, **options: Unpack[ChallengeOptions]) -> Run:
        """Hold a published layout against the best for the same money, without the rules that hold only because it says so.

        Parameters
        ----------
        layout : GeoDataFrame, path or Run
            The published layout; of a run, or of its folder, the layout that it wrote.
        out : path, optional
            A folder for three runs: ``published``, ``best`` and ``difference``.
        """
        return self._run_in(out, "challenge", {"layout": _drawn(layout), **options})

    @documented("frontier")
    def frontier(self, **options: Unpack[FrontierOptions]) -> Run:
        """Trade coverage off against money, travel or what the worst-off have: points that nothing dominates.

        With ``out``, a frontier that was broken off, or ended at ``total_time``, goes on from what is there.

        Returns
        -------
        Run
            ``tables["frontier"]`` has the points.
        """
        given: dict[str, Any] = dict(options)
        return self._run_in(given.pop("out", None), "frontier", given)

    @documented("robust")
    def robust(self, vary: Mapping[str, Any] | str | Iterable[str] = (), **options: Unpack[RobustOptions]) -> Run:
        """Find one layout for many scenarios: best in the worst, of least regret, on average, or by CVaR.

        Parameters
        ----------
        vary : mapping or list of str
            What varies: ``{"scale.people": [1, 1.1, 1.25]}``, or as ``--vary`` has it.
        """
        given: dict[str, Any] = dict(options)
        given["vary"] = varied(vary) or None
        return self._run_in(given.pop("out", None), "robust", given)

    @documented("sweep")
    def sweep(
        self,
        vary: Mapping[str, Any] | str | Iterable[str] = (),
        *,
        out: str | Path | None = None,
        client: Any = None,
        **options: Unpack[SweepOptions],
    ) -> Run:
        """Solve the plan in many scenarios.

        Parameters
        ----------
        vary : mapping or list of str
            What varies: ``{"tier.station.reach.urban": ["10 min", "15 min"]}``, or as ``--vary`` has it.
        out : path, optional
            A folder. A sweep that was broken off goes on from what is there.
        client : optional
            Who solves chunks of scenarios elsewhere: a ``dask.distributed.Client``, a ``concurrent.futures.Executor`` or a
            ``joblib.Parallel``. Without one this machine does, by threads.

        Returns
        -------
        Run
            ``tables["scenarios"]`` has a row a scenario, ``tables["sites"]`` how often each site is chosen. The same rows
            whoever solves.
        """
        given: dict[str, Any] = dict(options)
        given["vary"] = varied(vary) or None
        if client is not None:
            from .cluster import sweep_over

            return sweep_over(self, client, out, given)
        return self._run_in(out, "sweep", given)

    def _open(self) -> _Opened:
        if self._opened is None:
            self._opened = _Opened(self._file, self._settings, self._frames, self._folder)
        return self._opened

    def _edits(self, command: str, given: dict[str, Any]) -> dict[str, Any]:
        here = given.get("set")
        stated = {**self._set, **here} if isinstance(here, Mapping) else self._set
        own = {
            "set": [*_changes(stated), *([] if isinstance(here, Mapping) else _listed(here))],
            "lift": [*self._lift, *_listed(given.get("lift"))],
        }
        return {**given, **{name: values or None for name, values in own.items()}}

    def _run(self, command: str, given: dict[str, Any]) -> Ended:
        opened = self._open()
        return run(command, [opened.path], self._edits(command, given), lent=opened.lent)

    def _run_in(self, out: Any, command: str, given: dict[str, Any]) -> Run:
        opened = self._open()
        folder = Folder(out, str(opened.path))
        if out is None and "formats" in options(command):
            given.setdefault("formats", ["geojson"])
        ended = self._run(command, {**given, "out": folder.path})
        return made_run(ended, folder, opened)

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__, _opened=None)
        if self._file is not None:
            state["_file"] = Packed.of_plan(self)
        else:
            frames = {name: layer if is_frame(layer) else Packed.of_file(layer) for name, layer in self._layers().items()}
            state["_frames"] = frames
            # Layers are frames by now; roads and heights are files of the settings.
            state["_settings"] = {
                key: own if key == "data" else _with_files(own, lambda file: Packed.of_file(self._folder / file))
                for key, own in (self._settings or {}).items()
            }
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        if isinstance(self._file, Packed):
            self._file = self._file.unpacked()
        if self._settings is not None:
            self._settings = _with_files(self._settings, _unpacked)
        self._frames = {
            name: layer.unpacked() if isinstance(layer, Packed) else layer for name, layer in self._frames.items()
        }

    def _layers(self) -> dict[str, Any]:
        """Return the layers of a plan of settings: frames, or paths."""
        layers = dict(self._frames)
        for name, own in (self._settings or {}).get("data", {}).items():
            file = own.get("file") if isinstance(own, Mapping) else own
            if name not in layers and file is not None:
                layers[name] = self._folder / str(file)
            if isinstance(own, Mapping) and "join" in own:
                raise ValueError(f"data.{name} joins a file, which is not packed: merge it into the frame")
        return layers

    def __repr__(self) -> str:
        what = str(self._file) if self._file is not None else "settings and frames"
        edits = [f"set {change}" for change in _changes(self._set)] + [f"lift {id}" for id in self._lift]
        return f"<Plan of {', '.join([what, *edits])}>"


class _Opened:
    """A plan as commands find it: a file, and the frames that it names."""

    def __init__(
        self,
        file: Path | None,
        settings: Mapping[str, Any] | None,
        frames: Mapping[str, Any],
        folder: Path,
    ) -> None:
        self.lent: dict[str, Any] = {}
        if settings is None:
            assert file is not None
            self.path = file
            return
        settings = _from(folder, settings)
        data = {
            name: dict(layer) if isinstance(layer, Mapping) else {"file": str(folder / str(layer))}
            for name, layer in settings.get("data", {}).items()
        }
        for name, layer in frames.items():
            if is_frame(layer):
                self.lent[name] = lend(name, layer)
                place = self.lent[name].path
            else:
                place = str(Path(layer).resolve())
            data[name] = {**data.get(name, {}), "file": place}
        self._place = tempfile.TemporaryDirectory(prefix="yike-plan-")
        self.path = Path(self._place.name) / "plan.toml"
        text = tomli_w.dumps({**settings, "data": data})
        self.path.write_text(text, encoding="utf-8")


def _from(folder: Path, settings: Any) -> Any:
    """Return settings whose files are named from `folder`, wherever the plan file is."""
    return _with_files(settings, lambda file: str(folder / file))


def _with_files(settings: Any, change: Callable[[Any], Any]) -> Any:
    """Return settings with each file that they name changed."""
    if isinstance(settings, Mapping):
        return {
            key: change(own) if key in FILES and isinstance(own, (str, Packed)) else _with_files(own, change)
            for key, own in settings.items()
        }
    return [_with_files(own, change) for own in settings] if isinstance(settings, list) else settings


def _unpacked(file: Any) -> str:
    return str(file.unpacked() if isinstance(file, Packed) else file)


def _drawn(layout: Layout) -> Any:
    """Return the layer of a layout: of a run and of its folder the one that it wrote."""
    if isinstance(layout, Run):
        layout = layout.folder
    if isinstance(layout, (str, PathLike)) and Path(layout).is_dir():
        return Path(layout) / "layout.geojson"
    return layout


def _listed(value: Any) -> list[Any]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _changes(stated: Mapping[str, Any]) -> list[str]:
    return [f"{path}={text_of(value)}" for path, value in stated.items()]


def varied(vary: Mapping[str, Any] | str | Iterable[str]) -> list[str]:
    """Return what varies as ``--vary`` has it."""
    if isinstance(vary, Mapping):
        return [f"{path}={json.dumps(_values(own), ensure_ascii=False, default=_plain)}" for path, own in vary.items()]
    return _listed(vary)


def _values(own: Any) -> list[Any]:
    return [own] if isinstance(own, str) or not isinstance(own, Iterable) else list(own)


def _plain(value: Any) -> Any:
    """Return a number of numpy's as one of Python's."""
    return value.item() if hasattr(value, "item") else str(value)


def made_run(ended: Ended, folder: Folder, opened: Any) -> Run:
    """Make the run of a command that wrote to a folder."""
    tables: dict[str, pd.DataFrame] = {}
    parts: dict[str, dict[str, pd.DataFrame]] = {}
    for part, name, table in ended.tables:
        own = tables if part is None else parts.setdefault(part, {})
        own[name] = from_arrow(table)
    # Of a challenge the tables are those of the best; `parts` has the published layout's too.
    tables = tables or parts.get("best", {})
    return Run(ended, tables, parts, folder, opened)


@documented("init")
def init(*sources: Source, out: str | Path, **options: Unpack[InitOptions]) -> Plan:
    """Make a plan of a planner's own tables: towns, people, facilities, medical facilities, roads.

    Every guess is said: to the logger ``yike`` at level INFO, and in the comments of the plan file.

    Parameters
    ----------
    sources : path or frame
        Folders, files and frames, each recognised by columns, names and geometry.
    out : path
        A folder for the plan and its layers; of a plan that was made there before, what was edited stays.

    Returns
    -------
    Plan
        The plan; `Plan.check` and `Plan.solve` take it from there, and ``plan.toml`` in the folder is its file.

    Raises
    ------
    InputError
        All that is wrong with the tables.
    """
    ended = run("init", sources, {**options, "out": out})
    for guess in ended.json()["guesses"]:
        logger.info("%s: %s", guess["about"], guess["text"])
    return Plan.read(Path(out) / "plan.toml")


@documented("verify")
def verify(run_folder: str | Path | Run, **options: Unpack[VerifyOptions]) -> Answer:
    """Compute a run's folder again from the files that the run read, without a solver, and compare.

    Parameters
    ----------
    run_folder : path or Run
        The folder of a run.
    """
    if isinstance(run_folder, Run):
        return run_folder.verify(**options)
    return Answer(run("verify", [run_folder], options), {})


@documented("diff")
def diff(a: str | Path | Run, b: str | Path | Run, **options: Unpack[DiffOptions]) -> Answer:
    """Put two runs of one kind side by side: sites, people, money, targets.

    Parameters
    ----------
    a, b : path or Run
        The runs.
    """
    folders = [own.folder if isinstance(own, Run) else own for own in (a, b)]
    return Answer(run("diff", folders, options), {})


@documented("forecast")
def forecast(**options: Unpack[ForecastOptions]) -> Run:
    """Forecast people by sex and age from censuses, and share them out to a demand layer.

    Returns
    -------
    Run
        ``tables["forecast"]`` has the figures; the folder has a demand layer for each year and variant. They are modelled,
        and say so.
    """
    folder = Folder(options.get("out"))
    ended = run("forecast", (), {**options, "out": folder.path})
    return made_run(ended, folder, None)
