import { announce } from "./say.js";

const PAUSE = 700;

/** form[data-lesson]: rows move without a page in between, a live preview, pictures, links to closed rows. */
export function dressLessons(root) {
  for (const form of root.querySelectorAll("form[data-lesson]")) {
    form.addEventListener("click", (event) => rowButton(form, event));
    form.addEventListener("input", nameRow);
    form.addEventListener("house:saved", ({ detail }) => {
      if (detail?.seen) form.elements.seen.value = JSON.stringify(detail.seen);
    });
    showLive(form);
    offerPictures(form);
    window.addEventListener("hashchange", openTarget);
    openTarget();
  }
}

const changed = (form) => form.dispatchEvent(new Event("input", { bubbles: true }));

function rowButton(form, event) {
  const button = event.target.closest("button[name=do]");
  if (!button) return;
  const [name, verb] = button.value.split(" ");
  const row = button.closest("[data-row]");
  const list = form.querySelector(`[data-rows="${CSS.escape(name)}"]`);
  // A list that is full: the server has the words for it.
  if (!list || (verb === "add" && list.children.length >= Number(list.dataset.most))) return;
  event.preventDefault();
  ({ up: () => move(row, -1, form), down: () => move(row, 1, form), remove: () => remove(row, form), add: () => add(list, form) })[verb]();
  changed(form);
  if (["up", "down"].includes(verb)) button.focus();
}

function move(row, by, form) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  other[by < 0 ? "before" : "after"](row);
  announce(`${form.dataset.sayPlace} ${[...row.parentElement.children].indexOf(row) + 1}`);
}

function add(list, form) {
  const blank = form.querySelector(`template[data-blank="${CSS.escape(list.dataset.rows)}"]`);
  const box = document.createElement("template");
  box.innerHTML = blank.innerHTML.replaceAll("__new__", `n${Date.now().toString(36)}`);
  const row = box.content.firstElementChild;
  list.append(row);
  row.dispatchEvent(new CustomEvent("house:fresh", { bubbles: true }));
  row.querySelector("input:not([type=hidden]), textarea")?.focus();
}

function remove(row, form) {
  const note = document.createElement("li");
  note.className = "edit-removed";
  const words = document.createElement("span");
  words.textContent = `${form.dataset.sayRemoved} ${row.querySelector("[data-row-name]")?.textContent ?? ""}`;
  const back = document.createElement("button");
  back.type = "button";
  back.className = "small quiet";
  back.textContent = form.dataset.sayBack;
  back.addEventListener("click", () => {
    note.replaceWith(row);
    row.focus();
    changed(form);
  });
  note.append(words, back);
  row.replaceWith(note);
  back.focus();
  announce(words.textContent);
}

/** The line of a closed row says what stands in its first field. */
function nameRow({ target }) {
  const row = target.closest?.("[data-row]");
  const name = row?.querySelector("[data-row-name]");
  if (name && target === row.querySelector("details input:not([type=hidden])")) name.textContent = target.value || "…";
}

/** What readers will see, a moment after the last key. On a phone it is out of sight, and costs nothing. */
function showLive(form) {
  const live = document.querySelector("[data-live-url]");
  const page = live?.querySelector(".live-page");
  if (!page) return;
  live.hidden = false;
  let timer = 0;
  let asking = new AbortController();
  const refresh = async () => {
    if (!page.offsetParent) return;
    asking.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(live.dataset.liveUrl, { method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "HX-Request": "true" }, signal: asking.signal });
      if (!answer.ok || answer.redirected) return;
      page.innerHTML = await answer.text();
      keepIdsApart(page);
    } catch {
      // The next key asks again; saving is what says when there is no connection.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  });
  window.matchMedia("(min-width: 64rem)").addEventListener("change", refresh);
  refresh();
}

/** The lesson has the ids of its page; here that page is a guest. */
function keepIdsApart(page) {
  for (const element of page.querySelectorAll("[id]:not([id^='live-'])")) element.id = `live-${element.id}`;
  for (const link of page.querySelectorAll("a[href^='#']:not([href^='#live-'])")) link.setAttribute("href", `#live-${link.hash.slice(1)}`);
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const closed = target.closest("[data-row] details:not([open])") ?? target.querySelector?.(":scope > details:not([open])");
  if (!closed) return;
  closed.open = true;
  target.scrollIntoView();
}

function offerPictures(form) {
  const list = document.querySelector("[data-pictures-list]");
  if (!list) return;
  const dialog = document.createElement("dialog");
  dialog.className = "picture-dialog";
  dialog.setAttribute("aria-labelledby", list.getAttribute("aria-labelledby"));
  list.before(dialog);
  dialog.append(list);
  for (const button of list.querySelectorAll("button[hidden]")) button.hidden = false;
  let area = null;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pictures]");
    if (!button) return;
    area = button.closest(".editor").querySelector("textarea");
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert], [data-close]");
    if (!button && event.target !== dialog) return;
    dialog.close();
    if (button?.dataset.insert) put(area, button.dataset.insert);
  });
}

/** A picture stands in a paragraph of its own. */
function put(area, line) {
  const before = area.value.slice(0, area.selectionStart).trimEnd();
  const after = area.value.slice(area.selectionEnd).trimStart();
  area.focus();
  area.value = [before, line, after].filter(Boolean).join("\n\n");
  area.selectionStart = area.selectionEnd = before.length + (before ? 2 : 0) + line.length;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
