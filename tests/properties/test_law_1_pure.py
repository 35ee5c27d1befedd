"""Law 1. Pure: same arguments, same answer, on every machine, hash seed, time zone, locale and process."""

import os
import pickle
import subprocess
import sys

from hypothesis import given

from relcore import PolicySet, explain, record, replay, review
from relcore.testing import RelationshipHistory, policy_sets, relationship_histories
from tests.architecture.tree import SRC
from tests.properties.told import alike

CHILD = """
import hashlib, locale, sys
from hypothesis import given, settings
from relcore import explain, record, replay
from relcore.testing import policy_sets, relationship_histories

try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
said = hashlib.sha256()

@settings(max_examples=25, derandomize=True, database=None, deadline=None)
@given(relationship_histories(late=True, repeated=True), policy_sets())
def run(lived, policies):
    out = replay(lived.opened, lived.interactions, policies)
    said.update(repr(out).encode())
    said.update(repr(explain(out.relationship, at=out.relationship.last_at, policies=policies)).encode())
    said.update(policies.digest.encode())

run()
print(said.hexdigest())
"""


def said_under(**environment: str) -> str:
    """What a fresh interpreter answers, under an environment."""
    path = os.pathsep.join([str(SRC.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    out = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return out.stdout.strip()


@given(relationship_histories(late=True, repeated=True), policy_sets())
def test_the_same_arguments_have_the_same_answer(lived: RelationshipHistory, policies: PolicySet) -> None:
    """Same arguments, same answer."""
    first = replay(lived.opened, lived.interactions, policies)
    again = replay(lived.opened, lived.interactions, policies)
    assert repr(first) == repr(again)
    assert alike(first, again)


@given(relationship_histories(), policy_sets())
def test_equal_copies_have_the_same_answer(lived: RelationshipHistory, policies: PolicySet) -> None:
    """Same arguments, same answer: whoever made them, and in which process."""
    copied = pickle.loads(pickle.dumps(lived))
    assert alike(copied, lived)
    first = replay(copied.opened, copied.interactions, policies)
    assert alike(first, replay(lived.opened, lived.interactions, policies))


@given(relationship_histories(min_size=1), policy_sets())
def test_no_verb_changes_its_arguments(lived: RelationshipHistory, policies: PolicySet) -> None:
    """Every value is frozen, and what a verb works on is its own."""
    relationship = lived.opened
    for interaction in lived.interactions:
        before = (repr(relationship), repr(interaction), repr(policies))
        after = record(relationship, interaction, policies).relationship
        explain(relationship, at=after.last_at, policies=policies)
        review(relationship, at=after.last_at, policies=policies)
        assert (repr(relationship), repr(interaction), repr(policies)) == before
        relationship = after


def test_hash_seed_zone_and_locale_do_not_matter() -> None:
    """On every machine, hash seed, time zone, locale and process: the same bytes of repr."""
    plain = said_under(PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    elsewhere = said_under(PYTHONHASHSEED="4711", TZ="America/St_Johns", LC_ALL="C.UTF-8", PYTHONUTF8="1")
    assert len(plain) == 64
    assert plain == elsewhere
