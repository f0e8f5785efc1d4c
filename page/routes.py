"""Addresses beside the chat: a page's image, the evidence panel, the original. A document is named only by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.datastructures import MutableHeaders

from kb.errors import AgreementKBError, UnknownDocument
from kb.evidence import page_image
from kb.wordboxes import Sight
from page.panel import Cited, sheet_html, trouble_html
from page.words import WORDS, Words, preferred

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kb import KnowledgeBase
    from kb.domain import Document

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[int, Path(ge=1, le=1_000_000)]
Offset = Annotated[int, Query(ge=0, le=100_000_000)]

# Gradio's own page needs inline script and style and compiles its templates; nothing comes from any other server.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)


def add_routes(app: FastAPI, knowledge: KnowledgeBase) -> None:
    """Adds `/page`, `/evidence`, `/original` and `/file` to `app`, and the headers that keep the page to itself."""

    @app.get("/page/{document_id}/{number}.png")
    def image(document_id: Id, number: Number, quote_start: Offset = 0, quote_end: Offset = 0) -> Response:
        document = _known(knowledge, document_id, number)
        view = knowledge.view(document_id)
        seen = knowledge.sight(document_id, number, quote_start, quote_end) or Sight(number)
        if view is None:
            raise UnknownDocument(f"{document.name} has no pages to show; open the file itself.")
        return Response(page_image(view, seen.sheet, seen.boxes), media_type="image/png", headers=_FRESH)

    @app.get("/evidence/{document_id}/{number}")
    def sheet(
        request: Request, document_id: Id, number: Number, cited: Offset = 0, start: Offset = 0, end: Offset = 0
    ) -> HTMLResponse:
        document = _known(knowledge, document_id, max(number, cited))
        place = Cited(cited, start, end) if cited and end > start else None
        shown = None
        if knowledge.view(document_id) is not None:
            here = place if place is not None and place.page == number else Cited(number, 0, 0)
            # A PDF's page is shown also where no word of it is placed.
            unplaced = Sight(number) if document.format == "pdf" else None
            shown = knowledge.sight(document_id, number, here.start, here.end) or unplaced
        return HTMLResponse(sheet_html(document, number, place, shown, _words(request)), headers=_FRESH)

    @app.get("/original/{document_id}.pdf")
    def original(document_id: Id) -> FileResponse:
        view = knowledge.view(document_id)
        if view is None:
            return own_file(document_id)
        name = knowledge.document(document_id).name
        return FileResponse(
            view,
            media_type="application/pdf",
            filename=name if name.casefold().endswith(".pdf") else f"{name}.pdf",
            content_disposition_type="inline",
            headers=_FRESH,
        )

    @app.get("/file/{document_id}")
    def own_file(document_id: Id) -> FileResponse:
        document = _known(knowledge, document_id, 1)
        # Saved, never opened in the page's own origin: the file may be HTML with scripts.
        return FileResponse(
            knowledge.original(document_id),
            media_type="application/octet-stream",
            filename=document.name,
            content_disposition_type="attachment",
            headers=_FRESH,
        )

    @app.exception_handler(AgreementKBError)
    def told(request: Request, error: AgreementKBError) -> Response:
        missing = isinstance(error, UnknownDocument)
        sentence = _words(request).unknown_page if missing else str(error)
        status = 404 if missing else 422
        if request.url.path.startswith("/evidence/"):
            return HTMLResponse(trouble_html(sentence), status, headers=_FRESH)
        return JSONResponse({"detail": sentence}, status, headers=_FRESH)

    app.add_middleware(KeptToItself)


class KeptToItself:
    """Headers on every answer: nothing is guessed, framed by others or, on a page, fetched from any other server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, adding the headers as an answer starts."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                # On a PDF the policy would also bind the browser's viewer, which then shows nothing.
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Content-Security-Policy"] = POLICY
            await send(message)

        await self.app(scope, receive, with_headers)


# A browser keeps no copy of what may be deleted here.
_FRESH = {"Cache-Control": "no-store"}


def _known(knowledge: KnowledgeBase, document_id: str, number: int) -> Document:
    """The document, when it is on record and has that page."""
    document = knowledge.document(document_id)
    if number > len(document.pages):
        raise UnknownDocument(f"{document.name} has no page {number}; it has {len(document.pages)}.")
    return document


def _words(request: Request) -> Words:
    return WORDS[preferred(request.cookies.get("language"), request.headers.get("accept-language"))]
