"""The state that a whole history comes to, told field by field: each a look through all of it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import asdict, fields

from relcore.model import Interaction, PurchaseMemory, Relationship
from relcore.model import contents as c
from relcore.model.conduct import Conduct, PromiseRecord, Unnoted
from relcore.model.ending import Ending, Suspended
from relcore.model.frozen_map import FrozenMap
from relcore.model.knowledge import Knowledge, KnownShare, Reading, Said
from relcore.model.memories import Contact, Heard, Window, Windows
from relcore.vocabulary import Direction, Party, Phase, Purpose, StatementTopic
from tests.stateful.naive_history import Move, NaiveHistory
from tests.stateful.naive_memories import carried_out, events
from tests.stateful.naive_model import NaiveModel
from tests.stateful.naive_rules import SCALES, engages
from tests.stateful.naive_tallies import categories_of, days_of, of_episode, past_counts, tallied

INWARD = {"counted"}
"""How the kernel keeps its counts of days honest: the counts are compared, not how."""


def _recent_purchases(model: NaiveModel) -> list[dict[str, Any]]:
    measured: dict[str, str] = {}
    for index, told in enumerate(model.told):
        about = _measures(model, index, told.interaction)
        if about is not None:
            measured.setdefault(about, told.interaction.id)
    found = []
    for told in model.told:
        i = told.interaction
        if isinstance(i.content, c.Purchase):
            found.append({
                "id": i.id,
                "on": told.day,
                "amount": model.left_of(i),
                "episode": told.episode,
                "category": i.content.category,
                "motive": i.content.motive,
                "cancelled": i.id in model.cancelled(),
                "measured_by": measured.get(i.id),
            })  # fmt: skip
    return found


def _measures(model: NaiveModel, index: int, interaction: Interaction[Any]) -> str | None:
    """The purchase that a reading after receipt measures: the one it is about, else the latest one by then."""
    if interaction not in model.readings(own=True) or interaction.content.phase is not Phase.AFTER_RECEIPT:
        return None
    before = [told.interaction for told in model.told[:index]]
    bought = [i.id for i in before if isinstance(i.content, c.Purchase)]
    if interaction.content.about is not None:
        return interaction.content.about if interaction.content.about in bought else None
    undone = model.cancelled(before)
    standing = [id for id in bought if id not in undone]
    return standing[-1] if standing else None


def _contacts(model: NaiveHistory) -> tuple[tuple[Contact, ...], tuple[str, ...]]:
    """The latest attempts of each person and of all, and whose attempts are not all among them."""
    sizes = model.rules.sizes
    kept: list[Contact] = []
    lost: list[str | None] = []
    overflowed = False
    for i in filter(_unasked, model.interactions):
        same = [one for one in kept if one.person == i.to]
        if len(same) == sizes.contacts:
            kept.remove(same[0])
            lost += [i.to] if i.to not in lost and not overflowed else []
            if len(lost) > sizes.persons:
                lost.pop()
                overflowed = True
        elif len(kept) == sizes.contacts * sizes.persons:
            kept.pop(0)
            overflowed = True
        kept.append(Contact(i.id, i.at, i.channel, _purpose(i), person=i.to, by=i.by))
    names = [f"contacts.{name or 'unnamed'}" for name in lost] + ["contacts"] * overflowed
    return tuple(kept), tuple(sorted(names))


def _unwanted_forgotten(model: NaiveHistory) -> list[str]:
    """Whether something that the customer does not want was said too long ago to be remembered, and not again."""
    said = [
        (i.content.theme or i.content.text, i.by)
        for i in model.of_content(c.Statement)
        if i.content.topic is StatementTopic.UNWANTED
    ]
    most = model.rules.sizes.statements
    lost = any(said[n] not in said[n + 1 : n + 1 + most] for n in range(len(said) - most))
    return ["unwanted"] if lost else []


def _heard_from(model: NaiveHistory) -> FrozenMap[str, Heard]:
    """When each person who was named last did something, of the latest of them."""
    heard: dict[str, Heard] = {}
    for i in filter(engages, model.interactions):
        own = i.direction in {Direction.INBOUND, Direction.BETWEEN_CUSTOMERS}
        person = i.by if own else i.to
        if person is not None and person != "c-1":
            heard.pop(person, None)
            heard[person] = Heard(i.id, i.at)
        if len(heard) > model.rules.sizes.persons:
            del heard[min(heard, key=lambda one: (heard[one].at, one))]
    return FrozenMap(heard)


def _unasked(i: Interaction[Any]) -> bool:
    """Whether it is an attempt of the company to reach somebody; a reply is none, and a third party's content one."""
    answers = isinstance(i.content, c.Message | c.Conversation) and i.content.reply_to is not None
    replies = answers and i.content.purpose in {Purpose.SERVICE, Purpose.RELATIONSHIP}
    contact = (
        isinstance(i.content, c.Message | c.Conversation | c.UnknownContent)
        and i.direction is Direction.OUTBOUND
    )
    return contact and not replies


def _purpose(i: Interaction[Any]) -> str:
    return "unknown" if isinstance(i.content, c.UnknownContent) else i.content.purpose


def _unanswered(model: NaiveHistory) -> int:
    tries = 0
    for i in model.interactions:
        if engages(i):
            tries = 0
        elif _unasked(i):
            tries += 1
    return tries


def _met_on(model: NaiveHistory) -> list[Any]:
    """The days on which something passed between the two sides; a day that comes again is none."""
    met = [i.at for i in model.interactions if i.direction is not Direction.INTERNAL]
    days: list[Any] = list(model.days_before)
    for at in met:
        day = at.astimezone(model.zone).date()
        if not days or day > days[-1]:
            days.append(day)
    return days


def _promises(model: NaiveHistory, by: Party) -> PromiseRecord:
    fates: dict[str, str] = {}
    for fate in model.fates:
        if fate.item.by is by:
            fates[fate.item.id] = fate.fate  # the last word counts: what broke may come late
    told = list(fates.values())
    delivered = [f for f in model.fates if f.item.by is by and f.fate != "broken"]
    taken = [int((f.at - f.item.opened_at).total_seconds()) for f in delivered]
    return PromiseRecord(
        kept=told.count("kept") + told.count("early"),
        early=told.count("early"),
        late=told.count("late"),
        broken=told.count("broken"),
        taken_seconds=tuple(taken[-model.rules.sizes.durations :]),
    )


def _unnoted(model: NaiveHistory) -> tuple[Unnoted, ...]:
    found: list[Unnoted] = []
    for i in model.interactions:
        between_us = i.direction in {Direction.INBOUND, Direction.OUTBOUND}
        if isinstance(i.content, c.Conversation) and i.content.held and between_us:
            found = [*found, Unnoted(i.id, i.at)][-model.rules.sizes.unnoted :]
        elif isinstance(i.content, c.Note) and found:
            meant = [one.id for one in found]
            if i.content.about is not None:
                meant = [i.content.about]
            elif i.settles:
                meant = [id for id in meant if any(key.endswith(f"/{id}") for key in i.settles)]
            found = [one for one in found if one.id not in meant[-1:]]
    return tuple(found)


def _knowledge(model: NaiveModel) -> Knowledge:
    sizes = model.rules.sizes
    said: dict[str, tuple[Said, ...]] = {}
    for i in model.of_content(c.Statement):
        one = Said(i.id, i.content.text, i.content.theme, i.by)
        said[str(i.content.topic)] = (*said.get(i.content.topic, ()), one)[-sizes.statements :]
    readings, proxies = (
        tuple(
            Reading(
                id=i.id,
                at=i.at,
                instrument=i.content.instrument,
                score=i.content.score,
                points=SCALES[i.content.instrument].points(i.content.score),
                phase=i.content.phase,
                low=SCALES[i.content.instrument].is_low(i.content.score),
                about=i.content.about,
            )
            for i in model.readings(own=own)[-size:]
        )
        for own, size in ((True, sizes.readings), (False, sizes.proxies))
    )
    share = None if model.share is None else KnownShare(model.share.id, model.share.content.percent)
    return Knowledge(readings, proxies, FrozenMap(said), share, model.source)


def _windows(model: NaiveHistory) -> Windows | None:
    anchor, skipped = model.adoptions[-1] if model.adoptions else (model.opened_at, 0)
    countings = model.countings[skipped:]
    if not countings:
        return Windows(anchor, 0) if model.adoptions else None
    width = model.rules.window

    def index(at: datetime) -> int:
        found = 0
        while anchor + (found + 1) * width <= at:
            found += 1
        return found

    last = index(countings[-1].at)
    latest = []
    for number in range(last - 2, last + 1):
        those = [counting for counting in countings if index(counting.at) == number]
        if those:
            latest.append(
                Window(
                    index=number,
                    spent=sum((one.spent for one in those), Decimal(0)),
                    **{
                        name: sum(getattr(one, name) for one in those)
                        for name in ("points", "readings", "breaches", "concerns")
                    },
                )
            )
    return Windows(anchor, int(width.total_seconds()), tuple(latest))


def _ending(model: NaiveHistory, endings: list[Move]) -> Ending | None:
    if not endings:
        return None
    *earlier, last = endings
    assert last.reason is not None
    assert last.by is not None
    suspended = None
    if last is model.suspended and last.final_at is not None:
        told = [one for one in model.told if one.episode == model.episode]
        suspended = Suspended(
            final_at=last.final_at,
            stage=last.before,
            previous_stage=model.came_from_before,
            pinned_until=model.pin_before_ending,
            tallies=tallied(model, told),
            purchase_days=len(days_of(model, told)),
            categories=categories_of(model, told),
            forgotten=("categories",) if model.was_vague else (),
            ending=_ending(model, earlier),
        )
    at = last.ended_at or last.at
    final_at = at if last.final_at is None else last.final_at if last in model.over else None
    return Ending(last.reason, last.by, at, last.told_by, last.evidence, suspended, final_at)


def _balance_says_spent(model: NaiveHistory) -> bool:
    return model.balance is not None and model.balance.content.spent is not None


def _not_told(model: NaiveHistory) -> list[str]:
    """What a balance left open, or what a cancellation after it did."""
    return ["categories"] * model.vague + ["spent"] * (
        model.balance is not None and not _balance_says_spent(model)
    )


def expected(model: NaiveModel) -> dict[str, Any]:
    """The fields of the relationship, all but the decision that brought it to its stage."""
    counting, met, days = of_episode(model), _met_on(model), model.days()
    last = model.told[-1].interaction if model.told else None
    contacts, forgotten = _contacts(model)
    happened, older = events(model)
    done, more = carried_out(model)
    return {
        "id": "r-1",
        "customer_id": "c-1",
        "type": model.type,
        "role": model.role,
        "zone": model.zone,
        "opened_at": model.opened_at,
        "currency": "EUR" if model.of_content(c.Purchase) or _balance_says_spent(model) else None,
        "owner": model.owner,
        "facets": model.facets,
        "rules": model.rules.digest,
        "stage": model.stage,
        "stage_since": model.stage_since,
        "previous_stage": model.came_from,
        "pinned_until": model.pinned_until,
        "episode": model.episode,
        "episode_since": model.episode_since,
        "ending": _ending(model, model.endings),
        "unsettled": model.unsettled,
        "revision": len(model.told),
        "last": None if last is None else (last.at, -1 if last.sequence is None else last.sequence, last.id),
        "next_due": model.next_due(model.last_at),
        "engaged_at": model.engaged_at,
        "tallies": tallied(model, counting),
        "past_counts": past_counts(model),
        "purchases": model.purchases,
        "purchase_days": len(days),
        "episode_purchase_days": len(days_of(model, counting)),
        "first_purchase_on": days[0] if days else None,
        "last_purchase_on": days[-1] if days else None,
        "spent": model.spent,
        "categories": categories_of(model, counting),
        "recent_purchases": _recent_purchases(model),
        "recent_contacts": contacts,
        "heard_from": _heard_from(model),
        "unanswered": _unanswered(model),
        "recent_events": happened,
        "carried_out": done,
        "interaction_days": len(met),
        "last_interaction_on": met[-1] if met else None,
        "items": model.items,
        "conduct": Conduct(
            promises=_promises(model, Party.COMPANY),
            customer_promises=_promises(model, Party.CUSTOMER),
            closed_concerns=tuple(model.closed),
            answer_seconds=tuple(model.answers[-model.rules.sizes.durations :]),
            unnoted=_unnoted(model),
        ),
        "knowledge": _knowledge(model),
        "windows": _windows(model),
        "forgotten": tuple(
            sorted([*forgotten, *older, *more, *_unwanted_forgotten(model), *_not_told(model)])
        ),
    }


def shown(relationship: Relationship) -> dict[str, Any]:
    """The same fields as the kernel has them."""
    found = {field.name: getattr(relationship, field.name) for field in fields(Relationship)}
    found["recent_purchases"] = [_purchase(purchase) for purchase in relationship.recent_purchases]
    del found["because"]
    return found


def _purchase(purchase: PurchaseMemory) -> dict[str, Any]:
    told = {name: value for name, value in asdict(purchase).items() if name not in INWARD}
    return {**told, "cancelled": purchase.cancelled}
