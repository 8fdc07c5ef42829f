from shelf import Column, ForeignKey, Session, Table


class Author(Table):
    __tablename__ = "author"
    name = Column()


class Book(Table):
    __tablename__ = "book"
    title = Column()
    author = ForeignKey(Author)


def open_library(path=":memory:"):
    s = Session(path)
    s.create(Author, Book)
    return s


def deliver(session, crate):
    """One crate of the supplier: authors we don't have yet and their books."""
    for a in crate["authors"]:
        session.add(Author(**a))
    for b in crate["books"]:
        session.add(Book(**b))
    session.commit()
