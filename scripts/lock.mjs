// The lock file keeps versions and hashes; an address says nothing about what is installed.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const part of Object.values(lock.packages)) {
  delete part.funding;
  delete part.resolved;
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
