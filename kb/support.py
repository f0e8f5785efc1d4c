"""Whether the pages found support an answer, by what is known of the best sentence and of all that were read."""

from __future__ import annotations

from typing import Final

import numpy as np

from kb import fitted
from kb.features import NAMES
from kb.retrieve import Floats

# One column each of `evidence`: of the sentence that answers best, and the highest of all.
EVIDENCE: Final = ("score", "words", "passage", "closeness", "cosine", "page", "value", "across")

# What shares neither words nor meaning with any page is asked of another world ("김치찌개는 어떻게 끓이나?"): pages are scored against
# each other, so that one of them is always the best.
_FLOOR = 0.34


def evidence(features: Floats, cosines: Floats, scores: Floats, across: bool) -> Floats:
    """What is known of one question, a column a name of `EVIDENCE`; rows of `features` are the sentences compared."""
    column = {name: index for index, name in enumerate(NAMES)}
    best = features[int(np.argmax(scores))]
    return np.array(
        [
            float(scores.max()),
            best[column["words"]] + best[column["heading"]],
            features[:, column["passage"]].max(),
            features[:, column["closeness"]].max(),
            float(cosines.max()),
            best[column["page"]],
            best[column["value"]],
            float(across),
        ]
    )


def supports(known: Floats, *, within: bool) -> bool:
    """Whether what is known of a question's sentences supports an answer; `within` some documents, which name what is asked about."""
    near = known[EVIDENCE.index("closeness")] + 0.5 * known[EVIDENCE.index("passage")]
    return (
        bool(within or near >= _FLOOR)
        and float(known @ fitted.weights("support", EVIDENCE)) + fitted.bias("support") >= 0
    )
