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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ._call import Shown
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
        ended = plan._run("sweep", (), own)
        if ended.code != 0:
            raise RuntimeError(f"scenarios {first} to {end} were not all solved: {ended.messages}")
        journal = (Path(place) / JOURNAL).read_bytes()
    (rows,) = (table for _, name, table in ended.tables if name == "scenarios")
    seconds = time.monotonic() - begun
    return Chunk(first, end, journal, rows, seconds)


def sweep_over(plan: Plan, client: Any, out: Any, given: dict[str, Any]) -> Run:
    """Solve a sweep by `client`; see `Plan.sweep`."""
    folder = Folder(out, str(plan._open().path))
    kept = _Kept(folder.path)
    progress = given.pop("progress", None)
    if given.pop("restart", False):
        kept.clear()
    wanted = {name: value for name, value in given.items() if name != "csv_bom"}
    if wanted.get("sweep") is not None:
        wanted["sweep"] = Packed.of_file(wanted["sweep"])
    crew = _crew(client)
    with Shown(progress, "sweep") as shown:
        with tempfile.TemporaryDirectory(prefix="yike-") as place:
            read = plan._run("sweep", (), {**given, "out": place, "shard": NOTHING, "progress": False})
        chunks = _Chunks(kept.ranges(), read.json()["of"])
        work = crew.start(plan, wanted)
        try:
            for chunk in work(chunks):
                kept.put(chunk)
                chunks.done(chunk)
                if shown is not None and not shown("scenarios", (chunks.over, chunks.scenarios)):
                    break
        finally:
            crew.stop()
    merged = {**given, "merge": kept.folders(), "progress": False, "out": folder.path}
    run = plan._run_in(folder.path, "sweep", (), merged)
    # A temporary one lives as long as the run.
    run._folder = folder
    if run.code == 0:
        kept.clear()
    return run


class _Kept:
    """The chunks in the folder of a sweep."""

    def __init__(self, folder: Path) -> None:
        self.chunks = folder / CHUNKS
        self.rows = folder / ROWS
        for own in (self.chunks, self.rows):
            own.mkdir(parents=True, exist_ok=True)

    def put(self, chunk: Chunk) -> None:
        """Keep a chunk: its rows, then what makes it count, each whole or not at all."""
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

    def ranges(self) -> list[tuple[int, int]]:
        names = (own.name.split("-") for own in self.folders())
        return [(int(first), int(end)) for first, end in names]

    def folders(self) -> list[Path]:
        return sorted(own for own in self.chunks.iterdir() if not own.name.startswith("."))

    def clear(self) -> None:
        shutil.rmtree(self.chunks)
        shutil.rmtree(self.rows)


class _Chunks:
    """What is left to be solved, cut into ranges by the time that a scenario takes."""

    def __init__(self, kept: list[tuple[int, int]], scenarios: int) -> None:
        self.scenarios = scenarios
        self.over = sum(end - first for first, end in kept)
        self._kept = sorted(kept)
        self._next = 0
        self._each_s: float | None = None

    def done(self, chunk: Chunk) -> None:
        self.over += chunk.end - chunk.first
        each = chunk.seconds / max(chunk.end - chunk.first, 1)
        self._each_s = each if self._each_s is None else (self._each_s + each) / 2

    def take(self, workers: int) -> tuple[int, int] | None:
        """Return the next range; none where there is none."""
        while self._kept and self._kept[0][0] <= self._next:
            self._next = max(self._next, self._kept.pop(0)[1])
        # At the end all workers have something left to do.
        fair = -(-max(self.scenarios - self._next, 0) // (2 * workers))
        quick = FIRST if self._each_s is None else int(CHUNK_S / max(self._each_s, 1e-6))
        end = min(self._next + max(1, min(quick, fair)), self.scenarios)
        if self._kept:
            end = min(end, self._kept[0][0])
        first, self._next = self._next, end
        return (first, end) if first < end else None


#: Solves chunks and gives them as they end.
Work = Callable[[_Chunks], Iterator[Chunk]]


class _Executor:
    """A crew that is a `concurrent.futures.Executor`; Dask gives one of its own."""

    def __init__(self, executor: Any, workers: int, retries: tuple[type[BaseException], ...] = ()) -> None:
        self.executor = executor
        self.workers = max(workers, 1)
        self.retries = retries

    def start(self, plan: Any, given: dict[str, Any]) -> Work:
        def work(chunks: _Chunks) -> Iterator[Chunk]:
            running: dict[Any, tuple[int, int, int]] = {}

            def submit(first: int, end: int, tries: int) -> None:
                running[self.executor.submit(solve_chunk, plan, given, first, end)] = (first, end, tries)

            while True:
                while len(running) < self.workers + 1 and (own := chunks.take(self.workers)) is not None:
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

        return work

    def stop(self) -> None:
        """Nothing: whoever made the executor ends it."""


class _Dask(_Executor):
    """A crew that is a Dask cluster."""

    def __init__(self, client: Any) -> None:
        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        workers = sum(client.nthreads().values()) or 1
        super().__init__(client.get_executor(pure=False), workers, (KilledWorker, CommClosedError))
        self.client = client

    def start(self, plan: Any, given: dict[str, Any]) -> Work:
        """Send the plan once: as a task, so that it is made again where its worker dies."""
        return super().start(self.client.submit(_same, plan, pure=False), given)


def _same(plan: Any) -> Any:
    return plan


class _Joblib(_Executor):
    """A crew that is a `joblib.Parallel`: waves of chunks."""

    def __init__(self, parallel: Any) -> None:
        super().__init__(None, parallel._effective_n_jobs())
        self.parallel = parallel

    def start(self, plan: Any, given: dict[str, Any]) -> Work:
        from joblib import delayed

        def work(chunks: _Chunks) -> Iterator[Chunk]:
            while True:
                wave: list[tuple[int, int]] = []
                while len(wave) < 2 * self.workers and (own := chunks.take(self.workers)) is not None:
                    wave.append(own)
                if not wave:
                    return
                yield from self.parallel(delayed(solve_chunk)(plan, given, *own) for own in wave)

        return work


def _crew(client: Any) -> Any:
    name = f"{type(client).__module__}.{type(client).__name__}"
    if name.startswith("distributed."):
        return _Dask(client)
    if name.startswith("joblib."):
        return _Joblib(client)
    if isinstance(client, futures.Executor):
        return _Executor(client, getattr(client, "_max_workers", None) or os.cpu_count() or 1)
    raise TypeError(
        f"client is a {name}; give a dask.distributed.Client, a concurrent.futures.Executor or a joblib.Parallel"
    )
