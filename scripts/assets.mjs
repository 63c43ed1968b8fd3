// Writes static/vendor/: one stylesheet, one script, one font, one sheet of icons.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { interfaceIcons } from "./icons.mjs";
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

function lessonIcons() {
  const lessons = join(root, "fixtures", "catalogue", "dingen");
  if (!existsSync(lessons)) return [];
  const found = readdirSync(lessons)
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(join(lessons, name), "utf8").match(/^icon:\s*["']?([a-z0-9-]+)/m)?.[1]);
  return found.filter(Boolean);
}

function iconSheet() {
  const names = [...new Set([...interfaceIcons, ...lessonIcons()])].sort();
  const symbols = names.map((name) => {
    const file = join(modules, "lucide-static", "icons", `${name}.svg`);
    if (!existsSync(file)) throw new Error(`Lucide has no icon "${name}"`);
    const inside = readFileSync(file, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
    return `<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
  });
  writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
  return names.length;
}

const virtualFiles = {
  name: "virtual-files",
  setup(builder) {
    builder.onResolve({ filter: /^pico-trimmed\.css$/ }, () => ({ path: "pico", namespace: "pico" }));
    builder.onLoad({ filter: /.*/, namespace: "pico" }, () => ({
      contents: trimPico(readFileSync(join(modules, "@picocss", "pico", "css", "pico.css"), "utf8")),
      loader: "css",
    }));
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
await build({
  entryPoints: { house: join(root, "static", "src", "house.css"), app: join(root, "static", "src", "app.js") },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  external: ["*.woff2"],
  legalComments: "none",
  plugins: [virtualFiles],
  nodePaths: [modules],
  logLevel: "warning",
});
console.log(`static/vendor: house.css, app.js, atkinson.woff2, icons.svg (${iconSheet()} icons)`);
