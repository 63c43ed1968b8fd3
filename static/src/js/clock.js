import { announce, words } from "./say.js";

/** Clocks with data-until count on the server's time; the page brings that time along in data-now. */
export function runClocks() {
  const loaded = performance.now();
  tick(loaded);
  setInterval(() => tick(loaded), 250);
}

function tick(loaded) {
  for (const clock of document.querySelectorAll("[data-until]")) {
    clock.dataset.since ??= clock.dataset.now ? String(performance.now()) : String(loaded);
    const now = Date.parse(clock.dataset.now) + performance.now() - Number(clock.dataset.since);
    show(clock, Math.ceil((Date.parse(clock.dataset.until) - now) / 1000));
  }
}

function show(clock, seconds) {
  const text = `${seconds < 0 ? "+" : ""}${twoDigits(Math.floor(Math.abs(seconds) / 60))}:${twoDigits(Math.abs(seconds) % 60)}`;
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("late", seconds < 0);
  if (seconds === 0 && !clock.dataset.said) {
    clock.dataset.said = "yes";
    announce(words.time);
  }
}

const twoDigits = (number) => String(number).padStart(2, "0");
