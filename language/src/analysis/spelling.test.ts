import { expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { analyseProgram } from "../program.js";
import { proveProgram } from "./prove.js";

/** The record and the words of the customer who is in both segments. */
function shown(program: string, file = "") {
  const files = new Map([["program.seg", program]]);
  if (file !== "") files.set("places.txt", file);
  const { criteria } = proveProgram(analyseProgram(inMemoryProgram(files)));
  const { record, summary } = criteria[0]!.overlaps[0]!.witness;
  return { record, summary };
}

const CRITERION = "criterion K { segment A where city in big  segment B where city in old }";

test("a folded text is shown as a list spells it", () => {
  const found = shown(
    `customer { city: text folded }\nlist big = ["Rasht"]\nlist old from "places.txt"\n${CRITERION}`,
    "RASHT\n",
  );
  expect(found).toEqual({ record: { city: "Rasht" }, summary: 'city = "Rasht"' });
});

test("among the elements of a list, too", () => {
  const found = shown(
    `customer { orders: list of { brand: text folded }  tags: list of text folded }
    list big = ["Ali Café"]
    criterion K { segment A where any orders where brand in big  segment B where tags has any of big and count(orders) = 1 }`,
  );
  expect(found.record).toEqual({ orders: [{ brand: "Ali Café" }], tags: ["Ali Café"] });
});

test("as the conditions have it, whatever a list says", () => {
  const found = shown(`customer { city: text folded }
    list big = ["RASHT"]
    criterion K { segment A where city in ["Rasht", "Masal"]  segment B where city = "Rasht" or city in big }`);
  expect(found).toEqual({ record: { city: "Rasht" }, summary: 'city = "Rasht"' });
});

test("a text that is not folded stays as it is", () => {
  const found = shown(`customer { city: text }\nlist big = ["rasht", "Rasht"]\nlist old = ["rasht"]\n${CRITERION}`);
  expect(found.record).toEqual({ city: "rasht" });
});
