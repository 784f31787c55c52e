// Keeps people from losing what they typed, and from sending it twice.
const reveal = (within) => {
  for (const part of within.querySelectorAll("[data-needs-script]")) part.hidden = false;
};
reveal(document);
document.addEventListener("htmx:load", (event) => reveal(event.detail.elt));

document.querySelector("[data-focus]")?.focus();

let unsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.form?.matches("[data-guard]")) unsaved = true;
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  unsaved = false;
  form.dataset.sent = "yes";
  event.submitter?.classList.add("is-busy");
});

// A page that comes back from the browser's memory may be sent again, and so may what did not get through.
function free() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll(".button.is-busy:not([aria-busy])")) button.classList.remove("is-busy");
}
window.addEventListener("pageshow", free);
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(failure, free);
