from structlog import tracebacks


def raised(exc):
    try:
        raise exc
    except BaseException as e:
        return type(e), e, e.__traceback__


def test_group_whose_member_is_caused_by_the_group():
    member = ConnectionError("refused")
    group = ExceptionGroup("fan-out", [member])
    member.__cause__ = group
    trace = tracebacks.extract(*raised(group))
    assert trace.stacks[0].exc_type == "ExceptionGroup"
    assert trace.stacks[0].exceptions[0].stacks[0].exc_type == "ConnectionError"


def test_dict_transformer_copes_too():
    member = ValueError("bad")
    group = ExceptionGroup("all", [member])
    member.__cause__ = group
    out = tracebacks.ExceptionDictTransformer()(raised(group))
    assert out[0]["exc_type"] == "ExceptionGroup"


def test_an_ordinary_chain_keeps_both_links():
    err = RuntimeError("outer")
    err.__cause__ = raised(KeyError("inner"))[1]
    trace = tracebacks.extract(*raised(err))
    assert [s.exc_type for s in trace.stacks] == ["RuntimeError", "KeyError"]
