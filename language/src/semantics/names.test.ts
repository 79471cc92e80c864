import { describe, it } from "vitest";
import { expectMarked } from "../../../test/kit/markers.js";

/** A backtick. */
const BT = "`";

const before = `
customer { id: text key, city: text, age: integer, income: number?, orders: list of { on: date, total: number } }
`;

describe("names of a program", () => {
  it.each([
    [
      "a name given twice",
      `
define young = age < 30
list young = [18]
     ~~~~~ duplicate-name: the name of a define
segment A where young and age in [18]

`,
    ],
    [
      "a field and a define",
      `
define city = 1
       ~~~~ duplicate-name: a field of ${BT}customer${BT}

`,
    ],
    [
      "a define, then a loose segment",
      `
define Young = age < 30
segment Young where age < 20
        ~~~~~ duplicate-name
segment Other where Young

`,
    ],
    [
      "segments of different criteria may share a name, those of one may not",
      `
criterion A {
  segment High where age > 60
  segment High where age > 70
          ~~~~ duplicate-name: a segment of this criterion
}
criterion B { segment High where income > 60 }

`,
    ],
    [
      "criteria twice",
      `
criterion A { segment X where age > 1 }
criterion A { segment Y where age < 1 }
          ~ duplicate-name: a criterion

`,
    ],
    [
      "names that differ by a letter's form",
      `
define ملكي = age > 1
define ملکی = age > 2
       ~~~~ confusable-names
segment A where ملكي or ملکی

`,
    ],
    [
      "case tells names apart",
      `
define young = age < 30
define Young = age < 20
segment A where young or Young

`,
    ],
    [
      "a name used before it is declared, from another file",
      `
segment A where young
=== other.seg
define young = age < 30

`,
    ],
    [
      "nothing uses it",
      `
define young = age < 30
       ~~~~~ unused-define
list cities = ["Tehran"]
     ~~~~~~ unused-list

`,
    ],
    [
      "a define that only a define uses is used",
      `
define a = age < 30
define b = not a
segment A where b

`,
    ],
    [
      "after an error of syntax nothing is called unused",
      `
define young = age < 30
segment A where
segment B where age <

`,
    ],
    [
      "ambiguous and qualified",
      `
criterion A overlapping { segment High where age > 60 }
criterion B overlapping { segment High where income > 60 }
criterion C overlapping {
  segment X where High
                  ~~~~ ambiguous-name
  segment Y where A.High
}

`,
    ],
    [
      "a top-level name goes before a segment's",
      `
define High = age > 50
criterion A overlapping { segment High where age > 60 }
criterion C overlapping { segment X where High and A.High }

`,
    ],
    [
      "names that JavaScript's objects have",
      `
define constructor = age > 1
define toString = age > 2
criterion ${BT}__proto__${BT} overlapping { segment hasOwnProperty where constructor or toString }
criterion C overlapping { segment valueOf where hasOwnProperty and ${BT}__proto__${BT}.hasOwnProperty }

`,
    ],
  ])("%s", (_name, text) => {
    expectMarked(text, { before, ignore: ["unexpected-token"] });
  });
});
