// The keyboard: one letter each, never while somebody types or a dialog is open.
import { openDialog } from "./dialogs.js";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function step(by) {
  const rows = [...document.querySelectorAll(".table .row-link, .locations .row-link, .work .row-link, .scenarios .row-link, .card__name")];
  if (rows.length === 0) return;
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

// On the page of a lead the same letters speak of leads.
const OF_LEADS = { "new-customer": "new-lead", "log-activity": "step-activity" };

function go(id, otherwise) {
  const link = document.getElementById(OF_LEADS[id] ?? id) ?? document.getElementById(id);
  if (link) link.click();
  else if (otherwise) window.location.assign(otherwise);
}

// Where a letter leads on every page, for those to whom the page offers it.
const offered = (name) => document.querySelector(".shell")?.dataset[name];

function search() {
  const field = document.getElementById("q");
  if (!field) return window.location.assign("/customers");
  field.focus();
  field.select();
}

const keys = {
  "/": search,
  n: () => go("new-customer", offered("new")),
  a: () => go("log-activity", offered("log")),
  e: () => go("edit-customer"),
  f: () => go("filter-all"),
  x: () => document.activeElement?.closest("tr")?.querySelector(".pick-row")?.click(),
  j: () => step(1),
  k: () => step(-1),
  "?": () => openDialog(document.getElementById("keys")),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target)) {
    if (event.key === "Escape" && event.target.id === "q") event.target.blur();
    if (event.key === "ArrowDown" && event.target.id === "q") {
      event.preventDefault();
      step(1);
    }
    return;
  }
  if (document.querySelector("dialog:modal") || !document.getElementById("keys")) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
