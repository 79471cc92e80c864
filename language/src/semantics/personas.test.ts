import { describe, it } from "vitest";
import { expectMarked } from "../../../test/kit/markers.js";

/** A backtick. */
const BT = "`";

const before = `
customer { id: text key, city: text, age: integer, income: number?, orders: list of { on: date, total: number } }
criterion Age { segment Young where age < 30 segment Old where age >= 60 }
criterion Income overlapping { segment Low where income < 10 segment Old where income > 100 }
define rich = income > 50
criterion Other overlapping { segment Rich where rich }
`;

describe("personas", () => {
  it.each([
    [
      "a good one",
      `
persona Sara "young" as of 2026-11-01 { age: 19, orders: [{ on: today - 3 days, total: 5 }] } in Young, Low not in Age.Old, Rich

`,
    ],
    [
      "unknown segments",
      `
persona Sara { age: 19 } in Yong not in Age.Od, Incmoe.Old
                            ~~~~ unknown-expectation: ${BT}Age.Young${BT}
                                            ~~ unknown-expectation: Criterion ${BT}Age${BT}
                                                ~~~~~~ unknown-criterion: ${BT}Income${BT}

`,
    ],
    [
      "ambiguous segments",
      `
persona Sara { age: 19 } in Old
                            ~~~ ambiguous-name

`,
    ],
    [
      "a define is no segment",
      `
persona Sara { income: 100 } in rich
                                ~~~~ unknown-expectation: ${BT}Other.Rich${BT}

`,
    ],
    [
      "contradictions",
      `
persona Sara { age: 19 } in Young, Age.Old not in Young
                                   ~~~~~~~ exclusive-expectations
                                                  ~~~~~ contradictory-expectation
persona Joe { age: 19 } in Young, Young
                                  ~~~~~ repeated-expectation

`,
    ],
    [
      "no day",
      `
persona Sara as of today { age: 19 } in Young
                   ~~~~~ wrong-as-of

`,
    ],
    [
      "twice",
      `
persona Sara { age: 19 } in Young
persona Sara { age: 20 } in Young
        ~~~~ duplicate-name: a persona

`,
    ],
    [
      "nothing expected",
      `
persona Sara { age: 19 }
        ~~~~ no-expectation

`,
    ],
  ])("%s", (_name, text) => {
    expectMarked(text, { before });
  });

  it("are not told that a segment is not there whose name something else has, too", () => {
    expectMarked(`
customer { id: text key, VIP: boolean }
segment VIP where id = "x"
        ~~~ duplicate-name
persona Sara { id: "1" } in VIP
`);
    expectMarked(`
customer { id: text key, plan: "VIP" | }
                                     ~ unexpected-token
segment VIP where id = "x"
persona Sara { id: "1" } in VIP
`);
  });
});
