"""Sweeps: the same rows whoever solves, and nothing lost whoever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from conftest import ROOT, yike

import yike as package
from yike import cluster

VARY = {"scale.people": [1, 1.02, 1.05, 1.1], "travel.detour": [1.2, 1.3, 1.4], "scale.funding": [0.9, 1.0]}
TABLES = ("scenarios.csv", "scenarios.json", "scenarios.parquet", "sites.geojson")


@pytest.fixture(scope="module")
def plan(data: Path) -> package.Plan:
    return package.Plan.read(data / "qianjiang" / "plan.toml")


@pytest.fixture(scope="module")
def whole(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sweep by the program."""
    out = tmp_path_factory.mktemp("whole")
    words = [word for path, values in VARY.items() for word in ("--vary", f"{path}={','.join(map(str, values))}")]
    ran = yike("sweep", data / "qianjiang" / "plan.toml", *words, "--out", out)
    assert ran.returncode == 0, ran.stderr
    return out


def assert_same(run: package.Run, whole: Path) -> None:
    for name in TABLES:
        assert (run.folder / name).read_bytes() == (whole / name).read_bytes(), name
    assert not (run.folder / cluster.CHUNKS).exists()


def test_on_this_machine(plan: package.Plan, whole: Path) -> None:
    run = plan.sweep(VARY)
    assert_same(run, whole)
    assert len(run.tables["scenarios"]) == 24 and "sites" in run.layers


def test_over_an_executor(plan: package.Plan, whole: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int] | None] = []

    def progress(text: str, steps: tuple[int, int] | None) -> bool:
        heard.append(steps)
        return True

    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        run = plan.sweep(VARY, out=tmp_path / "out", client=pool, progress=progress)
    assert_same(run, whole)
    assert heard[-1] == (24, 24)


def test_over_joblib(plan: package.Plan, whole: Path) -> None:
    joblib = pytest.importorskip("joblib")
    assert_same(plan.sweep(VARY, client=joblib.Parallel(n_jobs=2)), whole)


def test_over_dask_with_workers_that_die(plan: package.Plan, whole: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    killed: list[int] = []

    def progress(text: str, steps: tuple[int, int] | None) -> bool:
        # A worker that was killed just now has no answer.
        pids = client.run(os.getpid, on_error="ignore")
        if len(killed) < 2 and pids:
            victim = next(iter(pids.values()))
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)
            client.wait_for_workers(2)
        return True

    # A folder of its own, since workers that are killed leave theirs.
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path / "dask")
        ) as local,
        distributed.Client(local) as client,
    ):
        run = plan.sweep(VARY, out=tmp_path / "out", client=client, progress=progress)
    assert len(killed) == 2
    assert_same(run, whole)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_client_that_dies_goes_on_from_its_folder(plan: package.Plan, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = f"""
import yike
from concurrent.futures import ThreadPoolExecutor
plan = yike.Plan.read({str(ROOT / "data" / "qianjiang" / "plan.toml")!r})
told = lambda text, steps: print(steps, flush=True) or True
plan.sweep({VARY!r}, out={str(out)!r}, client=ThreadPoolExecutor(1), progress=told)
"""
    client = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert client.stdout is not None
    client.stdout.readline()
    client.kill()
    client.wait()
    chunks = sorted((out / cluster.CHUNKS).glob("[0-9]*"))
    rows = sorted((out / cluster.ROWS).glob("[0-9]*.parquet"))
    assert chunks and [file.stem for file in rows][: len(chunks)] == [file.name for file in chunks]
    before = {chunk.name: chunk.stat().st_mtime_ns for chunk in chunks}
    solved: list[int] = []

    class Counting(ProcessPoolExecutor):
        def submit(self, function, plan, given, first, end):  # type: ignore[no-untyped-def, override]
            solved.extend(range(first, end))
            return super().submit(function, plan, given, first, end)

    begun = time.time_ns()
    with Counting(1, mp_context=get_context("spawn")) as pool:
        run = plan.sweep(VARY, out=out, client=pool)
    kept = {number for name in before for number in range(*map(int, name.split("-")[:2]))}
    assert kept and not kept & set(solved) and max(before.values()) < begun
    assert_same(run, whole)


def test_shards_merge_to_one_run(plan: package.Plan, whole: Path, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        part = plan.sweep(VARY, out=tmp_path / str(number), shard=f"{number}/3")
        assert len(part.tables["scenarios"]) == 8
    merged = plan.sweep(VARY, out=tmp_path / "all", merge=[tmp_path / str(number) for number in (1, 2, 3)])
    assert_same(merged, whole)


def test_a_finished_sweep_is_taken_up_and_another_one_refused(plan: package.Plan, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    plan.sweep(VARY, out=out, shard="0..20")

    class Counting(ProcessPoolExecutor):
        solved = 0

        def submit(self, function, plan, given, first, end):  # type: ignore[no-untyped-def, override]
            Counting.solved += end - first
            return super().submit(function, plan, given, first, end)

    with Counting(1, mp_context=get_context("spawn")) as pool:
        assert_same(plan.sweep(VARY, out=out, client=pool), whole)
        assert Counting.solved == 4
        assert_same(plan.sweep(VARY, out=out, client=pool), whole)
        assert Counting.solved == 4
        with pytest.raises(package.UsageError, match="another"):
            plan.sweep({"scale.people": [1, 2]}, out=out, client=pool)
        assert len(plan.sweep({"scale.people": [1, 1.1]}, out=out, client=pool, restart=True).tables["scenarios"]) == 2
        with pytest.raises(ValueError, match="shard"):
            plan.sweep(VARY, client=pool, shard="1/2")
        with pytest.raises(package.UsageError, match="yes"):
            plan.sweep({"scale.people": [1 + number / 1e5 for number in range(10_001)]}, client=pool)
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as forked, pytest.raises(ValueError, match="spawn"):
        plan.sweep(VARY, client=forked)


def test_what_is_no_crew_is_refused(plan: package.Plan) -> None:
    with pytest.raises(TypeError, match="distributed"):
        plan.sweep(VARY, client="tcp://somewhere")
    with pytest.raises(package.InputError):
        plan.sweep({"no.such.parameter": [1, 2]})
    with pytest.raises(package.UsageError, match="nothing is varied"):
        plan.sweep()
