// Occupations while one types: WAI-ARIA's editable combobox with a list of suggestions; several become chips that can be removed.
// Without this file the text is posted and the server asks by radio buttons.
(function () {
  "use strict";

  const WAIT = 120;
  const KEEP = "-";
  let made = 0;

  const say = (text) => window.partnerhub.announce(text);
  const fill = (text, value) => text.replace("{text}", value);
  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** Give an input its list; `pick(option)` is called with {id, name} or {id: "-", name: typed}. */
  function suggest(root, input, pick) {
    const list = element("ul", "combobox__list");
    list.id = "combobox-list-" + (made += 1);
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", root.dataset.textList);
    list.hidden = true;
    input.parentElement.append(list);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off", autocapitalize: "none", spellcheck: "false" };
    Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));

    let active = -1, timer = 0, request = null, options = [];

    function close() {
      window.clearTimeout(timer);
      if (request) request.abort();
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(place) {
      const rows = list.children;
      if (rows[active]) rows[active].setAttribute("aria-selected", "false");
      active = place;
      if (!rows[active]) { input.removeAttribute("aria-activedescendant"); return; }
      rows[active].setAttribute("aria-selected", "true");
      rows[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", rows[active].id);
    }
    function choose(place) {
      const option = options[place];
      close();
      if (option) pick(option);
    }
    function show(answer, typed) {
      options = answer.items.concat([{ id: KEEP, name: typed, shown: fill(root.dataset.textKeep, typed), detail: "" }]);
      list.replaceChildren(...options.map((option, place) => {
        const row = element("li", "combobox__option");
        row.id = list.id + "-" + place;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.append(element("span", "combobox__name", option.shown || option.name));
        if (option.detail) row.append(" ", element("span", "combobox__detail", option.detail));
        return row;
      }));
      active = -1;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      input.removeAttribute("aria-activedescendant");
      say(answer.told);
    }
    async function ask() {
      const typed = input.value.trim();
      if (typed.length < 2) { close(); return; }
      if (request) request.abort();
      request = new AbortController();
      const address = new URL(root.dataset.url, window.location.href);
      address.searchParams.set("q", typed);
      try {
        const response = await fetch(address, { signal: request.signal, headers: { Accept: "application/json" } });
        if (!response.ok) { close(); return; }
        const answer = await response.json();
        if (document.activeElement === input && input.value.trim() === typed) show(answer, typed);
      } catch (fault) {
        if (fault.name !== "AbortError") close();  // without a connection the text is posted as it stands
      }
    }

    input.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      const isOpen = !list.hidden, last = list.children.length - 1;
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (event.altKey && event.key === "ArrowUp") { close(); return; }
        if (!isOpen) { ask(); return; }
        if (event.key === "ArrowDown") mark(active >= last ? 0 : active + 1);
        else mark(active <= 0 ? last : active - 1);
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        choose(active);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    input.addEventListener("blur", close);
    // Keep the focus in the input, so that a press on the list does not close it before it counts.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) choose([...list.children].indexOf(row));
    });
    return { close: close };
  }

  /** Tell the form that something changed that nobody typed. */
  const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

  function single(root) {
    const input = root.querySelector("input[type=text]");
    const id = root.querySelector("[data-combobox-id]"), chosenFor = root.querySelector("[data-combobox-for]");
    const dropChoices = () => root.querySelectorAll("[data-combobox-choices]").forEach((choices) => choices.remove());
    suggest(root, input, (option) => {
      input.value = option.name;
      id.value = option.id;
      chosenFor.value = option.name;
      dropChoices();
      say(fill(option.id === KEEP ? root.dataset.textKept : root.dataset.textChosen, option.name));
      changed(id);
    });
    input.addEventListener("input", () => {
      if (input.value.trim() === chosenFor.value) return;
      id.value = "";
      chosenFor.value = "";
      dropChoices();
    });
  }

  function many(root) {
    const name = root.dataset.comboboxMany, lines = root.querySelector("textarea");
    const ids = new Map();
    const idsOnPage = [...root.querySelectorAll("[data-combobox-id]")];
    root.querySelectorAll("[data-combobox-for]").forEach((field, place) => ids.set(field.value, idsOnPage[place].value));
    root.querySelectorAll("[data-combobox-id], [data-combobox-for]").forEach((field) => field.remove());

    const input = element("input", "form-input");
    input.type = "text";
    input.id = lines.id;
    lines.id += "-lines";
    ["aria-describedby", "aria-invalid"].forEach((kind) => lines.hasAttribute(kind) && input.setAttribute(kind, lines.getAttribute(kind)));
    const chips = element("ul", "chips");
    chips.setAttribute("aria-label", root.dataset.textChips);
    const hidden = element("div");
    const hint = root.querySelector(".form-hint");
    if (root.dataset.textHint) hint.textContent = root.dataset.textHint;
    lines.hidden = true;
    lines.before(input);
    root.append(chips, hidden);

    const texts = () => lines.value.split("\n").map((line) => line.trim()).filter(Boolean);
    function write(all) {
      lines.value = [...new Set(all)].join("\n");
      draw();
      changed(lines);
    }
    function draw() {
      chips.replaceChildren(...texts().map((text) => {
        const chip = element("li", "chips__item"), remove = element("button", "chips__remove");
        remove.type = "button";
        remove.setAttribute("aria-label", fill(root.dataset.textRemove, text));
        remove.append(element("span", "", "×"));
        remove.firstChild.setAttribute("aria-hidden", "true");
        remove.addEventListener("click", () => {
          root.querySelectorAll("[data-combobox-choices]").forEach((choices) => choices.dataset.for === text && choices.remove());
          write(texts().filter((other) => other !== text));
          say(fill(root.dataset.textRemoved, text));
          input.focus();
        });
        chip.append(element("span", "", text), remove);
        return chip;
      }));
      chips.hidden = !chips.children.length;
      // Numbers far from those of the questions on the page, which the server asked by radio buttons.
      hidden.replaceChildren(...texts().filter((text) => ids.has(text)).flatMap((text, place) => [["id", ids.get(text)], ["for", text]].map(([kind, value]) => {
        const field = element("input");
        field.type = "hidden";
        field.name = name + "-" + kind + "-" + (20 + place);
        field.value = value;
        return field;
      })));
    }
    const box = suggest(root, input, (option) => {
      ids.set(option.name, option.id);
      root.querySelectorAll("[data-combobox-choices]").forEach((choices) => choices.dataset.for === option.name && choices.remove());
      input.value = "";
      write(texts().concat(option.name));
      say(fill(option.id === KEEP ? root.dataset.textKept : root.dataset.textChosen, option.name));
    });
    const take = () => {
      const typed = input.value.trim();
      if (!typed) return false;
      input.value = "";
      box.close();
      write(texts().concat(typed));
      return true;
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.defaultPrevented && take()) event.preventDefault();
      if (event.key === "Backspace" && !input.value && chips.lastElementChild) chips.lastElementChild.querySelector("button").focus();
    });
    // What stands in the field when the form is sent belongs to it.
    if (lines.form) lines.form.addEventListener("submit", take, true);
    draw();
  }

  function attach(scope) {
    scope.querySelectorAll("[data-combobox]:not([data-combobox-ready])").forEach((root) => {
      root.dataset.comboboxReady = "";
      root.querySelectorAll("[data-combobox-search]").forEach((button) => button.remove());
      if (root.dataset.comboboxMany) many(root); else single(root);
    });
  }
  document.addEventListener("DOMContentLoaded", () => attach(document));
  document.addEventListener("htmx:afterSettle", () => attach(document));
  document.addEventListener("partnerhub:added", (event) => attach(event.target));
})();
