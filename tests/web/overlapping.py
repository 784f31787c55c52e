"""What a reader would trip over on a page as it is drawn: words over words, under a button, or cut in two."""

from playwright.sync_api import Page

# Each word by its own box, so that a column may be as narrow as it likes as long as nothing leaves it.
_LOOK = r"""() => {
  const shown = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    for (let at = element; at; at = at.parentElement) {
      const { position, clipPath } = getComputedStyle(at);
      if (position === "fixed" || position === "sticky" || clipPath !== "none") return false;
    }
    return true;
  };
  const troubles = [], boxes = [];
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const text = words.currentNode, owner = text.parentElement;
    if (owner.closest("svg, option, datalist, noscript") || !shown(owner)) continue;
    for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const parts = [...range.getClientRects()].filter((one) => one.width > 0.5 && one.height > 0.5);
      const lines = new Set(parts.map((one) => Math.round(one.top)));
      if (lines.size > 1 && /^\p{L}{1,25}$/u.test(word)) troubles.push(`${word} is cut in two`);
      for (const at of parts) boxes.push({ word, owner, at });
    }
  }
  for (const owner of document.querySelectorAll("main .button--icon")) {
    const at = owner.getBoundingClientRect();
    if (at.width && shown(owner)) boxes.push({ word: owner.getAttribute("aria-label"), owner, at });
  }
  boxes.forEach((one, place) => {
    for (const other of boxes.slice(place + 1)) {
      const wide = Math.min(one.at.right, other.at.right) - Math.max(one.at.left, other.at.left);
      const high = Math.min(one.at.bottom, other.at.bottom) - Math.max(one.at.top, other.at.top);
      if (wide > 1 && high > 3) troubles.push(`${one.word} and ${other.word} share ${wide} × ${high}`);
    }
  });
  return troubles;
}"""


def overlaps(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_LOOK)
    return found
