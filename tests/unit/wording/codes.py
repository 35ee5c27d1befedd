"""What the source writes out: codes of reasons and contributions, states of items, rules, findings, proposals."""

import ast
from collections.abc import Iterator

__all__ = [
    "contact_rules",
    "contributions",
    "found",
    "kinds",
    "parts",
    "pieces",
    "reasons",
    "roles",
    "rules",
    "states",
]


def _constants(tree: ast.Module) -> dict[str, str]:
    """The texts that a module gives a name to."""
    found = {}
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text)))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text)))
            ):
                found[name] = text
    return found


def _texts(node: ast.expr, named: dict[str, str]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp():
            yield from _texts(node.body, named)
            yield from _texts(node.orelse, named)
        case ast.Name() if node.id in named:
            yield named[node.id]
        case _:
            pass


def _written(tree: ast.Module, node: ast.expr, named: dict[str, str]) -> Iterator[str]:
    """The texts that an expression can be, also by what the functions of the module assign to a name."""
    if isinstance(node, ast.Name) and node.id not in named:
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for value in _assigned(function, node.id):
                    yield from _texts(value, named)
    yield from _texts(node, named)


def _calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in names:
                yield node


def _given(call: ast.Call, keyword: str) -> list[ast.expr]:
    return [*call.args[:1], *(k.value for k in call.keywords if k.arg == keyword)]


def _assigned(tree: ast.Module | ast.FunctionDef, name: str) -> Iterator[ast.expr]:
    """What is assigned to a name, also as one of several."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            match target, node.value:
                case ast.Name(id=found), value if found == name:
                    yield value
                case ast.Tuple(elts=names), ast.Tuple(elts=values):
                    pairs = zip(names, values, strict=True)
                    yield from (value for one, value in pairs if isinstance(one, ast.Name) and one.id == name)


def _codes(source: str, keyword: str, *names: str) -> Iterator[str]:
    tree = ast.parse(source)
    named = _constants(tree)
    for call in _calls(tree, *names):
        for given in _given(call, keyword):
            yield from _written(tree, given, named)


def reasons(source: str) -> Iterator[str]:
    """The codes that are written out where a reason is made, be it by a function of the module's own."""
    yield from _codes(source, "code", "Reason", "fact", "mismatch", "_each", "_who")
    tree = ast.parse(source)
    for call in _calls(tree, "_Known"):
        yield from (text for given in call.args[2:3] for text in _texts(given, _constants(tree)))


def pieces(source: str) -> Iterator[str]:
    """What is written out of the codes that are put together where a reason is made."""
    for call in _calls(ast.parse(source), "Reason", "fact", "mismatch"):
        for given in _given(call, "code"):
            if isinstance(given, ast.JoinedStr):
                yield from (str(part.value) for part in given.values if isinstance(part, ast.Constant))


def contributions(source: str) -> Iterator[str]:
    """The codes that are written out where a score, or a part of one, is made."""
    yield from _codes(source, "code", "Contribution", "Score")


def kinds(source: str) -> Iterator[str]:
    """The kinds that are written out where something is proposed, or where it is said what a policy proposes."""
    tree = ast.parse(source)
    for call in _calls(tree, "Recommendation", "Proposal"):
        given = [k.value for k in call.keywords if k.arg == "kind"]
        yield from (text for one in given for text in _texts(one, _constants(tree)))


def parts(source: str) -> Iterator[str]:
    """The parts that are written out of what a policy proposes, each with its kind before it."""
    for call in _calls(ast.parse(source), "Proposal"):
        given = {k.arg: k.value for k in call.keywords}
        match given.get("kind"), given.get("parts"):
            case ast.Constant(value=str(kind)), ast.Tuple(elts=names):
                yield from (f"{kind}.{text}" for name in names for text in _texts(name, {}))
            case _:
                pass


def roles(source: str) -> Iterator[str]:
    """The sorts of agents that are written out, of who is to do what is proposed, or is referred to."""
    tree = ast.parse(source)
    for call in _calls(tree, "Proposal"):
        yield from (text for k in call.keywords if k.arg == "role" for text in _texts(k.value, {}))
    for node in ast.walk(tree):
        match node:
            case ast.AnnAssign(target=ast.Name(id="refer_to"), value=ast.Constant(value=str(role))):
                yield role
            case _:
                pass


def states(source: str) -> Iterator[str]:
    """What an item or an ending is said to have been before a change, or to be after it."""
    tree = ast.parse(source)
    named = _constants(tree)
    for call in _calls(tree, "change", "change_item", "settle_item"):
        yield from (text for given in call.args for text in _texts(given, named))
    for value in _assigned(tree, "after"):
        yield from _texts(value, named)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "standing":
            returned = (n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value is not None)
            yield from (text for value in returned for text in _texts(value, named))


def rules(source: str) -> Iterator[str]:
    """The names of rules that are written out where something changes, or is refused."""
    tree = ast.parse(source)
    named = _constants(tree)
    for call in _calls(tree, "change"):
        given = [k.value for k in call.keywords if k.arg == "policy"]
        yield from (text for one in given for text in _texts(one, named))
    for call in _calls(tree, "refuse"):
        yield from (text for one in call.args[:1] for text in _texts(one, named))
    for call in _calls(tree, "decide", "Decision"):
        yield from (text for one in call.args[1:2] for text in _written(tree, one, named))
    for value in _assigned(tree, "policy"):
        yield from _texts(value, named)


def contact_rules(source: str) -> Iterator[str]:
    """The codes of the rules that judge, with an ellipsis for the name where several of a sort stand in a set."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            isinstance(part, ast.FunctionDef) and part.name == "judge" and len(part.args.args) > 2
            for part in node.body
        ):
            named = any(isinstance(part, ast.AnnAssign) and _is(part.target, "name") for part in node.body)
            for part in node.body:
                if isinstance(part, ast.Assign) and _is(part.targets[0], "code"):
                    for text in _texts(part.value, {}):
                        yield text
                        yield from (f"{text}.…",) if named else ()


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def found(source: str) -> Iterator[str]:
    """What is written out that a rule of contact found: what its function of that name returns."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == "_found":
            for part in ast.walk(node):
                if isinstance(part, ast.Return) and part.value is not None:
                    yield from _texts(part.value, {})
