"""Questions about a plan: why, what else, what is it worth. Each answer is exact solves of the plan, with bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._documents import documented
from ._frames import Source
from .answers import Run

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import AlternativesOptions, ConflictsOptions, WhyOptions, WorthOptions

__all__ = ["Questions"]


class Questions:
    """What a plan can be asked beside its best layout."""

    def _run_in(self, out: Any, command: str, given: dict[str, Any]) -> Run:
        raise NotImplementedError

    def _answer(self, command: str, given: dict[str, Any]) -> Run:
        return self._run_in(given.pop("out", None), command, given)

    @documented("conflicts")
    def conflicts(self, **options: Unpack[ConflictsOptions]) -> Run:
        """Tell which demands of a plan that cannot be met clash, and what would make it possible.

        Returns
        -------
        Run
            ``tables["conflicts"]`` has the minimal sets, ``tables["repairs"]`` what would mend the plan.
        """
        return self._answer("conflicts", dict(options))

    @documented("why")
    def why(self, **options: Unpack[WhyOptions]) -> Run:
        """Say why a site is in the plan or not, what would reach a village, and what binds a target.

        Returns
        -------
        Run
            ``summary("zh")`` has the answers in words, the tables what changes for whom.
        """
        return self._answer("why", dict(options))

    @documented("alternatives")
    def alternatives(self, near: Source | Run = None, **options: Unpack[AlternativesOptions]) -> Run:
        """Find plans as good as the best one, or nearly, each proved, and which sites all of them have.

        Parameters
        ----------
        near : GeoDataFrame, path, Run or "today", optional
            A layout; then plans are at most `moves` sites from it.

        Returns
        -------
        Run
            ``tables["alternatives"]`` has the plans, ``tables["alternatives_sites"]`` the sites that are in all of them,
            some or none, ``tables["alternatives_changes"]`` where plans differ; the folder has a layout of each plan.
        """
        drawn = near.folder / "layout.geojson" if isinstance(near, Run) else near
        return self._answer("alternatives", {"near": drawn, **options})

    @documented("worth")
    def worth(self, **options: Unpack[WorthOptions]) -> Run:
        """Say what a step more or less of each source of money, reach, target and place changes, aim by aim.

        Returns
        -------
        Run
            ``summary("zh")`` has the steps in words.
        """
        return self._answer("worth", dict(options))
