"""Every other format, and which one a file is."""
