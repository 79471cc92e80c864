import { describe, it } from "vitest";
import { expectMarked } from "../../../../test/kit/markers.js";

/** A backtick. */
const BT = "`";

const before = `
customer { id: text key, city: text, age: integer, income: number?, orders: list of { on: date, total: number } }
define spare = age > 1
`;

describe("seg.json", () => {
  it.each([
    [
      "nothing set",
      `
define a = 1
=== seg.json
{}

`,
    ],
    [
      "all set",
      `
define a = 1
=== seg.json
{
  "$schema": "./seg.schema.json",
  "timeZone": "Asia/Tehran",
  "weekStart": "saturday",
  "today": { "earliest": "2020-01-01" },
  "rules": { "unused-list": "error", "SEG2008": "hint" },
  "sampleData": "a.json",
  "sampleDataPath": "data.customers"
}

`,
    ],
    [
      "unknown settings",
      `
define a = 1
=== seg.json
{ "timezone": "Asia/Tehran", "colour": 1, "today": { "from": "2020-01-01" } }
  ~~~~~~~~~~ unknown-setting: ${BT}timeZone${BT}
                             ~~~~~~~~ unknown-setting: Settings are
                                                     ~~~~~~ unknown-setting

`,
    ],
    [
      "sample data that are no text, or none",
      `
define a = 1
=== seg.json
{ "sampleData": "", "sampleDataPath": 3 }
                ~~ wrong-setting: the name of a file of customers, such as "customers.csv"
                                      ~ wrong-setting: the keys that lead to the customers, such as "data.customers"

`,
    ],
    [
      "wrong values",
      `
define a = 1
=== seg.json
{ "timeZone": 5, "weekStart": "saterday", "today": { "earliest": "2020-02-30" }, "rules": { "unused-define": "of" } }
              ~ wrong-setting: the name of a time zone
                              ~~~~~~~~~~ wrong-setting: ${BT}saturday${BT}
                                                                 ~~~~~~~~~~~~ wrong-setting: a day that exists
                                                                                                             ~~~~ wrong-setting: ${BT}off${BT}

`,
    ],
    [
      "zones and rules that do not exist",
      `
define a = 1
=== seg.json
{ "timeZone": "Asia/Teheran", "rules": { "unused-defin": "off", "unknown-name": "warning" } }
              ~~~~~~~~~~~~~~ unknown-time-zone
                                         ~~~~~~~~~~~~~~ unknown-rule: ${BT}unused-define${BT}
                                                                                ~~~~~~~~~ fixed-severity

`,
    ],
    [
      "an empty range",
      `
define a = 1
=== seg.json
{ "today": { "earliest": "2030-01-01", "latest": "2020-01-01" } }
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ empty-today-range

`,
    ],
    [
      "small mistakes of JSON",
      `
define a = 1
=== seg.json
{
  // a comment
  ~ broken-configuration: no comments
  "weekStart": "saturday"
  "timeZone": "Nowhere/Nothing",
  ~ broken-configuration: a comma is missing
              ~~~~~~~~~~~~~~~~~ unknown-time-zone
  "weekStart": "monday",
  ~~~~~~~~~~~ repeated-setting
                       ~ broken-configuration: remove it
}

`,
    ],
    [
      "no JSON",
      `
define a = 1
=== seg.json
hello
~ broken-configuration

`,
    ],
    [
      "not an object",
      `
define a = 1
=== seg.json
[]
~~ wrong-setting

`,
    ],
    [
      "cut off",
      `
define a = 1
=== seg.json
{ "timeZone": "Mars/One", "today": {
              ~~~~~~~~~~ unknown-time-zone
                                   ~ broken-configuration: ends too early

`,
    ],
    [
      "names of JavaScript's objects",
      `
define a = 1
=== seg.json
{ "constructor": 1, "rules": { "toString": "off" } }
  ~~~~~~~~~~~~~ unknown-setting
                               ~~~~~~~~~~ unknown-rule

`,
    ],
  ])("%s", (_name, text) => {
    expectMarked(text, { before, ignore: ["unused-define"] });
  });
});
