"""The command line: `python -m kb COMMAND`, everything the page can do and more."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kb.arguments import parser
from kb.errors import AgreementKBError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 1 for an error told in one sentence, 2 for wrong usage."""
    given = parser().parse_args(arguments)
    try:
        # Loaded after the arguments are read: `--help` must not pay for the database and its libraries.
        from kb import commands

        status: int = getattr(commands, given.command)(given)
        return status
    except AgreementKBError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
