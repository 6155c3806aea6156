// The guided path goes one question back with the browser's own Back: each step stands in the page's history, never in its address.
(function () {
  "use strict";

  const region = () => document.getElementById("guide");

  /** What to post to see again what is shown now: the answers given so far, and the question that is asked or the list. */
  function shown() {
    const form = region().querySelector(".guide__form") || region().querySelector("form");
    if (!form) return null;
    const kept = {};
    form.querySelectorAll("input[type=hidden]").forEach((field) => { kept[field.name] = field.value; });
    if (kept.asked) { kept.change = kept.asked; delete kept.asked; } else { kept.show = "1"; }
    return kept;
  }

  function show(step) {
    window.htmx.ajax("POST", region().dataset.steps, { target: "#guide", swap: "outerHTML", values: step });
  }

  // A step that one comes back to shows what was chosen in it.
  document.addEventListener("submit", (event) => {
    const chosen = event.target.matches(".guide__form") && event.target.querySelector("input[type=radio]:checked");
    if (chosen) history.replaceState({ guide: { ...shown(), [chosen.name]: chosen.value } }, "");
  }, true);

  let isGoingBack = false;
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.id !== "guide") return;
    // A question that is asked again because nothing was chosen is the same step.
    if (!isGoingBack && JSON.stringify(shown()) !== JSON.stringify((history.state || {}).guide)) history.pushState({ guide: shown() }, "");
    isGoingBack = false;
  });
  window.addEventListener("popstate", (event) => {
    if (!region() || !event.state || !event.state.guide) return;
    isGoingBack = true;
    show(event.state.guide);
  });
  // To start over may lead to the same address, and then the browser keeps what it knew of this page.
  document.addEventListener("click", (event) => { if (event.target.closest(".guide__again a")) history.replaceState(null, ""); });
  document.addEventListener("DOMContentLoaded", () => {
    const step = (history.state || {}).guide;
    // Back from another page: the step that was left there.
    if (step && JSON.stringify(step) !== JSON.stringify(shown())) { isGoingBack = true; show(step); }
    else history.replaceState({ guide: shown() }, "");
  });
})();
