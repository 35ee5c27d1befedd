"""What is counted in a window of time is counted in place, and becomes part of the state when somebody reads it."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from relcore.kernel.making import make_window, make_windows

if TYPE_CHECKING:
    from relcore.kernel.fold import DraftSituation, Fold

__all__ = ["Running", "keep_window", "running_window"]

_NOTHING = Decimal(0)


class Running:
    """The latest window in which something was counted, while it is being counted in."""

    __slots__ = ("breaches", "concerns", "index", "points", "readings", "spent", "until")

    index: int
    until: datetime
    spent: Decimal
    points: int
    readings: int
    breaches: int
    concerns: int


def running_window(fold: "Fold", at: datetime) -> Running:
    """The window that an instant lies in, to count in; the instant is not before anything counted so far."""
    running = fold.view.running
    if running is not None and at < running.until:
        return running
    if running is not None:
        keep_window(fold.view)
    draft = fold.draft
    windows = draft.windows
    if windows is None or not windows.width_seconds:
        anchor = draft.opened_at if windows is None else windows.anchor
        windows = draft.windows = make_windows(anchor, fold.rules.window_seconds)
    found = Running()
    width = fold.rules.window_width
    found.index = (at - windows.anchor) // width
    found.until = windows.anchor + (found.index + 1) * width
    latest = windows.latest[-1] if windows.latest else None
    if latest is not None and latest.index == found.index:
        found.spent = latest.spent
        found.points, found.readings = latest.points, latest.readings
        found.breaches, found.concerns = latest.breaches, latest.concerns
    else:
        found.spent = _NOTHING
        found.points = found.readings = found.breaches = found.concerns = 0
    fold.view.running = found
    return found


def keep_window(view: "DraftSituation") -> None:
    """Make what was counted part of the state: of the two windows before it, too, and of none that is older."""
    running, windows = view.running, view.relationship.windows
    if running is None or windows is None:
        return
    index, kept = running.index, windows.latest
    if kept and kept[-1].index == index:
        kept = kept[:-1]
    if kept and kept[0].index < index - 2:
        kept = tuple([window for window in kept if window.index >= index - 2])
    counted = make_window(
        index,
        running.spent,
        running.points,
        running.readings,
        running.breaches,
        running.concerns,
    )
    view.relationship.windows = make_windows(windows.anchor, windows.width_seconds, (*kept, counted))
