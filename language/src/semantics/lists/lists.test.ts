import { describe, it } from "vitest";
import { expectMarked } from "../../../../test/kit/markers.js";

/** A backtick. */
const BT = "`";

const before = `
customer { id: text key, city: text folded, on: date, age: integer, income: number?, orders: list of { on: date, total: number } }
`;

describe("lists", () => {
  it.each([
    [
      "literals",
      `
list a = ["x", "y", "x"]
                    ~~~ repeated-list-item
list b = [1, -2, 2.5]
list c = [2024-05-01]
segment A where city in a and income in b
segment B where on in c

`,
    ],
    [
      "no constants",
      `
list a = ["x", age]
               ~~~ wrong-list-item
segment A where city in a

`,
    ],
    [
      "empty",
      `
list a = []
     ~ empty-list
segment A where city in a

`,
    ],
    [
      "files",
      `
list a from "a.txt"
list b from "nowhere.txt"
            ~~~~~~~~~~~~~ absent-list-file
list c from "../a.txt"
            ~~~~~~~~~~ outside-list-file
list d from "blank.txt"
     ~ empty-list: because ${BT}blank.txt${BT} has no values
segment A where city in a or city in b or city in c or city in d
=== a.txt
Tehran

 Shiraz
=== blank.txt


`,
    ],
    [
      "columns",
      `
list a from "p.csv" column "city name"
list b from "p.csv" column "city nmae"
                           ~~~~~~~~~~~ unknown-column: Did you mean ${BT}city name${BT}
list c from "p.csv" column "zzz"
                           ~~~~~ unknown-column: Its columns are ${BT}id${BT} and ${BT}city name${BT}
list d from "broken.csv" column "a"
                                ~~~ malformed-list-file: line 2
segment A where city in a or city in b or city in c or city in d
=== p.csv
id; city name
1;"Tehran; centre"
2;Shiraz
=== broken.csv
a,b
"x,y

`,
    ],
  ])("%s", (_name, text) => {
    expectMarked(text, { before, ignore: ["not-compared"] });
  });
});
