import { subscribe } from "@github/paste-markdown";
import "@github/text-expander-element";

/** Paste links and tables as Markdown; offer names after an @. */
export function dressEditors(root) {
  for (const area of root.querySelectorAll(".editor textarea")) {
    if (area.dataset.dressed) continue;
    area.dataset.dressed = "yes";
    subscribe(area);
  }
  for (const expander of root.querySelectorAll("text-expander[data-suggest-url]")) {
    expander.addEventListener("text-expander-change", (event) => {
      const { text, provide } = event.detail;
      expander.dataset.asked = text;
      // The answer to an earlier letter may come last; it must not stand over the newer one.
      const newest = (found) => (expander.dataset.asked === text ? found : new Promise(() => {}));
      provide(suggestions(expander.dataset.suggestUrl, text).then(newest));
    });
    expander.addEventListener("text-expander-committed", (event) => {
      event.detail.input.dispatchEvent(new Event("input", { bubbles: true })); // for the draft and the counter
    });
    expander.addEventListener("text-expander-value", (event) => {
      event.detail.value = event.detail.item.dataset.value;
    });
  }
}

async function suggestions(address, text) {
  const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { credentials: "same-origin" });
  if (!answer.ok || answer.status === 204) return { matched: false };
  const list = document.createElement("ul");
  list.setAttribute("role", "listbox");
  list.className = "suggestions";
  list.innerHTML = await answer.text();
  return { matched: list.children.length > 0, fragment: list };
}
