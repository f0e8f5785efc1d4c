"""What a document is: title, kind, date and languages."""
