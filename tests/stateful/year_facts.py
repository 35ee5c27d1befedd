"""What was so at an instant of a year, looked up in the log: types, stages, endings, what is not wanted, complaints."""

from bisect import bisect_right
from datetime import datetime

from relcore.model import contents as c
from relcore.vocabulary import EndReason, RelationshipType, Stage, StatementTopic
from tests.stateful.year_running import Run

FOR_GOOD = (EndReason.LEGAL, EndReason.FRAUD, EndReason.CEASED)
TRANSACTION_DAYS = 32


class Facts:
    """The log of a year, in order by relationship."""

    def __init__(self, run: Run) -> None:
        self.run, self.world = run, run.world
        self._types: dict[str, list[tuple[datetime, RelationshipType]]] = {}
        self._said: dict[str, list[tuple[datetime, str, str | None]]] = {}
        self._ended: dict[str, tuple[datetime, str]] = {}
        self._concerns: dict[str, list[tuple[datetime, datetime | None]]] = {}
        self.bought: dict[str, datetime] = {}
        self.asked: set[str] = set()
        raised: dict[str, tuple[str, datetime]] = {}
        for done in run.log:
            one, content = done.interaction, done.interaction.content
            id = one.relationship_id
            if isinstance(content, c.TypeChanged):
                self._types.setdefault(id, []).append((one.at, content.type))
            elif isinstance(content, c.Statement) and content.topic is StatementTopic.UNWANTED:
                said = (one.at, content.theme or content.text, one.by)
                self._said.setdefault(id, []).append(said)
            elif isinstance(content, c.Ended) and content.reason in FOR_GOOD:
                self._ended.setdefault(id, (one.at, str(content.reason)))
            elif isinstance(content, c.Purchase):
                self.bought[one.id] = one.at
            elif isinstance(content, c.Question | c.Promise | c.Concern):
                self.asked.add(one.id)
            if isinstance(content, c.Concern):
                raised[one.id] = (id, one.at)
            elif isinstance(content, c.Resolved) and content.item_id in raised:
                self._concerns.setdefault(id, []).append((raised.pop(content.item_id)[1], one.at))
        for id, since in raised.values():
            self._concerns.setdefault(id, []).append((since, None))

    def type_at(self, id: str, at: datetime) -> RelationshipType:
        """The type that was agreed."""
        changed = [type for since, type in self._types.get(id, ()) if since < at]
        return changed[-1] if changed else self.world.relationships[id].type

    def stage_at(self, id: str, at: datetime) -> Stage | None:
        """The stage that was seen when it was last looked at."""
        seen = self.run.stages[id]
        place = bisect_right([since for since, _ in seen], at) - 1
        return seen[place][1] if place >= 0 else None

    def unwanted(self, person: str, id: str, at: datetime) -> list[str]:
        """What was said not to be wanted: here by whomever, and elsewhere by or for the person."""
        return [
            word
            for one in self.world.of_person[person]
            for since, word, by in self._said.get(one, ())
            if since < at
            and (one == id or by == person or self.world.relationships[one].customer_id == person)
        ]

    def ended_for_good(self, person: str, id: str, at: datetime) -> str:
        """Why this relationship, or one of the person's own, had ended for law, fraud or death."""
        for one in self.world.of_person[person]:
            since, reason = self._ended.get(one, (at, ""))
            own = one == id or self.world.relationships[one].customer_id == person
            if own and reason and since <= at:
                return reason
        return ""

    def complained(self, person: str, at: datetime) -> str:
        """A relationship of the person in which a concern was open."""
        for one in self.world.of_person[person]:
            for since, until in self._concerns.get(one, ()):
                if since <= at and (until is None or at <= until):
                    return one
        return ""

    def is_transaction(self, settled: set[str], at: datetime) -> bool:
        """Whether something is owed, or was bought lately."""
        lately = (id for id in settled if id in self.bought)
        return bool(settled & self.asked) or any(
            (at - self.bought[id]).days <= TRANSACTION_DAYS for id in lately
        )
