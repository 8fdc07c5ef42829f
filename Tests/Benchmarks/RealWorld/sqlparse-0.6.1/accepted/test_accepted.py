import pytest
import sqlparse


@pytest.mark.parametrize("sql", ["( as )", "select * from ( as )"])
def test_half_typed_brackets_do_not_break_formatting(sql):
    out = sqlparse.format(sql, reindent=True)
    assert "".join(out.split()) == "".join(sql.split())


def test_whole_subquery_is_laid_out():
    out = sqlparse.format("select a from (select b from c) as d", reindent=True)
    assert out.splitlines() == ["select a", "from", "  (select b", "   from c) as d"]
