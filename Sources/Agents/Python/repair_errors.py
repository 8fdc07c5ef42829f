"""The errors a module may raise: its own, imported, or its package's, and how they are made."""

import ast
import builtins
import posixpath
from dataclasses import dataclass, field

from repair_source import FUNCTIONS, Edit, dotted

MESSAGE_NAMES = {"message", "msg", "detail", "details", "reason", "text", "description", "error", "what", "args"}


@dataclass
class ErrorClass:
    """One exception class as this module would write it."""

    name: str
    node: object
    source: object
    imports: list = field(default_factory=list)
    is_builtin: bool = False

    @property
    def short(self):
        return self.name.split(".")[-1]


def is_exception_class(repository, node, depth=0):
    """Whether a class statement defines an exception, as far as the repository shows."""
    if depth > 6:
        return False
    for base in node.bases:
        name = (dotted(base) or "").split(".")[-1]
        builtin = getattr(builtins, name, None)
        if isinstance(builtin, type) and issubclass(builtin, BaseException):
            return True
        if any(parent is not node and is_exception_class(repository, parent, depth + 1)
               for _, parent in repository.classes(name)):
            return True
        if not list(repository.classes(name)) and name.endswith(("Error", "Exception")):
            return True
    return False


def ancestors_of(repository, node, depth=0):
    """Names of the class's bases, nearest first, builtin ones included."""
    names = []
    for base in node.bases if depth < 6 else []:
        name = (dotted(base) or "").split(".")[-1]
        names.append(name)
        for _, parent in repository.classes(name):
            if parent is not node:
                names.extend(ancestors_of(repository, parent, depth + 1))
                break
        builtin = getattr(builtins, name, None)
        if isinstance(builtin, type):
            names.extend(parent.__name__ for parent in builtin.__mro__[1:-1])
    return names


def known_errors(repository, source):
    """Error classes in scope of the module, then those of its package that it could import."""
    if ("errors", source.path) not in repository.answers:
        repository.answers["errors", source.path] = _known_errors(repository, source)
    return repository.answers["errors", source.path]


def _known_errors(repository, source):
    found = {}
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef) and is_exception_class(repository, node):
            found[node.name] = ErrorClass(node.name, node, source)
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                for home, definition in repository.classes(alias.name):
                    if is_exception_class(repository, definition):
                        name = alias.asname or alias.name
                        found[name] = ErrorClass(name, definition, home)
                        break
    for raised in ast.walk(source.tree):
        target = raised.exc if isinstance(raised, ast.Raise) else None
        function = target.func if isinstance(target, ast.Call) else target
        name = dotted(function) if isinstance(function, ast.Attribute) else None
        if name and name not in found:
            for home, definition in repository.classes(name.split(".")[-1]):
                found[name] = ErrorClass(name, definition, home)
                break
    for other in repository.sources():
        if other is source or top_folder(other.path) != top_folder(source.path):
            continue
        for node in other.tree.body:
            if not isinstance(node, ast.ClassDef) or node.name in found or node.name.startswith("_"):
                continue
            if any(error.short == node.name for error in found.values()):
                continue
            if is_exception_class(repository, node):
                imports = import_edits(repository, source, other, node.name)
                if imports is not None:
                    found[node.name] = ErrorClass(node.name, node, other, imports)
    return list(found.values())


def top_folder(path):
    parts = path.split("/")
    return parts[1] if parts[0] == "src" and len(parts) > 2 else parts[0] if len(parts) > 1 else ""


def import_edits(repository, source, other, name):
    """The edits that import `name` of `other`; None when that would be a circular import or a guess."""
    own_module = posixpath.splitext(posixpath.basename(source.path))[0]
    module = posixpath.splitext(posixpath.basename(other.path))[0]
    for node in ast.walk(other.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == own_module:
            return None
        if isinstance(node, ast.Import) and any(alias.name.split(".")[-1] == own_module for alias in node.names):
            return None
    last = None
    for node in source.tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            last = node
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == module:
            if same_module(repository, source, other, node):
                return [extended_import(source, node, name)]
    relative = any(isinstance(node, ast.ImportFrom) and node.level for node in source.tree.body)
    same_folder = posixpath.dirname(source.path) == posixpath.dirname(other.path)
    if same_folder and relative:
        line = f"from .{module} import {name}"
    else:
        path = as_imported(repository, other.path)
        if path is None:
            return None
        line = f"from {path} import {name}"
    return [insert_import(source, line, last)]


def as_imported(repository, path):
    """The dotted name by which the repository imports that module or one beside it; None where nothing shows it."""
    folder, module = posixpath.split(posixpath.splitext(path)[0])
    parts = folder.split("/") if folder else []
    beside = {posixpath.splitext(posixpath.basename(item))[0] for item in repository.paths if posixpath.dirname(item) == folder}
    for start in range(len(parts) + 1):
        package = ".".join(parts[start:])
        names = {f"{package}.{item}" if package else item for item in beside} | ({package} if package else set())
        if any(names & _imported(source) for source in repository.every_source()):
            return f"{package}.{module}" if package else module
    has_marker = f"{folder}/__init__.py".lstrip("/") in repository.paths
    return ".".join((parts[1:] if parts[:1] == ["src"] else parts) + [module]) if has_marker else None


def _imported(source):
    """Names of the modules that a file imports by their whole path."""
    names = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def same_module(repository, source, other, node):
    folder = posixpath.dirname(source.path)
    if node.level:
        for _ in range(node.level - 1):
            folder = posixpath.dirname(folder)
        return posixpath.join(folder, *(node.module or "").split(".")) + ".py" == other.path
    return ("/" + other.path).endswith("/" + (node.module or "").replace(".", "/") + ".py")


def extended_import(source, node, name):
    alias = node.names[-1]
    _, end = source.span(alias)
    if alias.lineno != node.lineno:
        line = source.line(alias.lineno)
        indent = line[:len(line) - len(line.lstrip())]
        return Edit(source.path, end, end, f",{source.newline}{indent}{name}")
    return Edit(source.path, end, end, f", {name}")


def insert_import(source, line, last=None):
    """An edit that adds an import line after the others."""
    if last is None:
        last = next((node for node in reversed(source.tree.body)
                     if isinstance(node, (ast.Import, ast.ImportFrom))), None)
    if last is not None:
        return source.insert_after(last, [line])
    body = source.tree.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        return source.insert_after(body[0], ["", line])
    if body:
        place = source.line_starts[source.first_line(body[0]) - 1]
        return Edit(source.path, place, place, line + source.newline * 2)
    return Edit(source.path, 0, 0, line + source.newline)


def arguments_for(repository, error, message, subject, scope_names, source):
    """The text between the parentheses of a raise of this error; None when it can't be told."""
    imitated = imitation(error, message, subject, scope_names, [source, error.source])
    if imitated is not None:
        return imitated
    initialiser = initialiser_of(repository, error.node)
    if initialiser is None:
        return message
    arguments = initialiser.args
    required = arguments.args[1:len(arguments.args) - len(arguments.defaults)] or arguments.args[1:2]
    required = required + [
        argument for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is None
    ]
    if not required:
        return message if arguments.vararg else ""
    written = []
    for argument in required:
        if argument.arg in MESSAGE_NAMES:
            value = message
        elif argument.arg in scope_names:
            value = argument.arg
        elif subject and len(required) == 1:
            value = subject
        else:
            return None
        written.append(f"{argument.arg}={value}" if argument in arguments.kwonlyargs else value)
    return ", ".join(written)


def imitation(error, message, subject, scope_names, sources):
    """Arguments shaped like those of a raise that is already there."""
    for source in sources:
        for node in ast.walk(source.tree) if source is not None else ():
            call = node.exc if isinstance(node, ast.Raise) else None
            if not isinstance(call, ast.Call) or (dotted(call.func) or "").split(".")[-1] != error.short:
                continue
            written, has_message = [], False
            for keyword, value in [(None, a) for a in call.args] + [(k.arg, k.value) for k in call.keywords]:
                is_text = isinstance(value, (ast.JoinedStr, ast.BinOp)) or isinstance(value, ast.Constant) and (
                    isinstance(value.value, str) and (" " in value.value or len(call.args + call.keywords) == 1)
                ) or isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and (
                    value.func.attr == "format"
                )
                if is_text and not has_message:
                    text, has_message = message, True
                elif isinstance(value, ast.Constant) or isinstance(value, ast.Name) and value.id in scope_names:
                    text = source.text_of(value)
                else:
                    break
                written.append(f"{keyword}={text}" if keyword else text)
            else:
                if has_message:
                    return ", ".join(written)
    return None


def initialiser_of(repository, node, depth=0):
    if node is None or depth > 5:
        return None
    for item in node.body:
        if isinstance(item, FUNCTIONS) and item.name == "__init__":
            return item
    for base in node.bases:
        for _, parent in repository.classes((dotted(base) or "").split(".")[-1]):
            if parent is not node:
                return initialiser_of(repository, parent, depth + 1)
    return None
