import { describe, it } from "vitest";
import { expectMarked } from "../../../../test/kit/markers.js";

/** A backtick. */
const BT = "`";

describe("the customer block", () => {
  it.each([
    [
      "none",
      `
segment A where age > 18
~~~~~~~ no-customer

`,
    ],
    [
      "two",
      `
customer { id: text key }
=== second.seg
customer { age: integer }
~~~~~~~~ second-customer

`,
    ],
    [
      "empty",
      `
customer { }
~~~~~~~~ empty-record

`,
    ],
    [
      "types of other languages",
      `
customer {
  a: string
     ~~~~~~ unknown-type: ${BT}text${BT}
  b: Integer
     ~~~~~~~ unknown-type: ${BT}integer${BT}
  c: decimal
     ~~~~~~~ unknown-type: ${BT}number${BT}
  d: blob
     ~~~~ unknown-type: Types are
}
segment X where a = "x" and d

`,
    ],
    [
      "words of another type",
      `
customer {
  a: integer folded
             ~~~~~~ misplaced-type-word
  b: text persian
          ~~~~~~~ misplaced-type-word
}

`,
    ],
    [
      "a list of lists",
      `
customer { id: text key, a: list of list of text }
                                    ~~~~~~~~~~~~ list-of-lists

`,
    ],
    [
      "field names twice, and looking alike",
      `
customer {
  a: text
  a: integer
  ~ duplicate-name
  ملكي: { ب: text, ب: text }
                   ~ duplicate-name
  ملکی: text
  ~~~~ confusable-names
}

`,
    ],
    [
      "modifiers that do not fit",
      `
customer {
  a: text 0..120
          ~~~~~~ misplaced-modifier: Domains such as
  b: boolean step 2
             ~~~~~~ misplaced-modifier
  c: text "dd/MM/yyyy"
          ~~~~~~~~~~~~ misplaced-modifier
  d: boolean "Yes"
             ~~~~~ misplaced-modifier: Name both spellings
  e: text split ";"
          ~~~~~~~~~ misplaced-modifier
  f: list of text from rows
                  ~~~~~~~~~ misplaced-modifier
  g: { x: text } 0..
                 ~~~ misplaced-modifier: a record
}

`,
    ],
    [
      "keys",
      `
customer {
  a: text? key
           ~~~ wrong-key: cannot be missing
  b: boolean key
             ~~~ wrong-key: too few values
  c: list of text key
                  ~~~ wrong-key: single value
  d: { x: text key }
               ~~~ wrong-key: top level
  e: text key
  f: integer key
             ~~~ wrong-key: the key already
}

`,
    ],
    [
      "formats",
      `
customer {
  a: number "1.234,56"
  b: number "0,00"
            ~~~~~~ wrong-format: Show how 1234.5 looks
  c: date "dd/MM/yyyy"
  d: date "DD/MM/YYYY"
          ~~~~~~~~~~~~ wrong-format: Write ${BT}dd${BT}
  e: datetime "epoch seconds"
  f: datetime "dd/MM/yyyy"
              ~~~~~~~~~~~~ wrong-format: it has no time
  g: date persian "yyyy/MM/dd"
  h: date "MM/yyyy"
          ~~~~~~~~~ wrong-format: no day
}

`,
    ],
    [
      "domains and steps",
      `
customer {
  a: integer 120..0
             ~~~~~~ reversed-range
  b: number step 0
                 ~ wrong-step: above 0
  c: integer step 0.5
                  ~~~ wrong-step: whole
  d: date ..today
  e: datetime ..today
  f: number 0.1..0.9 step 1
            ~~~~~~~~ empty-domain
  g: date today..today - 1 day
          ~~~~~~~~~~~~~~~~~~~~ reversed-range
}

`,
    ],
    [
      "choices and codes",
      `
customer {
  a: "x" | "y" | "x"
                 ~~~ duplicate-choice
  b: "x" = "1" | "y" = "1"
                       ~~~ duplicate-code
  c: "x" = "y" | "y"
                 ~~~ duplicate-code
  d: boolean "Y" / "Y"
                   ~~~ duplicate-code
  e: "x" = "y" | "y" = "x"
}

`,
    ],
    [
      "spellings of missing",
      `
customer {
  a: text? missing ["-", "n/a", "-"]
                                ~~~ duplicate-spelling
  b: "x" = "1" | "y" ? missing ["1", "x"]
                                ~~~ contradictory-spelling
  c: boolean? "Y" / "N" missing ["N"]
                                 ~~~ contradictory-spelling
}

`,
    ],
    [
      "one column twice",
      `
customer {
  a: text from "Name"
  b: text from "Name"
          ~~~~~~~~~~~ same-column
  Name: text
  ~~~~ same-column
  d: { e: text }
  f: text from "d.e"
          ~~~~~~~~~~ same-column
}

`,
    ],
    [
      "rows",
      `
customer {
  id: text key
  a: list of { x: text } from rows
  b: list of { x: text } from rows
                         ~~~~~~~~~ second-rows
  c: list of { x: list of { y: text } from rows }
                                      ~~~~~~~~~ nested-rows
}

`,
    ],
    [
      "rows without a key",
      `
customer { a: list of { x: text } from rows }
           ~ rows-without-key

`,
    ],
    [
      "split at nothing",
      `
customer { a: list of text split "" }
                                 ~~ wrong-split

`,
    ],
    [
      "fields called as JavaScript's own",
      `
customer { ${BT}__proto__${BT}: text, constructor: integer, toString: { valueOf: text } }
segment A where ${BT}__proto__${BT} = "x"
segment B where constructor > 1
segment C where toString.valueOf = "x"

`,
    ],
    [
      "fields that could not be parsed are not called unknown",
      `
customer {
  id: text key
  city: text
  age integer
}
segment A where city = "x" and age > 1
segment B where total > 1
                ~~~~~ unknown-name

`,
    ],
    [
      "a broken field draws no second message",
      `
customer { a: txt, b: { c: txt, d: text }, e: list of { f: txt, g: text } }
              ~~~ unknown-type
                           ~~~ unknown-type
                                                           ~~~ unknown-type
segment A where a = "x" and b.c = "x"
segment B where b.d = "x" and any e where f = "x"

`,
    ],
  ])("%s", (_name, text) => {
    expectMarked(text, { ignore: ["unexpected-token"] });
  });
});
