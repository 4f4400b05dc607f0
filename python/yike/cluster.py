"""Sweeps over a cluster: chunks of scenarios are solved by whoever is given, and kept as they end.

A chunk is a range of scenarios, sized by the time that those before it took. Each one that ends is put into the folder at
once, with its rows as Parquet. A worker that dies loses the chunk at hand, which is solved again; a client that dies goes on
from the folder when the same call is made again. When all are there they are merged, and the tables are the same bytes as
those of one machine.
"""

from __future__ import annotations

import concurrent.futures as futures
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ._call import Shown
from ._errors import UsageError
from ._packed import Packed
from .answers import Folder, Run

if TYPE_CHECKING:
    from .plan import Plan

logger = logging.getLogger("yike")

#: So long a chunk is to take, in seconds: reading the plan is little beside it, and little is lost with a worker.
CHUNK_S = 10.0
#: So many scenarios are in a chunk until it is known how long one takes.
FIRST = 4
#: A shard so far on has no scenarios: it is read, and says how many the sweep has.
NOTHING = "1000000000/1000000000"
#: More scenarios than these are solved only when it is confirmed, as on the command line.
MANY = 10_000
#: A chunk that failed with its worker is tried again so many times.
TRIES = 5
#: The folder of chunks, and the file of a chunk that says what was solved.
CHUNKS, JOURNAL = "chunks", "journal.txt"
#: The folder of rows as Parquet, a file a chunk.
ROWS = "rows"


@dataclass(frozen=True)
class Chunk:
    """A range of scenarios that was solved."""

    first: int
    end: int
    journal: bytes
    rows: pa.Table
    seconds: float


def solve_chunk(plan: Plan, given: dict[str, Any], first: int, end: int) -> Chunk:
    """Solve scenarios `first` to `end` (left out), in whatever process this is called."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yike-") as place:
        if isinstance(given.get("sweep"), Packed):
            given = {**given, "sweep": given["sweep"].unpacked()}
        own = {"threads": 1, **given, "out": place, "shard": f"{first}..{end}", "progress": False}
        ended = plan._run("sweep", own)
        if ended.code != 0:
            raise RuntimeError(f"scenarios {first} to {end} were not all solved: {ended.messages}")
        journal = (Path(place) / JOURNAL).read_bytes()
    (rows,) = (table for _, name, table in ended.tables if name == "scenarios")
    seconds = time.monotonic() - begun
    return Chunk(first, end, journal, rows, seconds)


def sweep_over(plan: Plan, client: Any, out: Any, given: dict[str, Any]) -> Run:
    """Solve a sweep by `client`; see `Plan.sweep`."""
    if given.get("shard") is not None or given.get("merge") is not None:
        raise ValueError("shard and merge are for sweeps without a client, which cuts its chunks itself")
    crew = _crew(client)
    folder = Folder(out, str(plan._open().path))
    progress = given.pop("progress", None)
    chunks = _chunks(plan, folder.path, given)
    wanted = {name: value for name, value in given.items() if name not in {"csv_bom", "restart", "yes"}}
    if wanted.get("sweep") is not None:
        wanted["sweep"] = Packed.of_file(wanted["sweep"])
    kept = _Kept(folder.path)
    with Shown(progress, "sweep") as shown:
        for chunk in crew.work(plan, wanted, chunks):
            kept.put(chunk)
            chunks.done(chunk)
            if shown is not None and not shown("scenarios", (chunks.over, chunks.scenarios)):
                break
    last = {**given, "progress": False, "restart": False, "merge": kept.folders() or None}
    run = plan._run_in(folder.path, "sweep", last)
    # A temporary one lives as long as the run.
    run._folder = folder
    if run.code != 4:
        kept.clear()
    return run


def _chunks(plan: Plan, folder: Path, given: dict[str, Any]) -> _Chunks:
    """Return what is left to be solved. Chunks that an earlier call kept are taken into the journal of the folder first."""
    quiet = {**given, "out": folder, "progress": False}
    kept = _Kept(folder)
    if given.get("restart"):
        kept.clear()
    elif folders := kept.folders():
        plan._run("sweep", {**quiet, "merge": folders})
        kept.clear(rows=False)
    read = plan._run("sweep", {**quiet, "shard": NOTHING}).json()
    missing = [(first, end) for first, end in read["missing"]]
    kept.drop_rows(missing)
    left = sum(end - first for first, end in missing)
    if left > MANY and not given.get("yes"):
        raise UsageError(
            f"the sweep has {left:,} scenarios", "take fewer values, draw at random, or give yes=True to run it"
        )
    return _Chunks(missing, read["of"])


class _Kept:
    """The chunks in the folder of a sweep."""

    def __init__(self, folder: Path) -> None:
        self.chunks = folder / CHUNKS
        self.rows = folder / ROWS
        self.rows.mkdir(parents=True, exist_ok=True)

    def put(self, chunk: Chunk) -> None:
        """Keep a chunk: its rows, then what makes it count, each whole or not at all."""
        for own in (self.chunks, self.rows):
            own.mkdir(parents=True, exist_ok=True)
        name = f"{chunk.first:09}-{chunk.end:09}"
        beside = self.rows / f".{name}.parquet"
        pq.write_table(chunk.rows, beside)
        beside.replace(self.rows / f"{name}.parquet")
        made = Path(tempfile.mkdtemp(prefix=".", dir=self.chunks))
        with (made / JOURNAL).open("wb") as file:
            file.write(chunk.journal)
            file.flush()
            os.fsync(file.fileno())
        made.replace(self.chunks / name)

    def folders(self) -> list[Path]:
        if not self.chunks.exists():
            return []
        return sorted(own for own in self.chunks.iterdir() if not own.name.startswith("."))

    def drop_rows(self, missing: list[tuple[int, int]]) -> None:
        """Remove the rows of chunks that were broken off before they were kept."""
        for file in self.rows.iterdir() if self.rows.exists() else ():
            first, _, end = file.stem.lstrip(".").partition("-")
            if file.name.startswith(".") or any(int(first) < to and at < int(end) for at, to in missing):
                file.unlink()

    def clear(self, *, rows: bool = True) -> None:
        shutil.rmtree(self.chunks, ignore_errors=True)
        if rows:
            shutil.rmtree(self.rows, ignore_errors=True)


class _Chunks:
    """What is left to be solved, cut into ranges by the time that a scenario takes."""

    def __init__(self, missing: list[tuple[int, int]], scenarios: int) -> None:
        self.scenarios = scenarios
        self._missing = missing[::-1]
        self._left = sum(end - first for first, end in missing)
        self.over = scenarios - self._left
        self._each_s: float | None = None

    def done(self, chunk: Chunk) -> None:
        self.over += chunk.end - chunk.first
        each = chunk.seconds / max(chunk.end - chunk.first, 1)
        self._each_s = each if self._each_s is None else (self._each_s + each) / 2

    def take(self, workers: int) -> tuple[int, int] | None:
        """Return the next range; none where there is none."""
        if not self._missing:
            return None
        # At the end all workers have something left to do.
        fair = -(-self._left // (2 * workers))
        quick = FIRST if self._each_s is None else int(CHUNK_S / max(self._each_s, 1e-6))
        first, end = self._missing.pop()
        cut = min(first + max(1, min(quick, fair)), end)
        if cut < end:
            self._missing.append((cut, end))
        self._left -= cut - first
        return first, cut


class _Executor:
    """A crew that is a `concurrent.futures.Executor`; Dask gives one of its own."""

    retries: tuple[type[BaseException], ...] = ()

    def __init__(self, executor: Any) -> None:
        self.executor = executor

    def workers(self) -> int:
        """Return how many chunks are solved at a time."""
        return getattr(self.executor, "_max_workers", None) or os.cpu_count() or 1

    def sent(self, plan: Any) -> Any:
        """Return what stands for the plan in a task."""
        return plan

    def work(self, plan: Any, given: dict[str, Any], chunks: _Chunks) -> Iterator[Chunk]:
        """Solve chunks, and give them as they end."""
        running: dict[Any, tuple[int, int, int]] = {}
        plan = self.sent(plan)

        def submit(first: int, end: int, tries: int) -> None:
            running[self.executor.submit(solve_chunk, plan, given, first, end)] = (first, end, tries)

        try:
            while True:
                # They may join and leave.
                workers = max(self.workers(), 1)
                while len(running) < workers + 1 and (own := chunks.take(workers)) is not None:
                    submit(*own, 1)
                if not running:
                    return
                ended, _ = futures.wait(running, return_when=futures.FIRST_COMPLETED)
                for future in ended:
                    first, end, tries = running.pop(future)
                    try:
                        chunk = future.result()
                    except self.retries as error:
                        if tries >= TRIES:
                            raise
                        logger.warning("scenarios %d to %d are solved again: %s", first, end, error)
                        submit(first, end, tries + 1)
                        continue
                    yield chunk
        finally:
            for future in running:
                future.cancel()


class _Dask(_Executor):
    """A crew that is a Dask cluster."""

    def __init__(self, client: Any) -> None:
        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        super().__init__(client.get_executor(pure=False))
        self.retries = (KilledWorker, CommClosedError)
        self.client = client

    def workers(self) -> int:
        return sum(self.client.nthreads().values())

    def sent(self, plan: Any) -> Any:
        """Send the plan once: as a task, so that it is made again where its worker dies."""
        return self.client.submit(_same, plan, pure=False)


def _same(plan: Any) -> Any:
    return plan


class _Joblib:
    """A crew that is a `joblib.Parallel`: waves of chunks."""

    def __init__(self, parallel: Any) -> None:
        self.parallel = parallel

    def work(self, plan: Any, given: dict[str, Any], chunks: _Chunks) -> Iterator[Chunk]:
        """Solve chunks, and give them as they end."""
        from joblib import delayed

        workers = max(self.parallel._effective_n_jobs(), 1)
        while True:
            wave: list[tuple[int, int]] = []
            while len(wave) < 2 * workers and (own := chunks.take(workers)) is not None:
                wave.append(own)
            if not wave:
                return
            yield from self.parallel(delayed(solve_chunk)(plan, given, *own) for own in wave)


def _crew(client: Any) -> Any:
    if isinstance(client, futures.ProcessPoolExecutor):
        context = getattr(client, "_mp_context", None)
        if context is not None and context.get_start_method() == "fork":
            raise ValueError(
                "a pool of forked processes can hang, since Yike has threads; "
                'give ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn"))'
            )
    if isinstance(client, futures.Executor):
        return _Executor(client)
    name = f"{type(client).__module__}.{type(client).__name__}"
    if name.startswith("distributed.") and hasattr(client, "get_executor"):
        return _Dask(client)
    if name.startswith("joblib."):
        return _Joblib(client)
    raise TypeError(
        f"client is a {name}; give a dask.distributed.Client, a concurrent.futures.Executor or a joblib.Parallel"
    )
