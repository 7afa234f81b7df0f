// Reads [{zpl, width_mm, height_mm, dots_per_mm}, ...] as JSON on standard input; writes their PNGs, base64, as JSON.
const { readFileSync } = require("node:fs");
// Node 18, which Debian 12 has, keeps this out of the global scope, where the renderer looks for it.
globalThis.crypto ??= require("node:crypto").webcrypto;
const { ready } = require("zpl-renderer-js");

async function main() {
  const { api } = await ready;
  const pictures = [];
  for (const label of JSON.parse(readFileSync(0, "utf8"))) {
    pictures.push(await api.zplToBase64Async(label.zpl, label.width_mm, label.height_mm, label.dots_per_mm));
  }
  process.stdout.write(JSON.stringify(pictures), () => process.exit(0));
}

main().catch((error) => {
  process.stderr.write(`${error}\n`, () => process.exit(1));
});
