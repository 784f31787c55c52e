// A sheet is printed by its button; the browser's own way works without this file.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
