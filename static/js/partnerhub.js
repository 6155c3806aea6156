// What every page gets on top of working HTML: the menu on phones, announcements, focus after a swap, help in forms.
(function () {
  "use strict";

  const live = () => document.getElementById("live");

  /** Read a sentence out without moving the focus. */
  function announce(text) {
    const region = live();
    if (!region || !text) return;
    region.textContent = "";
    window.setTimeout(() => { region.textContent = text; }, 100);
  }

  /** Show a sentence above the page's content; used when a request fails and there is no answer to show. */
  function showError(text) {
    const messages = document.getElementById("messages");
    if (!messages || !text) return;
    const notice = document.createElement("div");
    notice.className = "notice notice--error";
    notice.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = text;
    notice.append(words);
    messages.replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  }

  // Menu on phones
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-menu-button]");
    if (!button) return;
    const isOpen = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(isOpen));
    document.getElementById(button.getAttribute("aria-controls")).classList.toggle("is-open", isOpen);
  });
  document.addEventListener("keydown", (event) => {
    const button = document.querySelector("[data-menu-button][aria-expanded='true']");
    if (event.key === "Escape" && button) { button.click(); button.focus(); }
  });

  // Focus: first what must be read, then what was asked for, else where it was
  function focusOn(element) {
    if (!element) return false;
    if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
    element.focus();
    return true;
  }
  function settleFocus(region, wasInside) {
    if (focusOn(region.querySelector("[data-error-summary]"))) return;
    if (focusOn(region.querySelector("[data-focus]"))) return;
    if (wasInside && (document.activeElement === document.body || !document.activeElement)) {
      focusOn(region.querySelector("h1, h2, h3") || region);
    }
  }
  document.addEventListener("DOMContentLoaded", () => {
    focusOn(document.querySelector("[data-error-summary]"));
    const said = [...document.querySelectorAll(".messages [role]")].map((element) => element.textContent.trim());
    window.setTimeout(() => announce(said.join(" ")), 400);
    countCharacters(document);
    showPrinting(document);
  });
  // Buttons that print the page are hidden where no scripts run; the page prints without them too.
  const showPrinting = (scope) => scope.querySelectorAll("[data-print-page]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print-page]")) window.print(); });
  // A link of the error summary leads to the field with its label in sight.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a[href^='#']");
    const field = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".form-group") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // Characters left
  function countCharacters(scope) {
    scope.querySelectorAll("[data-limit]").forEach((group) => updateLimit(group, false));
  }
  function updateLimit(group, speak) {
    const field = group.querySelector("input, textarea");
    const hint = group.querySelector(".character-limit");
    if (!field || !hint) return;
    const left = Number(group.dataset.limit) - field.value.length;
    hint.textContent = (left < 0 ? hint.dataset.over : hint.dataset.left).replace("{n}", Math.abs(left));
    hint.classList.toggle("is-over", left < 0);
    hint.classList.toggle("is-near", left <= 100);
    if (speak && (left === 20 || left === -1)) announce(hint.textContent);
  }

  // Autosave and live hint: forms that ask the server while one writes
  const waiting = new WeakMap();
  function later(form, name, delay, act) {
    const timers = waiting.get(form) || {};
    window.clearTimeout(timers[name]);
    timers[name] = window.setTimeout(act, delay);
    waiting.set(form, timers);
  }
  function ask(verb, form, url, target) {
    if (!window.htmx || !form.isConnected) return;
    window.htmx.ajax(verb, url, target ? { source: form, target: target, swap: "innerHTML" } : { source: form, swap: "none" });
  }
  document.addEventListener("input", (event) => {
    const group = event.target.closest("[data-limit]");
    if (group) updateLimit(group, true);
    const form = event.target.form;
    if (!form) return;
    if (form.dataset.autosave) {
      later(form, "autosave", 2000, () => ask("POST", form, form.dataset.autosave, form.querySelector("[data-autosave-status]")));
    }
    if (form.dataset.liveHint) {
      later(form, "hint", 400, () => ask("POST", form, form.dataset.liveHint, form.querySelector("[data-hint]")));
    }
  });
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-shortcut-submit]") && event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
  });

  // Ask before an act that cannot be taken back
  document.addEventListener("submit", (event) => {
    const asked = (event.submitter && event.submitter.closest("[data-confirm]")) || event.target.closest("[data-confirm]");
    if (asked && !window.confirm(asked.dataset.confirm)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (!event.defaultPrevented && event.target.dataset.autosave) later(event.target, "autosave", 0, () => {});
  }, true);

  // htmx: whole pages are followed, regions keep focus and open folds, failures are told
  let focusWasInside = false;
  let openFolds = new Set();
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target, requestConfig } = event.detail;
    const asksForPage = requestConfig.elt && requestConfig.elt.closest("[data-hx-select], [data-hx-boost]");
    if (xhr.status < 300 && /^\s*<!doctype/i.test(xhr.responseText) && !asksForPage) {
      event.detail.shouldSwap = false;
      window.location.assign(xhr.responseURL);
      return;
    }
    if (!target) return;
    focusWasInside = target.contains(document.activeElement);
    openFolds = new Set([...target.querySelectorAll("details[data-keep-open][open][id]")].map((fold) => fold.id));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const region = event.detail.elt;
    openFolds.forEach((id) => { const fold = document.getElementById(id); if (fold) fold.open = true; });
    settleFocus(region, focusWasInside);
    countCharacters(region);
    showPrinting(region);
    const said = [...region.querySelectorAll("[data-announce]")].map((element) => element.dataset.announce);
    if (region.dataset.announce) said.unshift(region.dataset.announce);
    announce(said.join(" "));
  });
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const told = page.querySelector("[data-error-page]");
    const sentences = told ? [...told.querySelectorAll("h1, p")].map((element) => element.textContent.trim()) : [live().dataset.textFailed];
    showError(sentences.join(" · "));
  });
  document.addEventListener("htmx:sendError", () => showError(live().dataset.textOffline));

  window.partnerhub = { announce: announce, countCharacters: countCharacters };
})();
