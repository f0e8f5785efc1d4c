"""The chat page itself: its components, what each does, and the conversation of each browser session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from kb.domain import LANGUAGES, Answer, Language
from page.conversation import STEPS, Exchange, announcement, conversation_html, turns
from page.markup import fill
from page.panel import documents_html, empty_html
from page.uploads import uploaded_lines, uploading_line
from page.words import EXAMPLES, WORDS, Words, preferred
from page.work import Failed, Finished, watched

if TYPE_CHECKING:
    from ingest.pipeline import Progress, Report
    from kb import KnowledgeBase

# What a component shows next, by component.
Updates = dict[Any, Any]
# Questions answered at once; the rest wait their turn.
AT_ONCE = 8


class ChatPage:
    """The components of the page and what they do; a conversation lives in its own browser session."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        words = WORDS["ko"]
        self.blocks = gr.Blocks(title=words.title, analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
        with self.blocks:
            self._lay_out_heading(words)
            self._lay_out_documents(words)
            with gr.Row(elem_id="desk", equal_height=False):
                with gr.Column(scale=6, min_width=320, elem_id="chat"):
                    self._lay_out_chat(words)
                with gr.Column(scale=5, min_width=320, elem_id="evidence"):
                    self.evidence = gr.HTML(empty_html(words), elem_id="evidence-panel")
            self._connect()

    def _lay_out_heading(self, words: Words) -> None:
        with gr.Row(elem_id="heading"):
            self.heading = gr.HTML(fill("heading", words=words), elem_id="name")
            self.language = gr.Radio(
                [("한국어", "ko"), ("English", "en")],
                value="ko",
                label=words.language,
                show_label=False,
                container=False,
                scale=0,
                elem_id="language",
            )

    def _lay_out_documents(self, words: Words) -> None:
        with gr.Accordion(words.documents.format(count=0), open=False, elem_id="library") as self.library:
            self.documents = gr.HTML()
            self.files = gr.File(label=words.upload_pick, file_count="multiple", height=140)
            self.add = gr.Button(words.upload, size="sm", elem_id="add")
            self.uploaded = gr.HTML(elem_id="uploaded")

    def _lay_out_chat(self, words: Words) -> None:
        self.exchanges = gr.State(())
        self.announcer = gr.HTML(_announced(""), elem_id="announcer")
        self.conversation = gr.HTML(conversation_html((), words), elem_id="conversation")
        with gr.Column(elem_id="examples") as self.examples:
            self.examples_heading = gr.HTML(_examples_heading(words))
            self.example_buttons = [gr.Button(text, size="sm") for text in _examples("ko")]
        with gr.Row(elem_id="composer"):
            self.question = gr.Textbox(
                label=words.question, placeholder=words.placeholder, lines=1, max_lines=6,
                container=False, scale=1, elem_id="question",
            )  # fmt: skip
            self.ask = gr.Button(words.ask, variant="primary", scale=0, min_width=84, elem_id="ask")
            self.clear = gr.Button(words.clear, scale=0, min_width=96, elem_id="clear")

    def _connect(self) -> None:
        told = [self.conversation, self.announcer, self.question, self.exchanges, self.examples]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking: dict[str, Any] = {**quiet, "concurrency_limit": AT_ONCE, "concurrency_id": "ask"}
        kept = [self.exchanges, self.language]
        asked = [
            gr.on([self.question.submit, self.ask.click], self.answer, [self.question, *kept], told, **asking),
            *(example.click(self.answer, [example, *kept], told, **asking) for example in self.example_buttons),
        ]
        # An answer still under way would otherwise come into the new conversation.
        self.clear.click(self.start_again, self.language, [*told, self.evidence], cancels=asked, **quiet)
        worded = [
            self.heading, self.language, self.library, self.documents, self.files, self.add,
            self.conversation, self.examples_heading, *self.example_buttons, self.question, self.ask, self.clear,
            self.evidence,
        ]  # fmt: skip
        spoken = "language => window.agreementPage.speak(language)"
        self.blocks.load(self.greet, None, worded, **quiet).then(None, self.language, js=spoken, **quiet)
        self.language.input(self.speak, [self.language, self.exchanges], worded, **quiet).then(
            None, self.language, js=spoken, **quiet
        )
        self.add.click(
            self.upload, [self.files, self.language], [self.uploaded, self.documents, self.library, self.files],
            concurrency_limit=1, **quiet,
        )  # fmt: skip

    def answer(self, question: str, exchanges: tuple[Exchange, ...], language: Language) -> Iterator[Updates]:
        """Asks `question`, showing each step and then the answer or why there is none."""
        if not question.strip():
            return
        words = WORDS[language]
        now = Exchange(question)
        yield {**self._told(exchanges, now, words), self.question: "", self.examples: gr.Column(visible=False)}

        def asking(tell: Callable[[str], None]) -> Answer:
            return self.knowledge.ask(question, history=turns(exchanges), on_step=tell)

        for news in watched(asking, words.sorry):
            now = _after(now, news)
            yield self._told(exchanges, now, words)
        yield {self.exchanges: (*exchanges, now)}

    def _told(self, before: Sequence[Exchange], now: Exchange, words: Words) -> Updates:
        return {
            self.conversation: conversation_html([*before, now], words),
            self.announcer: _announced(announcement(now, words)),
        }

    def start_again(self, language: Language) -> Updates:
        """Forgets the conversation of this session."""
        words = WORDS[language]
        return {
            self.conversation: conversation_html((), words),
            self.announcer: _announced(""),
            self.question: "",
            self.exchanges: (),
            self.examples: gr.Column(visible=True),
            self.evidence: empty_html(words),
        }

    def greet(self, request: gr.Request) -> Updates:
        """The page in the language its reader chose before, or the browser asks for."""
        return self.speak(preferred(request.cookies.get("language"), request.headers.get("accept-language")), ())

    def speak(self, language: Language, exchanges: tuple[Exchange, ...]) -> Updates:
        """Every word of the page in `language`."""
        words = WORDS[language]
        said = dict(zip(self.example_buttons, map(gr.Button, _examples(language)), strict=True))
        return {
            **said,
            **self._listed(words),
            self.heading: fill("heading", words=words),
            self.language: gr.Radio(value=language, label=words.language),
            self.files: gr.File(label=words.upload_pick),
            self.add: gr.Button(words.upload),
            self.conversation: conversation_html(exchanges, words),
            self.examples_heading: _examples_heading(words),
            self.question: gr.Textbox(label=words.question, placeholder=words.placeholder),
            self.ask: gr.Button(words.ask),
            self.clear: gr.Button(words.clear),
            self.evidence: empty_html(words),
        }

    def _listed(self, words: Words) -> Updates:
        documents = self.knowledge.documents()
        return {
            self.documents: documents_html(documents, words),
            self.library: gr.Accordion(label=words.documents.format(count=len(documents))),
        }

    def upload(self, files: list[str] | None, language: Language) -> Iterator[Updates]:
        """Puts the uploaded files among the documents, telling of each; the uploaded copies are then removed."""
        from ingest.pipeline import ingest

        if not files:
            return
        words = WORDS[language]
        paths = [Path(file) for file in files]

        def filing(tell: Callable[[Progress], None]) -> Report:
            try:
                return ingest(self.knowledge.settings, paths, on_progress=tell)
            finally:
                for path in paths:
                    path.unlink(missing_ok=True)

        for news in watched(filing, words.sorry):
            if isinstance(news, Finished):
                lines = uploaded_lines(news.outcome, words)
            elif isinstance(news, Failed):
                lines = [("failed", news.sentence)]
            else:
                lines = [("now", uploading_line(news, words))]
            yield {self.uploaded: fill("uploaded", lines=lines)}
        yield {**self._listed(words), self.files: None}


def _after(now: Exchange, news: str | Finished[Answer] | Failed) -> Exchange:
    """The exchange once `news` of it came."""
    if isinstance(news, Finished):
        return Exchange(now.question, answer=news.outcome)
    if isinstance(news, Failed):
        return Exchange(now.question, failure=news.sentence)
    return Exchange(now.question, step=news) if news in STEPS else now


def _examples(first: Language) -> list[str]:
    """The example questions of both languages, those of the page's language first."""
    return [text for language in sorted(LANGUAGES, key=lambda other: other != first) for text in EXAMPLES[language]]


def _examples_heading(words: Words) -> str:
    return fill("examples", words=words)


def _announced(sentence: str) -> str:
    return fill("announced", sentence=sentence)
