"""Which customers are slipping away, and what is to be done today? A whole portfolio, from nothing but its orders.

Run it as it is, and it reviews 69,659 orders that a music shop took from 23,570 customers in 1997 and 1998
(CDNOW; the package ``lifetimes`` brings the file). Give it your own orders, and it reviews those:

    python examples/portfolio_review.py
    python examples/portfolio_review.py --as-of 1998-01-31 --holdout 1997-09-30
    python examples/portfolio_review.py --csv orders.csv --currency EUR --zone Europe/Berlin

``orders.csv`` has the columns customer_id, date and amount; with this header they may stand in any order. What
is printed is also written as a page that needs no network. What is to be done is asked as of the morning after
the last day; what orders do not say is not made up: who wants to be approached, and who has consented to what.
Ends with 0; with 1 if there is nothing to review; with 2 if an argument cannot be used.
"""

import argparse
import csv
import sys
import time
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import evolve, frozen
from rich.console import Console
from rich.progress import track
from rich.table import Table

import relcore
from relcore import STANDARD, Case, Customer, Person, PolicySet, RelationshipType, RelcoreError, Stage
from relcore import portfolio as many
from relcore.errors import PolicyError
from relcore.model import end_of_day, local_day
from relcore.render import ActionRow, SlippingRow, WithheldRow, portfolio_page
from relcore.wording import describe, silent_for, term

COLUMNS = {"customer_id", "date", "amount"}
TO_DO = ("customer", "what, and why", "points", "until")
FIGURES = set("relationships share stays ended median spend points until times".split()) | {"going on"}
GONE, MORNING = timedelta(days=120), timedelta(hours=9)  # nobody is asked back who left longer ago than that
THE_END = end_of_day(date(8999, 12, 31), ZoneInfo("UTC"))  # and no morning after it
ASSUMED = (
    "As of the next morning. All are taken to be {type} relationships; no wish and no consent is on record, so "
    "whatever promotes something is withheld. Who left more than {days} days ago is not asked."
)
FAULTS_SHOWN, LISTED, ON_THE_PAGE, MONTHS_ON_THE_PAGE = 20, 10, 50, 600
WHO_STANDS_THERE = {
    Stage.EXPLORATION: "has not bought yet; an order opens the relationship, so nobody stays",
    Stage.AWARENESS: "bought on one day",
    Stage.EXPANSION: "bought on two days or more",
    Stage.COMMITMENT: "pledged, and work was adapted to them; orders show neither",
    Stage.DISSOLUTION: "silent for longer than five usual gaps (at least four paces, at most five)",
}

STAGES = STANDARD.folding.lifecycle.order

console = Console(markup=False, highlight=False, soft_wrap=True)


class NothingToReview(Exception):
    """There are no orders, or none by then."""


def day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day of the calendar; write 1998-06-30") from None
    if not 1000 <= found.year < 9000:
        raise argparse.ArgumentTypeError(f"{text!r} is not in the years 1000 to 8999")
    return found


def zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise argparse.ArgumentTypeError(f"{text!r} is no time zone; write Asia/Manila or UTC") from None


def arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--csv", type=Path, metavar="FILE", help="your orders: customer_id,date,amount")
    parser.add_argument("--currency", default="USD", help="the currency of all amounts (default: USD)")
    parser.add_argument("--zone", type=zone, default="UTC", help="the zone of days and dates (default: UTC)")
    parser.add_argument("--type", type=RelationshipType, default="long_term", help="what was agreed")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="what was known by then (the last day)")
    parser.add_argument("--holdout", type=day, metavar="DATE", help="rank as of then: who came back?")
    parser.add_argument("--output", type=Path, default=Path("portfolio.html"), help="where the page goes")
    return parser.parse_args(given)


def cdnow() -> Iterator[list[str]]:
    """Customer, date and amount of each order of the CDNOW history."""
    try:
        [master] = [path for path in files("lifetimes") or () if path.name == "CDNOW_master.txt"]
    except (PackageNotFoundError, ValueError):
        raise FileNotFoundError("install lifetimes, which brings the CDNOW orders, or pass --csv") from None
    with open(str(master.locate()), encoding="ascii") as lines:
        next(lines)
        for line in lines:
            customer, on, _, amount = line.split()
            yield [customer, on, amount]


@frozen
class SpoiledLine:
    """A line that has no cells, and why."""

    reason: str


def cells_of(line: bytes) -> list[str] | SpoiledLine:
    try:
        return next(csv.reader([line.decode()]))
    except UnicodeDecodeError as error:
        return SpoiledLine(f"byte {error.start + 1} of {line[:60]!r} is not UTF-8")
    except csv.Error as error:
        return SpoiledLine(f"{line[:60]!r}... cannot be split: {error}")


def csv_rows(path: Path, numbers: list[int]) -> Iterator[object]:
    """The cells of each line that is not blank, by name if there is a header; its number goes into ``numbers``.

    Each line is read by itself, so that a stray quotation mark or byte spoils one line and not the rest.
    """
    names: list[str] = []
    with path.open("rb") as file:
        lines = (line for block in file for line in block.splitlines())
        for number, line in enumerate(lines, 1):
            text = line.removeprefix(BOM_UTF8) if number == 1 else line
            if not text.strip():
                continue
            cells = cells_of(text)
            if not numbers and not names and not isinstance(cells, SpoiledLine):
                lowered = [cell.strip().lower() for cell in cells]
                if set(lowered) >= COLUMNS:
                    names = lowered
                    continue
            numbers.append(number)
            yield dict(zip(names, cells, strict=False)) if names and isinstance(cells, list) else cells


def read(given: argparse.Namespace) -> many.Orders:
    numbers: list[int] = []
    rows = cdnow() if given.csv is None else csv_rows(given.csv, numbers)
    orders = many.from_orders(rows, type=given.type, currency=given.currency, zone=given.zone)
    console.print(
        f"{orders.read:,} rows read: {orders.accepted:,} accepted + {orders.refused:,} refused, "
        f"of {len(orders.histories):,} customers"
    )
    for fault in orders.faults[:FAULTS_SHOWN]:
        reason = fault.value.reason if isinstance(fault.value, SpoiledLine) else fault.reason
        console.print(f"  line {numbers[fault.row - 1] if numbers else fault.row + 1}: {reason}")
    if orders.refused > FAULTS_SHOWN:
        console.print(f"  and {orders.refused - FAULTS_SHOWN:,} more")
    if not orders.accepted:
        raise NothingToReview("there is no order to review")
    return orders


def percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def show_table(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    table = Table(title=title, title_justify="left")
    for head in heads:
        table.add_column(head, justify="right" if head in FIGURES else "left")
    for row in rows:
        table.add_row(*row)
    console.print()
    console.print(table)


def show_stages(found: many.Funnel) -> None:
    heads = ("stage", "relationships", "share", "who")
    rows = [
        (stage, f"{found.standing[stage]:,}", percent(found.share(stage)), WHO_STANDS_THERE[stage])
        for stage in STAGES
    ]
    show_table("Where they stand", heads, [*rows, ("all", f"{found.total:,}", "", "")])


def median(stay: many.StageTime) -> str:
    if not stay.stays:
        return "-"
    return "fewer than half ended" if stay.median_days is None else f"{stay.median_days:,.0f} days"


def show_times(times: Mapping[Stage, many.StageTime]) -> None:
    rows = [
        (stage, f"{stay.stays:,}", f"{stay.ended:,}", f"{stay.lasting:,}", median(stay))
        for stage in STAGES
        for stay in [times[stage]]
    ]
    show_table("How long they stay (Kaplan-Meier)", ("stage", "stays", "ended", "going on", "median"), rows)


def show_moves(flow: many.Flow) -> None:
    moved = {move: sum(counts) for move, counts in flow.moves.items()}
    rows = []
    for stage in STAGES:
        came = [f"{n:,} from {source or 'the opening'}" for (source, to), n in moved.items() if to is stage]
        went = [f"{count:,} to {to}" for (source, to), count in moved.items() if source is stage]
        rows.append((stage, ", ".join(came) or "-", ", ".join(went) or "-"))
    show_table("How they got there", ("stage", "came", "went"), rows)


def lapses(lapsed: many.Endings) -> str:
    share = percent(lapsed.reopened / lapsed.count if lapsed.count else None)
    return (
        f"{lapsed.count:,} times a customer lapsed; {lapsed.reopened:,} of these ({share}) bought again, "
        f"and {lapsed.count - lapsed.reopened:,} have not"
    )


def spend(slip: many.Slipping) -> str:
    return "-" if slip.spend is None else f"{slip.spend.amount:,} {slip.spend.currency}"


def why(slip: many.Slipping) -> str:
    usual_gap = slip.usual_gap_days or 0
    silence = silent_for((slip.overdue or 0) * usual_gap, usual_gap)
    bought_on = slip.relationship.purchase_days
    return f"{silence}; bought on {bought_on} days, {slip.mean_basket or 0:,.2f} a basket"


def customer_of(id: str, zone: ZoneInfo) -> Customer:
    """What orders alone tell: a number, and the zone of the shop. A wish and a consent are not made up."""
    person = Person(id=id, name=f"customer {id}", zone=zone)
    return Customer(id=id, name=person.name, persons=(person,))


def action_row(line: many.Entry, zone: ZoneInfo) -> ActionRow:
    action, (what, *others) = line.action, line.action.recommendations
    customer, until = customer_of(what.relationship_id, zone), what.expires or action.due
    told = describe(evolve(action, recommendations=(what,)), zone=zone, customer=customer)
    told += f" And {len(others)} more along with it." if others else ""
    last = "-" if until is None else local_day(until, zone).isoformat()
    return ActionRow(what.relationship_id, told, action.score.points or 0, last)


def today(
    portfolio: list[many.Course], at: datetime, zone: ZoneInfo, policies: PolicySet
) -> tuple[list[ActionRow], list[WithheldRow]]:
    """What is to be done first, and what is withheld: of each kind and reason how often, and one of them."""
    asked = [c for c in portfolio if c.stage is not Stage.DISSOLUTION or c.stays[-1].since > at - GONE]
    due: list[Case] = []
    kinds, held = Counter[str](), Counter[tuple[str, str]]()
    examples: dict[tuple[str, str], str] = {}
    for course in track(asked, "Reviewing", console=console, transient=True, disable=not console.is_terminal):
        relationship = course.relationship
        customer = customer_of(relationship.customer_id, zone)
        seen = relcore.review(relationship, customer, at=at, policies=policies)
        if seen.actions:
            due.append(Case(customer=customer, relationships=(relationship,)))
        kinds.update(one.kind for one in seen.recommendations)
        for one in seen.withheld:
            reason = (one.recommendation.kind, one.decision.policy)
            held[reason] += 1
            examples.setdefault(reason, describe(one, zone=zone, customer=customer))
    lines = relcore.agenda(due, at=at, policies=policies, zone=zone, most=LISTED)
    first = [action_row(line, zone) for line in lines]
    withheld = [
        WithheldRow(k.replace("_", " "), term(r), n, examples[k, r]) for (k, r), n in held.most_common()
    ]
    title = f"To do on {at:%Y-%m-%d}: the first {len(first)} of {sum(kinds.values()):,}"
    show_table(title, TO_DO, [(row.name, row.sentence, str(row.points), row.until) for row in first])
    console.print(", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in kinds.most_common()))
    rows = [(row.what, row.rule, f"{row.count:,}", row.example) for row in withheld]
    show_table("Withheld", ("what", "why", "times", "for example"), rows)
    return first, withheld


def ranking(histories: list[many.History], split: date, policies: PolicySet) -> list[str]:
    try:
        found = many.holdout(histories, split, policies=policies)
    except PolicyError as error:  # the pace until then
        return [f"No ranking as of {split}: {error}"]
    lines = [
        f"Ranked by activity score as of {found.split} with the pace until then, {found.pace_days:.1f} days,"
        " against who came back after it:"
    ]
    for who, group in (("all customers", found.everyone), ("repeat buyers", found.repeat)):
        value = (
            "no AUC, because all or none of them came back" if group.auc is None else f"AUC {group.auc:.3f}"
        )
        lines.append(f"  {who}: {value} ({group.returned:,} of {group.customers:,} came back)")
    return lines


def at_their_pace(histories: list[many.History], as_of: date) -> PolicySet:
    """STANDARD at the pace of these customers, where they have one that can be."""
    default = f"The pace is the default of {STANDARD.folding.pace_days:.1f} days"
    pace = many.pooled_pace(histories)
    if pace is None:
        console.print(f"{default}, because nobody bought twice yet")
        return STANDARD
    try:
        policies = STANDARD.with_pace(round(pace, 1))
    except PolicyError as error:
        console.print(
            f"{default}, because a mean gap of {pace:,.1f} days is not {error.expected}: mind the dates"
        )
        return STANDARD
    console.print(
        f"The pace is {policies.folding.pace_days:.1f} days, the mean gap between purchase days by {as_of}; "
        "the policies are STANDARD at this pace"
    )
    return policies


def review(given: argparse.Namespace) -> None:
    started = time.perf_counter()
    orders = read(given)
    days = [local_day(order.at, given.zone) for history in orders.histories for order in history.interactions]
    as_of: date = given.as_of or max(days)
    at = end_of_day(as_of, given.zone)
    histories = list(many.known_by(orders.histories, at))
    known = sum(len(history.interactions) for history in histories)
    if not known:
        raise NothingToReview(f"no order was known by {as_of}; the first one is of {min(days)}")
    console.print(f"{known:,} orders of {len(histories):,} customers were known by {as_of}")

    policies = at_their_pace(histories, as_of)
    pace_said = f"{policies.folding.pace_days:.1f} days"

    read_by = time.perf_counter()
    progress = track(histories, "Replaying", console=console, transient=True, disable=not console.is_terminal)
    replays = (relcore.replay(history.relationship, history.interactions, policies) for history in progress)
    portfolio = list(many.courses(replays, at=at, policies=policies))
    replayed_by = time.perf_counter()

    stages, flow = many.funnel(portfolio), many.stage_flow(portfolio, given.zone)
    show_stages(stages)
    show_moves(flow)
    console.print(lapses(stages.lapsed))
    show_times(many.time_in_stage(portfolio))
    found = many.slipping(portfolio, policies=policies)
    show_table(
        f"Slipping: the {min(LISTED, len(found))} most valuable of {len(found):,}",
        ("customer", "spend", "stage", "why"),
        [(slip.relationship.id, spend(slip), slip.stage, why(slip)) for slip in found[:LISTED]],
    )
    actions, withheld = today(portfolio, min(at + MORNING, THE_END), given.zone, policies)
    notes = [lapses(stages.lapsed), ASSUMED.format(type=given.type.replace("_", "-"), days=GONE.days)]
    console.print(notes[1])
    if given.holdout is not None:
        notes += ranking(histories, given.holdout, policies)
        console.print("\n".join(["", *notes[2:]]))

    page = portfolio_page(
        title="Portfolio review",
        subtitle=f"{known:,} orders of {len(histories):,} customers, at a pace of {pace_said}",
        as_of=as_of,
        figures=[
            ("relationships", f"{stages.total:,}"),
            ("slipping", f"{len(found):,}"),
            ("lapses so far", f"{stages.lapsed.count:,}"),
            ("of these bought again", f"{stages.lapsed.reopened:,}"),
        ],
        funnel=[(stage, stages.standing[stage]) for stage in STAGES],
        months=flow.months[-MONTHS_ON_THE_PAGE:],
        flow={stage: flow.standing[stage][-MONTHS_ON_THE_PAGE:] for stage in STAGES},
        slipping=[
            SlippingRow(slip.relationship.id, spend(slip), slip.stage, why(slip), slip.overdue or 0)
            for slip in found[:ON_THE_PAGE]
        ],
        actions=actions,
        withheld=withheld,
        notes=notes,
    )
    given.output.write_text(page, encoding="utf-8")
    ended = time.perf_counter()
    console.print(
        f"\nRead in {read_by - started:.1f} s, replayed in {replayed_by - read_by:.1f} s, "
        f"all done in {ended - started:.1f} s; the page is {given.output}"
    )


def main(given: list[str] | None = None) -> int:
    try:
        review(arguments(given))
    except NothingToReview as nothing:
        print(f"Nothing to review: {nothing}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError, RelcoreError) as error:
        print(f"Cannot go on: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
