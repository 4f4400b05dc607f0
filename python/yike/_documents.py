"""Documentation of arguments that the command line states already."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from typing import TypeVar

from ._call import options

Function = TypeVar("Function", bound=Callable[..., object])


def documented(command: str, leave_out: frozenset[str] | set[str] = frozenset()) -> Callable[[Function], Function]:
    """Add what the command line says of its other options to the documentation of a function.

    Parameters
    ----------
    command : str
        Its word.
    leave_out : set of str
        Headings of options that are arguments of their own.
    """

    def add(function: Function) -> Function:
        own = set(inspect.signature(function).parameters)
        text = "Other Parameters\n----------------\n"
        for name, option in options(command).items():
            if option["is_argument"] or name in own or option["heading"] in leave_out:
                continue
            about = textwrap.fill(" ".join(option["about"].split()), 100)
            text += f"{name}\n{textwrap.indent(about, '    ')}\n"
        text += "progress : bool or callable\n    Draw a bar or not (default: where somebody watches), or call this.\n"
        function.__doc__ = f"{inspect.cleandoc(function.__doc__ or '')}\n\n{text}"
        return function

    return add
