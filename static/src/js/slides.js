const KEYS = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" };
const FAR = 50; // pixels

const step = (way) => document.querySelector(`[data-slides] [data-step][rel="${way}"]`)?.click();

/** Slides go on by key, by swipe and by their buttons; the whole screen stays when the next one comes. */
export function showSlides(root) {
  for (const button of root.querySelectorAll("[data-fullscreen]")) {
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
  }
}

document.addEventListener("keydown", (event) => {
  if (!document.querySelector("[data-slides]") || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest("summary, button, input, textarea") && event.key === " ") return;
  const way = KEYS[event.key];
  if (!way) return;
  event.preventDefault();
  step(way);
});

let start = null;
document.addEventListener("touchstart", (event) => { start = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
document.addEventListener("touchend", (event) => {
  if (!start || !document.querySelector("[data-slides]")) return;
  const end = event.changedTouches[0];
  const across = end.clientX - start.clientX;
  if (Math.abs(across) > FAR && Math.abs(across) > 2 * Math.abs(end.clientY - start.clientY)) step(across < 0 ? "next" : "prev");
}, { passive: true });

// The window for the room and the one of who speaks go along with each other.
const windows = "BroadcastChannel" in window ? new BroadcastChannel("slides") : null;
let following = false;
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-slides] [data-step]");
  if (!link || following || event.ctrlKey || event.metaKey) return;
  windows?.postMessage({ pitch: link.closest("[data-slides]").dataset.slides, slide: link.dataset.step });
});
windows?.addEventListener("message", ({ data }) => {
  const shown = document.querySelector("[data-slides]");
  if (shown?.dataset.slides !== data.pitch || shown.dataset.slide === data.slide) return;
  const link = [...shown.querySelectorAll("[data-step]")].find((one) => one.dataset.step === data.slide);
  following = true; // a click keeps the whole screen; only a window that fell behind loads anew
  if (link) link.click();
  else location.assign(location.pathname.replace(/\/dia\/\d+\//, `/dia/${data.slide}/`));
  following = false;
});
