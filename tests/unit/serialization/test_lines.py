"""A history is one interaction a line, and a fault ends nothing but its own line."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import FieldError
from relcore.model import UnknownContent
from relcore.serialization import LineFault, Registry, read_lines, write_document, write_lines
from relcore.testing import interactions
from tests.unit.serialization.content_examples import Points
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.examples import VALUES

HISTORY: Any = (VALUES["interaction_note"], VALUES["interaction_purchase"])
LINES = [write_document(interaction) for interaction in HISTORY]


@given(st.lists(interactions(), max_size=4))
def test_a_history_goes_through_a_text_file_unchanged(history: list[Any]) -> None:
    file = io.StringIO()
    file.writelines(write_lines(history))
    text = file.getvalue()
    assert text.count("\n") == len(history)
    for lines in (io.StringIO(text), text.splitlines(), io.BytesIO(text.encode())):
        assert_same(tuple(read_lines(lines)), tuple(history))


def test_a_faulty_line_is_a_value_with_its_number_and_the_stream_goes_on() -> None:
    note = json.loads(LINES[0])
    broken = json.dumps(note | {"chanel": note["channel"], "at": "today"})
    found = list(read_lines(["{", LINES[0], "", broken, "[1]", LINES[1], b"\xff", "null"]))
    assert [item.line if isinstance(item, LineFault) else "read" for item in found] == [
        1,
        "read",
        4,
        5,
        "read",
        7,
        8,
    ]
    fault = found[2]
    assert isinstance(fault, LineFault)
    assert [one.field for one in fault.faults] == ["$.at", "$.chanel"]
    assert fault.faults == fault.error.faults
    assert str(fault).startswith("line 4: The document of Interaction has 2 faults:\n  $.at is 'today'")


@pytest.mark.parametrize("line", [None, 3, ["{}"], {"schema": "relcore.interaction/1.0"}])
def test_what_is_no_text_is_a_faulty_line(line: Any) -> None:
    fault, read = read_lines([line, LINES[0]])
    assert isinstance(fault, LineFault)
    assert fault.line == 1
    assert_same(read, HISTORY[0])


@pytest.mark.parametrize("text", ["\n".join(LINES), b"{}", None, 3])
def test_one_text_is_no_lines(text: Any) -> None:
    with pytest.raises(FieldError, match="lines of text, one after another"):
        read_lines(text)


def test_lines_of_another_schema_are_faulty() -> None:
    (fault,) = read_lines([write_document(VALUES["customer"])])
    assert isinstance(fault, LineFault)
    assert [one.field for one in fault.faults] == ["$.schema"]


def test_empty_lines_and_the_mark_at_the_beginning_are_passed_over() -> None:
    assert len(list(read_lines(["\ufeff" + LINES[0], "  \n", LINES[1]]))) == 2
    assert_same(tuple(read_lines([b"\xef\xbb\xbf" + LINES[0].encode(), b"\r\n", LINES[1].encode()])), HISTORY)
    second = list(read_lines([LINES[0], "\ufeff" + LINES[1]]))[1]
    assert isinstance(second, LineFault)


def test_lines_are_asked_for_one_after_another() -> None:
    asked: list[int] = []

    def endless() -> Iterator[str]:
        while True:
            asked.append(len(asked))
            yield LINES[0]

    stream = read_lines(endless())
    assert_same(next(stream), HISTORY[0])
    assert_same(next(stream), HISTORY[0])
    assert asked == [0, 1]
    assert next(write_lines(HISTORY[0] for _ in iter(int, 1))) == f"{LINES[0]}\n"


def test_contents_of_third_parties_travel_by_their_registry() -> None:
    registry = Registry(contents=(Points,))
    history = (evolve(HISTORY[0], content=Points(3)),)
    (line,) = write_lines(history, registry=registry)
    assert_same(tuple(read_lines([line], registry=registry)), history)
    (unknown,) = read_lines([line])
    assert not isinstance(unknown, LineFault)
    assert isinstance(unknown.content, UnknownContent)


def test_what_is_no_interaction_is_not_written() -> None:
    with pytest.raises(FieldError):
        list(write_lines([VALUES["customer"]]))
