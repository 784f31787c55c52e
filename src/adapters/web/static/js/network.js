// Says so when the network or the server did not answer; the page keeps what it showed.
import { say } from "./toasts.js";

const words = document.body.dataset;

for (const failure of ["htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => say(words.failed));
}
document.addEventListener("htmx:sendError", () => say(words.offline));
window.addEventListener("offline", () => say(words.offline));
