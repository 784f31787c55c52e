// Opens dialogs as modal ones; without this file they are part of the page or a page of their own.
const byId = (id) => document.getElementById(id);

export function openDialog(dialog) {
  if (dialog.open) dialog.close();
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) openDialog(byId(opener.dataset.open));
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
  if (event.target instanceof HTMLDialogElement && event.target.matches(":modal")) event.target.close();
});

// What is fetched into the sheet opens it; what a form or link in it changes elsewhere closes it.
document.addEventListener("htmx:afterSwap", (event) => {
  const sheet = byId("sheet");
  if (event.detail.target.id === "sheet-content") openDialog(sheet);
  else if (sheet?.open && sheet.contains(event.detail.requestConfig.elt) && !sheet.contains(event.detail.target)) sheet.close();
});

const conflict = byId("conflict");
if (conflict) {
  openDialog(conflict);
  conflict.addEventListener("cancel", (event) => event.preventDefault());
}
