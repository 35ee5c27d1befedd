"""A portfolio on one page that stands alone: no script, no font, no picture from elsewhere, nothing to load.

Everything that is told by a colour is also told by a word.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite

from attrs import frozen

from relcore.errors import FieldError
from relcore.render.escaping import text
from relcore.render.flow import flow_chart, flow_table, swatch
from relcore.render.labels import ENGLISH, PageLabels
from relcore.render.scales import percent, share
from relcore.render.style import END, SHADES, STYLE

__all__ = ["ActionRow", "SlippingRow", "WithheldRow", "portfolio_page"]

_THINNEST = 0.4  # of the width: what is there can be seen


@frozen
class SlippingRow:
    """A relationship that is slipping, as it is shown.

    Args:
        name: whom it is with.
        value: what it is worth, as it is to be read, such as ``"1,204.50 USD"``.
        stage: where it stands, by the name that the funnel has for it.
        sentence: why it is here.
        overdue: how many usual gaps have passed; where that is no finite number, none are shown.
    """

    name: str
    value: str
    stage: str
    sentence: str
    overdue: float


@frozen
class ActionRow:
    """Something to do, as it is shown.

    Args:
        name: for whom.
        sentence: what is to be done, and why.
        points: what it weighs beside the others.
        until: until when, as it is to be read.
    """

    name: str
    sentence: str
    points: int
    until: str


@frozen
class WithheldRow:
    """What may not be done now, for one reason, as it is shown.

    Args:
        what: what was to be done.
        rule: which rule is against it.
        count: how often.
        example: one of them, in a sentence.
    """

    what: str
    rule: str
    count: int
    example: str


def portfolio_page(
    *,
    title: str,
    subtitle: str,
    as_of: date,
    figures: Sequence[tuple[str, str]],
    funnel: Sequence[tuple[str, int]],
    months: Sequence[date],
    flow: Mapping[str, Sequence[int]],
    slipping: Sequence[SlippingRow],
    actions: Sequence[ActionRow] | None = None,
    withheld: Sequence[WithheldRow] | None = None,
    notes: Sequence[str] = (),
    labels: PageLabels = ENGLISH,
) -> str:
    """A portfolio as a page of HTML that needs nothing but itself.

    Args:
        title: the title.
        subtitle: a line below it.
        as_of: the day of the portfolio.
        figures: what each key figure is, and the figure as it is to be read.
        funnel: each stage and how many relationships stand in it, from the first stage to the last, which is
            drawn as the end.
        months: the months of the flow, in order; any day of them.
        flow: for each stage, by its name in the funnel, how many stood in it in each of the months.
        slipping: who is slipping, in the order in which to show them.
        actions: what is to be done, in the order in which to show it; None leaves the list out.
        withheld: what may not be done now, in the order in which to show it; None leaves the list out.
        notes: what a reader should know about the figures.
        labels: the words of the page that are no data; English unless given.

    Returns:
        The page, the same for the same arguments. Whatever comes from data is escaped.

    Raises:
        FieldError: a count is negative or no whole number, a stage stands twice in the funnel, or the flow of a
            stage has not one count for each month.

    >>> page = portfolio_page(title="Shop", subtitle="", as_of=date(1998, 6, 30), figures=[], months=[], flow={},
    ...                       funnel=[("Awareness", 1), ("<Dissolution>", 2)], slipping=[])
    >>> page.startswith("<!doctype html>"), "&lt;Dissolution&gt;" in page
    (True, True)
    """
    _check(funnel, months, flow)
    names = list(dict.fromkeys([*(stage for stage, _ in funnel), *flow]))
    shades = {stage: _shade(index, len(names)) for index, stage in enumerate(names)}
    ordered = {stage: flow[stage] for stage in names if stage in flow}
    return (
        f'<!doctype html>\n<html lang="{text(labels.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">\n"
        f'<meta name="color-scheme" content="light dark">\n<title>{text(title)}</title>\n<style>{STYLE}</style>\n'
        f'</head>\n<body>\n<div class="page">\n{_header(title, subtitle, as_of, labels)}\n<main>\n'
        f"{_figures(figures, labels)}\n"
        f'<div class="pair">\n{_funnel(funnel, shades, labels)}\n{_flow(months, ordered, shades, labels)}\n</div>\n'
        f"{'' if actions is None else _actions(actions, labels)}"
        f"{'' if withheld is None else _withheld(withheld, labels)}"
        f"{_slipping(slipping, shades, labels)}\n{_notes(notes, labels)}\n</main>\n</div>\n</body>\n</html>\n"
    )


def _check(
    funnel: Sequence[tuple[str, int]], months: Sequence[date], flow: Mapping[str, Sequence[int]]
) -> None:
    stages = [stage for stage, _ in funnel]
    for stage in stages:
        if stages.count(stage) > 1:
            raise FieldError("funnel", stage, "each stage once", "Add up its counts.")
    counted = [*((f"funnel[{stage!r}]", count) for stage, count in funnel)]
    for stage, counts in flow.items():
        if len(counts) != len(months):
            expected = f"{len(months)} counts, one for each month"
            raise FieldError(f"flow[{stage!r}]", counts, expected, "Count nobody as 0.")
        counted += ((f"flow[{stage!r}]", count) for count in counts)
    for field, count in counted:
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise FieldError(field, count, "a whole number of zero or more", "Give the count.")


def _shade(index: int, stages: int) -> str:
    return END if stages > 1 and index == stages - 1 else SHADES[index % len(SHADES)]


def _header(title: str, subtitle: str, as_of: date, labels: PageLabels) -> str:
    day = labels.date.format(day=as_of.day, month=labels.months[as_of.month - 1], year=as_of.year)
    lede = f'<p class="lede">{text(subtitle)}</p>' if subtitle else ""
    stamp = f'<time datetime="{as_of.isoformat()[:10]}">{text(labels.as_of.format(date=day))}</time>'
    return f'<header><h1>{text(title)}</h1>{lede}<p class="as-of">{stamp}</p></header>'


def _figures(figures: Sequence[tuple[str, str]], labels: PageLabels) -> str:
    if not figures:
        return ""
    shown = "".join(f"<div><dt>{text(what)}</dt><dd>{text(figure)}</dd></div>" for what, figure in figures)
    return f'<dl class="figures" aria-label="{text(labels.figures)}">{shown}</dl>'


def _card(key: str, title: str, note: str, body: str) -> str:
    return (
        f'<section class="card {key}-card" aria-labelledby="{key}-title"><h2 id="{key}-title">{text(title)}</h2>'
        f'<p class="note">{text(note)}</p>{body}</section>'
    )


def _funnel(funnel: Sequence[tuple[str, int]], shades: Mapping[str, str], labels: PageLabels) -> str:
    total = sum(count for _, count in funnel)
    note = labels.funnel_note.format(total=f"{total:,}")
    if not funnel:
        return _card("funnel", labels.funnel, note, f"<p>{text(labels.nothing)}</p>")
    head = "".join(
        f'<th role="columnheader" scope="col">{text(word)}</th>'
        for word in (labels.stage, labels.count, labels.share, labels.drawn)
    )
    rows = "".join(
        f'<tr role="row"><th role="rowheader" scope="row"><bdi>{text(stage)}</bdi></th>'
        f'<td role="cell" class="num count">{count:,}</td>'
        f'<td role="cell" class="num of">{text(percent(count, total))}</td>'
        f'<td role="cell" class="bar">{_bar(index, stage, count, total, shades)}</td></tr>'
        for index, (stage, count) in enumerate(funnel)
    )
    body = (
        f'<table class="funnel" role="table"><caption class="hidden">{text(labels.funnel)}</caption>'
        f'<thead class="hidden" role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )
    return _card("funnel", labels.funnel, note, body)


def _bar(index: int, stage: str, count: int, total: int, shades: Mapping[str, str]) -> str:
    part = share(count, total) or 0.0
    wide = max(100 * part, _THINNEST) if count else 0.0
    shade = shades[stage]
    cap = f'<path class="cap" d="M0 0H{wide:.2f}V1H0Z" fill="none"/>' if shade == END and count else ""
    shape = f'<rect class="{shade}" width="{wide:.2f}" height="1"/>' if count else ""
    told = f"{stage}: {count:,}, {percent(count, total)}"
    return (
        f'<svg viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-labelledby="bar-{index}">'
        f'<title id="bar-{index}">{text(told)}</title><rect class="track" width="100" height="1"/>{shape}{cap}</svg>'
    )


def _flow(
    months: Sequence[date],
    flow: Mapping[str, Sequence[int]],
    shades: Mapping[str, str],
    labels: PageLabels,
) -> str:
    if not months or not flow:
        return _card("flow", labels.flow, labels.flow_note, f"<p>{text(labels.nothing)}</p>")
    body = flow_chart(months, flow, shades, labels) + flow_table(months, flow, labels)
    return _card("flow", labels.flow, labels.flow_note, body)


def _actions(rows: Sequence[ActionRow], labels: PageLabels) -> str:
    columns = (
        (labels.name, "who"),
        (labels.task, "task"),
        (labels.points, "points"),
        (labels.until, "until"),
    )
    cells = [
        (row.name, (("task", row.sentence), ("points", f"{row.points:,}"), ("until", row.until)))
        for row in rows
    ]
    body = _listed("actions", labels.actions, columns, cells) if rows else f"<p>{text(labels.done)}</p>"
    return _card("actions", labels.actions, labels.actions_note, body) + "\n"


def _withheld(rows: Sequence[WithheldRow], labels: PageLabels) -> str:
    columns = (
        (labels.withheld, "who"),
        (labels.rule, "rule"),
        (labels.times_held, "points"),
        (labels.example, "task"),
    )
    cells = [
        (row.what, (("rule", row.rule), ("points", f"{row.count:,}"), ("task", row.example))) for row in rows
    ]
    body = _listed("withheld", labels.withheld, columns, cells) if rows else f"<p>{text(labels.free)}</p>"
    return _card("withheld", labels.withheld, labels.withheld_note, body) + "\n"


def _listed(
    key: str,
    caption: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[tuple[str, str]]]],
) -> str:
    head = "".join(
        f'<th role="columnheader" scope="col" class="{name}">{text(word)}</th>' for word, name in columns
    )
    body = "".join(
        f'<tr role="row"><th role="rowheader" scope="row"><bdi>{text(first)}</bdi></th>'
        + "".join(f'<td role="cell" class="{name}">{text(cell)}</td>' for name, cell in cells)
        + "</tr>"
        for first, cells in rows
    )
    return (
        f'<table class="listed {key}" role="table"><caption class="hidden">{text(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _slipping(rows: Sequence[SlippingRow], shades: Mapping[str, str], labels: PageLabels) -> str:
    if not rows:
        return _card("slipping", labels.slipping, labels.slipping_note, f"<p>{text(labels.nobody)}</p>")
    columns = (
        (labels.name, "who"),
        (labels.value, "worth"),
        (labels.stage, "stage-of"),
        (labels.overdue, "late"),
        (labels.why, "why"),
    )
    head = "".join(
        f'<th role="columnheader" scope="col" class="{key}">{text(word)}</th>' for word, key in columns
    )
    most = max((row.overdue for row in rows if isfinite(row.overdue)), default=0.0)
    body = "".join(_slipping_row(row, most, shades, labels) for row in rows)
    table = (
        f'<table class="slipping" role="table"><caption class="hidden">{text(labels.slipping)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )
    return _card("slipping", labels.slipping, labels.slipping_note, table)


def _slipping_row(row: SlippingRow, most: float, shades: Mapping[str, str], labels: PageLabels) -> str:
    mark = swatch(shades[row.stage]) if row.stage in shades else ""
    return (
        f'<tr role="row"><th role="rowheader" scope="row"><bdi>{text(row.name)}</bdi></th>'
        f'<td role="cell" class="worth">{text(row.value)}</td>'
        f'<td role="cell" class="stage-of"><span class="stage">{mark}<bdi>{text(row.stage)}</bdi></span></td>'
        f'<td role="cell" class="late">{_late(row.overdue, most, labels)}</td>'
        f'<td role="cell" class="why">{text(row.sentence)}</td></tr>'
    )


def _late(overdue: float, most: float, labels: PageLabels) -> str:
    if not isfinite(overdue):
        return "–"
    number = f"{overdue:,.1f}" if abs(overdue) < 100 else f"{overdue:,.0f}"
    wide = 100 * max(overdue, 0.0) / most if most > 0 else 0.0
    return (
        f"{text(labels.times.format(number=number))}"
        '<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="1"/><rect class="over" width="{wide:.2f}" height="1"/></svg>'
    )


def _notes(notes: Sequence[str], labels: PageLabels) -> str:
    if not notes:
        return ""
    shown = "".join(f"<li>{text(note)}</li>" for note in notes)
    return (
        f'<section class="notes" aria-labelledby="notes-title"><h2 id="notes-title">{text(labels.notes)}</h2>'
        f"<ul>{shown}</ul></section>"
    )
