"""May we, asked of the kernel and of a naive reading of each rule: law 7, by those who try to break it.

``python -m tests.stateful.test_contact_against_naive_scan --decisions 1000000`` is the long run.
"""

import argparse
import sys
import time
from collections import Counter
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.stateful.naive_contact_case import compare
from tests.stateful.naive_contact_world import World

SEEDS = st.integers(0, 2**32)
SCANNED = 0.003
"""The share of a long run that is looked at minute by minute; all of it is looked at where something may turn."""


class ContactAgainstScan(RuleBasedStateMachine):
    """Something happens, somebody changes their mind, and it is asked what may be done."""

    @initialize(seed=SEEDS)
    def begin(self, seed: int) -> None:
        self.world = World(Random(seed))

    @rule(seed=SEEDS)
    def reach_out(self, seed: int) -> None:
        self.world.rnd = Random(seed)
        self.world.happen(reaching_out=1.0)

    @rule(seed=SEEDS)
    def hear_or_settle(self, seed: int) -> None:
        self.world.rnd = Random(seed)
        self.world.happen(reaching_out=0.0)

    @rule(seed=SEEDS)
    def change_a_person(self, seed: int) -> None:
        self.world.rnd = Random(seed)
        self.world.change_person()

    @rule(seeds=st.lists(SEEDS, min_size=1, max_size=8))
    def ask(self, seeds: list[int]) -> None:
        for seed in seeds:
            self.world.rnd = Random(seed)
            assert compare(self.world.ask()).wrong == ()

    @rule(seed=SEEDS)
    def ask_by_the_minute(self, seed: int) -> None:
        self.world.rnd = Random(seed)
        assert compare(self.world.ask(), scan=True).wrong == ()


TestContactAgainstScan = ContactAgainstScan.TestCase
TestContactAgainstScan.settings = settings(stateful_step_count=30)


def _share(count: int, of: int) -> str:
    return f"{count:>9,}  {100 * count / of:5.2f} %"


class Run:
    """A long run from one seed: what was asked, what came of it, and what was wrong."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.verdicts, self.deciding = Counter[str](), Counter[str]()
        self.losers, self.lengths = Counter[str](), Counter[str]()
        self.wrong: list[str] = []

    @property
    def decisions(self) -> int:
        """How many questions were asked."""
        return self.verdicts.total()

    def one_world(self, most: int) -> None:
        """Let things happen in one world, and ask as many questions as are left."""
        world = World(Random(self.seed))
        for _ in range(6):
            world.happen()
        for step in range(36):
            if self.decisions == most:
                return
            self._ask(world, step)
            if step % 2:
                world.happen()
            if world.rnd.random() < 0.15:
                world.change_person()

    def _ask(self, world: World, step: int) -> None:
        scan = world.rnd.random() < SCANNED
        seen = compare(world.ask(), scan=scan)
        self.verdicts[seen.verdict.value] += 1
        self.deciding[f"{seen.verdict.value} by {seen.policy}"] += 1
        self.losers.update(name.replace(":", " ") for name in seen.losers)
        self.losers["some cap"] += any(name.startswith("cap:") for name in seen.losers)
        self.lengths["nothing forgotten: the same"] += seen.exact
        self.lengths["memory overflowed: never laxer"] += not seen.exact
        self.lengths["of them stricter than the truth"] += seen.stricter
        self.lengths["minute by minute"] += scan
        self.wrong += [f"seed {self.seed}, question {step}: {said}" for said in seen.wrong]

    def told(self) -> str:
        """The figures, a line each."""
        lines = [f"{self.decisions:,} decisions, {len(self.wrong)} differences"]
        for title, counts in (
            ("verdicts", self.verdicts),
            ("what decided", self.deciding),
            ("speaks against it at the instant", self.losers),
            ("compared", self.lengths),
        ):
            lines.append(f"{title}:")
            lines += [f"  {name:36}{_share(counts[name], self.decisions)}" for name in sorted(counts)]
        return "\n".join(lines)


def run(decisions: int, seed: int = 0, *, every: int = 100_000) -> Run:
    """Ask so many questions, and say how far it is now and then."""
    whole, begun, told = Run(seed), time.perf_counter(), every
    while whole.decisions < decisions:
        known = len(whole.wrong)
        whole.one_world(decisions)
        whole.seed += 1
        for said in whole.wrong[known:]:
            sys.stdout.write(f"{said}\n")
        if whole.decisions >= told:
            told += every
            took = time.perf_counter() - begun
            sys.stdout.write(f"{whole.decisions:,} in {took:,.0f} s, {len(whole.wrong)} differences\n")
            sys.stdout.flush()
    return whole


def test_a_run_asks_of_every_rule_and_finds_no_difference() -> None:
    """The mixture is not empty: each rule is lost by often enough, and much is allowed."""
    whole = run(2_000)
    assert whole.wrong == []
    assert whole.verdicts["allowed"] >= 200
    assert whole.verdicts["deferred"] >= 100
    assert whole.lengths["memory overflowed: never laxer"] >= 200
    assert whole.lengths["nothing forgotten: the same"] >= 1_000
    names = (
        "not_blocked wished agreed_type consented not_unwanted no_open_concern "
        "unanswered_pause quiet_hours contact_hours zone"
    )
    caps = ("cap 6", "cap 24", "cap 48", "cap 168")
    assert {name for name in (*names.split(), *caps) if whole.losers[name] < 20} == set()


def main() -> int:
    """The long run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    whole = run(given.decisions, given.seed)
    sys.stdout.write(whole.told() + "\n")
    return 1 if whole.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
