"""Good manners: the interpreter's lock, Ctrl-C, time limits, progress, logging, threads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, points

import yike

#: More than a debug build proves in minutes.
LONG = """
import sys
sys.path.insert(0, {tests!r})
import numpy as np, yike
from conftest import points
demand = points(np.random.default_rng(1), 400, "d")
print("ready", flush=True)
"""


def _long() -> dict[str, Any]:
    return {"demand": points(np.random.default_rng(1), 400, "d"), "p": 12}


def test_a_time_limit_keeps_the_best() -> None:
    begun = time.monotonic()
    answer = yike.locate.p_center(**_long(), compact=True, time_limit=1)
    assert time.monotonic() - begun < 15
    assert answer.status in {"stopped", "optimal", "no-placement"} and not answer.interrupted
    if answer.status == "stopped":
        assert answer.value is not None and answer.bound is not None and answer.bound <= answer.value


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_ctrl_c_keeps_the_best_and_a_second_one_raises(tmp_path: Path) -> None:
    script = LONG.format(tests=str(Path(__file__).parent)) + (
        "answer = yike.locate.p_center(demand, p=12, compact=True)\nprint(answer.interrupted, answer.status, flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert said.startswith("True ") or "optimal" in said, said


def test_other_threads_go_on() -> None:
    counted = 0
    stop = threading.Event()

    def count() -> None:
        nonlocal counted
        while not stop.is_set():
            counted += 1
            time.sleep(0.001)

    other = threading.Thread(target=count)
    other.start()
    begun = time.monotonic()
    yike.locate.p_center(**_long(), compact=True, time_limit=1)
    took = time.monotonic() - begun
    stop.set()
    other.join()
    assert counted > 100 * min(took, 1)


def test_progress_is_told_and_can_stop(data: Path) -> None:
    heard: list[str] = []

    def progress(text: str, steps: tuple[int, int] | None) -> bool:
        heard.append(text)
        return True

    plan = yike.Plan.read(data / "qianjiang" / "plan.toml")
    plan.solve(progress=progress)
    assert any("least shortfall" in text or "shortfall" in text for text in heard), heard
    stopped = yike.locate.p_center(**_long(), compact=True, progress=lambda text, steps: False)
    assert stopped.status in {"stopped", "no-placement", "optimal"}

    def wrong(text: str, steps: tuple[int, int] | None) -> bool:
        raise RuntimeError("of the caller's")

    with pytest.raises(RuntimeError, match="of the caller's"):
        plan.solve(progress=wrong)


def test_messages_go_to_logging(data: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    plan = yike.Plan.read(data / "qianjiang" / "plan.toml")
    with caplog.at_level("INFO", logger="yike"):
        plan.solve(threads=10_000)
    assert "threads" in caplog.text and "--" not in caplog.text
    said = capfd.readouterr()
    assert said.out == "" and said.err == ""


def test_several_threads_at_once(data: Path) -> None:
    plan = yike.Plan.read(data / "qianjiang" / "plan.toml")
    found: list[int] = []
    crew = [threading.Thread(target=lambda: found.append(plan.solve().json["money"]["cost_yuan"])) for _ in range(3)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    assert len(found) == 3 and len(set(found)) == 1
