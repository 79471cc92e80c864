import { describe, expect, it } from "vitest";
import { featureContext, programView } from "../testing/view.js";
import { signatureHelp } from "./signature-help.js";

const CUSTOMER = `//- customer.seg
customer {
  id: text key
  joined: date
  سفارش: list of { total: number, count: integer, on: date }
  orders: list of { total: number, count: integer, on: date }
}
`;

/** The signature at the cursor with the active part in brackets. */
function shown(source: string, crlf = false): string | null {
  const { view, at } = programView(`${CUSTOMER}//- a.seg\n${source}`, { crlf });
  const found = signatureHelp(view, at, featureContext());
  if (found === null) return null;
  const { label, parameters } = found.signatures[found.activeSignature!]!;
  return label.replace(String(parameters![found.activeParameter!]!.label), (part) => `<${part}>`);
}

describe("the call at a place", () => {
  it.each<readonly [string, string | null]>([
    ["segment A where count(│", "count(<list>)"],
    ["segment A where count(orders│) > 3", "count(<list>)"],
    ["segment A where count(orders where │", "count(list where <condition>)"],
    ["segment A where count(distinct │", "count(distinct <list.field>)"],
    ["segment A where sum(│", "sum(<list.field>)"],
    ["segment A where sum(سفارش.total where │) > 3", "sum(list.field where <condition>)"],
    ["segment A where sum(total over │", "sum(value over <list> where condition)"],
    [
      "segment A where sum(total * 2 over orders where on in last 3 days and │",
      "sum(value over list where <condition>)",
    ],
    ["define d = average(orders.│", "average(<list.field>)"],
    ["segment A where length(│", "length(<text>)"],
    ["segment A where weekday(jo│ined) = 3", "weekday(<date>)"],
    ["segment A where sum(orders.total where (count = 3 and │", "sum(list.field where <condition>)"],
    ["segment A where abs(length(id) - │", "abs(<number>)"],
    ['segment A where count(orders where on = ")" and │', "count(list where <condition>)"],
    ["segment A where days since │", "days since <date>"],
    ["segment A where months since joi│ned > 3", "months since <date>"],
    ["segment A where count(│\nsegment B where count(orders) > 3", "count(<list>)"],
    ["segment A where count(orders) > │", null],
    ["segment A where (│", null],
    ["segment A where joined in last │", null],
    ["segment A where id has any of │", null],
    ["segment A where days since joined > │", null],
    ['segment A where count(orders where id = "│', null],
    ["segment A where count(orders // │", null],
    ["│", null],
  ])("%s", (source, expected) => {
    expect(shown(source)).toBe(expected);
    expect(shown(source, true)).toBe(expected);
  });

  it("explains the function and its parts", () => {
    const { view, at } = programView(`${CUSTOMER}//- a.seg\nsegment A where count(│`);
    const [first] = signatureHelp(view, at, featureContext())!.signatures;
    expect(first?.documentation).toMatchObject({
      kind: "markdown",
      value: expect.stringContaining("How many elements"),
    });
    expect(first?.parameters?.[0]?.documentation).toMatchObject({
      value: expect.stringContaining("A list of the customer"),
    });
  });
});
