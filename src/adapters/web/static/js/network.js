// Says so when the network or the server did not answer; the page keeps what it showed.
import { say } from "./toasts.js";

const words = document.body.dataset;

// A refused request was answered with a page that says why: its words are told, never its markup.
function reason(answer) {
  if (!answer.getResponseHeader("content-type")?.startsWith("text/html")) return "";
  const page = new DOMParser().parseFromString(answer.responseText, "text/html");
  const told = [...page.querySelectorAll("[data-told]")].map((part) => part.textContent.trim());
  return told.map((one) => (/[.!?]$/.test(one) ? one : `${one}.`)).join(" ");
}

document.addEventListener("htmx:responseError", (event) => {
  const told = reason(event.detail.xhr);
  say(told || words.failed, told ? "long" : "short");
});
document.addEventListener("htmx:timeout", () => say(words.failed));
document.addEventListener("htmx:sendError", () => say(words.offline));
window.addEventListener("offline", () => say(words.offline));
