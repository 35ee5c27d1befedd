"""Text is written and read alike, whichever engine is at hand."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relcore.serialization import text
from relcore.serialization.limits import LIMITS, Limits
from relcore.serialization.text import CANONICAL, Repeating, decode, encode, engine_named

ENGINES = [name for name in text.ENGINES if engine_named(name)]
numbers = (
    st.integers()
    | st.integers(-(2**70), 2**70)
    | st.sampled_from([2**63, 2**64 - 1, 2**64, -(2**63) - 1])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([1e16, 1e-5, 1e-4, 9999999999999998.0, 1e22, -0.0, 5e-324, 0.00001234])
)
texts = st.text(st.characters(codec="utf-8"), max_size=12)
documents = st.recursive(
    st.none()
    | st.booleans()
    | numbers
    | texts
    | st.sampled_from(["1e5", '":1e5', ",1e5,", "\\", '"', "\x7f\x1f"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def read_by(name: str, given_text: str | bytes, limits: Limits = LIMITS) -> Any:
    """What an engine reads, or the class of what it raises."""
    engine = engine_named(name)
    assert engine
    try:
        return repr(engine.decode(given_text, limits, False))
    except (ValueError, TypeError) as error:
        return type(error), str(error)


@given(documents)
@example({"\ue000": 1, "\U00010000": 2, "a": 1e-7, "b": [1e16]})
def test_every_engine_writes_the_same_bytes(document: Any) -> None:
    for name in ENGINES:
        engine = engine_named(name)
        assert engine
        assert engine.encode(document, False) == CANONICAL.encode(document)


@given(documents, st.booleans(), st.booleans())
def test_every_engine_reads_the_same_document(document: Any, compact: bool, ascii_only: bool) -> None:
    separators = (",", ":") if compact else None
    written = json.dumps(document, separators=separators, ensure_ascii=ascii_only)
    expected = repr((json.loads(written), False))
    for name in ENGINES:
        assert read_by(name, written) == read_by(name, written.encode()) == expected


@given(st.text(alphabet='{}[]":,ab0123456789eE+-.\\u d8n\ud800é', max_size=30) | st.binary(max_size=20))
@example('{"a":1,"a":2}')
@example('{"a":1e5}')
@example('"\\ud800"')
@example('["\\ud83d\\ude00"]')
@example("-0")
@example("18446744073709551616")
@example("9" * 5_000)
@example("1E400")
@example("NaN")
@example(b'"\xed\xa0\x80"')
@example("[" * 1_500 + "]" * 1_500)
@example('["' + "a" * 40 + '",{"k":[0.1,1.0,12345678901234567890123]}]')
def test_every_engine_says_the_same_of_any_text(given_text: str | bytes) -> None:
    assert len({read_by(name, given_text) for name in ENGINES}) == 1


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("half", ["\ud800", "a\udfff", {"\ud800": 1}, ["é\ud83d"]], ids=ascii)
def test_half_of_a_surrogate_pair_is_neither_written_nor_read(name: str, half: Any) -> None:
    engine = engine_named(name)
    assert engine
    with pytest.raises(ValueError, match="surrogate"):
        engine.encode(half, False)
    for written in (json.dumps(half), json.dumps(half, ensure_ascii=False)):
        with pytest.raises(ValueError, match="half of a surrogate pair is no character"):
            engine.decode(written, LIMITS, False)
    assert engine.decode('"\\ud83d\\ude00"', LIMITS, False) == ("😀", False)


def test_keys_that_stand_twice_are_named() -> None:
    document, repeats = decode('{"a":1,"b":{"c":1,"d":2,"c":3},"e":4,"a":5}')
    assert repeats
    assert type(document) is Repeating
    assert document.repeated == ("a",)
    assert document["b"].repeated == ("c",)
    assert document == {"a": 5, "b": {"c": 3, "d": 2}, "e": 4}


def test_what_is_no_text_is_a_type_error() -> None:
    for name in ENGINES:
        assert read_by(name, None)[0] is TypeError  # type: ignore[arg-type]
        assert read_by(name, bytearray(b"{}"))[0] is TypeError  # type: ignore[arg-type]


def test_an_even_document_needs_no_second_look() -> None:
    assert encode({"a": 1.5}, even=True) == encode({"a": 1.5}) == '{"a":1.5}'


def test_an_engine_that_is_not_installed_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Any:
        raise ImportError

    monkeypatch.setattr(
        text, "ENGINES", {"orjson": missing, "msgspec": missing, "json": text.ENGINES["json"]}
    )
    text.engine_named.cache_clear()
    text.chosen.cache_clear()
    try:
        assert engine_named("orjson") is None
        assert text.chosen() is engine_named("json")
    finally:
        text.engine_named.cache_clear()
        text.chosen.cache_clear()


@pytest.mark.parametrize("name", ENGINES)
def test_a_text_is_as_long_and_as_deep_as_the_limits_say(name: str) -> None:
    limits = Limits(characters=10, depth=3)
    assert read_by(name, "[[[1]]]", limits) == repr(([[[1]]], False))
    assert "deep" in read_by(name, "[[[[1]]]]", limits)[1]
    assert read_by(name, '"[[[[[["', limits) == repr(("[[[[[[", False))
    for long in ('"éééééééé"', '"éééééééé"'.encode()):
        assert read_by(name, long, limits) == repr(("é" * 8, False))
    for long in ('"ééééééééé"', '"ééééééééé"'.encode(), b" " * 50):
        assert "more than 10 characters" in read_by(name, long, limits)[1]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("number", [float("nan"), float("inf")], ids=str)
def test_what_is_no_number_is_never_written(name: str, number: float) -> None:
    engine = engine_named(name)
    assert engine
    with pytest.raises(ValueError, match="JSON compliant"):
        engine.encode({"a": [number]}, False)
