// Cards of a board are dragged from column to column; the menu on each card does the same by keyboard.
const board = () => document.querySelector("[data-board]");
const laneAt = (event) => event.target.closest?.(".lane[data-status]");
let held = null;

function ready(within) {
  if (!window.matchMedia("(pointer: fine)").matches) return;
  for (const card of within.querySelectorAll?.("[data-movable]") ?? []) card.draggable = true;
}

function leave() {
  for (const lane of document.querySelectorAll(".lane.is-over")) lane.classList.remove("is-over");
}

ready(document);
document.addEventListener("htmx:load", (event) => {
  ready(event.detail.elt.parentElement ?? event.detail.elt);
  const moved = event.detail.elt.querySelector?.("[data-moved] summary, [data-moved] a");
  if (event.detail.elt.id === "board") (event.detail.elt.querySelector("[data-moved] summary") ?? moved)?.focus();
});

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-movable]");
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.id);
  held.classList.add("is-held");
});

document.addEventListener("dragover", (event) => {
  const lane = held && laneAt(event);
  if (!lane) return;
  event.preventDefault();
  if (!lane.classList.contains("is-over")) leave();
  lane.classList.add("is-over");
});

document.addEventListener("dragend", () => {
  held?.classList.remove("is-held");
  held = null;
  leave();
});

document.addEventListener("drop", (event) => {
  const lane = held && laneAt(event);
  if (!lane) return;
  event.preventDefault();
  const form = held.querySelector("form");
  if (lane.dataset.status === held.dataset.status || !form) return;
  held.classList.add("is-going");
  const card = held;
  // Whether it may go there is for the server to say: it answers with the board as it stands then.
  window.htmx
    .ajax("POST", form.action, { source: form, target: board(), swap: "outerHTML", values: { status: lane.dataset.status } })
    .finally(() => card.classList.remove("is-going"));
});
