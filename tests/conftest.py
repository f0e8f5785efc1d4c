"""What many tests share: the model unpacked once, an empty data home, and the sample documents filed once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.settings import PREFIX, Settings, read_settings
from kb.weights import unpacked

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_this_machine() -> Iterator[None]:
    """Whoever runs the tests may have `KB_...` set; no test may depend on it."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(PREFIX)}
    yield
    os.environ.update(kept)


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the default embedding model, unpacked once: it takes 100 MB and seconds."""
    folder = tmp_path_factory.mktemp("models")
    unpacked(folder)
    return folder


def _home(folder: Path, models: Path) -> Settings:
    folder.mkdir()
    (folder / "models").symlink_to(models)
    return read_settings(home=folder)


@pytest.fixture
def fresh(tmp_path: Path, models: Path) -> Settings:
    """The settings of an empty data home that has the embedding model."""
    return _home(tmp_path / "home", models)


@pytest.fixture(scope="session")
def samples_home(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Settings:
    """The settings of a data home in which `documents/` is filed; tests only read it."""
    from ingest.pipeline import ingest

    settings = _home(tmp_path_factory.mktemp("samples") / "home", models)
    report = ingest(settings, [ROOT / "documents"])
    assert not report.failed
    return settings


@pytest.fixture(scope="session")
def base(samples_home: Settings) -> Iterator[KnowledgeBase]:
    """The sample documents, open for asking."""
    with KnowledgeBase.open(samples_home) as opened:
        yield opened
