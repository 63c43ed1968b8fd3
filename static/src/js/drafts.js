import { isSaved } from "./forms.js";
import { words } from "./say.js";

const PAUSE = 2000;

const inFlight = new WeakMap();
const typed = new WeakSet();

/** form[data-draft-url] sends its text there two seconds after the last key and says "Saved". */
export function keepDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    if (form.dataset.kept) continue;
    form.dataset.kept = "yes";
    let timer = 0;
    let sent = false;
    form.addEventListener("input", () => {
      typed.add(form);
      const place = form.querySelector("[data-draft-status]:not(.failed)");
      if (place) place.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(() => { if (!sent) keep(form); }, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      const saving = inFlight.get(form);
      if (!saving) return void (sent = true);
      // Its answer brings the version that has to go along.
      event.preventDefault();
      event.stopImmediatePropagation();
      saving.then(() => form.requestSubmit(event.submitter));
    }, true);
    window.addEventListener("pageshow", () => { sent = false; });
  }
}

/** One at a time: the next one is written over what this one saved. */
function keep(form) {
  const saving = (inFlight.get(form) ?? Promise.resolve()).then(() => save(form)).then(() => {
    if (inFlight.get(form) === saving) inFlight.delete(form);
  });
  inFlight.set(form, saving);
}

async function save(form) {
  const body = new FormData(form);
  typed.delete(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(10000) });
    // After the session ended the answer is the log-in page: nothing was saved.
    const told = !answer.redirected && answer.headers.get("content-type") === "application/json" ? await answer.json() : null;
    if (answer.status === 409 && told?.message) return report(form, told.message, true);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    if (told?.version && form.elements.version) form.elements.version.value = told.version;
    if (!typed.has(form)) isSaved(form);
    report(form, words.saved, false);
    form.dispatchEvent(new CustomEvent("house:saved", { detail: told }));
  } catch {
    report(form, words.notSaved, true);
  }
}

function report(form, text, failed) {
  const place = form.querySelector("[data-draft-status]");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("failed", failed);
}
