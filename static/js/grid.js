// Many needs at once: rows are added without asking the server, and rows copied in a spreadsheet are spread over the cells.
(function () {
  "use strict";

  const fill = (text, values) => Object.entries(values).reduce((found, [name, value]) => found.replace("{" + name + "}", value), text);
  const plain = (text) => text.toLowerCase().replace(/æ/g, "ae").replace(/ø/g, "oe").replace(/å/g, "aa").replace(/[^a-z0-9]+/g, " ").trim();

  function attach(grid) {
    const body = grid.querySelector("[data-grid-rows]"), template = document.getElementById("grid-row");
    const count = grid.querySelector("[name=rows_shown]"), more = grid.querySelector("[data-grid-more]");
    const notice = grid.querySelector("[data-grid-notice]"), most = Number(grid.dataset.most);
    const rows = () => [...body.querySelectorAll("[data-grid-row]")];
    const cells = (row) => [...row.querySelectorAll("input[type=text], select")];

    /** Add an empty row at the end; false when there is no room for more. */
    function add() {
      const place = rows().length;
      if (place >= most) return false;
      const made = template.content.cloneNode(true);
      made.querySelectorAll("*").forEach((element) => [...element.attributes].forEach((attribute) => {
        if (/NN|NR/.test(attribute.value)) attribute.value = attribute.value.replace(/rowNN-/g, "row" + place + "-").replace(/\bNR\b/g, place + 1);
      }));
      made.querySelectorAll("th, label").forEach((element) => { element.textContent = element.textContent.replace(/\bNR\b/, place + 1); });
      body.append(made);
      body.lastElementChild.dispatchEvent(new Event("partnerhub:added", { bubbles: true }));
      count.value = place + 1;
      if (more) more.hidden = place + 1 >= most;
      return true;
    }

    /** The option of a list that a copied text means: its word or value, a quarter in any usual way; null for none. */
    function option(list, text) {
      const wanted = plain(text);
      const found = [...list.options].find((one) => plain(one.text) === wanted || plain(one.value) === wanted);
      if (found) return found;
      const year = (/\b(20\d\d)\b/.exec(text) || [])[1], number = (/(?:^|\D)([1-4])(?:\D|$)/.exec(text.replace(/20\d\d/, " ")) || [])[1];
      const quarter = year && number && String(Number(year) * 4 + Number(number) - 1);
      return [...list.options].find((one) => one.value === quarter) || null;
    }

    /** Put a text into a cell; false when a list has no such choice: the text then stands there, and the server refuses it. */
    function put(cell, text) {
      if (cell.matches("select")) {
        if (!text.trim()) return true;
        const found = option(cell, text);
        if (found) cell.value = found.value;
        else cell.add(new Option(text.trim().slice(0, 40), "?" + text.trim().slice(0, 40), false, true));
        return Boolean(found);
      }
      cell.value = text.trim();
      const root = cell.closest("[data-combobox]");
      if (root) root.querySelectorAll("[data-combobox-id], [data-combobox-for]").forEach((field) => { field.value = ""; });
      return true;
    }

    function tell(unread, isFull) {
      const told = unread.length ? [grid.dataset.textUnread + " " + unread.join("; ") + "."] : [];
      if (isFull) told.push(grid.dataset.textFull);
      notice.hidden = !told.length;
      notice.querySelector("p").textContent = told.join(" ");
      return told.join(" ");
    }

    body.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
      if (!/[\t\n]/.test(text) || !event.target.closest("[data-grid-row]")) return;
      event.preventDefault();
      const row = rows().indexOf(event.target.closest("[data-grid-row]"));
      const column = cells(rows()[row]).indexOf(event.target);
      const unread = [];
      let filled = 0, isFull = false;
      text.split("\n").forEach((line, down) => {
        while (!isFull && rows().length <= row + down) isFull = !add();
        if (isFull) return;
        const fields = cells(rows()[row + down]);
        line.split("\t").forEach((part, right) => {
          const cell = fields[column + right];
          if (!cell) return;
          if (put(cell, part)) filled += 1;
          else unread.push(fill(grid.dataset.textPlace, { row: row + down + 1, field: cell.closest("td").dataset.title, text: part.trim() }));
        });
      });
      const told = tell(unread, isFull);
      window.partnerhub.announce(fill(grid.dataset.textPasted, { n: filled }) + " " + told);
    });
    if (more) {
      more.addEventListener("click", (event) => {
        event.preventDefault();
        const first = rows().length;
        for (let number = 0; number < 5; number += 1) add();
        if (rows()[first]) cells(rows()[first])[0].focus();
      });
    }
  }
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-grid]").forEach(attach));
})();
