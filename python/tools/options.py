"""Make `yike/_options.py`, the types of arguments, from what the command line says of its options.

``python tools/options.py`` writes it, ``--check`` fails where it differs.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Any

from yike._call import commands, python_name

FILE = Path(__file__).parent.parent / "yike" / "_options.py"
HEAD = '''"""The arguments that functions take by name: made by ``tools/options.py`` from the options of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import Any, Literal, TypedDict

'''
#: The values that options take, by what stands for them in the help of the command line.
VALUES = {
    "FILE": "Any",
    "DIR": "str | PathLike[str]",
    "N": "int",
    "YEAR": "int",
    "NUMBER": "float",
    "FACTOR": "float",
    "COST": "float",
    "TIME": "str | float",
    "SHARE": "str | float",
    "DISTANCE": "str | float",
    "ALPHA": "str | float",
}


def kind(option: dict[str, Any]) -> str:
    """Return the type of an option's value."""
    if option["is_flag"]:
        return "bool"
    words = ", ".join(f'"{word}"' for word in option["words"])
    one = f"Literal[{words}]" if words else VALUES.get(option["value"], "str")
    # "all" beside a number.
    one = "int | str" if option["name"] == "points" else one
    return f"{one} | Sequence[{one}]" if option["is_repeated"] else one


#: What functions take as arguments of their own.
OWN = {
    "alternatives": {"near"},
    "audit": {"layout", "out"},
    "challenge": {"layout", "out"},
    "init": {"out"},
    "locate": {"demand", "sites", "weight-field"},
    "report": {"out"},
    "robust": {"vary"},
    "solve": {"out"},
    "sweep": {"out", "vary"},
}


def is_own(command: str, option: dict[str, Any]) -> bool:
    """Return whether functions take the option as an argument of their own."""
    return option["heading"] == "Question" or option["name"] in OWN.get(command, ())


def made() -> str:
    """Return the text of the file."""
    text = HEAD
    for command in commands().values():
        name = "".join(part.capitalize() for part in command["name"].split("-")) + "Options"
        text += f'\nclass {name}(TypedDict, total=False):\n    """Of `yike {command["name"]}`."""\n'
        for option in command["options"]:
            if option["is_argument"] or is_own(command["name"], option):
                continue
            about = " ".join(option["about"].split()).replace("\\", "\\\\")
            text += f"\n    {python_name(option['name'])}: {kind(option)}\n"
            text += textwrap.indent('"""' + "\n".join(textwrap.wrap(about, 92)) + '"""', "    ") + "\n"
        text += (
            '\n    progress: Any\n    """Draw a bar or not [default: where somebody watches], or a function to call."""\n\n'
        )
    return text.rstrip() + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        if FILE.read_text(encoding="utf-8") != made():
            sys.exit("yike/_options.py differs from the command line: python tools/options.py")
    else:
        FILE.write_text(made(), encoding="utf-8")
