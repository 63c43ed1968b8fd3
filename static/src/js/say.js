// The words come with the page, in the reader's language.
export const words = document.body.dataset.sayLost === undefined ? {} : readWords(document.body.dataset);

function readWords(data) {
  return {
    saved: data.saySaved,
    notSaved: data.sayNotSaved,
    copied: data.sayCopied,
    lost: data.sayLost,
    back: data.sayBack,
    failed: data.sayFailed,
    left: data.sayLeft,
    over: data.sayOver,
    time: data.sayTime,
  };
}

let timer = 0;

/** Show a sentence for six seconds, or until the next one; a screen reader says it too. */
export function toast(text, stays = false) {
  const place = document.getElementById("toast");
  if (!place || !text) return;
  place.textContent = text;
  clearTimeout(timer);
  if (!stays) timer = setTimeout(() => { place.textContent = ""; }, 6000);
}

/** Say a sentence to a screen reader only. */
export function announce(text) {
  const place = document.getElementById("announcer");
  if (place) place.textContent = text;
}

export const fail = () => toast(words.failed);
