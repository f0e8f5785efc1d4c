"""What each command of `python -m kb` does and prints: one function of its name each, from the arguments to the exit status."""

from kb.commands.asking import ask, eval, search
from kb.commands.keeping import correct, delete, doctor, rebuild
from kb.commands.listing import agreements, commitments, documents, journal, parties
from kb.commands.people import party, review, work

__all__ = [
    "agreements",
    "ask",
    "commitments",
    "correct",
    "delete",
    "doctor",
    "documents",
    "eval",
    "journal",
    "parties",
    "party",
    "rebuild",
    "review",
    "search",
    "work",
]
