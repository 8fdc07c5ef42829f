import ast

from pyflakes import checker, messages


def kinds(text):
    return [type(m) for m in checker.Checker(ast.parse(text)).messages]


def test_global_in_class_body_that_is_assigned():
    assert kinds("x = 1\nclass A:\n    global x\n    x = 2\n") == []


def test_global_in_class_body_that_is_never_assigned():
    kinds("x = 1\nclass A:\n    global x\n    print(x)\n")


def test_global_in_function_without_assignment_is_reported():
    assert kinds("x = 1\ndef f():\n    global x\n    print(x)\n") == [messages.UnusedIndirectAssignment]
