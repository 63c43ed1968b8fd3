// Writes static/vendor/: one stylesheet, one script, one font, one sheet of icons.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dataIcons } from "./icons.mjs";
import { trimPico } from "./pico.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "static", "vendor");
const modules = join(root, "node_modules");

function htmxFile() {
  if (process.env.HTMX_JS) return process.env.HTMX_JS;
  const local = join(root, ".venv", "bin", "python");
  const python = process.env.PYTHON ?? (existsSync(local) ? local : "python3");
  const where = "import importlib.util as u; print(u.find_spec('django_htmx').submodule_search_locations[0])";
  const home = execFileSync(python, ["-c", where], { encoding: "utf8" }).trim();
  return join(home, "static", "django_htmx", "htmx-2.min.js");
}

/** Every file under a folder whose name ends so. */
function files(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

function lessonIcons() {
  const lessons = files(join(root, "fixtures", "catalogue", "dingen"), ".md");
  return lessons.map((text) => text.match(/^icon:\s*["']?([a-z0-9-]+)/m)?.[1]).filter(Boolean);
}

function templateIcons() {
  const named = /\{% icon "([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"|\{% nav_link [^%]*\) "([a-z0-9-]+)"/g;
  const pages = files(join(root, "templates"), ".html").join("");
  return [...pages.matchAll(named)].map((found) => found[1] ?? found[2] ?? found[3]);
}

function iconSheet() {
  const names = [...new Set([...dataIcons, ...templateIcons(), ...lessonIcons()])].sort();
  const symbols = names.map((name) => {
    const file = join(modules, "lucide-static", "icons", `${name}.svg`);
    if (!existsSync(file)) throw new Error(`Lucide has no icon "${name}"`);
    const inside = readFileSync(file, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
    return `<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
  });
  writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
  return names.length;
}

const houseFiles = {
  name: "house-files",
  setup(builder) {
    // The stylesheet and the font land in one folder.
    builder.onResolve({ filter: /\.woff2$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
    builder.onResolve({ filter: /^htmx$/ }, () => ({ path: "htmx", namespace: "htmx" }));
    builder.onLoad({ filter: /.*/, namespace: "htmx" }, () => ({
      contents: `${readFileSync(htmxFile(), "utf8")}\nwindow.htmx = htmx;`,
      loader: "js",
    }));
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const font = join(modules, "@fontsource-variable", "atkinson-hyperlegible-next", "files");
copyFileSync(join(font, "atkinson-hyperlegible-next-latin-wght-normal.woff2"), join(out, "atkinson.woff2"));
const pico = readFileSync(join(modules, "@picocss", "pico", "css", "pico.css"), "utf8");
writeFileSync(join(out, "pico.css"), trimPico(pico));
await build({
  entryPoints: { house: join(root, "static", "src", "house.css"), app: join(root, "static", "src", "app.js") },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  legalComments: "none",
  plugins: [houseFiles],
  nodePaths: [modules],
  logLevel: "warning",
});
console.log(`static/vendor: house.css, app.js, atkinson.woff2, icons.svg (${iconSheet()} icons)`);
