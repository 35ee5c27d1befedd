"""English, as literal tables. Whoever adds a code adds its words here; a test names what is missing."""

from typing import Final

from relcore.wording.english.events import EVENTS
from relcore.wording.english.reasons import COUNTED, FACTS, MEASURES, REQUIRED
from relcore.wording.english.terms import TERMS
from relcore.wording.words import Words

__all__ = ["ENGLISH"]

ENGLISH: Final = Words(
    terms=TERMS,
    events=EVENTS,
    measures=MEASURES,
    facts=FACTS,
    counted=COUNTED,
    required=REQUIRED,
    units={
        "days": {"one": "{number} day", "other": "{number} days"},
        "usual gaps": {"one": "{number} usual gap", "other": "{number} usual gaps"},
    },
    phrases={
        "together": "{found}, {needed}",
        "other": "{name}: {measured}",
        "not_known": "not known",
        "required_unknown": "what is needed is not known",
        "just_over": "just over {number}",
        "just_under": "just under {number}",
        "stop": "{said}.",
        "date": "{day} {month} {year}",
        "moment": "{day} {month} {year} at {hour}:{minute}",
        "silent_for": "Silent for {days}, {times} times the usual gap of {gap}",
        "silent_on_time": "Silent for {days}, within the usual gap of {gap}",
        "change.stage": "On {date} it moved from {before} to {after}",
        "change.type": "On {date} its type changed from {before} to {after}",
        "change.role": "On {date} the {before} became a {after}",
        "change.owner": "On {date} its owner changed from {before} to {after}",
        "change.item": "On {date} an item went from {before} to {after}",
        "change.rules": "On {date} it came under other rules",
        "decision.moved": "Moved, for {policy}",
        "decision.stayed": "Stayed, for {policy}",
        "decision.changed": "Changed, for {policy}",
        "decision.refused": "Refused, for {policy}",
        "stands": "In {stage} since {date}",
        "fell_due": "By the passing of time: {change}",
        "pinned": "Set by hand until {date}",
        "way.open": "The way to {stage} ({kind}) is open",
        "way.shut": "What keeps it from {stage} ({kind}): {missing}",
        "way.stated": "It ends when somebody records an end",
        "next_due": "If nothing happens, time may change something after {date}",
        "nobody": "nobody",
    },
    singular=("1",),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)
