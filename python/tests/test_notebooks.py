"""The notebooks run, the last with few scenarios; blocks of Python in the documents too."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "python" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)
def test_notebooks(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    monkeypatch.setenv("YIKE_SCENARIOS", "24")
    book = nbformat.read(notebook, as_version=4)
    nbclient.NotebookClient(book, timeout=600, resources={"metadata": {"path": str(ROOT)}}).execute()


def test_blocks_of_documents() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) >= 3
    if sys.version_info < (3, 11):
        sys.modules["tomllib"] = pytest.importorskip("tomli")
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        exec("\n".join(blocks), {})
    finally:
        os.chdir(before)
