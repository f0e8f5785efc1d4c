"""shim"""

from ingest.extract import Extract, ExtractedPage, Limits


def read(data: bytes, name: str, limits: Limits) -> Extract:
    from ingest.pdf import extract

    if b"%PDF-" not in data[:1024]:
        return Extract(reason="not_pdf", message="it is not a PDF")
    x = extract(data, limits.page_text)
    return Extract("pdf", x.title, tuple(ExtractedPage(l, t) for l, t in x.pages), x.warnings, x.reason, x.message)
