/* A button that prints, shown where scripts run; the pages print without it too. */
(function () {
  "use strict";
  function show() { document.querySelectorAll("[data-print][hidden]").forEach(function (button) { button.hidden = false; }); }
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { window.print(); }
  });
  document.addEventListener("htmx:afterSettle", show);
  show();
})();
