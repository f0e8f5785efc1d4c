"""The templates of the page, filled in; every value is escaped, for questions, quotes and file names are untrusted."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent


def fill(template: str, **values: object) -> str:
    """The template `page/<template>.html` with `values` in it, escaped."""
    return _environment().get_template(f"{template}.html").render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["one_line"] = lambda text: " ".join(str(text).split())
    return environment
