import { describe, expect, it } from "vitest";
import { programView, type ViewOptions } from "../testing/view.js";
import { codeLens } from "./code-lens.js";

const SOURCE = `
//- customer.seg
customer { id: text key, age: integer 0..120, city: text }
segment Elsewhere where city = "x"
//- main.seg
criterion Age exhaustive {
  segment Young where age < 40
  segment Old where age >= 30
}
criterion شهر { segment Here where citty = "x" }
criterion Wide overlapping { segment \`A b\` where age > 3 segment B where age > 4 }
criterion Steps ordered { segment One where age > 3 otherwise Rest }
criterion Split { segment X where age < 3 segment Y where age > 5 }
criterion Touch exhaustive { segment Low where age < 3 segment High where age >= 3 }
`;

function titles(options: ViewOptions = {}): readonly string[] {
  const { view, uriOf } = programView(SOURCE, options);
  const lenses = codeLens(view, { textDocument: { uri: uriOf("main.seg") } })!;
  return lenses.map(({ range, command }) => `${range.start.line}:${range.start.character} ${command!.title}`);
}

describe("code lenses", () => {
  const lens = { counts: true, proofs: true, commands: false };

  it("tell what is proved of criteria", () => {
    expect(titles({ prove: true, settings: { lens } })).toEqual([
      "0:10 ✗ 1 pair overlaps · ✓ covers everybody",
      "4:10 not proved: it has errors",
      "5:10 customers may be in several",
      "6:10 ✓ exclusive: the first that fits wins · ✓ covers everybody",
      "7:10 ✓ proved exclusive · 1 gap",
      "8:10 ✓ proved exclusive · ✓ covers everybody",
    ]);
  });

  it("are as many while proofs are made", () => {
    expect(titles({ settings: { lens } }).map((title) => title.replace(/^\S+ /, ""))).toEqual(
      Array.from({ length: 6 }, () => "proving…"),
    );
    expect(titles({ settings: { lens, prove: "off" } })[0]).toBe("0:10 proofs are switched off");
    expect(titles({ settings: { lens, prove: "save" } })[0]).toBe("0:10 proved when you save");
  });

  it("lead to a customer in both segments, or to the proof", () => {
    const { view, uriOf } = programView(SOURCE, { prove: true, settings: { lens } });
    const uri = uriOf("main.seg");
    const commands = codeLens(view, { textDocument: { uri } })!.map(({ command }) => command);
    expect(commands[0]).toMatchObject({
      command: "seg.showWitness",
      arguments: [{ uri, position: { line: 0, character: 10 } }, { segments: ["Age.Young", "Age.Old"] }],
    });
    expect(commands[5]?.command).toBe("seg.showProof");
  });

  it("tell how many customers are in a segment", () => {
    const sample = {
      file: "data.csv",
      customers: 123_456,
      complete: false,
      counts: new Map([
        ["Age.Young", 1],
        ["Age.Old", 12_345],
        ["Wide.`A b`", 100_000],
        ["Split.X", 0],
        ["Split.Y", 10],
      ]),
      values: new Map(),
    };
    const settings = { lens: { ...lens, proofs: false } };
    const shown = titles({ sample, settings });
    expect(shown).toHaveLength(10);
    expect(shown.slice(0, 3)).toEqual([
      "1:10 1 customer of the first 123,456 · <0.1%",
      "2:10 12,345 customers of the first 123,456 · 10%",
      "5:37 100,000 customers of the first 123,456 · 81%",
    ]);
    expect(shown).toContain("7:26 0 customers of the first 123,456 · 0%");
    expect(shown).toContain("5:65 counting…");
    expect(titles({ sample: { ...sample, complete: true }, settings })[1]).toBe("2:10 12,345 customers · 10%");
    expect(titles({ settings })).toEqual([]);
    const { view, uriOf } = programView(SOURCE, { sample: { ...sample, file: "مشتری.csv" } });
    const above = codeLens(view, { textDocument: { uri: uriOf("customer.seg") } })!;
    expect(above.slice(0, 2).map(({ command }) => [command?.title, command?.command])).toEqual([
      ["run over \u2068مشتری.csv\u2069", "seg.countSample"],
      ["explain a customer…", "seg.explainCustomer"],
    ]);
    expect(titles({ settings: { lens: { ...lens, proofs: false, commands: true } } })[0]).toBe("1:10 in plain words");
  });

  it.each([
    [{ records: 1111, key: "۷" }, "1,111 of 1,121 records rejected: why \u2068۷\u2069?", ["seg.explainCustomer", "۷"]],
    [{ records: 1, key: null }, "1 of 11 records rejected", ["seg.countSample"]],
  ])("above the customers those who are rejected, too: %o", (rejected, title, [command, ...key]) => {
    const sample = { file: "a.csv", customers: 10, complete: true, rejected, counts: new Map(), values: new Map() };
    const { view, uriOf } = programView(SOURCE, { sample });
    const found = codeLens(view, { textDocument: { uri: uriOf("customer.seg") } })![2]!;
    expect(found.command).toMatchObject({ title, command });
    expect(found.command?.arguments?.slice(1)).toEqual(key);
  });
});
