"""What each template may name, and those that name something else; every language is held to it."""

import string
from collections.abc import Iterator, Mapping

from relcore.wording import Words

__all__ = ["mismatched"]

NAMES = {
    "events": set(),
    "measures": {"measured", "required", "person"},
    "facts": {"measured", "required", "person"},
    "counted": {"measured", "event"},
    "composed": {"measured", "required", "name", "person"},
    "required": {"required"},
    "units": {"number"},
    "findings": {"reasons"},
    "proposals": {"before", "after", "topic", "person", "agent", "skill"},
    "trends": set(),
}
PHRASES: dict[str, set[str]] = {
    "together": {"found", "needed"},
    "other": {"name", "measured"},
    "just_over": {"number"},
    "just_under": {"number"},
    "stop": {"said"},
    "date": {"day", "month", "year"},
    "date.yearly": {"day", "month"},
    "moment": {"day", "month", "year", "hour", "minute"},
    "moment.again": {"moment"},
    "moment.there": {"moment", "clock"},
    "clock.place": {"place"},
    "silent_for": {"days", "times", "gap"},
    "silent_on_time": {"days", "gap"},
    "change.stage": {"date", "before", "after"},
    "change.type": {"date", "before", "after"},
    "change.role": {"date", "before", "after"},
    "change.owner": {"date", "before", "after"},
    "change.item": {"date", "before", "after"},
    "change.item.open": {"date"},
    "change.item.waiting.open": {"date", "event"},
    "change.item.recurring": {"date"},
    "change.item.received": {"date"},
    "change.item.cancelled": {"date"},
    "change.ending": {"date", "before", "after"},
    "change.ending.notice": {"date"},
    "change.ending.notice.withdrawn": {"date"},
    "change.ending.moot": {"date"},
    "change.ending.final": {"date"},
    "change.rules": {"date"},
    "decision.moved": {"policy"},
    "decision.stayed": {"policy"},
    "decision.changed": {"policy"},
    "decision.refused": {"policy"},
    "decision.found": {"policy"},
    "decision.assigned": {"policy"},
    "decision.event": {"event"},
    "decision.allowed": set(),
    "decision.deferred": set(),
    "contact.internal": set(),
    "contact.allowed": {"by"},
    "contact.deferred": {"by"},
    "contact.refused": {"by"},
    "contact.because": {"what", "reason"},
    "contact.for": {"what", "policy"},
    "contact.within": {"found", "window", "required"},
    "contact.concerns": {"found"},
    "contact.lifted": {"reasons"},
    "contact.until": {"moment"},
    "withheld": {"what"},
    "person": set(),
    "stands": {"stage", "date"},
    "fell_due": {"change"},
    "pinned": {"date"},
    "way.open": {"stage", "kind"},
    "way.shut": {"stage", "kind", "missing"},
    "way.by_hand": {"stage", "kind"},
    "way.taken_back": {"stage"},
    "way.stated": set(),
    "next_due": {"date"},
    "look_again": {"date"},
    "score": {"score", "band"},
    "score.unknown": {"unknown", "coverage", "required"},
    "part.adds": {"found", "points"},
    "part.of": {"found", "part", "points"},
    "part.takes": {"found", "points"},
    "part.neither": {"found"},
    "points.one": {"number"},
    "points.other": {"number"},
    "parts.unknown": {"parts"},
    "trend": {"trend", "parts"},
    "trend.unknown": set(),
    "person.customer": set(),
    "todo": {"what"},
    "todo.due": {"what", "date"},
    "todo.channels": {"what", "channels"},
    "todo.channels.due": {"what", "channels", "date"},
    "todo.joined": {"what"},
    "todo.appointment": {"moment"},
    "upcoming": {"what", "date"},
    "assigned": {"agent"},
    "assigned.owner": {"agent"},
    "assigned.assignee": {"agent"},
    "assigned.role": {"role"},
    "assigned.nobody": set(),
    "assigned.because": {"who", "reasons"},
    "passed_over.owner": {"agent"},
    "passed_over.assignee": {"agent"},
    "passed_over.trainable": {"agent"},
    "proposed": {"what"},
    "proposed.due": {"what", "date"},
    "proposed.channels": {"what", "channels"},
    "proposed.channels.due": {"what", "channels", "date"},
    "facets": {"type", "facets"},
    "list": {"before", "next"},
    "list.last": {"before", "last"},
    "list.or": {"before", "last"},
    "reasons": {"before", "next"},
    "happened": {"event"},
    "nobody": set(),
    "not_known": set(),
    "required_unknown": set(),
}


def templates(words: Words) -> Iterator[tuple[str, str, str]]:
    """Every template, with its table and its place."""
    for table in ("events", "measures", "facts", "composed", "trends", "units"):
        for code, forms in getattr(words, table).items():
            yield from ((table, f"{code}.{form}", text) for form, text in forms.items())
    for table in ("counted", "required", "findings", "proposals"):
        flat: Mapping[str, str] = getattr(words, table)
        yield from ((table, form, text) for form, text in flat.items())


def named(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def mismatched(words: Words) -> list[str]:
    """Templates that name what they aren't given, and phrases that name other things than they are given."""
    wrong = [f"{table} {place}" for table, place, text in templates(words) if not named(text) <= NAMES[table]]
    wrong += [f"phrase {key}" for key in words.phrases.keys() ^ PHRASES.keys()]
    return wrong + [f"phrase {key}" for key, text in words.phrases.items() if named(text) != PHRASES.get(key)]
