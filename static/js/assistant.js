/* The chat: empties the box after a question, brings the new answer into view, sends by Enter. Everything works without it. */
(function () {
  "use strict";
  var form = document.querySelector("[data-chat]");
  if (!form) { return; }
  var box = form.querySelector("#question");
  box.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.body.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.elt !== form || !event.detail.successful) { return; }
    box.value = "";
    document.getElementById("suggestions").replaceChildren();
    var examples = form.querySelector(".chat__examples");
    if (examples) { examples.remove(); }
    var turns = document.querySelectorAll("#log .exchange");
    var last = turns[turns.length - 1];
    if (last) { last.scrollIntoView({ block: "start", behavior: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" }); }
    box.focus({ preventScroll: true });
  });
})();
