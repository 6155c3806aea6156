// An answer taken along: copied with date and sources, printed alone, read aloud by the browser's own voice.
(function () {
  "use strict";
  const speech = window.speechSynthesis;
  const reply = (element) => element.closest(".exchange__reply");

  /** Return a voice of the browser for "da" or "en", undefined when it has none. */
  const voiceFor = (lang) => speech && speech.getVoices().find((voice) => voice.lang.toLowerCase().replace("_", "-").split("-")[0] === lang);

  /** Show the acts that this browser can do. */
  function showActs() {
    document.querySelectorAll("[data-act]").forEach((item) => {
      item.hidden = item.dataset.act === "speak" && !voiceFor(reply(item).lang);
    });
  }
  showActs();
  document.addEventListener("htmx:afterSettle", showActs);
  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", showActs);

  // Copy
  async function copy(button) {
    const said = await written(button.dataset.copy) ? button.dataset.textDone : button.dataset.textFailed;
    const label = button.querySelector("span");
    const usual = label.dataset.usual || label.textContent;
    label.dataset.usual = usual;
    label.textContent = said;
    window.partnerhub.announce(said);
    window.setTimeout(() => { label.textContent = usual; }, 3000);
  }
  async function written(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refused) {
      return copiedBySelection(text);
    }
  }
  /** The old way, for frames that may not use the clipboard. */
  function copiedBySelection(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "sr-only";
    document.body.append(area);
    const before = document.activeElement;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (before) before.focus({ preventScroll: true });
    return done;
  }

  // Print
  let folded = [];
  function print(exchange) {
    folded = [...exchange.querySelectorAll(".answer__folds details:not([open])")];
    folded.forEach((fold) => { fold.open = true; });
    exchange.classList.add("is-printed");
    document.body.classList.add("prints-one");
    window.print();
  }
  // The browser's own print command: what is folded is not lost on paper.
  window.addEventListener("beforeprint", () => {
    if (folded.length) return;
    folded = [...document.querySelectorAll(".answer__folds details:not([open])")];
    folded.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => {
    folded.forEach((fold) => { fold.open = false; });
    folded = [];
    document.body.classList.remove("prints-one");
    document.querySelectorAll(".is-printed").forEach((exchange) => exchange.classList.remove("is-printed"));
  });

  // Read aloud
  let reading = null;
  function stop() {
    if (speech) speech.cancel();
    if (reading) setReading(reading, false);
    reading = null;
  }
  function setReading(button, on) {
    const label = button.querySelector("span");
    if (on) label.dataset.usual = label.textContent;
    label.textContent = on ? button.dataset.textStop : label.dataset.usual;
  }
  function speak(button) {
    if (reading === button) { stop(); return; }
    stop();
    const words = [...reply(button).querySelectorAll("[data-say]")].filter((part) => !part.closest("details:not([open])")).map((part) => part.textContent.trim());
    // Long texts stop halfway in some browsers: a sentence group each.
    const parts = words.map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: reply(button).lang, voice: voiceFor(reply(button).lang) }));
    parts.at(-1).addEventListener("end", () => { if (reading === button) stop(); });
    reading = button;
    setReading(button, true);
    parts.forEach((part) => speech.speak(part));
  }
  document.body.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.elt.matches("[data-chat]")) stop(); });
  window.addEventListener("pagehide", stop);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-print], [data-speak]");
    if (!button) return;
    if (button.matches("[data-copy]")) copy(button);
    else if (button.matches("[data-print]")) print(button.closest(".exchange"));
    else speak(button);
  });
})();
