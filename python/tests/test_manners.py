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


def _long() -> dict[str, Any]:
    """An instance that takes minutes to prove, and has a placement within a second."""
    demand, sites = (points(np.random.default_rng(seed), count, name) for seed, count, name in ((1, 300, "d"), (2, 60, "s")))
    return {"demand": demand, "sites": sites.assign(capacity=int(demand["weight"].sum() / 30))}


def test_a_time_limit_keeps_the_best() -> None:
    begun = time.monotonic()
    answer = yike.locate.sscflp(**_long(), time_limit=2)
    assert time.monotonic() - begun < 10
    assert answer.status == "stopped" and not answer.interrupted
    assert answer.value is not None and answer.bound is not None and answer.bound < answer.value
    assert answer.gap is not None and answer.gap > 0


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_keeps_the_best_and_a_second_one_raises(presses: int) -> None:
    script = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, {str(Path(__file__).parent)!r})
import yike
from test_manners import _long
long = _long()
print("ready", flush=True)
answer = yike.locate.sscflp(**long)
print(answer.status, answer.interrupted, answer.bound < answer.value, flush=True)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(3)
    begun = time.monotonic()
    for _ in range(presses):
        process.send_signal(signal.SIGINT)
        # Two within one look are one.
        time.sleep(0.12)
    said, errors = process.communicate(timeout=60)
    if presses == 1:
        assert (process.returncode, said) == (0, "stopped True True\n"), errors
    else:
        # The work may have stopped between the two.
        assert "KeyboardInterrupt" in errors or said == "stopped True True\n"
    assert time.monotonic() - begun < 15


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
    yike.locate.sscflp(**_long(), time_limit=1)
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
    stopped = yike.locate.sscflp(**_long(), progress=lambda text, steps: False)
    assert stopped.status.startswith("stopped") and not stopped.interrupted

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
