"""The command line other people's scripts stand on: its JSON, its exit statuses, its one-sentence errors."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import ingest
from kb.__main__ import main
from kb.settings import Settings, read_settings
from tests.letters import answer, command, memorandum, put

HIT = ["document_id", "document", "page", "heading", "text", "score"]
CITATION = ["document_id", "document", "kind", "page", "label", "quote", "source", "confidence"]
QUESTION = "한빛등대협회는 등대 관측 자료를 언제까지 제공하나?"
NOWHERE = "화성 이주 계획의 예산은 얼마인가?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """A data home with two agreements."""
    folder = tmp_path_factory.mktemp("main")
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(models)
    put(folder / "in" / "등대.pdf", memorandum("한빛등대협회", "2024년 6월 30일까지 등대 관측 자료를 제공하여야 한다."))
    put(folder / "in" / "숲.pdf", memorandum("푸른산림협회", "산림 지도를 공유하여야 한다.", signed="2026년 1월 5일"))
    ingest(read_settings(home=folder / "home"), [folder / "in"])
    return folder / "home"


@pytest.fixture
def says(home: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command in this process; what it printed, line by line as JSON."""

    def run(*arguments: str | Path, status: int = 0) -> list[Any]:
        assert main(["--home", str(home), *map(str, arguments)]) == status
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_an_answer_is_the_documented_json(says: Any) -> None:
    (given,) = says("ask", QUESTION, "--json")
    assert list(given) == ["question", "language", "refused", "statements", "hits", "seconds"]
    assert (given["question"], given["language"], given["refused"]) == (QUESTION, "ko", False)
    assert given["seconds"] >= 0
    assert given["statements"]
    for statement in given["statements"]:
        assert list(statement) == ["text", "citations"]
        assert statement["citations"]
        assert all(list(citation) == CITATION for citation in statement["citations"])
    cited = given["statements"][0]["citations"][0]
    assert (cited["document"], cited["kind"], cited["page"], cited["label"]) == ("등대.pdf", "mou", 2, "2")
    assert "2024년 6월 30일" in cited["quote"]


def test_a_refusal_says_why_in_the_questions_language(says: Any) -> None:
    (given,) = says("ask", NOWHERE, "--json")
    assert list(given) == ["question", "language", "refused", "reason", "statements", "hits", "seconds"]
    assert given["refused"] is True
    assert given["reason"].endswith("다.")
    (english,) = says("ask", "What is the boiling point of tungsten?", "--json")
    assert (english["refused"], english["language"]) == (True, "en")
    assert not re.search("[가-힣]", english["reason"])


def test_a_search_is_a_list_of_hits_best_first(says: Any) -> None:
    (hits,) = says("search", "등대 관측 자료", "-k", "3", "--json")
    assert 0 < len(hits) <= 3
    assert all(list(hit) == HIT for hit in hits)
    assert (hits[0]["document"], hits[0]["page"]) == ("등대.pdf", 2)
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_search_is_narrowed_by_options(says: Any) -> None:
    (hits,) = says("search", "등대 관측 자료", "--document", "숲.pdf", "--kind", "mou", "--language", "ko", "--json")
    assert {hit["document"] for hit in hits} == {"숲.pdf"}
    assert says("search", "등대", "--since", "2030-01-01", "--json") == [[]]


def test_a_batch_of_questions_gives_one_answer_a_line_with_its_id(says: Any, tmp_path: Path) -> None:
    asked = [
        {"id": "q1", "question": QUESTION},
        {
            "id": 2,
            "question": "그럼 푸른산림협회는?",
            "history": [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "6월 30일까지입니다."}],
            "as_of": "2024-01-01",
        },
    ]
    file = put(tmp_path / "q.jsonl", "\n".join(json.dumps(line) for line in asked).encode() + b"\n\n")
    lines = says("ask", "--batch", file, "--json")
    assert [line["id"] for line in lines] == ["q1", 2]
    assert lines[0]["statements"][0]["citations"][0]["document"] == "등대.pdf"
    assert {citation["document"] for one in lines[1]["statements"] for citation in one["citations"]} == {"숲.pdf"}
    found = says("search", "--batch", file, "-k", "2")
    assert [line["id"] for line in found] == ["q1", 2]
    assert all(list(hit) == HIT for line in found for hit in line["hits"])


def test_an_explained_answer_says_how_the_question_was_understood_and_another_does_not(
    says: Any, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (plain,) = says("ask", QUESTION, "--json")
    (explained,) = says("ask", QUESTION, "--explain", "--json")
    assert "plan" not in plain
    plan = explained.pop("plan")
    assert {**explained, "seconds": 0} == {**plain, "seconds": 0}
    assert (plan["language"], plan["taken"], plan["question"]) == ("ko", "alone", QUESTION)
    assert plan["answered_by"] in ("register", "passages")
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "6월 30일까지입니다."}]
    line = json.dumps({"id": 1, "question": "그럼 푸른산림협회는?", "history": history})
    (followed,) = says("ask", "--batch", put(tmp_path / "q.jsonl", line.encode()), "--explain")
    assert followed["plan"]["taken"] == "again"
    assert main(["--home", str(home), "ask", QUESTION, "--explain"]) == 0
    assert "묻는 것: " in capsys.readouterr().out


def test_a_line_that_is_no_question_spoils_only_itself(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ['{"id": 1, "question": ""}', "no json", '{"id": 3}', '["x"]', '{"id": 5, "question": "협약은?"}']
    lines += ['{"id": 6, "question": "협약은?", "as_of": "soon"}', '{"id": 7, "question": "협약은?", "history": [1]}']
    file = put(tmp_path / "q.jsonl", "\n".join(lines).encode())
    assert main(["--home", str(home), "ask", "--batch", str(file)]) == 1
    printed = capsys.readouterr()
    answers = [json.loads(line) for line in printed.out.splitlines()]
    assert [list(one) == ["id", "error"] for one in answers] == [True, True, True, True, False, True, True]
    assert len(printed.err.splitlines()) == 6


def test_the_register_and_the_documents_are_rows_each_with_its_evidence(says: Any) -> None:
    for listed, count in (("documents", 2), ("agreements", 2), ("commitments", 2)):
        (rows,) = says(listed, "--json")
        assert len(rows) == count
        assert all({"document", "page", "quote"} <= set(row) for row in rows)
    (agreements,) = says("agreements", "--party", "한빛등대협회", "--as-of", "2024-01-01", "--json")
    assert [(row["document"], row["status"]) for row in agreements] == [("등대.pdf", "in_force")]
    assert dt.date.fromisoformat(agreements[0]["signed_on"]) == dt.date(2023, 3, 28)
    (due,) = says("commitments", "--due-from", "2024-06-01", "--due-until", "2024-06-30", "--json")
    assert [(row["document"], row["due_on"], row["modality"]) for row in due] == [
        ("등대.pdf", "2024-06-30", "obligation")
    ]


def test_rows_are_written_to_files_and_nothing_else_is_printed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = {kind: tmp_path / f"rows.{kind}" for kind in ("csv", "xlsx", "ics")}
    options = [word for kind, path in targets.items() for word in (f"--{kind}", str(path))]
    assert main(["--home", str(home), "commitments", *options]) == 0
    assert capsys.readouterr().out == ""
    with targets["csv"].open(encoding="utf-8-sig", newline="") as stream:
        assert [row["document"] for row in csv.DictReader(stream)] == ["등대.pdf", "숲.pdf"]
    assert targets["xlsx"].read_bytes()[:2] == b"PK"
    assert "DTSTART;VALUE=DATE:20240630" in targets["ics"].read_text("utf-8")


def test_people_work_on_the_command_line(fresh: Settings, tmp_path: Path) -> None:
    put(
        tmp_path / "in" / "등대.pdf",
        memorandum("한빛등대협회", "2024년 6월 30일까지 등대 관측 자료를 제공하여야 한다."),
    )
    ingest(fresh, [tmp_path / "in"])

    def says(*arguments: str, status: int = 0) -> Any:
        return answer(fresh.home, "kb", *arguments, status=status)

    (row,) = says("commitments", "--as-of", "2024-06-30", "--status", "open")
    assert says("commitments", "--as-of", "2024-07-01", "--status", "overdue")[0]["id"] == row["id"]
    done = says("work", row["id"], "--status", "done", "--owner", "김하나", "--note", "받음", "--by", "이두리")
    assert list(done) == list(row)
    assert (done["status"], done["owner"], done["note"]) == ("done", "김하나", "받음")
    assert [one["id"] for one in says("commitments", "--owner", "김")] == [row["id"]]
    assert says("commitments", "--owner", "박") == says("commitments", "--modality", "intent") == []
    corrected = says("review", row["id"][:6], "--set", "due_on=2025-01-31", "--set", "topic=자료", "--by", "이두리")
    assert (corrected["due_on"], corrected["review"]) == ("2025-01-31", "corrected")
    assert corrected["corrected"]["due_on"] == "2024-06-30"
    assert says("review", row["id"], "--reject")["review"] == "rejected"
    assert says("commitments") == [] and len(says("commitments", "--rejected")) == 1
    assert says("work")[0]["orphaned"] is False and says("work", "--orphaned") == []
    assert [one["field"] for one in says("journal", row["id"])] == [
        "status",
        "owner",
        "note",
        "due_on",
        "topic",
        "review",
    ]
    changed = says("correct", "등대.pdf", "--title", "등대 협약", "--set", "expires_on=2030-01-01", "--by", "이두리")
    assert (changed["title"], changed["agreement"]["expires_on"]) == ("등대 협약", "2030-01-01")
    assert changed["agreement"]["corrected"] == {"expires_on": "2025-03-27"}
    assert says("party", "rename", "한빛등대협회", "--en", "Hanbit Lighthouse")["stated"] == ["en"]
    assert {one["ko"]: one["documents"] for one in says("parties")}["한빛등대협회"] == ["등대.pdf"]
    assert {one["by"] for one in says("journal", "등대.pdf")} >= {"이두리"}
    assert says("review", "등대.pdf", "--add-party", "바다연구원")["parties"][-1] == "바다연구원"
    assert [(one["noun"], one["field"]) for one in says("review")] == []
    assert says("review", changed["agreement"]["id"], "--reject")["review"] == "rejected"
    assert says("agreements") == [] and len(says("agreements", "--rejected")) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["work", "nothing"], "python -m kb commitments"), (["work", "--status", "done"], "Whose work"),
        (["review", "nothing"], "--accept"), (["review", "--reject"], "Which one"), (["review", "없음.pdf", "--reject"], "python -m kb agreements"), (["review", "x", "--set", "due_on"], "FIELD=VALUE"),
        (["party", "merge", "한빛등대협회", "없는기관"], "python -m kb parties"), (["correct", "등대.pdf"], "--set"),
        (["commitments", "--xlsx", "/nowhere/rows.xlsx"], "/nowhere/rows.xlsx"), (["correct", "등대.pdf", "--set", "x=y"], "expires_on"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_told_in_one_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["--home", str(home), *arguments]) == 1
    printed = capsys.readouterr()
    assert printed.out == "" and len(printed.err.splitlines()) == 1 and told in printed.err


def test_deleting_says_what_is_gone_and_then_it_is(fresh: Settings, tmp_path: Path) -> None:
    put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다."))
    added = answer(fresh.home, "ingest", tmp_path / "in")["added"][0]
    assert answer(fresh.home, "kb", "delete", added["id"][:10])["deleted"]["id"] == added["id"]
    assert answer(fresh.home, "kb", "documents") == []
    again = command(fresh.home, "kb", "delete", "등대.pdf")
    assert (again.returncode, len(again.stderr.splitlines()), again.stdout) == (1, 1, "")
    assert "등대.pdf" in again.stderr and "python -m kb documents" in again.stderr


def test_the_doctor_is_silent_about_a_sound_base_and_names_the_cure_of_a_sick_one(
    fresh: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다."))
    ingest(fresh, [tmp_path / "in"])
    arguments = ["--home", str(fresh.home)]
    assert main([*arguments, "doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"sound": True, "faults": []}
    for generation in (fresh.home / "vectors").iterdir():
        generation.rename(tmp_path / generation.name)
    assert main([*arguments, "doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["sound"] is False and "python -m kb rebuild" in told["faults"][0]
    assert main([*arguments, "search", "등대"]) == 1
    assert "python -m kb rebuild" in capsys.readouterr().err
    assert main([*arguments, "rebuild"]) == 0
    assert main([*arguments, "doctor"]) == 0


def test_an_evaluation_tells_where_the_right_page_stands(says: Any, tmp_path: Path) -> None:
    line = {"id": "q", "question": "등대 관측 자료", "gold": [{"document": "등대.pdf", "page": 2}]}
    (report,) = says("eval", put(tmp_path / "gold.jsonl", json.dumps(line).encode()), "--json")
    assert report["overall"]["success_at_1"] == 1.0


@pytest.mark.parametrize(
    "arguments",
    [[], ["ask"], ["unknown"], ["search", "x", "-k", "0"], ["agreements", "--as-of", "tomorrow"], ["ask", "x", "--nonsense"]],
)  # fmt: skip
def test_wrong_usage_is_exit_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


def test_an_error_is_one_sentence_on_stderr_and_nothing_on_stdout(tmp_path: Path) -> None:
    ended = command(tmp_path / "nowhere", "kb", "ask", "협약은?", "--json")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert len(ended.stderr.splitlines()) == 1
    assert "python -m ingest" in ended.stderr


def test_an_unknown_setting_is_told_by_both_programs(fresh: Settings, tmp_path: Path) -> None:
    for program in (["kb", "documents"], ["ingest", str(tmp_path)]):
        ended = command(fresh.home, *program, KB_HOMME="x")
        assert (ended.returncode, ended.stdout) == (1, "")
        assert len(ended.stderr.splitlines()) == 1 and "KB_HOMME" in ended.stderr


def test_the_home_may_stand_before_or_after_the_command_or_in_the_environment(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_HOME", str(home))
    for arguments in (["documents", "--home", str(home)], ["--home", str(home), "documents"], ["documents"]):
        assert main([*arguments, "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)) == 2


def test_the_report_of_an_ingest_is_one_json_value(fresh: Settings, tmp_path: Path) -> None:
    put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다."))
    put(tmp_path / "in" / "빈.pdf", b"")
    report = answer(fresh.home, "ingest", tmp_path / "in", status=1)
    assert list(report) == [
        "added",
        "replaced",
        "unchanged",
        "removed",
        "failed",
        "seconds",
        "pages",
        "stages",
        "reread",
    ]
    assert [one["reason"] for one in report["failed"]] == ["empty"]
    assert len(report["added"]) == 1
