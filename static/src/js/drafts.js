import { isSaved } from "./forms.js";
import { words } from "./say.js";

const PAUSE = 2000;

/** form[data-draft-url] sends its text there two seconds after the last key and says "Saved". */
export function keepDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    if (form.dataset.kept) continue;
    form.dataset.kept = "yes";
    let timer = 0;
    let sent = false;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => { if (!sent) save(form); }, PAUSE);
    });
    form.addEventListener("submit", () => { sent = true; clearTimeout(timer); });
    window.addEventListener("pageshow", () => { sent = false; });
  }
}

async function save(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, credentials: "same-origin" });
    // After the session ended the answer is the log-in page: nothing was saved.
    const told = !answer.redirected && answer.headers.get("content-type") === "application/json" ? await answer.json() : null;
    if (answer.status === 409 && told?.message) return report(form, told.message, true);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    if (told?.version && form.elements.version) form.elements.version.value = told.version;
    isSaved(form);
    report(form, words.saved, false);
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
