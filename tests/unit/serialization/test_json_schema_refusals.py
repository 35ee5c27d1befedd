"""What a schema refuses, relcore refuses too, at the same place; what only relcore sees is listed, and nothing else."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from docs.schemas_page import BEYOND
from relcore import STANDARD
from relcore.errors import DocumentError
from relcore.serialization import read_document, scalars, zones
from relcore.serialization.policy_sets import write_policy_set
from relcore.serialization.schemas.scalars import SCALARS
from relcore.serialization.text import encode
from relcore.serialization.toml import read_toml
from tests.unit.serialization.content_examples import CONTENTS, UNKNOWN, interaction_of
from tests.unit.serialization.examples import VALUES
from tests.unit.serialization.schema_faults import accepts, enveloped, paths

Step = str | int
INTERACTION = enveloped(VALUES["interaction_purchase"])
OVERLAY: dict[str, Any] = {
    "schema": "relcore.policy_set/1.0",
    "name": "mine",
    "version": "1",
    "base": {"name": STANDARD.name, "digest": STANDARD.digest},
    "folding": {"pace_days": 7, "criteria": {"lapsed": {"name": "quiet"}}},
}
(STATEMENT,) = (content for content in CONTENTS if content.kind == "statement")
SHOWN = [
    *(enveloped(interaction_of(content)) for content in (*CONTENTS, UNKNOWN)),
    *(enveloped(VALUES[name]) for name in ("customer", "relationship", "recorded", "review", "decision")),
    enveloped(STANDARD),
    OVERLAY,
]


def refused_at(document: Any) -> set[str]:
    """Where relcore finds faults."""
    try:
        read_document(encode(document))
    except DocumentError as error:
        return {fault.field for fault in error.faults}
    return set()


def name_of(document: Any) -> str:
    return str(document["schema"]).partition("/")[0]


def places(node: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    yield path
    steps: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, below in steps:
        yield from places(below, (*path, step))


def at(document: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def with_(document: Any, path: tuple[Step, ...], value: Any) -> Any:
    changed = copy.deepcopy(document)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def without(document: Any, path: tuple[Step, ...]) -> Any:
    changed = copy.deepcopy(document)
    del at(changed, path[:-1])[path[-1]]
    return changed


def content_with(content: Any, **changes: Any) -> Any:
    document = enveloped(interaction_of(content))
    return {**document, "content": {**document["content"], **changes}}


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (without(INTERACTION, ("id",)), "$.id"),
        (without(INTERACTION, ("content",)), "$.content"),
        (without(INTERACTION, ("content", "amount")), "$.content.amount"),
        (without(INTERACTION, ("content", "kind")), "$.content.kind"),
        (with_(INTERACTION, ("chanel",), "email"), "$.chanel"),
        (with_(INTERACTION, ("content", "amuont"), 1), "$.content.amuont"),
        (with_(INTERACTION, ("content", "amount", "tax"), "1"), "$.content.amount.tax"),
        (with_(INTERACTION, ("id",), 7), "$.id"),
        (with_(INTERACTION, ("id",), ""), "$.id"),
        (with_(INTERACTION, ("id",), None), "$.id"),
        (with_(INTERACTION, ("content",), "bought"), "$.content"),
        (with_(INTERACTION, ("settles",), "r-1/card"), "$.settles"),
        (with_(INTERACTION, ("settles", 1), 3), "$.settles[1]"),
        (with_(INTERACTION, ("sequence",), -1), "$.sequence"),
        (with_(INTERACTION, ("sequence",), 1.5), "$.sequence"),
        (with_(INTERACTION, ("sequence",), True), "$.sequence"),
        (with_(INTERACTION, ("channel",), "fax"), "$.channel"),
        (with_(INTERACTION, ("channel",), "EMAIL"), "$.channel"),
        (with_(INTERACTION, ("at",), "2026-03-01T09:00:00"), "$.at"),
        (with_(INTERACTION, ("at",), "2026-03-01"), "$.at"),
        (with_(INTERACTION, ("at",), 1_772_355_600), "$.at"),
        (with_(INTERACTION, ("recorded_at",), "yesterday"), "$.recorded_at"),
        (with_(INTERACTION, ("content", "amount", "amount"), 25), "$.content.amount.amount"),
        (with_(INTERACTION, ("content", "amount", "amount"), "1,5"), "$.content.amount.amount"),
        (with_(INTERACTION, ("content", "amount", "currency"), "EURO"), "$.content.amount.currency"),
        (with_(INTERACTION, ("content", "to_deliver"), "true"), "$.content.to_deliver"),
        (with_(INTERACTION, ("content", "kind"), "purchase.vip"), "$.content.kind"),
    ],
)
def test_a_broken_interaction_is_refused_at_the_same_place(document: Any, path: str) -> None:
    assert paths(document, "relcore.interaction") == {path}
    assert path in refused_at(document)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("advising", "planning", "urgency_day"), 7, "$.advising.planning.urgency_day"),
        (("advising", "planning", "urgency_days"), "7", "$.advising.planning.urgency_days"),
        (("advising", "planning", "urgency_days"), 0, "$.advising.planning.urgency_days"),
        (("advising", "activity", "is"), "activity_scor", "$.advising.activity.is"),
        (("advising", "contact_rules", 0), {"is": "quiet"}, "$.advising.contact_rules[0].is"),
        (("advising", "contact_rules", 0), {}, "$.advising.contact_rules[0].is"),
        (("folding", "pace_days"), 0, "$.folding.pace_days"),
        (("folding", "criteria", "lapsed", "since"), "stages", "$.folding.criteria.lapsed.since"),
        (("folding", "memory", "kinds"), 10_001, "$.folding.memory.kinds"),
    ],
)
def test_a_broken_policy_set_is_refused_at_the_same_place(path: Any, value: Any, where: str) -> None:
    document = with_(enveloped(STANDARD), path, value)
    assert paths(document, "relcore.policy_set") == {where}
    assert where in refused_at(document)


WRONG = [None, True, 0, -1, 3, 2.5, "", "x", "2026-03-01", [], ["x"], {}, {"kind": "x"}, {"is": "x"}]


@given(st.data())
def test_what_relcore_reads_its_schema_accepts(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(SHOWN))
    path = data.draw(st.sampled_from([path for path in places(document) if path and path != ("schema",)]))
    change = data.draw(st.sampled_from(["replace", "remove", "add", "swap"]))
    if change == "replace":
        changed = with_(document, path, data.draw(st.sampled_from(WRONG)))
    elif change == "swap":
        other = data.draw(st.sampled_from(SHOWN))
        changed = with_(document, path, at(other, data.draw(st.sampled_from(list(places(other))))))
    elif change == "remove":
        changed = without(document, path)
    else:
        inside = at(document, path)
        changed = with_(document, (*path, "odd"), 1) if isinstance(inside, dict) else document
    if not refused_at(changed):
        assert paths(changed, name_of(document)) == set()


READERS: dict[str, Any] = {
    "Date": scalars._DATE,
    "Decimal": scalars._DECIMAL,
    "Instant": scalars._INSTANT,
    "Time": scalars._TIME,
    "Zone": lambda text: zones._KEY(text) or zones._OFFSET(text),
}
PATTERNS: dict[str, Any] = {
    "Date": scalars._DATE,
    "Decimal": scalars._DECIMAL,
    "Instant": scalars._INSTANT,
    "Time": scalars._TIME,
    "Zone key": zones._KEY,
    "Zone offset": zones._OFFSET,
}


@pytest.mark.parametrize("name", READERS)
@given(st.data())
def test_what_has_the_pattern_of_a_schema_is_what_its_reader_takes(name: str, data: st.DataObject) -> None:
    pattern = re.compile(SCALARS[name]["pattern"])
    assert READERS[name](data.draw(st.from_regex(pattern, fullmatch=True)))


@pytest.mark.parametrize("name", PATTERNS)
@given(st.data())
def test_what_a_reader_takes_has_the_pattern_of_its_schema(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(PATTERNS[name].__self__, fullmatch=True))
    assert re.search(SCALARS[name.partition(" ")[0]]["pattern"], text)


CUSTOMER = {"schema": "relcore.customer/1.0", "id": "c-1", "name": "Ana"}
PERSON = {"id": "c-1", "name": "Ana"}
RULES = enveloped(STANDARD)
PURCHASE = ("content", "amount", "amount")
ONLY_RELCORE: dict[str, list[Any]] = {
    "calendar": [
        with_(INTERACTION, ("at",), "2026-02-30T09:00:00Z"),
        with_(INTERACTION, ("at",), "0999-01-01T00:00:00Z"),
        {**CUSTOMER, "persons": [{**PERSON, "occasions": [{"kind": "birthday", "month": 13, "day": 1}]}]},
    ],
    "zone": [{**CUSTOMER, "persons": [{**PERSON, "zone": "Asia/Manilla"}]}],
    "amount": [with_(INTERACTION, PURCHASE, "1" * 16), with_(INTERACTION, PURCHASE, "0.0000000001")],
    "whole": [with_(INTERACTION, ("sequence",), 3.0)],
    "together": [
        {**CUSTOMER, "persons": [{**PERSON, "id": "c-2"}]},
        {**CUSTOMER, "kind": "organisation", "persons": [PERSON, PERSON]},
        content_with(STATEMENT, topic="comment", departments=["sales"]),
        with_(RULES, ("folding", "window", "at_least_days"), 400),
        without(RULES, ("folding", "criteria", "lapsed")),
        with_(RULES, ("folding", "criteria", "testing", "criteria", 0, "metric"), {"is": "silence"}),
    ],
    "size": [with_(INTERACTION, PURCHASE, "1" * 5_000)],
    "overlay": [
        with_(OVERLAY, ("base", "digest"), "0"),
        with_(OVERLAY, ("advising",), {"planning": {"urgency_day": 7}}),
        with_(OVERLAY, ("folding",), {"criteria": {"lapst": False}}),
    ],
}


@pytest.mark.parametrize("rule", ONLY_RELCORE)
def test_what_no_schema_can_say_relcore_refuses(rule: str) -> None:
    for document in ONLY_RELCORE[rule]:
        assert paths(document, name_of(document)) == set()
        assert refused_at(document)


def test_a_key_that_stands_twice_is_gone_before_a_schema_sees_it() -> None:
    text = '{"schema":"relcore.customer/1.0","id":"c-1","id":"c-2","name":"Ana"}'
    assert accepts(json.loads(text), "relcore.customer")
    with pytest.raises(DocumentError) as caught:
        read_document(text)
    assert [fault.field for fault in caught.value.faults] == ["$.id"]


def test_what_only_relcore_refuses_is_told_in_the_reference() -> None:
    assert {*ONLY_RELCORE, "twice"} == set(BEYOND)


def test_overlays_are_valid_and_whole_sets_need_no_base() -> None:
    assert paths(OVERLAY, "relcore.policy_set") == set()
    changed = STANDARD.with_pace(7).with_criteria(lapsed=STANDARD.folding.criteria["trial_failed"])
    text = write_policy_set(evolve(changed, name="mine"), base=STANDARD)
    document, _ = read_toml(text)
    assert paths(document, "relcore.policy_set") == set()
    assert paths(read_toml(write_policy_set(STANDARD))[0], "relcore.policy_set") == set()


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("base",), "standard", "$.base"),
        (("base",), {"name": "standard"}, "$.base.digest"),
        (("base", "diggest"), "1", "$.base.diggest"),
        (("foldin",), {}, "$.foldin"),
        (("folding", "pace"), 7, "$.folding.pace"),
        (("folding", "pace_days"), 0, "$.folding.pace_days"),
        (("folding", "window"), 7, "$.folding.window"),
        (("folding", "criteria"), {"lapsed": True}, "$.folding.criteria.lapsed"),
        (("advising",), {"contact_rules": False}, "$.advising.contact_rules"),
    ],
)
def test_a_broken_overlay_is_refused_at_the_same_place(path: Any, value: Any, where: str) -> None:
    document = with_(OVERLAY, path, value)
    assert paths(document, "relcore.policy_set") == {where}
    assert where in refused_at(document)


@pytest.mark.parametrize("key", ["name", "version"])
def test_an_overlay_has_a_name_and_a_version_of_its_own(key: str) -> None:
    document = without(OVERLAY, (key,))
    assert paths(document, "relcore.policy_set") == {f"$.{key}"}
    assert f"$.{key}" in refused_at(document)
