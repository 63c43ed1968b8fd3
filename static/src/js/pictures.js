/** Inside details[data-files]: choose, drop, paste or photograph several files; each picture gets its own words. */
export function dressFiles(root) {
  for (const box of root.querySelectorAll("details[data-files]")) {
    if (box.dataset.dressed) continue;
    box.dataset.dressed = "yes";
    new Files(box);
  }
}

const MOST_BYTES = 11.8 * 1024 * 1024; // the server takes 12 MB with the text
const isPicture = (file) => /^image\/(jpeg|png|webp)$/.test(file.type);

class Files {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector(".filedrop [type=file]");
    this.list = box.querySelector("[data-chosen]");
    this.alts = box.querySelector("[data-alts]");
    this.rows = new Map();
    // Words that came back with a mistake wait for their pictures, which a browser does not keep.
    this.kept = [...this.alts.querySelectorAll("input")].map((field) => field.value).filter(Boolean);
    if (!this.kept.length && !this.alts.querySelector(".field-error")) this.fold();
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    this.input.form.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    this.input.form.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
    this.input.form.addEventListener("drop", (event) => {
      if (!event.target.closest(".filedrop")) this.take(event, event.dataTransfer);
    });
    this.list.addEventListener("click", (event) => this.remove(event.target.closest("[data-remove]")));
    // A field inside a closed fold cannot be shown what is wrong with it.
    box.addEventListener("invalid", () => { box.open = true; }, true);
    window.addEventListener("pageshow", () => this.show());
    this.photograph();
  }

  /** A phone gets a button that opens its camera. */
  photograph() {
    const place = this.box.querySelector("[data-camera]");
    const camera = place.querySelector("[type=file]");
    place.hidden = !matchMedia("(pointer: coarse)").matches;
    place.querySelector("button").addEventListener("click", () => camera.click());
    camera.addEventListener("change", () => {
      this.add([...camera.files]);
      camera.value = "";
    });
  }

  /** What is pasted from a text editor brings a picture of the text along: then the text is meant. */
  take(event, data) {
    const files = [...data.files];
    if (!files.length || data.types.includes("text/plain")) return;
    event.preventDefault();
    this.box.open = true;
    this.add(files);
  }

  add(files) {
    const known = new Set([...this.rows.keys()].map(trace));
    for (const file of files) {
      if (known.has(trace(file))) continue;
      const row = this.row(file);
      this.rows.set(file, row);
      this.list.append(row);
    }
    this.show();
  }

  row(file) {
    const kind = isPicture(file) ? "picture" : "document";
    const row = this.box.querySelector(`template[data-${kind}]`).content.firstElementChild.cloneNode(true);
    for (const place of row.querySelectorAll("[data-name]")) place.textContent = file.name;
    if (kind === "picture") {
      row.querySelector("[name=alt]").value = this.kept.shift() ?? "";
      draw(file, row.querySelector("canvas"));
    }
    return row;
  }

  remove(button) {
    if (!button) return;
    const gone = [...this.rows].find(([, row]) => row.contains(button));
    gone[1].remove();
    this.rows.delete(gone[0]);
    this.show();
    this.input.focus();
  }

  /** The field sends what the list shows. */
  show() {
    const chosen = new DataTransfer();
    for (const file of this.rows.keys()) chosen.items.add(file);
    this.input.files = chosen.files;
    this.list.hidden = !this.rows.size;
    if (this.rows.size) this.fold();
    const bytes = [...this.rows.keys()].reduce((sum, file) => sum + file.size, 0);
    const { most, mostText, heavyText } = this.box.dataset;
    this.input.setCustomValidity(this.rows.size > Number(most) ? mostText : bytes > MOST_BYTES ? heavyText : "");
    if (!this.input.validity.valid) this.input.reportValidity();
  }

  fold() {
    this.alts.hidden = true;
    for (const field of this.alts.querySelectorAll("input")) field.disabled = true;
  }
}

const trace = (file) => `${file.name} ${file.size} ${file.lastModified}`;

/** A small square of the picture, so that who describes it sees which one it is. */
async function draw(file, canvas) {
  try {
    const picture = await createImageBitmap(file);
    const side = Math.min(picture.width, picture.height);
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
  } catch {
    canvas.hidden = true;
  }
}
