import { toast, words } from "./say.js";

const PACE = 2000;
const SLOWEST = 30000;

/** An element with data-poll-url asks for its next version every two seconds: 204 = unchanged, 200 = its new self. */
export function pollPages(root) {
  const found = [...root.querySelectorAll("[data-poll-url]")];
  if (root.matches?.("[data-poll-url]")) found.push(root);
  for (const element of found) {
    if (element.dataset.polling) continue;
    element.dataset.polling = "yes";
    new Poll(element).rest();
  }
}

class Poll {
  constructor(element) {
    this.element = element;
    this.wait = PACE;
    this.lost = false;
    this.wake = () => { if (!document.hidden) this.ask(); };
    document.addEventListener("visibilitychange", this.wake);
    window.addEventListener("online", this.wake);
  }

  rest() {
    clearTimeout(this.timer);
    // A little chance keeps a hall full of phones from asking at the same moment.
    this.timer = setTimeout(() => this.ask(), this.wait * (0.9 + Math.random() * 0.2));
  }

  stop() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.wake);
    window.removeEventListener("online", this.wake);
  }

  async ask() {
    if (this.asking) return;
    clearTimeout(this.timer);
    if (!this.element.isConnected) return this.stop();
    if (document.hidden) return;
    this.asking = true;
    try {
      await this.fetch();
    } catch {
      this.fail();
    } finally {
      this.asking = false;
    }
    if (this.element.isConnected && !this.ended) this.rest();
  }

  async fetch() {
    const address = new URL(this.element.dataset.pollUrl, location.href);
    address.searchParams.set("version", this.element.dataset.pollVersion ?? "");
    const answer = await fetch(address, { credentials: "same-origin", headers: { "X-Poll": "1" }, signal: AbortSignal.timeout(10000) });
    if (answer.redirected) return location.reload();
    if ([400, 403, 404, 410].includes(answer.status)) return this.end();
    if (!answer.ok) throw new Error(String(answer.status));
    this.wait = Number(this.element.dataset.pollPace) || PACE;
    if (this.lost) toast(words.back);
    this.lost = false;
    if (answer.status === 200) return this.replace(await answer.text());
    this.renew(answer.headers.get("X-Ticket"));
  }

  /** A ticket that ran out comes back new, so that the next question is a cheap one again. */
  renew(ticket) {
    if (!ticket) return;
    const address = new URL(this.element.dataset.pollUrl, location.href);
    address.searchParams.set("ticket", ticket);
    this.element.dataset.pollUrl = address.pathname + address.search;
  }

  /** The page we ask for is gone: asking on makes no sense. */
  end() {
    this.ended = true;
    this.stop();
    toast(words.failed);
  }

  fail() {
    this.wait = Math.min(this.wait * 2, SLOWEST);
    if (!this.lost) toast(words.lost, true);
    this.lost = true;
  }

  replace(html) {
    const box = document.createElement("template");
    box.innerHTML = html.trim();
    const fresh = box.content.firstElementChild;
    if (!fresh) return;
    const focused = this.element.contains(document.activeElement) ? document.activeElement.id : "";
    keepAnswers(this.element, fresh);
    this.element.replaceWith(fresh);
    window.htmx?.process(fresh);
    if (focused) document.getElementById(focused)?.focus();
    this.stop();
    fresh.dispatchEvent(new CustomEvent("house:fresh", { bubbles: true }));
  }
}

/** Half a choice or half a sentence is not lost when the page moves on. */
function keepAnswers(old, fresh) {
  for (const field of old.querySelectorAll("textarea[id], input[id]:not([type=hidden])")) {
    const next = fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (!next || next.form?.getAttribute("action") !== field.form?.getAttribute("action")) continue;
    if (["radio", "checkbox"].includes(field.type)) next.checked = field.checked;
    else if (field.type !== "file" && field.value !== field.defaultValue) next.value = field.value;
  }
  for (const unfolded of old.querySelectorAll("details[id][open]")) {
    const next = fresh.querySelector(`#${CSS.escape(unfolded.id)}`);
    if (next) next.open = true;
  }
  for (const form of old.querySelectorAll("form[data-keep]")) keepForm(form, fresh);
}

/** Words for a pitch that is over can still be sent: their form moves along to the new page. */
function keepForm(form, fresh) {
  const typed = [...form.querySelectorAll("textarea")].some((field) => field.value.trim());
  if (!typed || fresh.querySelector(`form[action="${CSS.escape(form.getAttribute("action"))}"]`)) return;
  const note = form.querySelector("[data-kept]");
  if (note) note.hidden = false;
  for (const field of form.querySelectorAll("[id]")) field.removeAttribute("id");
  form.classList.add("card");
  fresh.append(form);
}
