"""TOML that people read and change: what was written reads back as the same document, and nothing else is read."""

import math
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import DocumentError, FieldError
from relcore.serialization.compact import Table
from relcore.serialization.text import encode
from relcore.serialization.toml import read_toml, write_toml

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
KEYS = TEXTS | st.sampled_from(("is", "with-dash", "a.b", "", "é", "7", "\n"))
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=4).map(Table)
        | st.lists(st.dictionaries(KEYS, inner, max_size=3), max_size=3)
    ),
    max_leaves=30,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=6).filter(lambda one: '{"null":true}' not in encode(one))


@given(DOCUMENTS)
def test_what_was_written_reads_back_as_the_same_document(document: Any) -> None:
    text = write_toml(document)
    found, faults = read_toml(text)
    assert faults == []
    assert encode(found) == encode(document)  # also tells 1, 1.0 and true apart
    assert write_toml(document) == text


@given(st.dictionaries(KEYS, VALUES, max_size=3).map(lambda one: {"a": Table(one)}))
def test_names_that_a_user_gave_stay_in_their_order(document: Any) -> None:
    try:
        found, _ = read_toml(write_toml(document))
    except FieldError:
        return
    tables = [name for name, one in document["a"].items() if isinstance(one, dict)]
    assert [name for name in found["a"] if name in tables] == tables


def test_the_keys_of_a_table_stand_above_the_tables_within_it() -> None:
    text = write_toml(
        {"a": {"long": {"b": "x" * 60, "c": "y" * 60}, "short": {"d": 1}, "e": [1, 2.0]}, "f": None}
    )
    assert (
        text
        == f"""\
f = {{ null = true }}

[a]
short = {{ d = 1 }}
e = [1, 2.0]

[a.long]
b = "{"x" * 60}"
c = "{"y" * 60}"
"""
    )


def test_a_table_that_only_holds_others_has_no_header() -> None:
    wide = {"b": "x" * 60, "c": "y" * 60}
    assert write_toml({"a": {"one": wide}}).splitlines()[:2] == ["", "[a.one]"]
    assert write_toml({"a": {}}) == "\n[a]\n"
    assert write_toml({"a": {"one": {}}}) == "\n[a]\none = {}\n"


def test_tables_in_a_row_have_headers_above_and_a_line_each_below() -> None:
    wide = {"b": "x" * 60, "c": {"d": "y" * 60}}
    text = write_toml({"a": {"rows": [wide, {"b": 1}], "few": [{"b": 1}, {"b": 2}]}})
    assert [line for line in text.splitlines() if line.startswith("[")] == ["[a]", "[[a.rows]]", "[[a.rows]]"]
    assert "few = [{ b = 1 }, { b = 2 }]" in text.splitlines()
    below = write_toml({"a": {"b": {"rows": [wide, {"b": 1}], "more": "x" * 100}}})
    assert [line for line in below.splitlines() if line.startswith("[")] == ["[a.b]"]
    assert "\nrows = [\n  { b = " in below
    assert "\n  { b = 1 },\n]\n" in below


def test_lists_within_a_line_break_only_around_tables() -> None:
    row = {"is": "all_of", "criteria": [{"is": "x" * 60, "n": [1, 2]}, {"is": "y" * 60}]}
    text = write_toml({"a": {"b": {"c": {"d": row, "e": [row]}}}})
    assert 'd = { is = "all_of", criteria = [\n  { is = ' in text
    assert "n = [1, 2] },\n" in text
    assert 'e = [\n  { is = "all_of", criteria = [\n    { is = ' in text
    assert "\n  ] },\n]\n" in text
    wide = {"a": {"b": {"c": {"d": {"names": ["x" * 60, "y" * 60]}, "names": ["x" * 60, "y" * 60]}}}}
    assert f'd = {{ names = ["{"x" * 60}", "{"y" * 60}"] }}' in write_toml(wide)
    assert f'names = [\n  "{"x" * 60}",\n' in write_toml(wide)


def test_what_is_asked_to_stay_in_a_line_gets_no_header() -> None:
    assert write_toml({"base": {"name": "x" * 120}}, inline=frozenset({"base"})).startswith(
        "base = { name = "
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('"', r'"\""'),
        ("\\", r'"\\"'),
        ("\n\r\t", r'"\n\r\t"'),
        ("\x00\x1f\x7f", r'"\u0000\u001f\u007f"'),
        ("ñ ☕ 𝄞", '"ñ ☕ 𝄞"'),
    ],
    ids=repr,
)
def test_text_stands_in_quotes_with_what_cannot_be_seen_escaped(text: str, written: str) -> None:
    assert write_toml({"a": text}) == f"a = {written}\n"
    assert tomllib.loads(f"a = {written}") == {"a": text}


def test_keys_stand_bare_where_they_can() -> None:
    assert write_toml({"is": 1, "a-b_7": 2, "cap.weekly": 3, "": 4, "ñ": 5}) == (
        'is = 1\na-b_7 = 2\n"cap.weekly" = 3\n"" = 4\n"ñ" = 5\n'
    )


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        -math.inf,
        "\ud800",
        {1},
        {"null": True},
        [{"null": True}],
        10**5000,
        "x" * 10_001,
        b"x",
    ],
    ids=map(str, range(10)),
)
@pytest.mark.parametrize("wrap", [lambda value: value, lambda value: {"deep": [value]}], ids=["here", "deep"])
def test_what_could_not_be_read_back_is_not_written(value: Any, wrap: Any) -> None:
    with pytest.raises(FieldError) as caught:
        write_toml({"a": wrap(value)})
    assert caught.value.field == "document"


def test_a_document_that_is_null_a_key_of_that_name_or_too_long_is_not_written() -> None:
    with pytest.raises(FieldError, match="an object that is not taken for null"):
        write_toml({"null": True})
    assert read_toml(write_toml({"a": {"null": 1}}))[0] == {"a": {"null": 1}}
    assert read_toml(write_toml({"a": {"null": False}}))[0] == {"a": {"null": False}}
    with pytest.raises(FieldError, match="expected 500,000 characters, or 10,000 in a line"):
        write_toml({"a": ["x" * 9_000] * 60})
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(FieldError, match="nested too deeply; expected at most 64 levels"):
        write_toml({"a": endless})
    with pytest.raises(FieldError, match="Shorten it"):
        write_toml({"a": 10**5_000})


def test_null_is_read_wherever_it_stands() -> None:
    found, faults = read_toml(
        "a = { null = true }\nb = [{ null = true }, 1]\n[c]\nnull = true\n[d]\nnull = 1"
    )
    assert (found, faults) == ({"a": None, "b": [None, 1], "c": None, "d": {"null": 1}}, [])


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("2026-12-25", "2026-12-25"),
        ("21:30:00", "21:30:00"),
        ("2026-12-25T09:00:00Z", "2026-12-25T09:00:00+00:00"),
        ("2026-12-25T09:00:00", "2026-12-25T09:00:00"),
    ],
)
def test_a_date_or_a_time_stands_in_quotes(stated: str, text: str) -> None:
    found, (fault,) = read_toml(f'a = [{{ "b.c" = {stated} }}]')
    assert found == {"a": [{"b.c": text}]}
    assert (fault.field, fault.remedy) == (
        '$.a[0]["b.c"]',
        f'Where one is asked for, write it in quotes: "{text}".',
    )
    assert read_toml(f'a = "{stated}"') == ({"a": stated}, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "(at end of document)"),
        ("name = 1\nname = 2\n", "(at line 2, column 9)"),
        ("[a]\nb = 1\n[a]\n", "(at line 3, column 3)"),
        ("a = { b = 1,\n c = 2 }", "(at line 1, column 13)"),
        ("a = 3 apples", "(at line 1, column 7)"),
        ("a = " + "[" * 2_000, "recursion"),
        ("a" * 10_001 + " = 1", "it is longer than 500,000 characters, or 10,000 in a line"),
        ("#\n" * 250_001, "it is longer than 500,000 characters, or 10,000 in a line"),
        ("a = " + "9" * 5_000, "limit"),
        ("[" + ".".join("a" * 70) + "]", "a key has more than 64 parts"),
        (".".join(["a-7", '"b.\\""', "'c'"] * 30) + " = 1", "a key has more than 64 parts"),
        ("\ufeffa = 1", "(at line 1, column 1)"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_toml_is_one_fault_that_says_where(text: str, told: str) -> None:
    with pytest.raises(DocumentError, match=r"^The text is no TOML:") as caught:
        read_toml(text)
    (fault,) = caught.value.faults
    assert (fault.field, fault.expected) == ("$", "TOML text")
    assert told in fault.remedy


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 80 + "]" * 80, "a = {" + ".".join("a" * 80) + " = 1}"], ids=["list", "key"]
)
def test_what_is_nested_too_deeply_is_not_looked_into(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_toml(text)
    (fault,) = caught.value.faults
    assert (fault.field, repr(fault.value), fault.remedy) == ("$", "nested too deeply", "Flatten it.")
    assert read_toml("a = " + "[" * 40 + "]" * 40)[1] == []
    dotted = ".".join("a" * 80)
    assert read_toml(f'a = "{dotted}"') == ({"a": dotted}, [])
    assert read_toml(".".join("a" * 60) + " = 1")[1] == []
