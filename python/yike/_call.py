"""Commands by the words of the command line: options from keywords, errors as exceptions, messages to `logging`."""

from __future__ import annotations

import difflib
import functools
import json
import logging
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from numbers import Real
from os import PathLike
from typing import Any

from . import _yike
from ._errors import FaultError, InputError, Issue, UsageError, YikeError
from ._frames import is_frame, lend

logger = logging.getLogger("yike")

#: Called with the text of what is done now and, where steps are counted, how many are over and of how many; with the same
#: again twice a second while nothing new happens. It returns whether to go on: ``False`` stops with the best so far.
ProgressFunction = Callable[[str, "tuple[int, int] | None"], bool]

#: Commands to which the rows of a frame without ``id`` are known by its index.
_BY_INDEX = {"locate", "matrix", "reach"}
_LAYERS = {"demand", "origins", "sites"}
#: Options that name what is written, or what no frame can be.
_WRITTEN = {"out", "lp_file", "mps_file", "instance", "network", "heights", "raster", "join", "sweep", "output"}
#: Commands that Ctrl-C stops with the best so far.
_KEEPS = {"solve", "challenge", "locate", "frontier", "robust", "sweep", "alternatives", "conflicts", "why", "worth"}

#: An option in a message, with its value where one is plainly written: in quotes, a number, a word such as ``FILE``, or one
#: with a colon or an equals sign.
_OPTION = re.compile(r"""(?<![\w-])--([a-z][a-z-]*)(?: ("[^"]*"|\d+(?:\.\d+)?(?![\w.%])|[A-Z]{2,}|\w+[:=]\S*\w))?""")

#: Options that functions have as arguments of another name.
_NAMES = {("locate", "weight_field"): "weight"}

#: Numbers of these options have the unit behind them.
_SECONDS = {"time_limit"}
_SHARES = {"gap", "share", "lose"}


@functools.cache
def commands() -> dict[str, dict[str, Any]]:
    """Return what the command line says of its commands and their options."""
    return {command["name"]: command for command in json.loads(_yike.commands())}


@functools.cache
def options(command: str) -> dict[str, dict[str, Any]]:
    """Return the options of a command by the names that they have in Python."""
    return {python_name(option["name"]): option for option in commands()[command]["options"]}


def python_name(word: str) -> str:
    """Return the name in Python of an option: ``time-limit`` is ``time_limit``; words of Python get a ``_`` behind."""
    name = word.replace("-", "_")
    return name + "_" if name in {"in", "lambda", "from"} else name


class Ended:
    """How a command ended."""

    def __init__(self, command: str, ended: _yike.Ended, names: Mapping[str, str]) -> None:
        def plain(text: str) -> str:
            for path, name in names.items():
                text = text.replace(path, name)
            return text

        self.command = command
        self.code: int = ended.code
        self.answer: bytes = ended.answer
        for path, name in names.items():
            self.answer = self.answer.replace(path.encode(), name.encode())
        self.messages = [
            (level, _as_python(command, plain(text)), _as_python(command, plain(help)) if help else "")
            for level, text, help in ended.messages
        ]
        self.issues = tuple(_issue(command, json.loads(plain(issue))) for issue in ended.issues)
        self.tables = ended.tables
        self.interrupted: bool = ended.interrupted

    def json(self) -> Any:
        """Return the answer, of commands that answer in JSON."""
        return json.loads(self.answer) if self.answer else None


def _issue(command: str, record: dict[str, Any]) -> Issue:
    return Issue.of({**record, **{part: _as_python(command, record[part]) for part in ("cause", "action")}})


def _as_python(command: str, text: str) -> str:
    """Name options as arguments: ``--time-limit "5 s"`` is ``time_limit="5 s"``."""

    def argument(found: re.Match[str]) -> str:
        name, value = python_name(found[1]), found[2] or ""
        if name not in options(command):
            return found[0]
        # Words without a unit are numbers or stand for a value; others are text.
        is_bare = re.fullmatch(r'"[^"]*"|[\d.]+|[A-Z]+', value)
        return _NAMES.get((command, name), name) + (f"={value if is_bare else repr(value)}" if value else "")

    return _OPTION.sub(argument, text)


def run(
    command: str,
    arguments: Sequence[Any] = (),
    given: Mapping[str, Any] | None = None,
    *,
    lent: Mapping[str, Any] | None = None,
) -> Ended:
    """Run a command.

    Parameters
    ----------
    command : str
        Its word, for instance ``"locate"``.
    arguments : sequence
        What the command line takes by place.
    given : mapping
        Options by their names in Python; ``None`` is not given. Frames are lent by the name of their option. Among them
        `progress`: whether to draw a bar, or a `ProgressFunction`.
    lent : mapping
        Frames lent already, by name, kept until the command has ended.

    Raises
    ------
    UsageError, InputError, FaultError
        When the command could not do its work.
    """
    frames: list[_yike.Frame] = []
    names: dict[str, str] = {frame.path: name for name, frame in (lent or {}).items()}

    def word(name: str, value: Any) -> str:
        option = known.get(name)
        if is_frame(value):
            if option is None or not (option["value"] == "FILE" or option["is_argument"]) or name in _WRITTEN:
                raise TypeError(f"{name} is a {type(value).__name__}, and no frame is taken there")
            frame = lend(name, value, index_as_id=command in _BY_INDEX and name in _LAYERS, is_matrix=name == "matrix")
            frames.append(frame)
            names[frame.path] = name
            return frame.path
        if option is not None and option["value"] in {"FILE", ""} and not isinstance(value, (str, PathLike, Real)):
            raise TypeError(f"{name} is a {type(value).__name__}; give a DataFrame, a GeoDataFrame or the path of a file")
        return _text(name, value)

    given = dict(given or {})
    progress = given.pop("progress", None)
    known = options(command)
    words = [command]
    positional = [name for name, option in known.items() if option["is_argument"]]
    for place, value in enumerate(arguments):
        words.append(word(positional[min(place, len(positional) - 1)], value))
    for name, value in given.items():
        option = known.get(name)
        if option is None or option["is_argument"]:
            raise TypeError(_unknown(command, name, known))
        flag = f"--{option['name']}"
        if value is None:
            continue
        if option["is_flag"]:
            if isinstance(value, (str, bytes)):
                raise TypeError(f"{name} is {value!r}; give True or False")
            words += [flag] if value else []
            continue
        several = option["is_repeated"] and not isinstance(value, (str, bytes)) and not is_frame(value)
        for one in value if several and isinstance(value, Iterable) else [value]:
            words.append(f"{flag}={word(name, one)}")
    with Shown(progress, command) as shown:
        ended = Ended(command, _yike.call(words, shown), names)
    if ended.interrupted and command not in _KEEPS:
        raise KeyboardInterrupt
    _say(ended)
    return ended


def _unknown(command: str, name: str, known: Mapping[str, Any]) -> str:
    here = [key for key in known if not known[key]["is_argument"]]
    near = difflib.get_close_matches(name, [*here, "weight", "progress"], 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{command} has no argument {name!r}{hint}"


def text_of(value: Any) -> str:
    """Return a value as the command line has it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return text_of(value)
    if isinstance(value, Real) and name in _SECONDS:
        return f"{value} s"
    if isinstance(value, Real) and name in _SHARES:
        return f"{Decimal(repr(float(value))) * 100:f} %"
    return text_of(value)


def _say(ended: Ended) -> None:
    """Log the messages, or raise the exception that they are."""
    for issue in ended.issues:
        if issue.severity == "warning":
            logger.warning("%s", issue)
    if ended.code in (1, 2):
        raise _error(ended)
    for level, text, help in ended.messages:
        # Nobody needs to know where a temporary folder is.
        note = logging.DEBUG if f"{tempfile.gettempdir()}/yike-" in text else logging.INFO
        number = note if level == "note" else logging.WARNING
        logger.log(number, "%s", f"{text}; {help}" if help else text)


def _error(ended: Ended) -> YikeError:
    errors = [issue for issue in ended.issues if issue.severity == "error"]
    if errors:
        more = f"\nand {len(errors) - 20} more, in `issues`" if len(errors) > 20 else ""
        shown = "\n".join(str(issue) for issue in errors[:20])
        return InputError(f"{shown}{more}", issues=ended.issues)
    causes = [(text, help) for level, text, help in ended.messages if level == "error"]
    text, help = causes[-1] if causes else (f"{ended.command} failed", "")
    # What the command line says of its words ends with how to get help there.
    text = text.strip().removeprefix("error: ").split("\n\n")[0]
    return (UsageError if ended.code == 2 else FaultError)(text, help, ended.issues)


class Shown:
    """Progress as a bar where somebody watches, or as a function of the caller's."""

    def __init__(self, progress: Any, command: str) -> None:
        self.bar: Any = None
        self.text = ""
        self.command = command
        self.function: Any = None
        if callable(progress):
            # Who returns nothing goes on.
            self.function = lambda text, steps: progress(text, steps) is not False
        elif progress not in (None, True, False):
            raise TypeError(f"progress is {progress!r}; give True, False or a function of a text and of steps")
        if self.function is None and (progress is True or (progress is None and _is_watched())):
            self.function = self._draw

    def __enter__(self) -> Any:
        return self.function

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def _draw(self, text: str, steps: tuple[int, int] | None) -> bool:
        try:
            from tqdm.auto import tqdm
        except ImportError:
            if text != self.text:
                logger.info("%s", text)
            self.text = text
            return True
        if self.bar is None:
            total = steps[1] if steps else None
            self.bar = tqdm(total=total, delay=0.5, leave=False, desc=f"yike {self.command}")
        if steps:
            self.bar.update(steps[0] - self.bar.n)
        else:
            self.bar.set_postfix_str(text.strip()[:100])
        return True


def _is_watched() -> bool:
    return sys.stderr is not None and (sys.stderr.isatty() or "ipykernel" in sys.modules)
