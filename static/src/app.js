// Everything works without this file; it only shortens the way.
import "htmx";
import "@github/markdown-toolbar-element";
import { guardForms } from "./js/forms.js";
import { keepDrafts } from "./js/drafts.js";
import { dressEditors } from "./js/editor.js";
import { dressLessons } from "./js/lesson_editor.js";
import { dressOrder } from "./js/order.js";
import { dressFiles } from "./js/pictures.js";
import { pollPages } from "./js/poll.js";
import { addUp } from "./js/sums.js";
import { showSlides } from "./js/slides.js";
import { runClocks } from "./js/clock.js";
import { fail, toast, words } from "./js/say.js";

document.addEventListener("htmx:responseError", fail);
document.addEventListener("htmx:sendError", fail);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  event.preventDefault();
  await navigator.clipboard.writeText(button.dataset.copy);
  toast(words.copied);
});

/** Wake the parts of a page, or of a piece that htmx or a poll put in it. */
function dress(root) {
  guardForms(root);
  keepDrafts(root);
  dressEditors(root);
  dressLessons(root);
  dressFiles(root);
  dressOrder(root);
  pollPages(root);
  addUp(root);
  showSlides(root);
  root.querySelector("[data-focus]")?.focus();
  // On a phone the row of tabs is longer than the screen: show the one you are on.
  for (const tab of root.querySelectorAll(".tabs [aria-current]")) {
    const row = tab.closest(".tabs");
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }
  for (const button of root.querySelectorAll("[data-copy][hidden]")) button.hidden = !navigator.clipboard;
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

runClocks();
dress(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) dress(event.detail.elt);
});
document.addEventListener("house:fresh", (event) => dress(event.target));
