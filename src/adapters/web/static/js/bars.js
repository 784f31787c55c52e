// The bar of a lead: arrow keys walk along its stretches, the slider asks how it stood on a day.
const along = (bar) => [...bar.querySelectorAll("a")];

function only(stretches, chosen) {
  for (const one of stretches) one.setAttribute("tabindex", one === chosen ? "0" : "-1");
}

function ready(within) {
  for (const bar of within.querySelectorAll?.("[data-bar]") ?? []) {
    const stretches = along(bar);
    only(stretches, stretches.findLast((one) => !one.matches(".course__stretch--ahead")) ?? stretches[0]);
  }
}
ready(document);
document.addEventListener("htmx:load", (event) => ready(event.detail.elt.parentElement ?? event.detail.elt));

document.addEventListener("keydown", (event) => {
  const bar = event.target.closest?.("[data-bar]");
  if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
  const stretches = along(bar);
  const at = stretches.indexOf(event.target.closest("a"));
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stretches.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = stretches[Math.min(Math.max(to, 0), stretches.length - 1)];
  only(stretches, next);
  next.focus();
});

// Whoever follows a stretch goes on reading at its fact.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-bar] a, .stretches a");
  if (link) setTimeout(() => document.getElementById(link.getAttribute("href").slice(1))?.focus({ preventScroll: true }));
});

const DAY = 86400000;
const local = (time) => {
  const at = new Date(time);
  return new Date(time - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
};

document.addEventListener("input", (event) => {
  if (event.target.id !== "slider") return;
  const slider = event.target;
  const field = slider.form.elements.as_of;
  const isNow = slider.value === slider.max;
  field.value = isNow ? "" : local(new Date(slider.dataset.start).getTime() + Number(slider.value) * DAY + (slider.value === "0" ? 60000 : 0));
});

// The answer replaces the form; the slider keeps the focus, so that arrow keys go on.
let slid = false;
document.addEventListener("change", (event) => {
  if (event.target.id !== "slider") return;
  slid = true;
  window.htmx.trigger(event.target.form, "asked");
});

document.addEventListener("htmx:load", () => {
  if (!slid) return;
  slid = false;
  document.getElementById("slider")?.focus();
});
