"""What stands around a failure: how its neighbours answer, what its callers catch and do with the result."""

import ast
import re

from repair_evidence import guards
from repair_uses import errors_caught_around, use_of, uses_of_result
from repair_failure import call_sites
from repair_source import FUNCTIONS, dotted, parameters
from repair_style import words

FINDING_NAMES = re.compile(r"_*(find|get|lookup|look_up|first|last|latest|newest|oldest|best|pick|search|peek|next)(_|$)")
NUMBER_NAMES = re.compile(r"(rate|ratio|percent|average|avg|mean|share|score|fraction|utili[sz]ation|per_|density|median)")


def guard_balance(place):
    """Below zero where the neighbourhood raises when something is absent, above where it returns."""
    if place.function is None:
        return 0
    balance = 0
    for _, last in guards(place.function):
        balance += -8 if isinstance(last, ast.Raise) else 8
    for _, last in sibling_guards(place):
        balance += -3 if isinstance(last, ast.Raise) else 3
    return max(-14, min(14, balance))


def sibling_guards(place):
    """(function, last statement) of guards in the other functions of the class, or of the module."""
    scope = place.class_node if place.class_node is not None else place.source.tree
    for node in ast.walk(scope):
        if isinstance(node, FUNCTIONS) and node is not place.function:
            for _, last in guards(node):
                yield node, last


def common_answer(place):
    """The constant that at least two functions beside it return when they have nothing, if all agree."""
    answers = []
    for _, last in sibling_guards(place):
        if not isinstance(last, ast.Return) or not isinstance(last.value, (ast.Constant, ast.UnaryOp)):
            return None
        answers.append(ast.unparse(last.value))
    return answers[0] if len(answers) > 1 and len(set(answers)) == 1 else None


def reads_more(place):
    """Whether the function also takes other entries of the mapping whose entry is missing on the failing line."""
    if place.function is None:
        return False
    keyed = [node for node in ast.walk(place.function) if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
             and isinstance(node.slice.value, str) and isinstance(node.ctx, ast.Load)]
    here = {dotted(node.value) for node in keyed if node.lineno == place.line}
    return any(dotted(node.value) in here and node.lineno != place.line for node in keyed) and len(here) == 1


def is_pure_read(function):
    """A property or a find/get/compute function whose absence is no surprise."""
    if function is None:
        return False
    decorators = {dotted(node) for node in function.decorator_list}
    return "property" in decorators or bool(FINDING_NAMES.match(function.name)) or bool(
        NUMBER_NAMES.search(function.name))


def caught_by_callers(failure, place):
    """Names of the errors that callers of the function handle, those that handle just anything left out."""
    names = set()
    for source, call in call_sites(failure, place):
        names |= errors_caught_around(source, call)
    return names - {"Exception", "BaseException", failure.exception}


def caller_uses(failure, place):
    """What the callers do with the result, taken together; what the function does with its own counts for nothing."""
    return set().union(*uses_by_callers(failure, place.source, place.function, place.class_node))


def uses_by_callers(failure, source, function, owner=None, depth=0):
    """What each caller does with the result, a set for each call; followed into what is handed on."""
    if function is None:
        return
    name = owner.name if function.name == "__init__" and owner is not None else function.name
    for where, call in failure.repository.calls(name)[:40]:
        around = where.function_of(call)
        if around is function:
            continue
        uses = uses_of_result(where, call)
        if depth < 2 and isinstance(where.parents.get(call), ast.Return) and around is not None:
            uses = uses.union(*uses_by_callers(failure, where, around, where.class_of(around), depth + 1))
        yield uses | _uses_as_argument(failure, where, call)


def _uses_as_argument(failure, source, call):
    """What a function of the repository does with a result that is handed to it right away."""
    parent = source.parents.get(call)
    if not isinstance(parent, ast.Call) or call not in parent.args:
        return set()
    named = failure.repository.functions((dotted(parent.func) or "").split(".")[-1])
    if len(named) != 1:
        return set()
    where, function = named[0]
    taken = [item for item in parameters(function) if item.arg not in {"self", "cls"}]
    position = parent.args.index(call)
    if position >= len(taken):
        return set()
    return set().union(*[use_of(where.parents.get(node), node) for node in ast.walk(function)
                         if isinstance(node, ast.Name) and node.id == taken[position].arg and isinstance(node.ctx, ast.Load)])


def raised_in(scope, name):
    if scope is None:
        return False
    for node in ast.walk(scope):
        if isinstance(node, ast.Raise) and node.exc is not None:
            target = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if (dotted(target) or "").split(".")[-1] == name:
                return True
    return False


def is_base(repository, error):
    """Whether other errors derive from it: then a more exact one is better."""
    return bool(repository.derived(error.short))


def tokens(name):
    return {word[:6] for word in words(re.sub(r"(Error|Exception)$", "", name)).split() if len(word) > 2}


def place_words(place):
    names = [place.function.name if place.function is not None else "",
             place.class_node.name if place.class_node is not None else "",
             place.source.path.rsplit("/", 1)[-1][:-3]]
    return "_".join(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name) for name in names)
