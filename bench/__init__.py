"""Measurements of the whole product on public data sets; run from the project root, never imported by it."""
