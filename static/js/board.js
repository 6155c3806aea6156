// Dragging a card onto a column: an extra on top of the card's own "Flyt til" form, which stays the rule of what is allowed.
(function () {
  "use strict";

  let dragged = null;

  const say = (name, card, column) => {
    const text = document.getElementById("live").dataset[name] || "";
    const title = card.querySelector("h3").textContent.trim();
    window.partnerhub.announce(text.replace("{card}", title).replace("{column}", column.dataset.columnTitle));
  };
  const formOf = (card) => card.querySelector("[data-move-form]");
  const allows = (card, column) => {
    const choice = formOf(card).elements.to;
    return [...choice.options].some((option) => option.value === column.dataset.column);
  };

  function makeDraggable(scope) {
    if (!window.matchMedia("(pointer: fine) and (min-width: 768px)").matches) return;
    scope.querySelectorAll("[data-card]").forEach((card) => {
      if (formOf(card)) card.draggable = true;
    });
  }

  function finish() {
    if (dragged) dragged.classList.remove("is-dragged");
    document.querySelectorAll("[data-column]").forEach((column) => column.classList.remove("is-target", "is-closed"));
    dragged = null;
  }

  document.addEventListener("DOMContentLoaded", () => makeDraggable(document));
  document.addEventListener("htmx:afterSettle", () => makeDraggable(document));

  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest && event.target.closest("[data-card]");
    if (!card || !formOf(card)) return;
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.querySelector("h3").textContent.trim());
    card.classList.add("is-dragged");
    document.querySelectorAll("[data-column]").forEach((column) => {
      column.classList.toggle("is-closed", !column.contains(card) && !allows(card, column));
    });
  });

  document.addEventListener("dragover", (event) => {
    const column = dragged && event.target.closest("[data-column]");
    document.querySelectorAll("[data-column].is-target").forEach((other) => other !== column && other.classList.remove("is-target"));
    if (!column || column.contains(dragged)) return;
    // A refused drop must still arrive, so that it can be answered.
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    column.classList.toggle("is-target", allows(dragged, column));
  });

  document.addEventListener("drop", (event) => {
    const column = dragged && event.target.closest("[data-column]");
    if (!column || column.contains(dragged)) return;
    event.preventDefault();
    const card = dragged;
    if (!allows(card, column)) {
      say("textRefused", card, column);
      finish();
      return;
    }
    const form = formOf(card);
    form.elements.to.value = column.dataset.column;
    say("textMoving", card, column);
    finish();
    form.requestSubmit();
  });

  document.addEventListener("dragend", finish);
})();
