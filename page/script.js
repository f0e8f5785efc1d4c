// Opens citations in the evidence panel and keeps the reader's place. Without it every citation still opens its original.
(() => {
  const root = document.documentElement;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let opened = null; // the address the panel shows
  let origin = null; // the citation the reader came from
  let seen = ""; // the exchange last scrolled to
  let asked = 0; // only the latest opening is shown

  const sheet = () => document.getElementById("evidence-sheet");
  const glide = () => (still.matches ? "auto" : "smooth");

  function say(panel, sentence, role) {
    const line = document.createElement("p");
    line.className = role === "alert" ? "unlocated" : "opening";
    line.setAttribute("role", role);
    line.textContent = sentence;
    panel.replaceChildren(line);
  }

  async function open(address, { focus = false, turned = "" } = {}) {
    const panel = sheet();
    if (!panel) return;
    const turn = ++asked;
    panel.setAttribute("aria-busy", "true");
    const waiting = setTimeout(() => turn === asked && !opened && say(panel, panel.dataset.loading, "status"), 250);
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (turn !== asked) return;
      // The server escapes every value it puts into this fragment.
      panel.innerHTML = html;
      opened = answer.ok ? address : null;
      mark(address);
      settle(panel, focus, turned);
      reveal(panel.querySelector(".leaf"));
    } catch {
      if (turn === asked) {
        opened = null;
        say(panel, panel.dataset.unreachable, "alert");
      }
    } finally {
      clearTimeout(waiting);
      if (turn === asked) panel.removeAttribute("aria-busy");
    }
  }

  function settle(panel, focus, turned) {
    const same = turned && panel.querySelector(`[data-turn="${turned}"]:not([disabled])`);
    const goal = same || (focus || turned ? panel.querySelector("h2") : null);
    if (!goal) return;
    goal.focus({ preventScroll: true });
    // On a narrow screen the panel is below the conversation: bring it to the reader.
    if (focus) panel.scrollIntoView({ behavior: glide(), block: narrow() ? "start" : "nearest" });
  }

  // Brings the marked quote into the visible part of the page image, once the image has its height.
  function reveal(leaf) {
    leaf?.querySelector("mark")?.scrollIntoView({ block: "center" });
    const image = leaf?.querySelector("img");
    if (!image || leaf.dataset.mark === undefined) return;
    const scroll = () => leaf.scrollTo({ top: Number(leaf.dataset.mark) * image.clientHeight - leaf.clientHeight / 3 });
    if (image.complete) scroll();
    else image.addEventListener("load", scroll, { once: true });
  }

  const narrow = () => matchMedia("(max-width: 900px)").matches;

  function mark(address) {
    for (const link of document.querySelectorAll("#conversation [data-evidence]")) {
      if (link.dataset.evidence === address) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function shade() {
    const dark = document.body.classList.toggle("dark");
    localStorage.setItem("shade", dark ? "dark" : "light");
  }

  function back() {
    const link = origin && origin.isConnected ? origin : document.querySelector("#question textarea");
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ behavior: glide(), block: "center" });
  }

  document.addEventListener("click", (event) => {
    setTimeout(name);
    if (event.target.closest("[data-back]")) return back();
    if (event.target.closest("[data-shade]")) return shade();
    const link = event.target.closest("[data-evidence]");
    if (!link || link.disabled || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!link.closest("#evidence-sheet")) origin = link;
    open(link.dataset.evidence, { focus: !link.dataset.turn, turned: link.dataset.turn || "" });
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.closest?.("#evidence-sheet")) return;
    const turn = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
    if (turn) sheet().querySelector(`[data-turn="${turn}"]`)?.click();
    if (event.key === "Escape") back();
  });

  // What Gradio leaves unsaid: the title in the page's language, the name of the language choice, the state of the list.
  function name() {
    const heading = document.querySelector(".heading");
    const title = heading?.querySelector("h1").textContent;
    if (title && document.title !== title) document.title = title;
    if (heading) document.getElementById("language")?.setAttribute("aria-label", heading.dataset.languageLabel);
    const list = document.querySelector("#library > button");
    list?.setAttribute("aria-expanded", String(list.classList.contains("open")));
  }

  // A new question or answer: show it from its beginning, and open its first source without taking the focus.
  function follow() {
    const exchanges = document.querySelectorAll("#conversation .exchange");
    const last = exchanges[exchanges.length - 1];
    if (!last) {
      seen = "";
      return;
    }
    const now = `${exchanges.length} ${last.querySelector(".answer, .failed") ? "told" : "asked"}`;
    if (now === seen) return;
    seen = now;
    last.scrollIntoView({ behavior: glide(), block: "start" });
    const first = now.endsWith("told") && last.querySelector(".mark");
    if (first) open(first.dataset.evidence);
  }

  new MutationObserver(() => {
    name();
    follow();
  }).observe(root, { childList: true, subtree: true });

  window.agreementPage = {
    speak(language) {
      document.cookie = `language=${language}; path=/; max-age=31536000; samesite=strict`;
      root.lang = language;
      if (opened) open(opened);
      if ("ready" in root.dataset) return;
      root.dataset.ready = "";
      const choice = localStorage.getItem("shade");
      if (choice) document.body.classList.toggle("dark", choice === "dark");
      // On a phone the focus would bring up the keyboard before anything is read.
      if (!narrow()) document.querySelector("#question textarea")?.focus({ preventScroll: true });
    },
  };
})();
