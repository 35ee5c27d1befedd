"""What nobody let us know is unknown: neither zero nor a default. How each side behaved begins with nothing."""

from decimal import Decimal

import pytest

from relcore.model import Conduct, FrozenMap, Knowledge, KnownShare, PromiseRecord, Reading, Said, Unnoted
from relcore.vocabulary import Phase
from tests.unit.kernel.history import day, opened


@pytest.mark.concept("A4")
def test_of_a_new_customer_nothing_is_known() -> None:
    known = opened().knowledge
    assert (known.readings, known.proxies, dict(known.said)) == ((), (), {})
    assert (known.share, known.source) == (None, None)
    assert known.share != KnownShare("i", 0)


@pytest.mark.concept("F7")
def test_at_the_beginning_nobody_kept_or_broke_a_promise() -> None:
    conduct = opened().conduct
    assert conduct == Conduct()
    assert conduct.promises == conduct.customer_promises == PromiseRecord(0, 0, 0, 0, ())
    assert (conduct.closed_concerns, conduct.answer_seconds, conduct.unnoted) == ((), (), ())


def test_what_is_known_is_a_value() -> None:
    reading = Reading("r", day(2), "rating", Decimal("0.8"), 80, Phase.AFTER_RECEIPT, low=False, about=None)
    said = FrozenMap({"motive": (Said("s", "the smell", None, "asha"),)})
    known = Knowledge((reading,), (), said, KnownShare("i", 40), "j")
    assert known == Knowledge((reading,), (), said, KnownShare("i", 40), "j")
    assert len({known, Knowledge(), Knowledge()}) == 2
    assert len({Conduct(), Conduct(unnoted=(Unnoted("k", day(2)),))}) == 2
    with pytest.raises(AttributeError):
        known.source = "k"  # type: ignore[misc]
