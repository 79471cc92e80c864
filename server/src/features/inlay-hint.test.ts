import { describe, expect, it } from "vitest";
import type { EditorSettings, SampleView } from "../program/view.js";
import { programView } from "../testing/view.js";
import { inlayHint } from "./inlay-hint.js";

const SOURCE = `customer {
  id: text key
  شهر: text folded
  age: integer
  tags: list of text
}
segment Old "Sixty and up" where age > 60
segment Young where age < 20
segment پایتخت where شهر = "تهران" and age > 3
criterion C { segment A where age > 3 otherwise B }
segment D by C where age < 3
segment Tagged where tags has "vip" and age > 3
segment Whoever where true
segment Broken where age >
`;
const sample: SampleView = {
  file: "customers.csv",
  customers: 3000,
  complete: false,
  counts: new Map([
    ["Old", 375],
    ["C.A", 0],
    ["C.B", 1],
  ]),
  values: new Map(),
};

function hints(settings: EditorSettings["hints"], lines: readonly [number, number] = [0, 99], crlf = false) {
  const { view, uriOf } = programView(SOURCE, { settings: { hints: settings }, sample, crlf });
  const range = { start: { line: lines[0], character: 0 }, end: { line: lines[1], character: 0 } };
  return inlayHint(view, { textDocument: { uri: uriOf("main.seg") }, range })!;
}

function shown(found: ReturnType<typeof hints>): readonly string[] {
  return found.map(({ position, label }) => `${position.line}:${position.character} ${String(label)}`);
}

describe("hints behind segments", () => {
  it.each([false, true])("the criterion that is inferred (line ends of Windows: %s)", (crlf) => {
    const found = hints({ criterion: true, share: false }, [0, 99], crlf);
    expect(shown(found)).toEqual([
      "6:26 by age",
      "7:13 by age",
      "8:14 by \u2068age + شهر\u2069",
      "11:14 stands alone",
      "12:15 stands alone",
    ]);
    expect(found[0]?.tooltip).toContain("may not overlap: Young.");
    expect(found[2]?.tooltip).toContain("No other segment");
    expect(found[3]?.tooltip).toContain("reads the list tags");
  });

  it("the share of the sample data", () => {
    const found = hints({ criterion: false, share: true });
    expect(shown(found)).toEqual(["6:26 12.5%", "9:23 0%", "9:49 <0.1%"]);
    expect(found[0]?.tooltip).toBe("375 of the first 3,000 customers (12.5%) in customers.csv");
  });

  it("in the part that is asked about", () => {
    expect(shown(hints({ criterion: true, share: true }, [7, 8]))).toEqual(["7:13 by age"]);
  });

  it("none where they are switched off", () => {
    expect(hints({ criterion: false, share: false })).toEqual([]);
  });
});
