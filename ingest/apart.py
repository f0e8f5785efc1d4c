"""Processes that start from nothing: neither forked from this one nor running its main script again."""

from __future__ import annotations

import sys
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        # A new process is told to run the main script, so that what it defines is known there. Nothing of it is needed
        # here, and a script that ingests without `if __name__ == "__main__"` would ingest again, and again.
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class ProcessesApart(SpawnContext):
    """A context of multiprocessing: forking would copy the locks that this process's threads hold of models and databases."""

    Process = _Process
