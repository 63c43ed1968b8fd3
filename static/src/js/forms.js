import { announce, words } from "./say.js";

const unsaved = new Set();

/** A form goes once; a form with data-guard warns before its text is lost. */
export function guardForms(root) {
  for (const form of root.querySelectorAll("form")) {
    if (form.dataset.guarded) continue;
    form.dataset.guarded = "yes";
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.classList.contains("sending")) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      form.classList.add("sending");
      unsaved.delete(form);
    });
    if ("guard" in form.dataset) form.addEventListener("input", () => unsaved.add(form));
  }
  for (const counter of root.querySelectorAll("[data-counter-for]")) countDown(counter);
  for (const drop of root.querySelectorAll(".filedrop")) dressDrop(drop);
}

export const isSaved = (form) => unsaved.delete(form);

// A page from the back button, or a form that htmx answered, may be sent again.
const release = (form) => form.classList.remove("sending");
window.addEventListener("pageshow", () => document.querySelectorAll("form.sending").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});
window.addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});

function countDown(counter) {
  const field = document.getElementById(counter.dataset.counterFor);
  if (!field) return;
  const max = Number(counter.dataset.max);
  let quiet = 0;
  const show = () => {
    const left = max - field.value.length;
    counter.textContent = left < 0 ? `${-left} ${words.over}` : `${left} ${words.left}`;
    counter.classList.toggle("over", left < 0);
    clearTimeout(quiet);
    if (left < 50) quiet = setTimeout(() => announce(counter.textContent), 1200);
  };
  field.addEventListener("input", show);
  show();
}

function dressDrop(drop) {
  const input = drop.querySelector("[type=file]");
  const over = (on) => (event) => {
    event.preventDefault();
    drop.classList.toggle("over", on);
  };
  drop.addEventListener("dragover", over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
