"""The page people ask in: `python app.py` serves it at the host and port of the settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kb.errors import AgreementKBError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from kb import KnowledgeBase

LARGEST_UPLOAD = "200mb"
# Fonts the reader's machine has; none is fetched.
FONTS = ("Pretendard", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", "sans-serif")


def application(knowledge: KnowledgeBase) -> FastAPI:
    """The page and the addresses its evidence comes from, ready to be served."""
    # Gradio reads it as it is imported, so it stands before the imports: no telemetry.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI

    from page.chat import ChatPage
    from page.markup import FOLDER
    from page.routes import add_routes

    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_routes(server, knowledge)
    # In the head as it is: Gradio rewrites the selectors of its `css` argument, and breaks those inside @media.
    icon, style, script = ((FOLDER / name).read_text("utf-8") for name in ("icon.html", "style.css", "script.js"))
    gr.mount_gradio_app(
        server,
        ChatPage(knowledge).blocks.queue(),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        theme=gr.themes.Base(font=FONTS, font_mono=["monospace"]),
        head=f"{icon}<style>{style}</style><script>{script}</script>",
    )
    return server


def main() -> None:
    """Serves the page at the host and port of the settings until it is stopped."""
    import uvicorn

    from kb import KnowledgeBase
    from kb.settings import read_settings

    settings = read_settings()
    knowledge = KnowledgeBase.open(settings)
    try:
        knowledge.warm()
        print(f"http://{settings.host}:{settings.port}", flush=True)
        uvicorn.run(application(knowledge), host=settings.host, port=settings.port, log_level="warning")
    finally:
        knowledge.close()


if __name__ == "__main__":
    try:
        main()
    except AgreementKBError as error:
        raise SystemExit(str(error)) from None
