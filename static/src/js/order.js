import { announce } from "./say.js";

const EDGE = 70; // pixels from the top and the bottom where the page scrolls along

/** form[data-order]: rows move by drag and by their arrows, without a page in between; the numbers follow. */
export function dressOrder(root) {
  for (const form of root.querySelectorAll("form[data-order]")) {
    const list = form.querySelector("[data-list]");
    if (!list) continue;
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      event.preventDefault();
      const row = button.closest("[data-row]");
      const other = button.dataset.move === "-1" ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      other[button.dataset.move === "-1" ? "before" : "after"](row);
      settle(form, list, row);
      const left = getComputedStyle(button).visibility === "hidden" ? row.querySelector(`[data-move]:not([value="${CSS.escape(button.value)}"])`) : button;
      left.focus();
    });
    for (const handle of list.querySelectorAll("[data-drag]")) {
      handle.hidden = false;
      handle.addEventListener("pointerdown", (event) => drag(event, form, list, handle));
    }
  }
}

function drag(start, form, list, handle) {
  if (start.button) return;
  start.preventDefault();
  const row = handle.closest("[data-row]");
  let y = start.clientY;
  let going = true;
  row.classList.add("dragged");
  // On the window: a row that changes places would lose a pointer that it had captured.
  const move = (event) => {
    y = event.clientY;
    place(list, row, y);
  };
  const scroll = () => {
    if (!going) return;
    const step = y < EDGE ? -8 : y > innerHeight - EDGE ? 8 : 0;
    if (step) {
      window.scrollBy(0, step);
      place(list, row, y);
    }
    requestAnimationFrame(scroll);
  };
  const end = () => {
    going = false;
    row.classList.remove("dragged");
    for (const [name, listener] of listeners) window.removeEventListener(name, listener);
    settle(form, list, row);
  };
  const listeners = [["pointermove", move], ["pointerup", end], ["pointercancel", end]];
  for (const [name, listener] of listeners) window.addEventListener(name, listener);
  requestAnimationFrame(scroll);
}

/** Put the row where the pointer is: it changes places once the pointer is past the middle of the other. */
function place(list, row, y) {
  const middle = (other) => { const box = other.getBoundingClientRect(); return box.top + box.height / 2; };
  let before = row.previousElementSibling;
  while (before && y < middle(before)) { before.before(row); before = row.previousElementSibling; }
  let after = row.nextElementSibling;
  while (after && y > middle(after)) { after.after(row); after = row.nextElementSibling; }
}

function settle(form, list, row) {
  const rows = [...list.children];
  rows.forEach((one, place) => { one.querySelector("[data-number]").textContent = place + 1; });
  form.dispatchEvent(new Event("input", { bubbles: true }));
  announce(`${form.dataset.sayPlace} ${rows.indexOf(row) + 1}`);
}
