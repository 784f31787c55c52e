"""Rows that are added together arrive as if one by one, in one statement."""

from collections import defaultdict
from random import Random

from adapters.postgres.additions import MOST, Additions
from adapters.postgres.flush import Row, Statement, flush
from tests.server import Database

TABLES = """CREATE TEMP TABLE fruits (place bigint GENERATED ALWAYS AS IDENTITY, name text, count int);
    CREATE TEMP TABLE notes (place bigint GENERATED ALWAYS AS IDENTITY, said text);
    CREATE TEMP TABLE days (place bigint GENERATED ALWAYS AS IDENTITY, a text, b int, c text)"""
FRUITS, NOTES, DAYS = "fruits (name, count)", "notes (said)", "days (a, b, c)"


def drawn(draw: Random) -> tuple[str, Row]:
    into = draw.choice((FRUITS, NOTES, DAYS))
    text = draw.choice(["", "100 %s", "it's", "a\\b", "Süd"])
    rows: dict[str, Row] = {
        FRUITS: (text, draw.randrange(9)),
        NOTES: (text,),
        DAYS: (None, draw.choice([None, 1]), text),
    }
    return into, rows[into]


def told(added: list[tuple[str, Row]]) -> list[Statement]:
    """The statements in which a transaction would send them."""
    additions, statements = Additions(), list[Statement]()
    for into, row in added:
        statements += additions.add(into, row)
    return [*statements, *additions.taken()]


def test_all_rows_arrive_and_those_of_a_kind_in_their_order(database: Database) -> None:
    draw = Random("additions")
    with database.connect() as connection:
        connection.execute(TABLES.encode())
        for _ in range(100):
            added = [drawn(draw) for _ in range(draw.randrange(15))]
            flush(connection, told(added), prepared=True)
            expected = defaultdict(list)
            for into, row in added:
                expected[into].append(row)
            for into in (FRUITS, NOTES, DAYS):
                table, columns = into.rstrip(")").split(" (")
                found = connection.execute(f"SELECT {columns} FROM {table} ORDER BY place".encode())
                assert found.fetchall() == expected[into]
                connection.execute(f"DELETE FROM {table}".encode())


def test_few_rows_of_several_kinds_are_one_statement() -> None:
    assert len(told([(FRUITS, ("Apfel", 1)), (NOTES, ("gut",)), (FRUITS, ("Birne", 2))])) == 1
    assert len(told([(NOTES, ("gut",))] * (MOST + 1))) == 2
    assert told([]) == []


def test_the_same_kinds_are_the_same_text() -> None:
    one, other = (told([(FRUITS, (name, 1)), (NOTES, (name,))]) for name in ("Apfel", "Birne"))
    assert one[0][0] is other[0][0]
