"""The register over real SQLite: parties across documents, agreements on a day, promises by who, whom and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kb import register
from kb.database import Database, agreement_fact, commitment, document, page, party, passage
from kb.domain import Agreement, Citation, Commitment, Fact, Party
from kb.settings import Settings

DAY = dt.date(2026, 11, 23)
HOUSE = Party("house", ko="한빛문화재단", en="Hanbit Culture Foundation", short="HCF")
CITY = Party("aurora-digital-association", ko="오로라 디지털협회", en="Aurora Digital Association", short="ADA")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sa.Connection]:
    database = Database(Settings(home=tmp_path))
    database.prepare()
    with database.write() as opened:
        yield opened
    database.close()


def file(connection: sa.Connection, name: str, *, published: bool = True, text: str = "") -> str:
    values = {
        "id": name, "name": f"{name}.pdf", "path": f"/{name}.pdf", "title": name, "kind": "mou", "languages": ["ko"],
        "version": 1, "warnings": [], "added_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        "generation": 1 if published else None,
    }  # fmt: skip
    connection.execute(sa.insert(document).values(format="pdf", signature=b"", **values))
    if text:
        connection.execute(
            sa.insert(page).values(document_id=name, number=1, label="i", text=text, source="text", words=b"")
        )
        whole = {"page": 1, "start": 0, "end": len(text), "text": text, "language": "ko", "heading": [], "terms": 1}
        connection.execute(sa.insert(passage).values(document_id=name, vector=b"", reading="", digest="", **whole))
    return name


def cited(name: str, quote: str = "quote") -> Citation:
    return Citation(name, f"{name}.pdf", "mou", 1, "i", quote, 0, len(quote))


def agreement(name: str, parties: tuple[Party, ...] = (HOUSE, CITY), **fields: Any) -> Agreement:
    facts: dict[str, Any] = {key: Fact(value, cited(name, f"{key} quote")) for key, value in fields.items()}
    named = tuple(Fact(each, cited(name)) for each in parties)
    return Agreement(name, Fact(f"Title of {name}", cited(name)), named, **facts)


def promised(name: str, obligor: Party, obligee: Party, **fields: Any) -> Commitment:
    values: dict[str, Any] = {
        "action": "send the list",
        "modality": "obligation",
        "citation": cited(name, "shall send the list"),
        **fields,
    }
    return Commitment((obligor.ko or obligor.en,), (obligee.ko or obligee.en,), **values)


def record(
    connection: sa.Connection,
    name: str,
    made: Agreement | None,
    *promises: Commitment,
    parties: tuple[Party, ...] = (HOUSE, CITY),
) -> None:
    register.record(connection, file(connection, name), made, parties, promises)


def status(connection: sa.Connection, day: dt.date = DAY) -> dict[str, str]:
    return {row.document: row.status for row in register.agreements(connection, as_of=day)}


def test_an_agreement_comes_back_with_every_field_and_its_quote(connection: sa.Connection) -> None:
    made = agreement(
        "one", signed_on=dt.date(2024, 1, 5), effective_on=dt.date(2024, 2, 1), expires_on=dt.date(2027, 1, 31), term="P3Y",
        renewal="by_agreement", notice_period="P60D", governing_law="대한민국", binding=False,
    )  # fmt: skip
    record(connection, "one", made)
    (row,) = register.agreements(connection, as_of=DAY)
    assert row.status == "in_force"
    assert row.expires_on == dt.date(2027, 1, 31)
    assert row.notice_by == dt.date(2026, 12, 2)
    read = {name: (fact.value, fact.citation.quote) for name, fact in row.agreement.facts() if name != "party"}
    assert read == {name: (fact.value, fact.citation.quote) for name, fact in made.facts() if name != "party"}
    assert [fact.value.names for fact in row.agreement.parties] == [HOUSE.names, CITY.names]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"signed_on": dt.date(2024, 1, 1)}, "in_force"),
        ({"effective_on": dt.date(2027, 1, 1)}, "not_yet_in_force"),
        ({"signed_on": dt.date(2020, 1, 1), "expires_on": DAY}, "in_force"),
        ({"signed_on": dt.date(2020, 1, 1), "expires_on": DAY - dt.timedelta(days=1)}, "expired"),
        ({"signed_on": dt.date(2020, 1, 1), "expires_on": dt.date(2023, 1, 1), "renewal": "automatic"}, "renewed"),
        ({"draft": True}, "draft"),
        ({}, "unknown"),
    ],
)
def test_the_status_of_an_agreement_on_a_day(connection: sa.Connection, fields: dict[str, Any], expected: str) -> None:
    record(connection, "one", agreement("one", **fields))
    assert status(connection) == {"one.pdf": expected}


def test_an_automatic_renewal_runs_to_the_end_of_its_current_term(connection: sa.Connection) -> None:
    made = agreement("one", signed_on=dt.date(2022, 11, 21), term="P3Y", expires_on=dt.date(2025, 11, 20))
    clause = cited("one", "Thereafter it renews itself for successive periods of two years.")
    record(connection, "one", replace(made, renewal=Fact("automatic", clause)))
    (row,) = register.agreements(connection, as_of=DAY)
    assert (row.status, row.expires_on) == ("renewed", dt.date(2027, 11, 20))


def test_a_later_agreement_supersedes_the_one_it_names_from_its_own_first_day(connection: sa.Connection) -> None:
    record(connection, "old", agreement("old", signed_on=dt.date(2021, 9, 14), expires_on=dt.date(2026, 9, 13)))
    record(connection, "new", agreement("new", effective_on=dt.date(2024, 11, 1), supersedes="2021-09-14"))
    assert status(connection, dt.date(2024, 10, 31)) == {"old.pdf": "in_force", "new.pdf": "not_yet_in_force"}
    assert status(connection) == {"old.pdf": "superseded", "new.pdf": "in_force"}


def test_an_amendment_moves_the_end_of_the_agreement_it_amends(connection: sa.Connection) -> None:
    record(connection, "mou", agreement("mou", signed_on=dt.date(2024, 5, 20), expires_on=dt.date(2026, 5, 31)))
    change = agreement(
        "change", effective_on=dt.date(2025, 12, 1), expires_on=dt.date(2028, 5, 31), amends="2024-05-20"
    )
    record(connection, "change", change)
    before, after = dt.date(2025, 11, 30), dt.date(2026, 7, 1)
    ends = {day: register.agreements(connection, as_of=day)[0].expires_on for day in (before, after)}
    assert ends == {before: dt.date(2026, 5, 31), after: dt.date(2028, 5, 31)}


def test_agreements_are_narrowed_by_party_status_and_expiry(connection: sa.Connection) -> None:
    other = Party("birch", en="Birch Valley Foundation", short="BVF")
    record(connection, "one", agreement("one", signed_on=dt.date(2024, 1, 1), expires_on=dt.date(2026, 12, 31)))
    theirs = agreement("two", (HOUSE, other), signed_on=dt.date(2025, 1, 1), expires_on=dt.date(2029, 12, 31))
    record(connection, "two", theirs, parties=(HOUSE, other))

    def names(**asked: Any) -> list[str]:
        return [row.document for row in register.agreements(connection, as_of=DAY, **asked)]

    assert names(party="오로라디지털협회") == names(party="ada") == ["one.pdf"]
    assert names(party="Birch Valley Foundation") == ["two.pdf"]
    assert names(expiring_from=DAY, expiring_before=dt.date(2026, 12, 31)) == ["one.pdf"]
    assert names(status="expired") == []


def test_one_organisation_under_two_languages_is_one_party(connection: sa.Connection) -> None:
    korean = Party("a", ko="오로라 디지털협회", short="ADA")
    english = Party("b", en="Aurora Digital Association", short="ADA")
    for name, each in (("one", korean), ("two", english)):
        record(connection, name, None, promised(name, each, HOUSE), parties=(each, HOUSE))
    known = register.parties(connection)
    assert [each.names for each in known if each.short == "ADA"] == [
        ("오로라 디지털협회", "Aurora Digital Association", "ADA")
    ]
    assert len(register.commitments(connection, obligor="Aurora Digital Association")) == 2


def test_a_document_that_gives_both_names_joins_two_parties(connection: sa.Connection) -> None:
    korean, english = Party("a", ko="오로라 디지털협회"), Party("b", en="Aurora Digital Association")
    for name, each in (("one", korean), ("two", english)):
        record(connection, name, agreement(name, (each, HOUSE)), promised(name, each, HOUSE), parties=(each, HOUSE))
    assert len(register.parties(connection)) == 3
    record(connection, "three", None, parties=(CITY, HOUSE))
    assert len(register.parties(connection)) == 2
    assert len(register.commitments(connection, party="ADA")) == 2
    assert len(register.agreements(connection, as_of=DAY, party="ADA")) == 2


def test_similar_names_stay_apart(connection: sa.Connection) -> None:
    association = Party("x", en="Baltic Cities Association", short="BCA")
    foundation = Party("y", en="Baltic Cities Foundation", short="BCF")
    agency = Party("z", en="Bergen Climate Agency", short="BCA")
    record(connection, "one", None, parties=(association, foundation))
    record(connection, "two", None, parties=(agency,))
    assert len(register.parties(connection)) == 3


def test_a_question_names_parties_in_either_language(connection: sa.Connection) -> None:
    record(connection, "one", None)

    def found(text: str) -> list[str]:
        return [each.id for each in register.find_parties(connection, text)]

    assert found("오로라디지털협회와 맺은 협약은?") == [CITY.id]
    assert found("What did the aurora digital association promise HCF?") == [CITY.id, "house"]
    assert found("오로라와 맺은 협약이 있나?") == found("What did the Aurora people promise?") == [CITY.id]
    assert found("ADAPT 사업") == []


def test_an_abbreviation_alone_joins_the_one_name_it_abbreviates(connection: sa.Connection) -> None:
    agency = Party("agency", en="Port Linden Smart City Agency")
    record(connection, "one", None, parties=(Party("plsa", short="PLSA"), HOUSE))
    record(connection, "two", None, parties=(agency, HOUSE))
    assert len(register.parties(connection)) == 2


def test_the_longest_name_wins(connection: sa.Connection) -> None:
    short, long = Party("s", ko="한빛재단"), Party("l", ko="한빛재단 연구센터")
    record(connection, "one", None, parties=(short, long))
    assert [each.id for each in register.find_parties(connection, "한빛재단 연구센터의 의무는?")] == ["l"]


def test_promises_are_narrowed_and_overdue_by_the_day(connection: sa.Connection) -> None:
    late = promised("one", CITY, HOUSE, due_on=dt.date(2026, 6, 30), topic="지도")
    soon = promised(
        "one", HOUSE, CITY, due_on=dt.date(2026, 12, 31), action="print the guide", citation=cited("one", "will print")
    )
    tried = promised(
        "one", CITY, HOUSE, modality="best_effort", action="find volunteers", citation=cited("one", "will try")
    )
    record(connection, "one", None, late, soon, tried)
    assert [each.status for each in register.commitments(connection, as_of=DAY)] == ["overdue", "open", "open"]
    assert len(register.commitments(connection, obligor="ADA")) == 2
    assert len(register.commitments(connection, obligee="ADA")) == 1
    assert len(register.commitments(connection, party="ADA", modality="best_effort")) == 1
    assert len(register.commitments(connection, topic="지도")) == 1
    assert [each.due_on for each in register.commitments(connection, due_from=DAY, due_until=dt.date(2027, 1, 1))] == [
        dt.date(2026, 12, 31)
    ]


def test_names_are_given_in_the_language_of_the_quote(connection: sa.Connection) -> None:
    korean = promised("one", CITY, HOUSE, citation=cited("one", "협회는 목록을 보낸다."))
    record(connection, "one", None, korean, promised("one", CITY, HOUSE))
    assert [each.obligor for each in register.commitments(connection)] == [
        ("오로라 디지털협회",),
        ("Aurora Digital Association",),
    ]


def test_only_published_current_documents_count(connection: sa.Connection) -> None:
    register.record(
        connection,
        file(connection, "staged", published=False),
        agreement("staged"),
        (HOUSE, CITY),
        [promised("staged", CITY, HOUSE)],
    )
    assert register.agreements(connection, as_of=DAY) == []
    assert register.commitments(connection) == []
    assert register.parties(connection) == []
    connection.execute(sa.update(document).values(generation=1, superseded_by="another"))
    assert register.agreements(connection, as_of=DAY) == []


def test_recording_again_replaces_what_was_said(connection: sa.Connection) -> None:
    record(connection, "one", agreement("one"), promised("one", CITY, HOUSE))
    register.record(connection, "one", None, (HOUSE,), ())
    assert connection.execute(sa.select(sa.func.count()).select_from(agreement_fact)).scalar() == 0
    assert connection.execute(sa.select(sa.func.count()).select_from(commitment)).scalar() == 0
    assert register.documents_naming(connection, CITY.id) == []


def test_a_party_nobody_names_is_forgotten(connection: sa.Connection) -> None:
    record(connection, "one", agreement("one"))
    record(connection, "two", None, parties=(HOUSE,))
    connection.execute(sa.delete(document).where(document.c.id == "one"))
    assert register.forget_unnamed_parties(connection) == [CITY.id]
    assert connection.execute(sa.select(party.c.id)).scalars().all() == ["house"]


def test_the_mentions_of_a_party_are_sentences_of_the_page(connection: sa.Connection) -> None:
    text = "회의를 열었다. 오로라 디지털협회는 더 논의하기를 바랐다. 끝."
    register.record(connection, file(connection, "one", text=text), None, (CITY,), ())
    (found,) = register.mentions(connection, CITY.id)
    assert found.quote == "오로라 디지털협회는 더 논의하기를 바랐다."
    assert text[found.start : found.end] == found.quote


def test_a_name_goes_with_the_only_document_that_gave_it(connection: sa.Connection) -> None:
    record(connection, "one", None, parties=(CITY,))
    record(connection, "two", None, parties=(Party(CITY.id, ko=CITY.ko, other_names=("오로라 옛이름협회",)),))
    assert [found.id for found in register.find_parties(connection, "오로라 옛이름협회는?")] == [CITY.id]
    connection.execute(sa.delete(document).where(document.c.id == "two"))
    assert register.find_parties(connection, "옛이름협회는?") == []
    assert "오로라 옛이름협회" not in register.parties(connection)[0].names
