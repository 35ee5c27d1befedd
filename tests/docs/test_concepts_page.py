"""The page of concepts: a row for each, with the tests that bear its mark, and no mark is lost or misspelt."""

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import pytest

import relcore
from docs.concept_tests import ConceptFault, MarkedTest, marked_tests, marks_in
from docs.concepts_table import CONCEPTS, SECTIONS, Concept
from docs.generate import SHOWN, asserting, concepts_page, count

KNOWN = {"A1", "A2", "B4"}
BARE = Concept("A1", "Planted", "It holds.")
ADVICE = Concept("A2", "Planted", "A point of a checklist.", documentation_only=True)
# Every form in which pytest gives a mark to a test, with what is to be found in it.
FORMS = {
    "function": (
        "@pytest.mark.concept('A1')\ndef test_x(): ...",
        {("A1", "test_x")},
    ),
    "coroutine": (
        "@pytest.mark.concept('A1')\nasync def test_x(): ...",
        {("A1", "test_x")},
    ),
    "several ids": (
        "@pytest.mark.concept('A1', 'A2')\ndef test_x(): ...",
        {("A1", "test_x"), ("A2", "test_x")},
    ),
    "several marks": (
        "@pytest.mark.concept('A1')\n@pytest.mark.concept('A2')\ndef test_x(): ...",
        {("A1", "test_x"), ("A2", "test_x")},
    ),
    "imported mark": (
        "from pytest import mark\n@mark.concept('A1')\ndef test_x(): ...",
        {("A1", "test_x")},
    ),
    "class": (
        "@pytest.mark.concept('A1')\nclass TestX:\n def test_x(self): ...\n def test_y(self): ...",
        {("A1", "TestX.test_x"), ("A1", "TestX.test_y")},
    ),
    "method": (
        "class TestX:\n @pytest.mark.concept('A1')\n def test_x(self): ...\n def test_y(self): ...",
        {("A1", "TestX.test_x")},
    ),
    "class and method": (
        "@pytest.mark.concept('A1')\nclass TestX:\n @pytest.mark.concept('A1', 'A2')\n def test_x(self): ...",
        {("A1", "TestX.test_x"), ("A2", "TestX.test_x")},
    ),
    "class in a class": (
        "@pytest.mark.concept('A1')\nclass TestX:\n class TestY:\n  def test_y(self): ...",
        {("A1", "TestX.TestY.test_y")},
    ),
    "pytestmark of a class": (
        "class TestX:\n pytestmark = pytest.mark.concept('A1')\n def test_x(self): ...\ndef test_y(): ...",
        {("A1", "TestX.test_x")},
    ),
    "pytestmark of a module": (
        "pytestmark = pytest.mark.concept('A1')\ndef test_x(): ...\nclass TestY:\n def test_y(self): ...",
        {("A1", "test_x"), ("A1", "TestY.test_y")},
    ),
    "pytestmark below the tests": (
        "def test_x(): ...\npytestmark: object = pytest.mark.concept('A1')",
        {("A1", "test_x")},
    ),
    "pytestmark with several marks": (
        "pytestmark = [pytest.mark.benchmark, pytest.mark.concept('A1'), pytest.mark.concept('A2')]\n"
        "def test_x(): ...",
        {("A1", "test_x"), ("A2", "test_x")},
    ),
    "parameter": (
        "@pytest.mark.parametrize('x', [1, pytest.param(2, marks=pytest.mark.concept('A1'))])\ndef test_x(x): ...",
        {("A1", "test_x")},
    ),
    "parameter with several marks": (
        "@pytest.mark.concept('B4')\n"
        "@pytest.mark.parametrize('x', [\n"
        " pytest.param(1, marks=[pytest.mark.concept('A1'), pytest.mark.skip]),\n"
        " pytest.param(2, marks=(pytest.mark.concept('A2'),)),\n"
        "])\ndef test_x(x): ...",
        {("A1", "test_x"), ("A2", "test_x"), ("B4", "test_x")},
    ),
    "parameters of a class": (
        "@pytest.mark.parametrize('x', [pytest.param(2, marks=pytest.mark.concept('A1'))])\n"
        "class TestX:\n def test_x(self, x): ...",
        {("A1", "TestX.test_x")},
    ),
    "parameters by name": (
        "CASES = [pytest.param(1, marks=pytest.mark.concept('A1'))]\n"
        "@pytest.mark.parametrize('x', CASES)\ndef test_x(x): ...\ndef test_y(): ...",
        {("A1", "test_x")},
    ),
    "mark by name": (
        "handover = pytest.mark.concept('B4')\n@handover\ndef test_x(): ...",
        {("B4", "test_x")},
    ),
    "test in a branch": (
        "if sys.version_info > (3, 12):\n @pytest.mark.concept('A1')\n def test_x(): ...\n"
        "else:\n @pytest.mark.concept('A2')\n def test_y(): ...",
        {("A1", "test_x"), ("A2", "test_y")},
    ),
    "state machine": (
        "pytestmark = pytest.mark.concept('A1')\nTestMachine = Machine.TestCase",
        {("A1", "TestMachine")},
    ),
    "no mark of a concept": (
        "@pytest.mark.benchmark\ndef test_concept(): ...",
        set(),
    ),
}
LOST = {
    "helper": "@pytest.mark.concept('A1')\ndef helper(): ...",
    "fixture": "@pytest.fixture(params=[pytest.param(1, marks=pytest.mark.concept('A1'))])\ndef given(): ...",
    "class that is not collected": "@pytest.mark.concept('A1')\nclass Machine:\n def test_x(self): ...",
    "method of one": "class Machine:\n @pytest.mark.concept('A1')\n def test_x(self): ...",
    "class without tests": "@pytest.mark.concept('A1')\nclass TestX: ...",
    "module without tests": "pytestmark = pytest.mark.concept('A1')",
    "function in a test": "def test_x():\n @pytest.mark.concept('A1')\n def test_y(): ...",
    "constant that nobody uses": "CASES = [pytest.param(1, marks=pytest.mark.concept('A1'))]\ndef test_x(): ...",
    "added while running": "def test_x(request):\n request.node.add_marker(pytest.mark.concept('A1'))",
    "mark without ids": "@pytest.mark.concept\ndef test_x(): ...",
}
MISSPELT = {
    "nothing": "@pytest.mark.concept()\ndef test_x(): ...",
    "keyword": "@pytest.mark.concept(id='A1')\ndef test_x(): ...",
    "variable": "@pytest.mark.concept(A1)\ndef test_x(): ...",
    "number": "@pytest.mark.concept(1)\ndef test_x(): ...",
    "several in one": "@pytest.mark.concept(('A1', 'A2'))\ndef test_x(): ...",
    "spread": "@pytest.mark.concept(*IDS)\ndef test_x(): ...",
}


@pytest.mark.parametrize(("source", "expected"), FORMS.values(), ids=FORMS)
def test_a_mark_is_found_in_every_form(source: str, expected: set[tuple[str, str]]) -> None:
    assert marks_in(source, "unit/test_planted.py", KNOWN) == expected


@pytest.mark.parametrize("marks", ["'Z9'", "'A1', 'Z9'", "'a1'"])
def test_an_unknown_id_names_the_file(marks: str) -> None:
    source = f"import pytest\n\n@pytest.mark.concept({marks})\ndef test_x(): ..."
    with pytest.raises(ConceptFault, match=r"^tests/unit/test_planted\.py, line 3: .*no concept of docs/"):
        marks_in(source, "unit/test_planted.py", KNOWN)


@pytest.mark.parametrize("source", LOST.values(), ids=LOST)
def test_a_mark_that_no_test_is_given_is_caught(source: str) -> None:
    with pytest.raises(ConceptFault, match=r"^tests/unit/test_planted\.py, line \d: .* to no test$"):
        marks_in(source, "unit/test_planted.py", KNOWN)


def test_a_mark_in_a_file_that_pytest_does_not_collect_is_caught() -> None:
    source, _ = FORMS["function"]
    with pytest.raises(ConceptFault, match=r"^tests/unit/planted\.py, line 1: .* to no test$"):
        marks_in(source, "unit/planted.py", KNOWN)


@pytest.mark.parametrize("source", MISSPELT.values(), ids=MISSPELT)
def test_a_mark_that_cites_no_plain_ids_is_caught(source: str) -> None:
    with pytest.raises(ConceptFault, match=r"^tests/test_planted\.py, line 1: .*otherwise than as in"):
        marks_in(source, "test_planted.py", KNOWN)


def test_tests_are_told_in_order_by_their_place_below_the_folder_and_never_imported(tmp_path: Path) -> None:
    (tmp_path / "unit").mkdir()
    marked = "@pytest.mark.concept('B4', 'A1')\ndef test_{}(): ..."
    never = "raise SystemExit\n"
    (tmp_path / "unit" / "test_two.py").write_text(
        never + marked.format("b") + "\n" + marked.format("a"), "utf-8"
    )
    (tmp_path / "test_one.py").write_text(never + marked.format("z"), "utf-8")
    expected = [
        MarkedTest("test_one.py", "test_z"),
        MarkedTest("unit/test_two.py", "test_a"),
        MarkedTest("unit/test_two.py", "test_b"),
    ]
    found = marked_tests(tmp_path, KNOWN)
    assert list(found.items()) == [("A1", expected), ("B4", expected)]


def test_a_fault_anywhere_below_the_folder_is_raised(tmp_path: Path) -> None:
    (tmp_path / "unit").mkdir()
    source, _ = FORMS["function"]
    (tmp_path / "unit" / "test_planted.py").write_text(source, "utf-8")
    with pytest.raises(ConceptFault, match=r"^tests/unit/test_planted\.py, line 1: .*'A1'"):
        marked_tests(tmp_path, {"A2"})


def rows(page: str) -> list[list[str]]:
    """The cells of the rows of a page, without those of its headers."""
    cells = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in cells if row[0].strip() != "Id"]


def test_the_page_has_one_full_row_for_each_concept_in_order() -> None:
    found = rows(concepts_page({}))
    assert [row[0] for row in found] == [concept.id for concept in CONCEPTS]
    assert {len(row) for row in found} == {5}
    assert all(row[1] and row[2] and row[4] for row in found)


def test_each_concept_is_told_once_and_sections_stand_in_order() -> None:
    assert max(Counter(concept.id for concept in CONCEPTS).values()) == 1
    assert list(dict.fromkeys(concept.section for concept in CONCEPTS)) == list(SECTIONS)


def test_a_concept_without_a_test_says_so_and_one_for_people_says_that() -> None:
    assert asserting(BARE, ()) == "not yet"
    assert asserting(ADVICE, ()).startswith("for the documentation only")


def test_a_test_is_told_by_its_file_and_the_rule_in_its_name() -> None:
    tests = [
        MarkedTest("unit/test_a.py", "test_a_rule_holds"),
        MarkedTest("test_b.py", "TestLate.test_is_nearly_never"),
    ]
    assert asserting(BARE, tests) == "`unit/test_a.py`: a rule holds<br>`test_b.py`: Late is nearly never"


@pytest.mark.parametrize(
    ("many", "last"), [(SHOWN, "rule 5"), (SHOWN + 1, "and 1 more"), (SHOWN + 16, "and 16 more")]
)
def test_of_many_tests_the_first_are_told_and_the_others_counted(many: int, last: str) -> None:
    tests = [MarkedTest("test_a.py", f"test_rule_{number}") for number in range(many)]
    told = asserting(BARE, tests).split("<br>")
    assert told[:SHOWN] == [f"`test_a.py`: rule {number}" for number in range(SHOWN)]
    assert told[-1].endswith(last)


def test_a_section_counts_what_is_asserted_and_what_no_library_can() -> None:
    found = {"A1": [MarkedTest("test_a.py", "test_x")]}
    assert count([BARE], {}) == "0 of 1 asserted"
    assert count([BARE, ADVICE], found) == "1 of 1 asserted, 1 for the documentation only"


PACKAGES = [
    relcore,
    *(
        importlib.import_module(found.name)
        for found in pkgutil.iter_modules(relcore.__path__, "relcore.")
        if found.name != "relcore.testing"
    ),
]


def carries(element: str) -> bool:
    """Whether relcore has what a dotted name names: a public name, a field of one, or a rule of the defaults."""
    name, _, field = element.partition(".")
    found = [getattr(package, name) for package in PACKAGES if name in getattr(package, "__all__", ())]
    if not found:
        return element in relcore.STANDARD.folding.criteria
    return not field or hasattr(found[0], field)


def test_every_element_on_the_page_is_found_in_the_library() -> None:
    named = {element for concept in CONCEPTS for element in concept.elements}
    assert sorted(element for element in named if not carries(element)) == []


@pytest.mark.parametrize(
    "element", ["Relationshop", "Interaction.departement", "Stage.LIMBO", "value_misunderstood"]
)
def test_an_element_that_is_not_in_the_library_is_caught(element: str) -> None:
    assert not carries(element)
