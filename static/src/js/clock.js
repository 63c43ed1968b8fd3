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
  colour(clock, seconds);
  if (seconds === 0 && !clock.dataset.said) {
    clock.dataset.said = "yes";
    announce(words.time);
  }
}

/** A silent sign: the colour, the shape and the words change when little is left, and when nothing is. */
function colour(clock, seconds) {
  const box = clock.closest("[data-phase]");
  if (!box) return;
  const lead = (Date.parse(clock.dataset.until) - Date.parse(clock.dataset.soon)) / 1000;
  const phase = seconds <= 0 ? "late" : seconds <= lead ? "soon" : "calm";
  if (box.dataset.phase !== phase) box.dataset.phase = phase;
  const bar = box.querySelector("progress");
  if (bar) bar.value = Math.max(0, Math.min(1, seconds / 60 / Number(bar.dataset.minutes))) * bar.max;
}

const twoDigits = (number) => String(number).padStart(2, "0");
