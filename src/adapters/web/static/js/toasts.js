// Toasts leave by themselves, but not while somebody points at them or stands in them.
const MILLISECONDS = { short: 6000, long: 15000 };

function leaveLater(toast) {
  const wait = MILLISECONDS[toast.dataset.toast];
  if (!wait) return;
  let timer = setTimeout(() => toast.remove(), wait);
  const stay = () => clearTimeout(timer);
  const goOn = () => {
    stay();
    timer = setTimeout(() => toast.remove(), wait);
  };
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("pointerleave", goOn);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("focusout", goOn);
}

export function say(text, lasting = "short") {
  const toast = document.createElement("div");
  toast.className = "toast toast--trouble";
  toast.dataset.toast = lasting;
  const words = document.createElement("span");
  words.className = "toast__text";
  words.textContent = text;
  toast.append(words);
  document.getElementById("toasts").replaceChildren(toast);
  leaveLater(toast);
}

const all = () => document.querySelectorAll("[data-toast]:not([data-leaving])");

function watch() {
  for (const toast of all()) {
    toast.dataset.leaving = "yes";
    leaveLater(toast);
  }
}

watch();
document.addEventListener("htmx:oobAfterSwap", watch);
