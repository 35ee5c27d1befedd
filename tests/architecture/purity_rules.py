"""The first net of purity: what relcore's source may import, and which names it may not use."""

import ast
import symtable
from collections.abc import Iterator

from tests.architecture.tree import imports, room_of

ALLOWED_IMPORTS = frozenset({
    "abc", "bisect", "collections", "collections.abc", "contextlib", "copy", "dataclasses", "datetime", "decimal",
    "difflib", "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "html", "itertools", "json",
    "keyword", "math", "operator", "re", "string", "textwrap", "tomllib", "types", "typing", "unicodedata", "zoneinfo",
    "attrs", "relcore",
})  # fmt: skip
ONLY_IN_ROOM = {
    "cattrs": {"serialization"},
    "hypothesis": {"testing"},
    "msgspec": {"serialization"},
    "orjson": {"serialization"},
}

# Builtins that reach outside, depend on the process, or break a frozen value open.
BANNED_BUILTINS = frozenset({
    "__import__", "breakpoint", "compile", "delattr", "eval", "exec", "exit", "globals", "hash", "id",
    "input", "locals", "open", "pow", "print", "quit", "setattr", "vars",
})  # fmt: skip
# Attributes: the clock, the machine's zone, the machine's locale, frozen values.
BANNED_ATTRIBUTES = frozenset({
    "__setattr__", "__delattr__", "ctime", "getlocale", "now", "setlocale", "strftime", "today",
    "utcfromtimestamp", "utcnow",
})  # fmt: skip
# With fewer arguments than these, they take the machine's zone.
NEEDS_A_ZONE = {"astimezone": 1, "fromtimestamp": 2}
# Addition, division and what IEEE 754 rounds correctly: the same bytes on every machine.
ALLOWED_MATH = frozenset({
    "ceil", "comb", "copysign", "floor", "fsum", "gcd", "inf", "isclose", "isfinite", "isinf", "isnan",
    "isqrt", "lcm", "nan", "sqrt", "trunc",
})  # fmt: skip
OPENS_FILES = frozenset({"available_timezones", "ZoneInfo", "ZoneInfo.no_cache", "reset_tzpath"})

# (module, rule) that may be broken, each with the reason why it is harmless.
EXCEPTIONS: dict[tuple[str, str], str] = {
    (
        "relcore.serialization.generated",
        "exec",
    ): "readers and writers are generated, from names of fields alone",
    ("relcore.policy_set.canonical", "vars"): "a policy of a user's own class is told by the fields it has",
}


Found = tuple[int, str, str]  # line, rule, what


def impurities(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """Each line that reaches outside, as ``module:line: what``."""
    found = findings(module, source, is_package=is_package)
    return [f"{module}:{line}: {what}" for line, rule, what in found if (module, rule) not in EXCEPTIONS]


def findings(module: str, source: str, *, is_package: bool = False) -> Iterator[Found]:
    """What the rules find, the exceptions among it."""
    tree, room = ast.parse(source), room_of(module)
    yield from _imports(tree, module, room, is_package)
    yield from _builtins(symtable.symtable(source, module, "exec"))
    yield from _nodes(tree, room)


def _imports(tree: ast.Module, module: str, room: str, is_package: bool) -> Iterator[Found]:
    for name, line in imports(tree, module, is_package):
        top = name.split(".")[0]
        if top in ONLY_IN_ROOM:
            if room not in ONLY_IN_ROOM[top]:
                yield line, top, f"{top} belongs in {sorted(ONLY_IN_ROOM[top])}"
        elif name not in ALLOWED_IMPORTS and top != "relcore":
            yield line, name, f"import of {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node.lineno, "*", "import of everything"


def _builtins(table: symtable.SymbolTable) -> Iterator[Found]:
    """Uses of a banned builtin; a field, a parameter or a variable of that name is not one."""
    own = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}

    def scan(scope: symtable.SymbolTable) -> Iterator[Found]:
        for symbol in scope.get_symbols():
            name = symbol.get_name()
            if name in BANNED_BUILTINS and symbol.is_referenced() and name not in own:
                bound_here = symbol.is_assigned() or symbol.is_parameter() or symbol.is_free()
                if name == scope.get_name().strip("_"):  # __hash__ is where hash belongs
                    continue
                if symbol.is_global() or not bound_here:
                    yield scope.get_lineno(), name, f"{name} in {scope.get_name()}"
        for child in scope.get_children():
            yield from scan(child)

    yield from scan(table)


def _own_fields(tree: ast.Module) -> Iterator[ast.AST]:
    """``object.__setattr__`` where a frozen value sets its own fields while it is being made."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name in {
            "__init__",
            "__attrs_post_init__",
            "__setstate__",
        }:
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node).startswith("object.__setattr__(self, "):
                    yield node.func


def _nodes(tree: ast.Module, room: str) -> Iterator[Found]:
    harmless = set(_own_fields(tree))
    for node in ast.walk(tree):
        if node in harmless:
            continue
        match node:
            case (
                ast.Global()
                | ast.Nonlocal()
                | ast.AsyncFunctionDef()
                | ast.Await()
                | ast.AsyncFor()
                | ast.AsyncWith()
            ):
                yield node.lineno, type(node).__name__, type(node).__name__
            case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in ALLOWED_MATH:
                yield node.lineno, f"math.{name}", f"math.{name} differs between machines"
            case ast.Attribute(attr=name) if name in BANNED_ATTRIBUTES:
                yield node.lineno, name, ast.unparse(node)
            case ast.ImportFrom(module="math", names=names):
                yield from (
                    (node.lineno, "math", f"math.{a.name}") for a in names if a.name not in ALLOWED_MATH
                )
            case ast.BinOp(op=ast.Pow(), left=left, right=right) if not (_exact(left) and _whole(right)):
                yield node.lineno, "**", f"power: {ast.unparse(node)}"
            case ast.AugAssign(op=ast.Pow()):
                yield node.lineno, "**", f"power: {ast.unparse(node)}"
            case ast.Call(func=func):
                yield from _call(node, ast.unparse(func), room)
            case _:
                pass


def _call(node: ast.Call, name: str, room: str) -> Iterator[Found]:
    last = name.rsplit(".", 1)[-1]
    given = len(node.args) + len(node.keywords)
    if "." in name and given < NEEDS_A_ZONE.get(last, 0):
        yield node.lineno, last, f"{name} without a zone takes the machine's"
    opens = last in OPENS_FILES or any(
        name.endswith(f".{dotted}") or name == dotted for dotted in OPENS_FILES
    )
    if opens and room != "serialization":
        yield node.lineno, "ZoneInfo", f"{name} opens files; zones are resolved by serialization"


def _exact(node: ast.expr) -> bool:
    return _whole(node) or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Decimal"))


def _whole(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int
