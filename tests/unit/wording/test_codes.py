"""The reader of codes finds them wherever the source writes them."""

from collections.abc import Callable, Iterable

import pytest

from tests.unit.wording import codes


@pytest.mark.parametrize(
    ("read", "source", "found"),
    [
        (codes.states, 'settle_item(fold, interaction, item, "lost")', ["lost"]),
        (codes.states, 'fold.change(Aspect.ITEM, None, "new", at=at)', ["new"]),
        (codes.states, 'after, policy = "gone", "rule"', ["gone"]),
        (codes.states, 'after = "kept" if kept else "late"', ["kept", "late"]),
        (codes.states, 'def standing(item):\n    return "a" if item else "b"', ["a", "b"]),
        (codes.rules, '_R: Final = "again"\nfold.change(a, b, c, policy=_R)', ["again"]),
        (codes.rules, 'fold.refuse("return", reason)\nafter, policy = "x", "due"', ["return", "due"]),
        (codes.reasons, 'Reason(code="a")\nfact("b", "x")\nmismatch(f"{name}_found")', ["a", "b"]),
        (codes.pieces, 'mismatch(f"{name}_found")', ["_found"]),
        (codes.contributions, 'Contribution("part", 1)\nmodel.Score("whole", ())', ["part", "whole"]),
        (codes.reasons, 'def f(x):\n    code = "c" if x else "d"\n    return Reason(code, x)', ["c", "d"]),
        (codes.reasons, 'class A:\n    code = "class"\n    def f(self):\n        Reason(code, 1)', []),
        (codes.rules, 'decide(REFUSED, "late")\nDecision(ALLOWED, "inside")', ["late", "inside"]),
        (codes.contact_rules, 'class A:\n    code = "a"\n    def judge(self, what, where): ...', ["a"]),
        (
            codes.contact_rules,
            'class A:\n    code = "a"\n    name: str\n    def judge(self, what, where): ...',
            ["a", "a.…"],
        ),
        (codes.contact_rules, 'class A:\n    code = "a"\n    def judge(self, where): ...', []),
        (codes.found, 'def _found(x):\n    return "gone" if x else "late"\n', ["gone", "late"]),
        (codes.kinds, 'Recommendation(kind="call", occasion="x")', ["call"]),
        (codes.kinds, 'x: Proposal = Proposal(kind="visit", weight=20)', ["visit"]),
        (codes.parts, 'Proposal(kind="visit", parts=("greet", "leave"))', ["visit.greet", "visit.leave"]),
        (codes.parts, 'Proposal(kind="visit", weight=20)', []),
        (codes.roles, 'Proposal(kind="visit", role="chief")', ["chief"]),
        (codes.roles, 'class A:\n    refer_to: str = "chief"', ["chief"]),
        (codes.reasons, '_who("chief", id)\n_each("met", "topic", met)', ["chief", "met"]),
        (codes.reasons, '_Known(at, id, "since_then", ())', ["since_then"]),
    ],
)
def test_a_code_is_read_wherever_the_source_writes_it(
    read: Callable[[str], Iterable[str]], source: str, found: list[str]
) -> None:
    assert list(read(source)) == found
