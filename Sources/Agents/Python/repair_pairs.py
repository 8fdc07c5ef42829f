"""What is taken and what gives it back: pairs of calls or counters in one function, and whether a way out skips the second."""

import ast
import re
from dataclasses import dataclass

from repair_source import dotted, names_in, scope_nodes

INVERSES = {
    "acquire": ["release", "close"], "checkout": ["checkin", "release", "return_connection", "give_back", "put_back"],
    "check_out": ["check_in", "release"], "borrow": ["return_", "give_back", "release", "put_back", "returns"],
    "connect": ["close", "disconnect", "release"], "open": ["close", "release"], "lock": ["unlock", "release"],
    "take": ["give_back", "put_back", "release", "put", "give", "restore", "return_"], "lease": ["release", "give_back"],
    "begin": ["end", "finish", "close", "commit"], "enter": ["leave", "exit"], "reserve": ["free", "release", "unreserve"],
    "allocate": ["free", "release", "deallocate"], "start": ["stop", "finish", "end", "close", "done"],
    "get": ["put", "release", "put_back", "give_back"], "getconn": ["putconn"], "claim": ["release", "unclaim"],
    "get_nowait": ["put_nowait", "put"], "pop": ["append", "add"], "popleft": ["append"], "register": ["unregister", "deregister"],
    "subscribe": ["unsubscribe"], "attach": ["detach"], "mount": ["unmount"], "hold": ["release"], "grab": ["release", "drop"],
    "add": ["discard", "remove"], "append": ["remove"], "push": ["pop"], "increment": ["decrement"], "inc": ["dec"],
    "request": ["release"], "session": ["close"], "cursor": ["close"], "obtain": ["release"], "rent": ["return_", "release"],
}
FLAG_NAMES = re.compile(r"(busy|lock|running|in_progress|active|in_use|processing|open|occupied)", re.I)


@dataclass
class Pair:
    """One take with its gives-back, all in one function."""

    source: object
    function: object
    take: ast.stmt
    gives: list
    give_text: str
    action: str
    words: str


def pairs_in(source, function, release_names=None):
    """Every pair of the function that an exception or an early exit can break."""
    for statement in scope_nodes(function):
        if not isinstance(statement, ast.stmt) or not source.starts_line(statement):
            continue
        found = _call_pair(source, function, statement, release_names or {}) or _state_pair(source, function, statement)
        if found is not None and is_leaky(found):
            yield found


def take_call(statement):
    """(name it is kept under, receiver, method, call) of `x = pool.take()` or `pool.take()`."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target, value = statement.targets[0], statement.value
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        target, value = statement.target, statement.value
    elif isinstance(statement, ast.Expr):
        target, value = None, statement.value
    elif isinstance(statement, ast.If) and isinstance(statement.test, ast.UnaryOp) and not statement.orelse and isinstance(
        statement.body[-1], (ast.Raise, ast.Return)
    ):
        # `if not lock.acquire(timeout=1): raise …`: afterwards it is held.
        target, value = None, statement.test.operand
    else:
        return None
    value = value.value if isinstance(value, ast.Await) else value
    if isinstance(value, ast.Call) and (dotted(value.func) or "").split(".")[-1] == "wait_for" and value.args:
        value = value.args[0]
    if not isinstance(value, ast.Call):
        return None
    name = target.id if isinstance(target, ast.Name) else None
    if isinstance(value.func, ast.Attribute):
        return name, dotted(value.func.value), value.func.attr, value
    if isinstance(value.func, ast.Name):
        return name, None, value.func.id, value
    return None


def inverse_names(method, release_names):
    """Names of what undoes a method: known verbs, with the rest of the name kept (`get_connection`, `put_connection`)."""
    bare = method.strip("_")
    names = list(release_names.get(method, []))
    for verb, inverses in INVERSES.items():
        if bare == verb:
            names += inverses
        elif bare.startswith(verb + "_"):
            rest = bare[len(verb):]
            names += [inverse.rstrip("_") + rest for inverse in inverses + ["return", "release"]] + inverses
        elif bare.endswith("_" + verb):
            names += [bare[:-len(verb)] + inverse for inverse in inverses]
    return [item for name in dict.fromkeys(names) for item in (name, "_" + name, name.rstrip("_"))]


def _call_pair(source, function, statement, release_names):
    taken = take_call(statement)
    if taken is None:
        return None
    name, receiver, method, call = taken
    inverses = inverse_names(method, release_names)
    if not inverses:
        return None
    gives, text = [], None
    for other in scope_nodes(function):
        if not isinstance(other, ast.Expr) or other.lineno <= statement.lineno:
            continue
        inner = other.value.value if isinstance(other.value, ast.Await) else other.value
        if not isinstance(inner, ast.Call) or not isinstance(inner.func, (ast.Attribute, ast.Name)):
            continue
        called = inner.func.attr if isinstance(inner.func, ast.Attribute) else inner.func.id
        owner = dotted(inner.func.value) if isinstance(inner.func, ast.Attribute) else None
        if called not in inverses:
            continue
        same_owner = owner == receiver and (name is None or not inner.args or name in names_in(inner))
        if same_owner and (receiver is not None or name is not None) or name is not None and owner == name:
            gives.append(other)
            text = source.text_of(other)
    if not gives:
        return None
    what = f"{receiver + '.' if receiver else ''}{method}"
    return Pair(source, function, statement, gives, text, what, f"what `{what}` takes")


def _state_pair(source, function, statement):
    """`self.active += 1` … `self.active -= 1`, and `self.busy = True` … `self.busy = False`."""
    gives = []
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, (ast.Add, ast.Sub)):
        opposite = ast.Sub if isinstance(statement.op, ast.Add) else ast.Add
        target = dotted(statement.target)
        gives = [
            other for other in scope_nodes(function)
            if isinstance(other, ast.AugAssign) and isinstance(other.op, opposite) and dotted(other.target) == target
            and ast.dump(other.value) == ast.dump(statement.value) and other.lineno > statement.lineno
        ]
    elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant) and statement.value.value is True:
        target = dotted(statement.targets[0])
        if target and "." in target and FLAG_NAMES.search(target):
            gives = [
                other for other in scope_nodes(function)
                if isinstance(other, ast.Assign) and isinstance(other.value, ast.Constant) and other.value.value is False
                and dotted(other.targets[0]) == target and other.lineno > statement.lineno
            ]
    if not gives or target is None:
        return None
    return Pair(source, function, statement, gives, source.text_of(gives[-1]), target, f"the change of `{target}`")


def is_leaky(pair):
    """Whether something between take and give can leave the function without the give."""
    source = pair.source
    for give in pair.gives:
        child = give
        for parent in source.ancestors(give):
            if isinstance(parent, ast.Try) and any(child is item for item in parent.finalbody):
                return False
            if parent is pair.function:
                break
            child = parent
    block, index = source.block_of(pair.take)
    last = last_index(pair, block)
    if last is None or last <= index:
        return False
    between = block[index + 1:last + 1]
    risky = (ast.Call, ast.Subscript, ast.Await, ast.Raise, ast.Return, ast.BinOp, ast.Yield)
    return any(
        isinstance(node, risky) for statement in between if statement not in pair.gives for node in ast.walk(statement)
    )


def last_index(pair, block):
    """The place in the block of the last statement that holds a give."""
    places = [
        place for place, statement in enumerate(block)
        if any(node is give for give in pair.gives for node in ast.walk(statement))
    ]
    if len([give for give in pair.gives if any(node is give for item in block for node in ast.walk(item))]) != len(pair.gives):
        return None
    return max(places, default=None)
