"""The program `yike`: where it is, and how it is run."""

import os
import queue
import shutil
import signal
import subprocess
import threading

from qgis.core import QgsProcessingException, QgsSettings

#: The setting that names the program; the variable does as well, and else it is looked for on the path.
SETTING = "yike/program"
VARIABLE = "YIKE"

#: What a planner is told by the exit code where the program did its work: rules that are broken, plans that are impossible.
TOLD = {3: "no layout meets the plan", 5: "the layout breaks rules"}


def program():
    named = QgsSettings().value(SETTING) or os.environ.get(VARIABLE) or shutil.which("yike")
    if not named:
        raise QgsProcessingException(
            f"the program yike is not found: put it on the path, or name it in the variable {VARIABLE}"
        )
    return named


def commands():
    """The commands that the program has; none where it cannot be run."""
    try:
        said = subprocess.run([program(), "--help"], capture_output=True, text=True, timeout=20)
    except (QgsProcessingException, OSError, subprocess.SubprocessError):
        return None
    words = (line.split() for line in said.stdout.splitlines() if line.startswith("  "))
    return {line[0] for line in words if line}


def run(words, feedback):
    """Runs a command, hands on what it says, and returns its exit code; an exception where it could not do its work."""
    feedback.pushCommandInfo(" ".join(["yike", *words]))
    group = {"creationflags": 0x08000000} if os.name == "nt" else {}
    said, lines = [], queue.Queue()
    with subprocess.Popen(
        [program(), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="replace",
        **group,
    ) as process:
        reader = threading.Thread(target=lambda: [lines.put(line) for line in process.stdout])
        reader.start()
        while reader.is_alive() or not lines.empty():
            if feedback.isCanceled() and process.poll() is None:
                process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
            try:
                said.append(lines.get(timeout=0.2).rstrip("\n"))
                feedback.pushInfo(said[-1])
            except queue.Empty:
                pass
        reader.join()
        code = process.wait()
    if code in TOLD:
        feedback.pushWarning(TOLD[code])
    elif code != 0 and not feedback.isCanceled():
        raise QgsProcessingException("\n".join(said[-40:]) or f"yike ended with {code}")
    return code
