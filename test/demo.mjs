// `npm run demo`: checks the example shop, classifies its customers, asks why one of them is where she is, and lets
// the personas speak. Each step is the built command as anyone would type it; the first that fails ends the demo.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const seg = fileURLToPath(new URL("../cli/dist/seg.mjs", import.meta.url));
const shop = "examples/shop";
const data = `${shop}/customers.ndjson`;
const day = "2026-11-01";

const steps = [
  ["Is the program sound?", ["check", shop]],
  ["Who are the customers?", ["run", shop, "--data", data, "--as-of", day]],
  [
    "Who are the best of them?",
    ["run", shop, "--data", data, "--as-of", day, "--segment", "Champion", "--sort-by", "spend"],
  ],
  [
    "Why is C002 no champion?",
    ["explain", shop, "--data", data, "--as-of", day, "--customer", "C002", "--segment", "Loyalty.Champion"],
  ],
  ["Are the people we had in mind where we want them?", ["test", shop, "--as-of", day]],
];

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text) => (colour ? `\u001b[1m${text}\u001b[22m` : text);

for (const [question, words] of steps) {
  const typed = words.map((word) => (/[^\w./:-]/.test(word) ? `'${word}'` : word)).join(" ");
  console.log(`\n${bold(question)}\n$ seg ${typed}\n`);
  const { status } = spawnSync(process.execPath, [seg, ...words], { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(`\nseg ${words[0]} ended with status ${status}`);
    process.exit(1);
  }
}
