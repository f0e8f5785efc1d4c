"""Settings are one value, read from `KB_...` or given; what is unknown or impossible is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from kb.errors import SettingsRefused
from kb.settings import read_settings


def test_the_data_home_is_the_folder_data_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().home == Path("data")
    monkeypatch.setenv("KB_HOME", "/srv/kb")
    assert read_settings().home == Path("/srv/kb")


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_HOME", "/srv/kb")
    assert read_settings(home=Path("/tmp/other")).home == Path("/tmp/other")
    assert read_settings(home=None).home == Path("/srv/kb"), "None is not given"


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_PORT", "")
    assert read_settings().port == 7860


def test_an_unknown_name_is_refused_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_EMBEDING_MODEL", "x")
    with pytest.raises(SettingsRefused, match=r"KB_EMBEDING_MODEL.*KB_EMBEDDING_MODEL"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("KB_PORT", "0"), ("KB_PORT", "http"), ("KB_EMBEDDING_THREADS", "0"), ("KB_QUESTION_LIMIT", "1"), ("KB_PUBLISH_SECONDS", "-1")],
)  # fmt: skip
def test_an_impossible_value_is_refused_by_the_name_to_correct(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsRefused, match=rf"^Setting {name} is refused: .*\.$"):
        read_settings()


def test_settings_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        read_settings(home=tmp_path).port = 1


def test_the_database_is_sqlite_in_the_home_unless_a_url_is_given(tmp_path: Path) -> None:
    assert read_settings(home=tmp_path).database == f"sqlite:///{tmp_path.resolve() / 'kb.sqlite'}"
    assert read_settings(home=tmp_path, database_url="postgresql://db/kb").database == "postgresql://db/kb"
