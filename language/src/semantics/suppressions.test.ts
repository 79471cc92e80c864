import { describe, it } from "vitest";
import { expectMarked } from "../../../test/kit/markers.js";

/** A backtick. */
const BT = "`";

const before = `
customer { id: text key, city: text, age: integer, income: number?, orders: list of { on: date, total: number } }
`;

describe("seg-ignore", () => {
  it.each([
    [
      "silences what is found at the declaration below",
      `
// seg-ignore unused-define: the spring campaign will use it
define spare = age > 1

`,
    ],
    [
      "by code, in a block comment, above documentation",
      `
/* seg-ignore SEG2008: the spring campaign will use it */
/// Not used yet.
define spare = age > 1

`,
    ],
    [
      "only there",
      `
// seg-ignore unused-define: the spring campaign will use it
define spare = age > 1
define more = age > 1
       ~~~~ unused-define

`,
    ],
    [
      "at a related place",
      `
// seg-ignore not-compared: meant so
segment Rural where city = "Natanz"
segment Grown where city = "Natanz" and age >= 18

`,
    ],
    [
      "without a reason",
      `
// seg-ignore unused-define
~~~~~~~~~~~~~~~~~~~~~~~~~~~ suppression-without-reason
define spare = age > 1
       ~~~~~ unused-define

`,
    ],
    [
      "without a rule",
      `
// seg-ignore
~~~~~~~~~~~~~ malformed-suppression
define spare = age > 1
       ~~~~~ unused-define

`,
    ],
    [
      "an unknown rule",
      `
// seg-ignore unused-defin: reason
              ~~~~~~~~~~~~ unknown-rule: ${BT}unused-define${BT}
define spare = age > 1
       ~~~~~ unused-define

`,
    ],
    [
      "unused",
      `
// seg-ignore unused-define: reason
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unused-suppression
define spare = age > 1
segment A where spare

`,
    ],
    [
      "behind the declaration",
      `
define spare = age > 1 // seg-ignore unused-define: reason
       ~~~~~ unused-define
                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unused-suppression
define more = age > 2
       ~~~~ unused-define

`,
    ],
    [
      "an error of types stays",
      `
// seg-ignore unknown-name: reason
              ~~~~~~~~~~~~ fixed-severity
segment A where agee > 1
                ~~~~ unknown-name

`,
    ],
    [
      "inside a criterion",
      `
criterion C {
  // seg-ignore second-otherwise: reason
                ~~~~~~~~~~~~~~~~ fixed-severity
  otherwise A
}

`,
    ],
  ])("%s", (_name, text) => {
    expectMarked(text, { before });
  });
});
