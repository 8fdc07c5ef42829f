"""How this file is written: quotes, messages, logging, emptiness tests; and words made of names."""

import ast
import io
import re
import tokenize

from repair_source import dotted


class Style:
    """The habits of one file."""

    def __init__(self, source):
        self.source = source
        self.quote = _quote(source.text)
        self.length_tests = len(re.findall(r"if len\([\w.]+\) == 0\b", source.text)) > len(
            re.findall(r"if not \w", source.text))
        raised = [node for node in ast.walk(source.tree) if isinstance(node, ast.Raise)]
        self.messages = [
            argument for node in raised if isinstance(node.exc, ast.Call) for argument in node.exc.args
            if isinstance(argument, (ast.JoinedStr, ast.Constant, ast.BinOp))
        ]
        texts = [text for text in map(_first_text, self.messages) if text]
        self.capital = sum(text[:1].isupper() for text in texts) * 2 > len(texts) if texts else False
        self.period = sum(text.rstrip().endswith(".") for text in texts) * 2 > len(texts) if texts else False
        self.percent = any(isinstance(message, ast.BinOp) for message in self.messages) and not any(
            isinstance(message, ast.JoinedStr) for message in self.messages)

    def string(self, text):
        """A literal in the file's quotes."""
        return quoted(text, self.quote)

    def message(self, *parts):
        """A message: texts stay, `("expr",)` is shown as Python writes the value, `("expr", "plain")` as text."""
        parts = list(parts)
        if isinstance(parts[0], str) and self.capital:
            parts[0] = parts[0][:1].upper() + parts[0][1:]
        if self.period and isinstance(parts[-1], str):
            parts[-1] += "."
        elif self.period:
            parts.append(".")
        expressions = [part[0] for part in parts if isinstance(part, tuple)]
        if any("\\" in text or "\n" in text or "{" in text for text in expressions):
            parts = [part if isinstance(part, str) else "value" for part in parts]
            expressions = []
        if not expressions:
            return self.string("".join(parts))
        if self.percent:
            text = "".join(
                part.replace("%", "%%") if isinstance(part, str) else "%s" if len(part) > 1 else "%r" for part in parts)
            values = expressions[0] if len(expressions) == 1 and re.fullmatch(r"[\w.]+", expressions[0]) else (
                "(" + ", ".join(expressions) + ("," if len(expressions) == 1 else "") + ")")
            return f"{self.string(text)} % {values}"
        quote = self.quote
        if any(quote in text for text in expressions):
            quote = "'" if quote == '"' else '"'
            if any(quote in text for text in expressions):
                return self.string("".join(part if isinstance(part, str) else "value" for part in parts))
        body = "".join(
            _escaped(part, quote).replace("{", "{{").replace("}", "}}") if isinstance(part, str)
            else "{" + part[0] + ("}" if len(part) > 1 else "!r}") for part in parts
        )
        return f"f{quote}{body}{quote}"

    def identity(self, owner):
        """What messages of this file name a thing by, e.g. `order['id']`; None where they don't."""
        for message in self.messages:
            for node in ast.walk(message):
                inner = node.value if isinstance(node, (ast.Subscript, ast.Attribute)) else None
                if isinstance(inner, ast.Name) and inner.id == owner:
                    # The positions of nodes inside f-strings are unreliable before Python 3.12.
                    return ast.unparse(node)
        return None

    def logger(self, class_node=None):
        """The name the file logs by, or None."""
        for node in self.source.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and (
                (dotted(node.value.func) or "").split(".")[-1] in {"getLogger", "get_logger"}
            ) and isinstance(node.targets[0], ast.Name):
                return node.targets[0].id
        for node in ast.walk(class_node) if class_node is not None else ():
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and (
                (dotted(node.value.func) or "").split(".")[-1] in {"getLogger", "get_logger"}
            ):
                return dotted(node.targets[0])
        return None

    def is_empty(self, text):
        """The condition that a container is empty."""
        return f"len({text}) == 0" if self.length_tests else f"not {text}"


def _quote(text):
    single = double = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.STRING:
                body = token.string.lstrip("rbfuRBFU")
                if not body.startswith(('"""', "'''")):
                    single += body.startswith("'")
                    double += body.startswith('"')
    except (tokenize.TokenError, SyntaxError, IndentationError):
        pass
    return "'" if single > double else '"'


def _first_text(node):
    if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
        return node.values[0].value
    if isinstance(node, ast.BinOp):
        return _first_text(node.left)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _escaped(text, quote):
    return text.replace("\\", "\\\\").replace(quote, "\\" + quote).replace("\n", "\\n")


def quoted(text, quote):
    other = "'" if quote == '"' else '"'
    if quote in text and other not in text:
        quote = other
    return quote + _escaped(text, quote) + quote


def words(name):
    """`pendingOrders`, `pending_orders` and `self._pending_orders` alike as "pending orders"."""
    last = re.split(r"[.\[]", name.rstrip("])\"'"))[-1].strip("\"' ") or name
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", last).replace("_", " ").replace("-", " ")
    return " ".join(spaced.lower().split()) or "value"


def singular(text):
    """A good guess at the singular of the last word."""
    if re.search(r"(ss|us|is)$", text) or not text.endswith("s") or len(text) < 4:
        return text
    if text.endswith("ies"):
        return text[:-3] + "y"
    if re.search(r"(ches|shes|xes|sses)$", text):
        return text[:-2]
    return text[:-1]


def described(node):
    """A short name in words for an expression."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
        return words(node.slice.value)
    if isinstance(node, ast.Subscript):
        return singular(described(node.value))
    if isinstance(node, ast.Call):
        inner = node.func
        if isinstance(inner, ast.Attribute) and inner.attr == "get" and node.args and (
            isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
        ):
            return words(node.args[0].value)
        name = inner.attr if isinstance(inner, ast.Attribute) else dotted(inner) or "result"
        if name == "len" and node.args:
            return described(node.args[0])
        return _sought(node, name)
    if isinstance(node, ast.Attribute):
        return words(node.attr)
    if isinstance(node, ast.Name):
        return words(node.id)
    if isinstance(node, ast.BinOp):
        return f"{described(node.left)} {_OPERATORS.get(type(node.op), 'and')} {described(node.right)}"
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Await):
        return described(node.value)
    return "value"


IDENTIFYING = re.compile(r"(^|_)(number|no|id|name|code|ref|reference|key|sku|slug|uuid|title|isbn|email)$")


def identity_of(place, mapping):
    """A local name that tells which one `mapping` is, taken from it before the failing line, e.g. `number` of a form."""
    owner, scope = dotted(mapping), place.function
    for node in scope.body if owner is not None and scope is not None else ():
        if node.lineno >= place.statement.lineno:
            return None
        name = node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else ""
        value = node.value if name and IDENTIFYING.search(name) else None
        value = value.func if isinstance(value, ast.Call) and getattr(value.func, "attr", "") == "get" else value
        if isinstance(value, (ast.Attribute, ast.Subscript)) and dotted(value.value) == owner:
            return name
    return None


VERBS = r"_*(get|find|fetch|load|lookup|look_up|read|query|select|list|all|first|next|last|search|pop)"


def _sought(node, name):
    """What a call gives, by its name: `find_order_by_id` an order, `orders.find_by_id` an order, `item.find("date")` a date."""
    rest = re.sub(r"(^|_)(by|for|of|from|with|in|at)_.*$", "", re.sub(rf"^{VERBS}_", "", name))
    if rest and not re.fullmatch(VERBS, rest):
        return words(rest)
    first = node.args[0] if node.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return words(first.value)
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if owner is not None and described(owner) not in {"self", "cls", "value"}:
        return singular(described(owner))
    return re.sub(r" id$", "", described(first)) if first is not None else words(name)


_OPERATORS = {ast.Add: "plus", ast.Sub: "minus", ast.Mult: "times", ast.Div: "by"}
