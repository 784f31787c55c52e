// Counts the ticked rows of a list, ticks all of them at once, and a range with Shift.
let last = null;
const rows = () => [...document.querySelectorAll(".pick-row")];

function tell() {
  const all = document.getElementById("pick-all");
  const bar = document.querySelector(".bulkbar__count");
  if (!all || !bar) return;
  const ticked = rows().filter((row) => row.checked).length;
  bar.textContent = bar.dataset.count.replace("{}", ticked);
  all.checked = ticked > 0 && ticked === rows().length;
  all.indeterminate = ticked > 0 && !all.checked;
}

document.addEventListener("click", (event) => {
  if (!event.target.matches?.(".pick-row")) return;
  const [from, to] = [rows().indexOf(last), rows().indexOf(event.target)].sort((one, other) => one - other);
  if (event.shiftKey && from >= 0) for (const row of rows().slice(from, to + 1)) row.checked = event.target.checked;
  last = event.target;
});

document.addEventListener("change", (event) => {
  if (event.target.id === "pick-all") for (const row of rows()) row.checked = event.target.checked;
  if (event.target.matches("#pick-all, .pick-row")) tell();
});
document.addEventListener("reset", (event) => {
  if (event.target.id === "picking") setTimeout(tell);
});
