"""PDFs: text by position, tables, and pictures by OCR."""
