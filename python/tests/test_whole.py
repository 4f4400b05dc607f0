"""The package as a whole: its options are those of the command line, its examples run, its users' types are right."""

from __future__ import annotations

import doctest
import importlib
import inspect
import os
import pkgutil
import re
from pathlib import Path

import pytest
from conftest import ROOT

import yike
from yike._call import commands, options

#: Commands that Python has no use for, or that are methods of answers under another name.
ELSEWHERE = {
    "convert": "yike.read and yike.write",
    "draw": "Answer.explore; pictures are of folders",
    "explain": "the issues of errors say cause and help; docs/codes.md explains each",
}


def test_every_command_is_there() -> None:
    there = {
        "check": yike.Plan.check,
        "solve": yike.Plan.solve,
        "sweep": yike.Plan.sweep,
        "robust": yike.Plan.robust,
        "frontier": yike.Plan.frontier,
        "conflicts": yike.Plan.conflicts,
        "why": yike.Plan.why,
        "alternatives": yike.Plan.alternatives,
        "worth": yike.Plan.worth,
        "locate": yike.locate.mclp,
        "matrix": yike.matrix,
        "reach": yike.reach,
        "audit": yike.Plan.audit,
        "challenge": yike.Plan.challenge,
        "verify": yike.verify,
        "diff": yike.diff,
        "report": yike.Run.report,
        "demand": yike.demand,
        "init": yike.init,
        "forecast": yike.forecast,
    }
    assert set(there) | set(ELSEWHERE) == set(commands())
    for command, function in there.items():
        told = function.__doc__ or ""
        for name, option in options(command).items():
            own = option["is_argument"] or option["heading"] == "Question"
            assert own or re.search(rf"^ *{name}( :.*|, .*)?$", told, re.MULTILINE), f"{command}: {name}"


def test_every_problem_is_there() -> None:
    (problem,) = (option for option in commands()["locate"]["options"] if option["name"] == "problem")
    assert {word.replace("-", "_") for word in problem["words"]} == set(yike.locate.__all__)
    asked = {name for name, option in options("locate").items() if option["heading"] == "Question"}
    functions = [getattr(yike.locate, name) for name in yike.locate.__all__]
    taken = {name for function in functions for name in inspect.signature(function).parameters}
    assert asked <= taken


@pytest.mark.parametrize("module", ["yike", *(f"yike.{own.name}" for own in pkgutil.iter_modules(yike.__path__))])
def test_examples_run(module: str) -> None:
    if module.endswith("_yike"):
        pytest.skip("compiled")
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        assert doctest.testmod(importlib.import_module(module)).failed == 0
    finally:
        os.chdir(before)
