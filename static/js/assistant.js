// The chat: sends by Enter, empties the box after a question, brings the new answer into view. Everything works without it.
(function () {
  "use strict";
  const form = document.querySelector("[data-chat]");
  if (!form) return;
  const log = document.getElementById("log");
  const box = () => document.getElementById("question");
  const suggestions = () => document.getElementById("suggestions");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  form.addEventListener("keydown", (event) => {
    if (event.target !== box()) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-ask]"));
    }
    if (event.key === "Escape") suggestions().replaceChildren();
  });

  // What was pressed decides where the focus goes afterwards and whether the box was asked.
  let pressed = null;
  document.addEventListener("submit", (event) => { if (event.target === form) pressed = event.submitter; }, true);

  // Suggestions that come when the question is already asked are too late.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== suggestions() || box().value.trim()) return;
    event.detail.shouldSwap = false;
    suggestions().replaceChildren();
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form || event.detail.xhr.status !== 200) return;
    const stays = Boolean(pressed && pressed.matches("[data-stay]"));
    const fromLog = Boolean(pressed && log.contains(pressed));
    suggestions().replaceChildren();
    const group = document.getElementById("box");
    group.classList.remove("form-error");
    group.querySelector(".form-error-message")?.remove();
    box().removeAttribute("aria-invalid");
    if (!stays && !fromLog) {
      box().value = "";
      window.partnerhub.countCharacters(form);
    }
    const examples = form.querySelector(".chat__examples");
    if (examples && log.children.length) examples.remove();
    const last = log.lastElementChild;
    if (stays || !last) { box().focus({ preventScroll: true }); return; }
    last.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    const newest = last.querySelector("[data-newest]");
    // A finger that pressed "Spørg" does not want the keyboard back over the answer.
    if (fromLog && newest) newest.focus({ preventScroll: true });
    else if (document.activeElement === box() || window.matchMedia("(pointer: fine)").matches) box().focus({ preventScroll: true });
  });
})();
