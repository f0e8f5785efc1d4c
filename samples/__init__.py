"""Sample agreements, minutes and briefs, written from annotated text: `python -m samples` rewrites them all."""
