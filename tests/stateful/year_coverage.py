"""What must have happened in a year: every sale followed up once, every birthday greeted once, unless something stood
in the way. What stood in the way is looked up in the log, and never asked of the library.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from attrs import define, field, frozen

from relcore.model import Person
from relcore.model import contents as c
from relcore.vocabulary import Channel, Purpose, Stage, Wish
from tests.stateful.year_facts import Facts
from tests.stateful.year_oracle import COURTEOUS, INSISTENT, PAUSE, WITHOUT, Contacts, plain, zones_of
from tests.stateful.year_running import Done, Run

DAY = timedelta(days=1)
WEEK = timedelta(hours=168)
LEAD = 3
ESTABLISHED = (Stage.EXPANSION, Stage.COMMITMENT)
NIGHT, MORNING = time(21), time(8)
_CARD = frozenset({"card", "relationship"})


@define
class Coverage:
    """How often it was done where it was due, why not where it was not, and what was done wrongly."""

    done: int = 0
    missing: Counter[str] = field(factory=Counter)
    wrong: list[str] = field(factory=list)

    def __str__(self) -> str:
        why = ", ".join(f"{reason} {count}" for reason, count in sorted(self.missing.items()))
        return f"{self.done:,} done; not done: {why or 'none'}; wrong: {len(self.wrong)}"


@frozen
class _Window:
    """The days on which something can be done, where they are counted."""

    first: date
    last: date
    zones: tuple[tzinfo, ...]

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies on one of these days, by all clocks that may be meant."""
        return all(self.first <= at.astimezone(zone).date() <= self.last for zone in self.zones)


class Ways:
    """What stood in the way of reaching somebody."""

    def __init__(self, run: Run) -> None:
        self.run, self.world = run, run.world
        self.contacts = Contacts(run)
        self.facts = Facts(run)
        self.looks = list(run.looking.instants(run.world))

    def looked(self, window: _Window, since: datetime) -> list[datetime]:
        """When it was looked while it could have been done."""
        first = datetime.combine(window.first - DAY, time(), tzinfo=UTC)
        last = datetime.combine(window.last + 2 * DAY, time(), tzinfo=UTC)
        looks = self.looks[bisect_left(self.looks, first) : bisect_right(self.looks, last)]
        return [at for at in looks if at >= since and window.holds(at)]

    def standing(
        self, id: str, people: Iterable[str], about: frozenset[str], purpose: Purpose, at: datetime
    ) -> str:
        """What stood in the way at an instant, of the agreed and the wanted."""
        if self.facts.type_at(id, at) in WITHOUT:
            return "type without outreach"
        for one in people:
            person = self.world.person(one, at)
            if person.wish is Wish.NO:
                return "wishes no contact"
            if any(block.since <= at for block in person.blocks) or self.facts.ended_for_good(one, id, at):
                return "blocked or ceased"
            if person.wanted_type in WITHOUT:
                return "wanted type without outreach"
            if self._unwanted(id, person, about, at):
                return "not wanted"
            if _withdrawn(person, purpose, at):
                return "consent withdrawn"
        return ""

    def _unwanted(self, id: str, person: Person, about: frozenset[str], at: datetime) -> bool:
        known = {plain(word) for word in (*person.unwanted, *self.facts.unwanted(person.id, id, at))}
        return not known.isdisjoint({plain(word) for word in (*about, *Channel)})

    def busy(self, id: str, one: str, purpose: Purpose, at: datetime, key: str) -> str:
        """What stood in the way at an instant, of the clocks and of what else had reached the person."""
        person = self.world.person(one, at)
        zones = zones_of(person)
        shown = [at.astimezone(zone).time() for zone in zones]
        if not shown or any(clock >= NIGHT or clock < MORNING for clock in shown):
            return "asleep at every look"
        others = [
            contact
            for contact in self.contacts.by_person.get(one, ())
            if contact.at <= at and key not in contact.done.interaction.settles
        ]
        zone = person.zone or self.world.relationships[id].zone
        today = at.astimezone(zone).date()
        if any(contact.at.astimezone(zone).date() == today for contact in others):
            return "contacted that day"
        if sum(contact.at > at - DAY and contact.channel in INSISTENT for contact in others) >= 2:
            return "called enough"
        if purpose in COURTEOUS:
            lately = [x for x in others if x.at > at - WEEK and x.purpose in COURTEOUS]
            if len(lately) >= 4:
                return "contacted enough that week"
            waiting = self.contacts.unanswered_by(one, at, others)
            if len(waiting) >= 3 and max(x.at for x in waiting) + PAUSE > at:
                return "left in peace"
        return ""

    def why_not(
        self,
        id: str,
        people: tuple[str, ...],
        about: frozenset[str],
        purpose: Purpose,
        looks: list[datetime],
        key: str,
    ) -> str:
        """Why it was not done at any of these looks; empty where nothing stood in the way at one of them."""
        if not people:
            return "nobody known"
        why = "no look"
        for at in looks:
            why = self.standing(id, people, about, purpose, at)
            for one in () if why else people:
                why = why or self.busy(id, one, purpose, at, key)
            if not why:
                return ""
        return why


def _withdrawn(person: Person, purpose: Purpose, at: datetime) -> bool:
    return any(
        one.purpose is purpose and one.withdrawn_at is not None and one.withdrawn_at <= at
        for one in person.consents
    )


def _by_occasion(run: Run, kind: str) -> dict[str, list[Done]]:
    """What was carried out of a kind, by its relationship and by what it was due to, whatever else is in its key."""
    found: dict[str, list[Done]] = {}
    for done in run.log:
        for key in done.interaction.settles:
            id, of, occasion, *_ = key.split("/")
            if of == kind:
                found.setdefault(f"{id}/{of}/{occasion}", []).append(done)
    return found


def _tried(run: Run) -> set[str]:
    """The keys of what somebody tried to do and nobody was there."""
    return {
        key
        for done in run.log
        if done.action is not None and not done.interaction.settles
        for key in done.action.keys
    }


def _business_day(day: date, number: int, holidays: frozenset[date]) -> date:
    while number:
        day += DAY
        if day.weekday() < 5 and day not in holidays:
            number -= 1
    return day


def sales(run: Run) -> Coverage:
    """Every sale of the year: followed up once, from one business day after it was received, for seven days."""
    ways, found, ends = Ways(run), Coverage(), run.looking.ends(run.world)
    followed, tried = _by_occasion(run, "follow_up"), _tried(run)
    calendar = run.world.company(run.world.begins).calendar
    holidays = frozenset(() if calendar is None else calendar.holidays)
    delivered = {
        done.interaction.content.item_id: done.at
        for done in reversed(run.log)
        if isinstance(done.interaction.content, c.Delivered)
    }
    cancelled = {
        done.interaction.content.purchase_id: done.at
        for done in reversed(run.log)
        if isinstance(done.interaction.content, c.Return) and done.interaction.content.cancels
    }
    for done in run.log:
        bought = done.interaction
        if not isinstance(bought.content, c.Purchase) or not run.world.begins <= bought.at < ends:
            continue
        id, key = bought.relationship_id, f"{bought.relationship_id}/follow_up/{bought.id}"
        made = followed.get(key, [])
        received = delivered.get(bought.id) if bought.content.to_deliver else bought.at
        found.done += len(made) == 1
        if len(made) > 1:
            found.wrong.append(f"{key} was followed up {len(made)} times")
        if received is None:
            found.wrong += [f"{key} was followed up and not delivered"] * len(made)
            found.missing["not delivered"] += not made
            continue
        zone = run.world.relationships[id].zone
        day = received.astimezone(zone).date()
        due = _business_day(day, 2, holidays)
        window = _Window(_business_day(day, 1, holidays), max(day + 7 * DAY, due), (zone,))
        for one in made:
            if not window.holds(one.at):
                found.wrong.append(f"{key} was followed up at {one.at}, not in {window}")
            if bought.id in cancelled and cancelled[bought.id] < one.at:
                found.wrong.append(f"{key} was followed up after it was cancelled")
        if made:
            continue
        people = run.world.members[run.world.relationships[id].customer_id]
        looks = ways.looked(window, received)
        about = frozenset({"follow_up", "service", bought.content.category or "follow_up"})
        why = ways.why_not(id, people, about, Purpose.SERVICE, looks, key)
        if bought.id in cancelled and cancelled[bought.id].astimezone(zone).date() <= window.last:
            why = "cancelled"
        elif why and window.last >= ends.date() - DAY:
            why = "the year was over"
        elif not why and any(ways.facts.stage_at(id, at) is Stage.DISSOLUTION for at in looks):
            why = "ended"
        elif not why and key in tried:
            why = "nobody was there"
        if not why and window.last >= ends.date() - DAY:
            why = "the year was over"
        found.missing[why or "NO REASON"] += 1
        if not why:
            found.wrong.append(f"{key} was not followed up, in {window}")
    return found


def greeted(run: Run) -> Coverage:
    """Every birthday in the year: greeted once, by whomever, from three days before until the day is over."""
    ways, found = Ways(run), Coverage()
    cards: dict[str, list[Done]] = {}
    for made in _by_occasion(run, "card").values():
        for one in made:
            cards.setdefault(one.interaction.to or "", []).append(one)
    year, ends = run.world.begins.year, run.looking.ends(run.world)
    for id in sorted(run.world.lives):
        person = run.world.person(id, run.world.begins)
        zones = zones_of(person) or (ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12"))
        days = [
            (occasion.kind, _Window(day - LEAD * DAY, day, zones))
            for occasion in person.occasions
            for when in (year - 1, year, year + 1)
            for day in (_falls_on(occasion.month, occasion.day, when),)
            if occasion.year is None or occasion.year < when
        ]
        for card in cards.get(id, ()):
            if not any(window.holds(card.at) for _, window in days):
                found.wrong.append(f"{card.interaction.settles} at {card.at} greets {id} on no day of theirs")
        for kind, window in days:
            made = [x for x in cards.get(id, ()) if window.holds(x.at) and kind in str(x.interaction.settles)]
            if len(made) > 1:
                keys = [card.interaction.settles for card in made]
                found.wrong.append(f"{id} was greeted {len(made)} times for {window.last}: {keys}")
            found.done += bool(made)
            if not made and window.last.year == year and window.last < ends.date() - DAY:
                _not_greeted(ways, found, id, window)
    return found


def _not_greeted(ways: Ways, found: Coverage, id: str, window: _Window) -> None:
    reasons = []
    for one in ways.world.of_person.get(id, ()):
        looks = ways.looked(window, ways.world.relationships[one].opened_at)
        if any(ways.facts.stage_at(one, at) not in ESTABLISHED for at in looks) or not looks:
            reasons.append("not established")
            continue
        due = f"{one}/card/"
        reasons.append(ways.why_not(one, (id,), _CARD, Purpose.RELATIONSHIP, looks, due))
    why = "" if "" in reasons else next((x for x in reasons if x != "not established"), "not established")
    found.missing[why or "NO REASON"] += 1
    if not why:
        found.wrong.append(f"{id} was not greeted for {window.last}")


def _falls_on(month: int, day: int, year: int) -> date:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 2, 28) if (month, day) == (2, 29) and not leap else date(year, month, day)
