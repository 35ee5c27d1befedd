"""A story of three years: from the first trial to commitment, a broken promise, an end, and a way back.

    python examples/three_years.py

The chapters only say what was recorded, and when. Every other sentence that is printed is the library's own,
made of the reasons that it decided by.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from relcore import (
    Channel,
    Customer,
    EndReason,
    Interaction,
    Money,
    Party,
    Relationship,
    RelationshipType,
    Stage,
    explain,
    record,
    review,
)
from relcore.model import (
    Concern,
    Content,
    Delivered,
    Ended,
    Introduction,
    Note,
    Pledge,
    Promise,
    Purchase,
    Resolved,
    SatisfactionReading,
    StageChanged,
    Statement,
    Trial,
    Withdrawn,
    WorkDone,
    end_of_day,
)
from relcore.vocabulary import Phase, Severity, StatementTopic, TrialOutcome
from relcore.wording import describe

MANILA = ZoneInfo("Asia/Manila")
LUNA = Customer(id="cafe-luna", name="Café Luna")


@frozen
class Entry:
    """One line of the log.

    Args:
        day: when, in Manila.
        id: the id in the log.
        content: what happened.
        said: the same in the words of whoever tells the story.
    """

    day: date
    id: str
    content: Content
    said: str

    def interaction(self) -> Interaction[Content]:
        """The line as an interaction: at ten in the morning, by phone."""
        return Interaction(
            id=self.id,
            relationship_id="luna",
            at=_at(self.day),
            channel=Channel.PHONE,
            content=self.content,
        )


@frozen
class Chapter:
    """A stretch of the story, and the day on which we look back at it."""

    title: str
    entries: tuple[Entry, ...]
    until: date


def _orders(*days: date) -> tuple[Entry, ...]:
    """The café's usual order, on these days."""
    usual = Purchase(Money("4600.00", "PHP"), "coffee")
    return tuple(Entry(day, f"order-{day}", usual, "The café orders coffee.") for day in days)


def _promise(text: str, day: date) -> Promise:
    return Promise.for_day(text, day, MANILA)


CHAPTERS = (
    Chapter(
        "A trial",
        (
            Entry(
                date(2023, 1, 9),
                "introduced",
                Introduction("a barista who moved there"),
                "A barista who moved to Café Luna brings us together.",
            ),
            Entry(
                date(2023, 1, 10),
                "trial",
                Trial(TrialOutcome.STARTED, "house blend"),
                "The café tries the house blend.",
            ),
            Entry(
                date(2023, 1, 24),
                "passed",
                Trial(TrialOutcome.PASSED, "house blend"),
                "Its guests like it.",
            ),
        ),
        date(2023, 1, 31),
    ),
    Chapter(
        "Trust and growth",
        (
            *_orders(date(2023, 2, 6)),
            Entry(
                date(2023, 2, 20),
                "csat-1",
                SatisfactionReading("csat", 5, Phase.AFTER_RECEIPT),
                "Asked how it was, the owner gives five of five.",
            ),
            Entry(
                date(2023, 2, 21),
                "motive",
                Statement(StatementTopic.MOTIVE, "a roast that no chain has", theme="taste"),
                "And says why they buy.",
            ),
            *_orders(date(2023, 3, 6)),
            Entry(
                date(2023, 3, 8),
                "call",
                Note(
                    "Promised samples of the new harvest.",
                    promises=(_promise("samples", date(2023, 3, 17)),),
                ),
                "After a call somebody notes that samples were promised for the 17th.",
            ),
            Entry(date(2023, 3, 15), "samples", Delivered("call#1"), "They are there two days before."),
        ),
        date(2023, 3, 20),
    ),
    Chapter(
        "Commitment",
        (
            *_orders(date(2023, 4, 3), date(2023, 5, 8), date(2023, 6, 5)),
            Entry(
                date(2023, 6, 12),
                "adapted",
                WorkDone("deliveries before six, the kitchen is closed after", adapts=True),
                "We move our deliveries to before six in the morning, as their kitchen needs it.",
            ),
            *_orders(date(2023, 7, 3)),
            Entry(
                date(2023, 7, 10),
                "contract",
                Pledge("a contract for two years"),
                "They sign for two years.",
            ),
        ),
        date(2023, 7, 31),
    ),
    Chapter(
        "Delivered on Thursday",
        (
            *_orders(date(2023, 9, 4), date(2023, 11, 6), date(2024, 1, 8), date(2024, 3, 4)),
            Entry(
                date(2024, 3, 5),
                "wednesday",
                _promise("the order for the anniversary", date(2024, 3, 13)),
                "We promise the order for their anniversary for Wednesday, 13 March.",
            ),
            Entry(date(2024, 3, 14), "thursday", Delivered("wednesday"), "It comes on Thursday."),
            Entry(
                date(2024, 3, 14),
                "wedding",
                Concern("no coffee at the anniversary", Severity.GRAVE, category="delivery"),
                "The owner complains, with every right to.",
            ),
            Entry(
                date(2024, 3, 18),
                "sorry",
                Resolved("wedding"),
                "Somebody wants to close the matter with an apology.",
            ),
            Entry(
                date(2024, 3, 25),
                "mended",
                Resolved(
                    "wedding",
                    cause="one van, and it broke down",
                    fix="the next order was free",
                    prevention="a second van",
                ),
                "A week later there is a second van.",
            ),
            *_orders(date(2024, 4, 8), date(2024, 5, 6)),
        ),
        date(2024, 5, 20),
    ),
    Chapter(
        "The end",
        (
            *_orders(date(2024, 7, 1), date(2024, 9, 2), date(2024, 11, 4), date(2025, 1, 6)),
            Entry(
                date(2025, 1, 7),
                "grinder",
                _promise("the grinder is repaired", date(2025, 1, 21)),
                "We promise to repair their grinder, and forget it.",
            ),
            Entry(
                date(2025, 2, 3),
                "nps",
                SatisfactionReading("nps", 3, Phase.AFTER_RECEIPT),
                "Would they recommend us? Three of ten.",
            ),
            Entry(
                date(2025, 2, 10),
                "notice",
                Ended(
                    EndReason.DISSATISFIED,
                    Party.CUSTOMER,
                    statement="you promise and forget",
                    effective_at=end_of_day(date(2025, 2, 28), MANILA),
                ),
                "They give notice for the end of February.",
            ),
        ),
        date(2025, 3, 3),
    ),
    Chapter(
        "The way back",
        (
            Entry(
                date(2025, 3, 5),
                "too-early",
                StageChanged(Stage.EXPLORATION, "let us try again", end_of_day(date(2025, 4, 30), MANILA)),
                "A week later somebody wants to win them back.",
            ),
            Entry(
                date(2025, 3, 20),
                "repaired",
                Delivered("grinder"),
                "The grinder is repaired at last.",
            ),
            Entry(
                date(2025, 3, 21),
                "asked",
                StageChanged(Stage.EXPLORATION, "let us try again", end_of_day(date(2025, 4, 30), MANILA)),
                "Now they can be asked? Not yet: what they complained of is still open.",
            ),
            Entry(
                date(2025, 3, 24),
                "let-go",
                Withdrawn("nps", "the grinder works"),
                "They let it go.",
            ),
            Entry(
                date(2025, 3, 25),
                "asked-again",
                StageChanged(
                    Stage.EXPLORATION, "the cause is dealt with", end_of_day(date(2025, 3, 31), MANILA)
                ),
                "Now they can be asked.",
            ),
            *_orders(
                date(2025, 4, 7), date(2025, 5, 5), date(2025, 7, 7), date(2025, 9, 1), date(2025, 11, 3)
            ),
        ),
        date(2025, 12, 31),
    ),
)


def opened() -> Relationship:
    """The relationship before the story begins."""
    return Relationship.open(
        id="luna",
        customer_id=LUNA.id,
        type=RelationshipType.LONG_TERM,
        at=_at(CHAPTERS[0].entries[0].day),
        zone=MANILA,
    )


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=MANILA)


@frozen
class Told:
    """What is to be told of a chapter.

    Args:
        chapter: the chapter.
        steps: each entry with what the library said to it.
        standing: where the relationship stands at its end.
    """

    chapter: Chapter
    steps: tuple[tuple[Entry, tuple[str, ...]], ...]
    standing: str


def told(chapters: Sequence[Chapter] = CHAPTERS) -> Iterator[Told]:
    """The story, chapter by chapter, in the library's words."""
    relationship = opened()
    for chapter in chapters:
        steps = []
        for entry in chapter.entries:
            out = record(relationship, entry.interaction())
            relationship = out.relationship
            answers: list[Any] = [*out.changes, *out.refusals]
            steps.append((entry, tuple(describe(one, zone=MANILA) for one in answers)))
        at = _at(chapter.until)
        looked = review(relationship, LUNA, at=at)
        scores = (describe(score, zone=MANILA).splitlines()[0] for score in (looked.trust, looked.health))
        standing = (describe(explain(relationship, at), zone=MANILA), *scores)
        yield Told(chapter, tuple(steps), "\n".join(standing))


def main() -> None:
    """Tell the story."""
    for part in told():
        print(f"\n{part.chapter.title}\n{'=' * len(part.chapter.title)}")
        for entry, answers in part.steps:
            print(f"\n{entry.day:%d %b %Y}  {entry.said}")
            for answer in answers:
                print(*(f"    {line}" for line in answer.splitlines()), sep="\n")
        print(f"\n{part.chapter.until:%d %b %Y}, looking back:")
        print(*(f"    {line}" for line in part.standing.splitlines()), sep="\n")


if __name__ == "__main__":
    main()
