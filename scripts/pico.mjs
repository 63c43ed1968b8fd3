// Pico without the parts this site never uses. Our own layer replaces its colours and icons.
const unused = [
  /:host/, /dropdown/, /data-tooltip/, /dialog/, /modal/, /role=switch/, /type=range/, /type=color/,
  /dir=rtl/, /role=search/, /role=group/, /aria-busy/, /data-theme=dark/, /-ms-/, /\.container/, /\.grid/,
  /\bnav\b/, /^aside/, /^article/, /^progress/, /contrast/, /aria-invalid=false/, /^iframe/, /:where\(iframe\)/,
  /^details summary\[role=button\]/, /-moz-document/, /type=week/,
];

/** Split CSS into its rules: {head, body} with the braces balanced. */
function rules(css) {
  const found = [];
  let depth = 0;
  let start = 0;
  let open = 0;
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === "{" && depth++ === 0) open = at;
    if (css[at] === "}" && --depth === 0) {
      found.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, at) });
      start = at + 1;
    }
  }
  return found;
}

/** Split a selector list at its top-level commas. */
function selectors(head) {
  const parts = [""];
  let depth = 0;
  for (const char of head) {
    if ("([".includes(char)) depth += 1;
    if (")]".includes(char)) depth -= 1;
    if (char === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

/** What a selector excludes says nothing about what it is for. */
const isUnused = (selector) => {
  const own = selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, "");
  return unused.some((pattern) => pattern.test(own));
};

export function trimPico(css) {
  const bare = css.replace(/@charset[^;]*;/, "").replace(/\/\*[\s\S]*?\*\//g, "");
  return rules(bare).map(trimRule).join("\n");
}

function trimRule({ head, body }) {
  if (head.startsWith("@keyframes")) return "";
  if (head.startsWith("@")) {
    if (/prefers-color-scheme|min-width/.test(head)) return "";
    const inside = rules(body).map(trimRule).join("");
    return inside && `${head}{${inside}}`;
  }
  const kept = selectors(head).filter((selector) => !isUnused(selector));
  if (!kept.length) return "";
  const lines = body.split(/;\n/).filter((line) => !line.includes("data:image"));
  return `${kept.join(",")}{${lines.join(";")}}`;
}
