from peewee import SqliteDatabase, Table


def database():
    db = SqliteDatabase(":memory:")
    db.execute_sql("create table a (id integer, kind text)")
    db.execute_sql("create table b (id integer, kind text)")
    db.execute_sql("insert into a values (1, 'x'), (2, 'y')")
    return db


def test_insert_select_without_columns():
    db = database()
    a, b = Table("a", ("id", "kind"), _database=db), Table("b", _database=db)
    b.insert(a.select(a.id, a.kind)).execute()
    assert sorted(db.execute_sql("select * from b").fetchall()) == [(1, "x"), (2, "y")]


def test_insert_select_with_columns():
    db = database()
    a, b = Table("a", ("id", "kind"), _database=db), Table("b", ("id", "kind"), _database=db)
    b.insert(a.select(a.id), columns=[b.id]).execute()
    assert sorted(db.execute_sql("select id, kind from b").fetchall()) == [(1, None), (2, None)]
