"""The error tree: every message says what went wrong, with which file or setting, and what to do."""

from __future__ import annotations


class AgreementKBError(Exception):
    """Anything the product refuses or cannot do, told to a person in one sentence."""


class UnreadableDocument(AgreementKBError):
    """A file that cannot become a document; `reason` is a stable word for reports (not_pdf, empty, encrypted, ...)."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class QuestionRefused(AgreementKBError):
    """A question that cannot be asked: empty, or longer than the limit."""


class UnknownDocument(AgreementKBError):
    """No document on record has that id or name."""


class HomeUnusable(AgreementKBError):
    """The data home is missing, corrupt, full, or cannot be written."""


class IndexMismatch(AgreementKBError):
    """The index was made by another embedding model than the one configured."""


class SettingsRefused(AgreementKBError):
    """A setting that is unknown or has an impossible value."""


class ModelUnavailable(AgreementKBError):
    """The embedding model cannot be unpacked or loaded."""


class ErasureIncomplete(AgreementKBError):
    """Text of a deleted document is still in a file of the data home."""


class NothingToDo(AgreementKBError):
    """A command that was given nothing to do."""


class FileNotWritten(AgreementKBError):
    """A file of rows that cannot be written where it is asked for."""


class UnknownCommitment(AgreementKBError):
    """No commitment, and no work of a person on one, has that id."""


class UnknownAgreement(AgreementKBError):
    """No agreement on record has that id, and no document that is one that name."""


class UnknownParty(AgreementKBError):
    """No organisation on record, or more than one, is called that."""


class ChangeRefused(AgreementKBError):
    """A change by a person that names an impossible field or value."""
