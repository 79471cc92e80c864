import { describe, it } from "vitest";
import { expectMarked } from "../../../../test/kit/markers.js";

/** A backtick. */
const BT = "`";

const before = `
customer { id: text key, city: text, address: { province: text, town: text? }, tags: list of text, age: integer, income: number?, orders: list of { on: date, total: number } }
`;

describe("criteria", () => {
  it.each([
    [
      "one criterion for the same fields",
      `
segment Urban where city = "Tehran"
segment Rural where city = "Natanz"
segment Northern where address.province = "Gilan"

`,
    ],
    [
      "fields that contain those of another",
      `
segment Rural where city = "Natanz"
segment Grown where city = "Natanz" and age >= 18
        ~~~~~ not-compared: ${BT}Grown${BT} reads ${BT}age${BT} and ${BT}city${BT}, so it is not compared with ${BT}Rural${BT} of criterion ${BT}city${BT}

`,
    ],
    [
      "fields equal to those of a declared criterion",
      `
criterion Income { segment High where income > 10 segment Low where income <= 10 }
segment Rich where income > 100
        ~~~~ not-compared: ${BT}High${BT} and ${BT}Low${BT} of criterion ${BT}Income${BT}

`,
    ],
    [
      "an overlapping criterion compares nothing",
      `
criterion Marks overlapping { segment High where income > 10 }
segment Rich where income > 100

`,
    ],
    [
      "through defines and segments",
      `
define rich = income > 10
segment Rich where rich
criterion C overlapping { segment Grown where age > 18 }
segment RichToo where not Rich
segment RichAndGrown where Grown and rich
        ~~~~~~~~~~~~ not-compared: reads ${BT}age${BT} and ${BT}income${BT}

`,
    ],
    [
      "a list stands alone",
      `
segment Buyer where any orders where total > 10
        ~~~~~ standing-alone: the list ${BT}orders${BT}
segment Tagged where tags has "vip"
        ~~~~~~ standing-alone: the list ${BT}tags${BT}
segment Regular where count(orders) > 3 and age > 18
        ~~~~~~~ standing-alone: the list ${BT}orders${BT}

`,
    ],
    [
      "nothing read stands alone",
      `
segment Weekend where weekday(today) in ["saturday", "sunday"]
        ~~~~~~~ standing-alone: reads no field

`,
    ],
    [
      "joining",
      `
criterion Activity
segment Old by Activity where age > 60
segment Young by Activty where age < 20
                 ~~~~~~~ unknown-criterion: ${BT}Activity${BT}

`,
    ],
    [
      "joining an ordered criterion",
      `
criterion Value ordered { segment Gold where income > 10 }
segment Silver by Value where income > 5
                  ~~~~~ joined-ordered

`,
    ],
    [
      "by inside braces",
      `
criterion Value { segment Gold by Value where income > 10 }
                                  ~~~~~ joined-inside

`,
    ],
    [
      "ordered and overlapping",
      `
criterion Value ordered overlapping { segment Gold where income > 10 }
                        ~~~~~~~~~~~ conflicting-modifiers

`,
    ],
    [
      "otherwise not last",
      `
criterion Value {
  otherwise Rest
            ~~~~ misplaced-otherwise
  segment Gold where income > 10
}

`,
    ],
    [
      "otherwise twice",
      `
criterion Value {
  segment Gold where income > 10
  otherwise Rest
  otherwise More
            ~~~~ second-otherwise
}

`,
    ],
    [
      "empty",
      `
criterion Value
          ~~~~~ empty-criterion
criterion Other { }
          ~~~~~ empty-criterion

`,
    ],
  ])("%s", (_name, text) => {
    expectMarked(text, { before, ignore: ["holds-without-value"] });
  });
});
