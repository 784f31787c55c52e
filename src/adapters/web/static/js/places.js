// Parts of a page that are replaced in their place: refused forms are shown again, focus goes where one goes on.
const START = "input:not([type=hidden]), select, textarea";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader("x-form-again") === null) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

document.addEventListener("htmx:load", (event) => {
  const { elt } = event.detail;
  const form = elt.matches?.("form[data-in-place]") ? elt : elt.querySelector?.("form[data-in-place]");
  if (!form) return;
  const chosen = form.querySelector("[data-focus-here]") ?? form;
  (form.querySelector("[aria-invalid=true]") ?? chosen.querySelector(START))?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.target.closest("form[data-in-place]")?.querySelector("[data-cancel]")?.click();
});
