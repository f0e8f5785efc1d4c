"""What people say and do, kept apart from what documents say: work on commitments, corrections, organisations, the journal."""
