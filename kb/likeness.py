"""Near-duplicates: documents whose words are nearly the same, found by MinHash (Broder 1997) whatever their bytes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa

from kb.database import document

# Two files that share so many of their runs of three words are told as near-duplicates. Different documents of one partner
# and one template share far fewer: 0.16 at most among the samples.
NEAR = 0.8
_PERMUTATIONS = 128
_RUN = 3


def signature(terms: Sequence[Sequence[str]]) -> bytes:
    """What a document's words, passage by passage, are known by; empty where there are too few to tell."""
    from datasketch import MinHash

    words = [term for passage in terms for term in passage]
    runs = {" ".join(words[index : index + _RUN]).encode() for index in range(len(words) - _RUN + 1)}
    if len(runs) < _PERMUTATIONS // 4:
        return b""
    sketch = MinHash(num_perm=_PERMUTATIONS)
    sketch.update_batch(sorted(runs))
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


def near_duplicates(connection: sa.Connection, document_id: str) -> list[tuple[str, float]]:
    """The other documents, older versions apart, that are nearly the same as this one: names with the share of words in common."""
    query = sa.select(document.c.id, document.c.name, document.c.signature, document.c.replaces)
    rows = {row.id: row for row in connection.execute(query.where(document.c.superseded_by.is_(None)))}
    mine = rows.pop(document_id, None)
    if mine is None or not mine.signature:
        return []
    own = np.frombuffer(mine.signature, "<u4")
    rows.pop(mine.replaces, None)
    others = [row for row in rows.values() if row.signature]
    shares = [(row.name, float((np.frombuffer(row.signature, "<u4") == own).mean())) for row in others]
    return sorted((each for each in shares if each[1] >= NEAR), key=lambda each: -each[1])
