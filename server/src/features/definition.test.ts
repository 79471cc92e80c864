import { describe, expect, it } from "vitest";
import { featureContext, programView } from "../testing/view.js";
import { definition } from "./definition.js";
import { implementation } from "./implementation.js";
import { typeDefinition } from "./type-definition.js";

const CUSTOMER = `//- customer.seg
/// Who buys.
customer {
  id: text key
  شهر: text folded
  orders: list of { total: number, lines: list of { price: number } }
  tags: list of text
}
`;

describe("the definition of a name", () => {
  it.each([
    ["a field, across files", `${CUSTOMER.replace("شهر:", "⟦شهر⟧:")}//- a.seg\nsegment A where ش│هر = "x"`],
    [
      "a nested field",
      `${CUSTOMER.replace("price:", "⟦price⟧:")}//- a.seg\nsegment A where any orders.lines where price│ > 3`,
    ],
    ["`customer`", `${CUSTOMER.replace("customer {", "⟦customer⟧ {")}//- a.seg\nsegment A where │customer.شهر = "x"`],
    ["`it`", `${CUSTOMER.replace("tags:", "⟦tags⟧:")}//- a.seg\nsegment A where any tags where it│ = "x"`],
    [
      "a segment in an ordered criterion",
      `${CUSTOMER}//- a.seg\ncriterion C ordered { otherwise ⟦Rest⟧ }\n//- b.seg\nsegment A where C.│Rest`,
    ],
    [
      "a criterion by its name",
      `${CUSTOMER}//- a.seg\ncriterion ⟦\`my own\`⟧\nsegment A by \`my │own\` where شهر = "x"`,
    ],
    [
      "what a persona is expected in",
      `${CUSTOMER}//- a.seg\nsegment ⟦A⟧ where شهر = "x"\npersona P { شهر: "x" } in │A`,
    ],
    [
      "inside broken code",
      `${CUSTOMER}//- a.seg\nlist ⟦towns⟧ = ["x"]\nsegment A where (شهر in tow│ns and شهر =\nsegment B where`,
    ],
    ["the declaration itself", `${CUSTOMER}//- a.seg\nlist ⟦to│wns⟧ = ["x"]`],
  ])("%s", (_, source) => {
    for (const crlf of [false, true]) {
      const program = programView(source, { crlf });
      const links = definition(program.view, program.at, featureContext());
      const [expected] = program.ranges;
      expect(links).toMatchObject([{ targetUri: expected!.uri, targetSelectionRange: expected!.range }]);
      expect(definition(program.view, program.at, featureContext({}))).toEqual(expected);
    }
  });

  it("of the path of a list is its file, there or not", () => {
    const program = programView('//- in/a.seg\nlist towns from "../to│wns.txt"');
    expect(definition(program.view, program.at, featureContext())).toMatchObject({ uri: program.uriOf("towns.txt") });
  });

  it.each(["segment A where no│body = 3", "segment│ A where true", "// A comm│ent", "│"])("of %s is none", (text) => {
    const program = programView(`${CUSTOMER}//- a.seg\n${text}`);
    expect(definition(program.view, program.at, featureContext())).toBeNull();
  });
});

describe("the implementation of a criterion", () => {
  it("are its segments, in all files, broken ones too", () => {
    const program = programView(
      `${CUSTOMER}//- a.seg\ncriterion خرید { segment ⟦A⟧ where شهر = "x" segment ⟦B⟧ where nobody = 3 }\n//- b.seg\nsegment ⟦C⟧ by خر│ید where شهر = "y"\nsegment D where شهر = "z"`,
    );
    expect(implementation(program.view, program.at)).toEqual(program.ranges);
  });

  it("of other names is none", () => {
    const program = programView(`${CUSTOMER}//- a.seg\nsegment A where شه│ر = "x"`);
    expect(implementation(program.view, program.at)).toBeNull();
  });
});

describe("the type definition of a name", () => {
  it.each([
    [
      "a segment: its criterion",
      `${CUSTOMER}//- a.seg\ncriterion ⟦C⟧ { segment A where شهر = "x" }\nsegment B where │A`,
    ],
    [
      "a field of a list: the list",
      `${CUSTOMER.replace("lines:", "⟦lines⟧:")}//- a.seg\nsegment B where any orders.lines where │price > 3`,
    ],
    ["a field: the customer", `${CUSTOMER.replace("customer {", "⟦customer⟧ {")}//- a.seg\nsegment B where │شهر = "x"`],
    [
      "a define: the field that it leads to",
      `${CUSTOMER.replace("orders:", "⟦orders⟧:")}//- a.seg\ndefine large = orders where total > 3\nsegment B where any │large`,
    ],
  ])("%s", (_, source) => {
    const program = programView(source);
    expect(typeDefinition(program.view, program.at)).toEqual(program.ranges[0]);
  });

  it("of a segment that stands alone is none", () => {
    const program = programView(`${CUSTOMER}//- a.seg\nsegment A where شهر = "x" segment B where │A`);
    expect(typeDefinition(program.view, program.at)).toBeNull();
  });
});
