"""Which tests assert which concept: read from the marks in the test files, of which none is imported.

A mark counts where pytest gives it to a test: on the test, on its class, in the ``pytestmark`` of class or module, and
in the ``marks`` of a parameter. A mark that pytest would give to no test is a fault, so that none is lost.
"""

import ast
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["ConceptFault", "MarkedTest", "marked_tests", "marks_in"]

CITATION = 'cites ids otherwise than as in concept("A1", "A2")'


class MarkedTest(NamedTuple):
    """A test: its file, relative to the folder of all tests, and its name behind that of its class."""

    file: str
    name: str


class ConceptFault(ValueError):
    """A mark that says nothing, or not what was meant; the message names file and line."""


def marked_tests(folder: Path, known: Collection[str]) -> dict[str, list[MarkedTest]]:
    """The tests of each concept that has any.

    Args:
        folder: the folder of all tests.
        known: the ids that a mark may cite.

    Raises:
        ConceptFault: a mark cites no known id, or stands where pytest gives it to no test.
    """
    found: dict[str, set[MarkedTest]] = {}
    for path in folder.rglob("*.py"):
        file = path.relative_to(folder).as_posix()
        for id, name in marks_in(path.read_text("utf-8"), file, known):
            found.setdefault(id, set()).add(MarkedTest(file, name))
    return {id: sorted(found[id]) for id in sorted(found)}


def marks_in(source: str, file: str, known: Collection[str]) -> set[tuple[str, str]]:
    """Each id in the source of one file, with the name of a test that it marks."""
    tree = ast.parse(source, file)
    reader = _Reader(file, known, dict(_assigned(tree.body)))
    found = set(reader.tests(tree.body)) if file.rpartition("/")[2].startswith("test_") else set()
    for node in ast.walk(tree):
        if _is_mark(node) and node not in reader.given:
            raise reader.fault(node, "stands where pytest gives it to no test")
    return found


def _is_mark(node: ast.AST) -> bool:
    """Whether a node is ``pytest.mark.concept`` or ``mark.concept``."""
    match node:
        case ast.Attribute(attr="concept", value=ast.Attribute(attr="mark") | ast.Name(id="mark")):
            return True
        case _:
            return False


def _statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The statements of a module or a class, with those in its branches."""
    for statement in body:
        if isinstance(statement, ast.If | ast.Try | ast.ExceptHandler | ast.With):
            yield from _statements(ast.iter_child_nodes(statement))
        else:
            yield statement


def _assigned(body: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """The names that a module or a class sets, and what to."""
    for statement in _statements(body):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case _:
                pass


class _Reader:
    """Reads one file, and remembers which of its marks were given to a test."""

    def __init__(self, file: str, known: Collection[str], constants: dict[str, ast.expr]) -> None:
        self.file, self.known, self.constants = file, known, constants
        self.given: set[ast.AST] = set()

    def tests(
        self, body: Iterable[ast.AST], within: str = "", above: tuple[ast.expr, ...] = ()
    ) -> Iterator[tuple[str, str]]:
        """The ids of the tests in a module or a class, which is within others and has marks from above."""
        body = list(body)
        above += tuple(value for name, value in _assigned(body) if name == "pytestmark")
        for statement in _statements(body):
            match statement:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name.startswith("test"):
                    marks = (*above, *statement.decorator_list)
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Attribute(attr="TestCase")):
                    marks = above  # how hypothesis has a state machine tested
                case ast.ClassDef(name=name) if name.startswith("Test"):
                    marks = (*above, *statement.decorator_list)
                    yield from self.tests(statement.body, f"{within}{name}.", marks)
                    continue
                case _:
                    continue
            yield from ((id, within + name) for mark in marks for id in self.ids(mark))

    def ids(self, expression: ast.expr, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """The ids that an expression cites, itself or by a constant of the module."""
        for node in ast.walk(expression):
            match node:
                case ast.Call(func=func) if _is_mark(func):
                    self.given.add(func)
                    yield from self.cited(node)
                case ast.Name(id=name) if name in self.constants and name not in seen:
                    yield from self.ids(self.constants[name], seen | {name})
                case _:
                    pass

    def cited(self, mark: ast.Call) -> Iterator[str]:
        """The ids in a mark."""
        if mark.keywords or not mark.args:
            raise self.fault(mark, CITATION)
        for argument in mark.args:
            match argument:
                case ast.Constant(value=str() as id):
                    if id not in self.known:
                        raise self.fault(mark, f"cites {id!r}, which is no concept of docs/concepts_table.py")
                    yield id
                case _:
                    raise self.fault(mark, CITATION)

    def fault(self, mark: ast.AST, what: str) -> ConceptFault:
        """What to raise about a mark."""
        return ConceptFault(f"tests/{self.file}, line {getattr(mark, 'lineno', 0)}: a concept mark {what}")
