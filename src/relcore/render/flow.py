"""How many stood in each stage, month by month: one stacked column a month, labelled at its end.

The picture holds shapes only, and stretches; its text stands beside it and keeps its size on every screen.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from relcore.render.escaping import text
from relcore.render.labels import PageLabels
from relcore.render.scales import FEW_MONTHS, MANY_MONTHS, apart, month_ticks, round_ticks
from relcore.render.style import END

__all__ = ["flow_chart", "flow_table", "month_name", "swatch"]

_GAP = 0.5  # of the height, between the stages of a column
_LABEL = 15.0  # of the height, for two lines of text on a narrow screen


def month_name(month: date, labels: PageLabels) -> str:
    """A month as people write it."""
    return f"{labels.months[month.month - 1]} {month.year}"


def flow_chart(
    months: Sequence[date],
    flow: Mapping[str, Sequence[int]],
    shades: Mapping[str, str],
    labels: PageLabels,
) -> str:
    """The chart with its scale, its months and the stages named at the end of the last column.

    Args:
        months: at least one.
        flow: for each stage, from the first to the last, its count in each month.
        shades: for each stage, the class of its colour.
        labels: the words of the page.
    """
    totals = [sum(counts[index] for counts in flow.values()) for index in range(len(months))]
    ticks = round_ticks(max(totals))
    top = ticks[-1]
    columns = "".join(_column(index, months, flow, shades, top, labels) for index in range(len(months)))
    lines = "".join(f'<path class="grid" d="M0 {_y(tick, top)}H{len(months)}"/>' for tick in ticks)
    told = "; ".join(_told(index, months, flow, labels) for index in dict.fromkeys((0, len(months) - 1)))
    return (
        f'<div class="chart"><div class="ticks" aria-hidden="true">{_scale(ticks)}</div>'
        f'<div class="plot"><svg viewBox="0 0 {len(months)} 100" preserveAspectRatio="none" role="img"'
        f' aria-labelledby="flow-name flow-told"><title id="flow-name">{text(labels.flow_note)}</title>'
        f'<desc id="flow-told">{text(told)}</desc>{lines}<g class="columns">{columns}</g></svg></div>'
        f'<div class="ends" aria-hidden="true">{_ends(flow, shades, top)}</div>'
        f'<div class="months" aria-hidden="true">{_months(months, labels)}</div></div>'
    )


def _y(value: float, top: int) -> str:
    return f"{100 - 100 * value / top:.2f}"


def _column(
    index: int,
    months: Sequence[date],
    flow: Mapping[str, Sequence[int]],
    shades: Mapping[str, str],
    top: int,
    labels: PageLabels,
) -> str:
    wide = 1.0 if len(months) > MANY_MONTHS else 0.8 * min(1.0, len(months) / FEW_MONTHS)
    left = index + (1 - wide) / 2
    shapes, below = [], 0
    for stage, counts in flow.items():
        count = counts[index]
        if count:
            high = 100 * count / top
            gap = _GAP if below and high > 2 * _GAP else 0
            y = 100 - 100 * (below + count) / top
            box = f'x="{left:.2f}" y="{y:.2f}" width="{wide:.2f}" height="{high - gap:.2f}"'
            shapes.append(f'<rect class="{shades[stage]}" {box}/>')
            if shades[stage] == END:
                shapes.append(f'<path class="cap" d="M{left:.2f} {y:.2f}h{wide:.2f}"/>')
        below += count
    return f"<g><title>{text(_told(index, months, flow, labels))}</title>{''.join(shapes)}</g>"


def _told(index: int, months: Sequence[date], flow: Mapping[str, Sequence[int]], labels: PageLabels) -> str:
    counts = ", ".join(f"{stage} {counts[index]:,}" for stage, counts in flow.items())
    return f"{month_name(months[index], labels)}: {counts}"


def _scale(ticks: Sequence[int]) -> str:
    widest = f"<i>{ticks[-1]:,}</i>"
    return widest + "".join(f'<span style="top:{_y(tick, ticks[-1])}%">{tick:,}</span>' for tick in ticks)


def _ends(flow: Mapping[str, Sequence[int]], shades: Mapping[str, str], top: int) -> str:
    seen = {stage: counts for stage, counts in flow.items() if any(counts)}
    middles, below = {}, 0
    for stage, counts in flow.items():
        middles[stage] = 100 - 100 * (below + counts[-1] / 2) / top
        below += counts[-1]
    rising = tuple(reversed(seen))
    gap = min(_LABEL, 100 / max(len(rising), 1))
    places = apart([middles[stage] for stage in rising], gap, low=gap / 2, high=100 - gap / 2)
    widest = f"<i>{text(max(seen, key=len, default=''))}</i>"
    return widest + "".join(
        f'<p style="top:{place:.2f}%">{swatch(shades[stage])}<span class="name"><bdi>{text(stage)}</bdi></span>'
        f"<b>{seen[stage][-1]:,}</b></p>"
        for stage, place in zip(rising, places, strict=True)
    )


def swatch(shade: str) -> str:
    """The colour of a stage, beside its name."""
    cap = '<path class="cap" d="M0 0H1V1H0Z" fill="none"/>' if shade == END else ""
    return (
        f'<svg viewBox="0 0 1 1" aria-hidden="true"><rect class="{shade}" width="1" height="1"/>{cap}</svg>'
    )


def _months(months: Sequence[date], labels: PageLabels) -> str:
    shown: list[str] = []
    years: set[int] = set()
    for index in month_ticks(months):
        month = months[index]
        named = "" if len(months) > MANY_MONTHS else text(labels.months_short[month.month - 1])
        year = "" if month.year in years else f'<span class="year">{month.year}</span>'
        years.add(month.year)
        # a narrow screen has room for half of the quarters
        minor = len(months) > FEW_MONTHS and not year and month.month not in (1, 7)
        left = 100 * (index + 0.5) / len(months)
        kind = ' class="minor"' if minor else ""
        shown.append(f'<span{kind} style="left:{left:.2f}%">{named}{year}</span>')
    return "".join(shown)


def flow_table(months: Sequence[date], flow: Mapping[str, Sequence[int]], labels: PageLabels) -> str:
    """The same figures as a table, for whoever would rather read them or can't see the picture."""
    head = "".join(f'<th scope="col" class="num"><bdi>{text(stage)}</bdi></th>' for stage in flow)
    rows = "".join(
        f'<tr><th scope="row">{text(month_name(month, labels))}</th>'
        + "".join(f'<td class="num">{counts[index]:,}</td>' for counts in flow.values())
        + "</tr>"
        for index, month in enumerate(months)
    )
    return (
        f'<details><summary>{text(labels.flow_figures)}</summary><div class="scroll" tabindex="0" role="region"'
        f' aria-label="{text(labels.flow_figures)}"><table class="figures-table">'
        f'<caption class="hidden">{text(labels.flow_note)}</caption>'
        f'<thead><tr><th scope="col">{text(labels.month)}</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
        "</div></details>"
    )
