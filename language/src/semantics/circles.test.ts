import { describe, it } from "vitest";
import { expectMarked } from "../../../test/kit/markers.js";

/** A backtick. */
const BT = "`";

const before = `
customer { id: text key, city: text, age: integer, income: number?, orders: list of { on: date, total: number }, nums: list of number }
`;

describe("circles", () => {
  it.each([
    [
      "a define of itself",
      `
define a = not a
       ~ circular-definition: is defined by itself

`,
    ],
    [
      "two defines",
      `
define a = not b
       ~ circular-definition: ${BT}a${BT} → ${BT}b${BT} → ${BT}a${BT}
define b = not a
segment X where age > 1 and a

`,
    ],
    [
      "a circle, and a define that leads into it",
      `
define entry = a
define a = not b
       ~ circular-definition: ${BT}a${BT} → ${BT}b${BT} → ${BT}c${BT} → ${BT}a${BT}
define b = not c
define c = not a
segment X where entry

`,
    ],
    [
      "through a segment",
      `
define a = age > 1 or S
       ~ circular-definition: ${BT}a${BT} → ${BT}S${BT} → ${BT}a${BT}
segment S where not a

`,
    ],
    [
      "segments of each other",
      `
criterion C overlapping {
  segment A where B
          ~ circular-definition: ${BT}C.A${BT} → ${BT}C.B${BT} → ${BT}C.A${BT}
  segment B where A
}

`,
    ],
    [
      "a segment of itself",
      `
segment A where not A
        ~ circular-definition

`,
    ],
    [
      "a later sibling in an ordered criterion",
      `
criterion C ordered {
  segment A where age > 60 and not B
          ~ circular-definition: ${BT}C.A${BT} → ${BT}C.B${BT} → ${BT}C.A${BT}
  segment B where age > 30
  otherwise Rest
}

`,
    ],
    [
      "an earlier sibling in an ordered criterion is no circle",
      `
criterion C ordered {
  segment A where age > 60
  segment B where age > 30 or A
  otherwise Rest
}

`,
    ],
    [
      "the rest of its own criterion",
      `
criterion C {
  segment A where age > 60 and not Rest
          ~ circular-definition: ${BT}C.A${BT} → ${BT}C.Rest${BT} → ${BT}C.A${BT}
  otherwise Rest
}

`,
    ],
    [
      "a define and a segment called like the element that they ask about are no circles",
      `
define it = any nums where it > 8
criterion C { segment A where it segment it where no nums where 3 < it < 9 }

`,
    ],
    [
      "a define called like the criterion of the segment that it stands for is no circle",
      `
criterion C { segment S where age > 3 }
define C = C.S
criterion D { segment A where C }

`,
    ],
    [
      "diamonds are no circles",
      `
define a = age > 1
define b = not a
define c = a
segment D where b and c
criterion C overlapping { segment E where D segment F where D and E segment G where E and F }

`,
    ],
    [
      "the other declarations are checked all the same",
      `
define a = a
       ~ circular-definition
define b = agee > 1
           ~~~~ unknown-name: ${BT}age${BT}
segment X where a and b

`,
    ],
  ])("%s", (_name, text) => {
    expectMarked(text, { before });
  });
});
