// parse-loop DATA OUT: what one would write by hand: JSON.parse a line, predicates in JavaScript, no checks of the data.
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

interface Customer {
  readonly id: string;
  readonly city: string;
  readonly age: number;
  readonly plan: string;
  readonly orders: readonly { readonly on: string; readonly total: number }[];
}

const [data, out] = process.argv.slice(2);
const large = new Set(["تهران", "مشهد", "اصفهان"]);
const started = performance.now();
const input = openSync(data!, "r");
const output = openSync(out!, "w");
const bytes = Buffer.alloc(1 << 20);
const decoder = new StringDecoder("utf8");
let rest = "";
let written = "";
for (let length = readSync(input, bytes); length > 0; length = readSync(input, bytes)) {
  const text = rest + decoder.write(bytes.subarray(0, length));
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    written += placed(JSON.parse(text.slice(start, end)) as Customer);
    start = end + 1;
  }
  rest = text.slice(start);
  writeSync(output, written);
  written = "";
}
closeSync(output);
console.log(JSON.stringify({ milliseconds: performance.now() - started, memory: process.resourceUsage().maxRSS }));

function placed({ id, age, city, plan, orders }: Customer): string {
  let spent = 0;
  let isRecent = false;
  for (const { on, total } of orders) {
    spent += total;
    if (on >= "2024-11-01") isRecent = true;
  }
  return `${JSON.stringify({
    id,
    Age: age < 30 ? "Young" : age < 50 ? "Middle" : "Old",
    Money: spent > 1500 ? "High" : spent > 500 ? "Mid" : "Low",
    Place: large.has(city) ? "Large" : "Small",
    Active: isRecent ? "Recent" : "Gone",
    Plan: plan === "plus" || plan === "pro" ? "Paying" : "Other",
  })}\n`;
}
