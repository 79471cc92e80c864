import {
  analyseProgram,
  compileCondition,
  createClock,
  createDecoder,
  formatFile,
  parseFile,
} from "@seg-lang/language";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodeAction } from "vscode-languageserver";
import { codeAction } from "../features/code-action.js";
import { codeActionResolve } from "../features/code-action-resolve.js";
import { applyEdit } from "../testing/apply-edit.js";
import { featureContext, type MarkedProgram, programView, type ViewOptions } from "../testing/view.js";

const SEED = 20_261_123;

const CUSTOMER = `//- customer.seg
customer {
  id: text key
  age: integer 0..120
  income: number 0..
  شهر: text folded
  \`home town\`: text?
  joined: date
  tags: list of text
  orders: list of { total: number, channel: "online" | "store" }
}
`;

/** What is offered at the marked range, or at the cursor, in `main.seg`. */
function offered(
  source: string,
  options: ViewOptions = {},
): { program: MarkedProgram; actions: readonly CodeAction[] } {
  const program = programView(`${CUSTOMER}//- main.seg\n${source}`, options);
  const range = program.ranges[0]?.range ?? { start: program.position, end: program.position };
  const uri = program.uriOf("main.seg");
  const params = { textDocument: { uri }, range, context: { diagnostics: [], only: ["refactor"] } };
  return { program, actions: codeAction(program.view, params, featureContext()) ?? [] };
}

/** The files after an action, of which the one that is named is `main.seg`. Each keeps what every customer is in. */
function after(source: string, title: string | RegExp, options: ViewOptions = {}): Readonly<Record<string, string>> {
  const { program, actions } = offered(source, options);
  const action = actions.find((each) => (typeof title === "string" ? each.title === title : title.test(each.title)));
  if (action === undefined)
    throw new Error(`Not offered: ${title}; but ${actions.map((each) => each.title).join(", ")}`);
  const { edit } = codeActionResolve(program.view, action, featureContext());
  const changed = applyEdit(program, edit!);
  expectSame(program, changed);
  return changed;
}

/** No new findings of weight, formatted as before, and random customers are in the same segments. */
function expectSame({ view }: MarkedProgram, changed: Readonly<Record<string, string>>): void {
  const { input, model, diagnostics } = view.program;
  const files = input.files.map(({ path, text }) => ({ path, text: changed[path] ?? text }));
  const now = analyseProgram({ ...input, files });
  const weighty = (all: typeof diagnostics) =>
    all.filter(({ severity }) => severity === "error" || severity === "warning").map(({ code }) => code);
  expect(weighty(now.diagnostics)).toEqual(weighty(diagnostics));
  for (const file of view.files.values()) {
    const text = changed[file.path];
    if (text !== undefined && formatFile(file.syntax) === file.text) {
      expect(formatFile(parseFile(file.path, text))).toBe(text);
    }
  }
  const clock = createClock(model.settings, { asOf: 20_000 });
  const decoder = createDecoder(model, clock);
  const segments = (of: typeof model) =>
    of.criteria
      .flatMap((criterion) => criterion.segments)
      .map(({ name, membership }) => ({ name, holds: compileCondition(membership, of, clock) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const [before, then] = [segments(model), segments(now.model)];
  const town = fc.constantFrom("Tehran", "تهران", "x", "y", "A");
  const customer = fc.record({
    id: fc.constant("1"),
    age: fc.integer({ min: 0, max: 120 }),
    income: fc.constantFrom(0, 10, 80_000, 100_000),
    شهر: town,
    "home town": fc.option(town),
    joined: fc.constantFrom("2024-05-01", "2020-01-01"),
    tags: fc.array(fc.constantFrom("vip", "a", "b"), { maxLength: 2 }),
    orders: fc.array(fc.record({ total: fc.constantFrom(1, 50, 200), channel: fc.constantFrom("online", "store") }), {
      maxLength: 3,
    }),
  });
  fc.assert(
    fc.property(customer, (record) => {
      const decoded = decoder.decode(record);
      if (decoded.kind !== "accepted") throw new Error(JSON.stringify(decoded));
      const names = (all: typeof before) => all.filter(({ holds }) => holds(decoded.row)).map(({ name }) => name);
      expect(names(then)).toEqual(names(before));
    }),
    { seed: SEED, numRuns: 40 },
  );
}

const main = (source: string, title: string | RegExp, options: ViewOptions = {}) =>
  after(source, title, options)["main.seg"];

describe("extracting a define", () => {
  it.each([
    [
      "segment A where ⟦age >= 18⟧ and income > 5\n",
      "define ageCondition = age >= 18\n\nsegment A where ageCondition and income > 5\n",
    ],
    [
      "segment A where ⟦sum(orders.total)⟧ > 100\n",
      "define sumTotal = sum(orders.total)\n\nsegment A where sumTotal > 100\n",
    ],
    [
      "/// Rich.\nsegment A where age > 3 and ⟦(income > 5 or age < 3)⟧\n",
      "define incomeCondition = income > 5 or age < 3\n\n/// Rich.\nsegment A where age > 3 and incomeCondition\n",
    ],
    [
      "segment A where age > 3 and ⟦income > 5 and age < 30⟧\n",
      "define incomeCondition = income > 5 and age < 30\n\nsegment A where age > 3 and incomeCondition\n",
    ],
    ['segment A where ⟦شهر = "تهران"⟧\n', 'define شرط_شهر = شهر = "تهران"\n\nsegment A where شرط_شهر\n'],
    [
      'segment A where ⟦`home town` = "x"⟧\n',
      'define `home townCondition` = `home town` = "x"\n\nsegment A where `home townCondition`\n',
    ],
    [
      "define ageCondition = age > 3\nsegment A where ⟦ age < 5 ⟧ and ageCondition\n",
      "define ageCondition = age > 3\ndefine ageCondition2 = age < 5\n\nsegment A where ageCondition2 and ageCondition\n",
    ],
    [
      "segment A where sum((⟦orders where total > 5⟧).total) > 3\n",
      "define ordersValue = orders where total > 5\n\nsegment A where sum((ordersValue).total) > 3\n",
    ],
    [
      "criterion C {\n  segment A where any orders where total > ⟦2 + 3⟧\n}\n",
      "define value = 2 + 3\n\ncriterion C {\n  segment A where any orders where total > value\n}\n",
    ],
  ])("%s", (source, expected) => {
    expect(main(source, "Extract into a define")).toBe(expected);
    expect(main(source, "Extract into a define", { crlf: true })).toBe(expected.replaceAll("\n", "\r\n"));
  });

  it.each([
    "segment A where any orders where ⟦total > 5⟧",
    "segment A where age in ⟦1..5⟧",
    "segment A where age in -⟦5⟧..10",
    "segment A where joined in last ⟦30 days⟧",
    "segment A where ⟦age⟧ > 5",
    "segment A where age > 5 ⟦and income > 3⟧",
    "segment A where ag│e > 5",
    'segment A where شهر in ⟦["x"]⟧',
    "define d = ⟦age > 5⟧",
  ])("is not offered in %s", (source) => {
    const titles = offered(source).actions.map(({ title }) => title);
    expect(titles).not.toContain("Extract into a define");
  });

  it("is formatted at its lines only, where the file was not", () => {
    expect(main("segment  B  where  age>3\nsegment A where ⟦age<4⟧  and income > 5\n", "Extract into a define")).toBe(
      "segment  B  where  age>3\ndefine ageCondition = age < 4\n\nsegment A where ageCondition and income > 5\n",
    );
  });

  it("lets the editor ask for another name", () => {
    const { program, actions } = offered("segment A where ⟦age > 4⟧ and income > 5\n");
    const client = { ...featureContext().client, experimental: { "seg.renameAt": true } };
    expect(codeActionResolve(program.view, actions[0]!, featureContext(client)).command?.arguments).toEqual([
      { uri: program.uriOf("main.seg"), position: { line: 0, character: 7 } },
    ]);
  });
});

describe("extracting a list", () => {
  it.each([
    ['segment A where شهر in ["│x", "y"]\n', 'list فهرست_شهر = ["x", "y"]\n\nsegment A where شهر in فهرست_شهر\n'],
    [
      'segment A where tags has any of ["a", "b│"]\n',
      'list tagsList = ["a", "b"]\n\nsegment A where tags has any of tagsList\n',
    ],
    ["segment A where age not in [1,│ 2]\n", "list ageList = [1, 2]\n\nsegment A where age not in ageList\n"],
  ])("%s", (source, expected) => {
    expect(main(source, "Extract into a named list")).toBe(expected);
  });
});

describe("inlining a define", () => {
  it.each([
    [
      "define d = age > 3 or income > 5\n\nsegment A where │d and age < 50\n",
      "segment A where (age > 3 or income > 5) and age < 50\n",
    ],
    [
      "define d = age > 3 and income > 5\n\nsegment A where │d and age < 50\n",
      "segment A where age > 3 and income > 5 and age < 50\n",
    ],
    [
      "/// Two years.\ndefine │d = age - 2\n\nsegment A where 10 - d > 3 and d > 5\n",
      "segment A where 10 - (age - 2) > 3 and age - 2 > 5\n",
    ],
    [
      "define limit = income + age\n\nsegment A where any orders where total > │limit\n",
      "segment A where any orders where total > customer.income + customer.age\n",
    ],
    [
      'define online = orders where channel = "online"\n\nsegment A where count(│online) > 1\n',
      'segment A where count(orders where channel = "online") > 1\n',
    ],
    [
      "define d = when age > 3 then 1 else 2\n\nsegment A where │d = 1\n",
      "segment A where (when age > 3 then 1 else 2) = 1\n",
    ],
  ])("%s", (source, expected) => {
    expect(main(source, /everywhere/)).toBe(expected);
    expect(main(source, /everywhere/, { crlf: true })).toBe(expected.replaceAll("\n", "\r\n"));
  });

  it("does so at one use, and in other files", () => {
    const source =
      "segment A where │d and income > 5\n//- b.seg\ndefine d = age > 3\n\nsegment B where d and income > 7\n";
    expect(after(source, "Inline `d` here")).toEqual({ "main.seg": "segment A where age > 3 and income > 5\n" });
    expect(after(source, "Inline `d` everywhere, and remove it")).toEqual({
      "main.seg": "segment A where age > 3 and income > 5\n",
      "b.seg": "segment B where age > 3 and income > 7\n",
    });
  });
});

describe("values as a list", () => {
  it.each([
    ['segment A where شهر = "x"│ or شهر = "y"\n', 'segment A where شهر in ["x", "y"]\n'],
    ['segment A where age > 3 and (شهر = "x" │or "y" = شهر)\n', 'segment A where age > 3 and شهر in ["x", "y"]\n'],
    ['segment A where not (شهر = "x" │or شهر in ["y", "A"])\n', 'segment A where not شهر in ["x", "y", "A"]\n'],
    ["segment A where age != 1 and │age != 2 and income > 5\n", "segment A where age not in [1, 2] and income > 5\n"],
    ["segment A where income > 5 or age = 1 or │age = 2\n", "segment A where income > 5 or age in [1, 2]\n"],
  ])("%s", (source, expected) => {
    expect(main(source, /^Write as `(not )?in/)).toBe(expected);
  });

  it.each([
    ['segment A where شهر │in ["x", "y"]\n', 'segment A where شهر = "x" or شهر = "y"\n'],
    ["segment A where age │in [1, 2] and income > 5\n", "segment A where (age = 1 or age = 2) and income > 5\n"],
    ["segment A where age │not in [1, 2] and income > 5\n", "segment A where age != 1 and age != 2 and income > 5\n"],
    ["segment A where age │in [1]\n", "segment A where age = 1\n"],
  ])("and back: %s", (source, expected) => {
    expect(main(source, /^Write as comparisons/)).toBe(expected);
  });

  it.each([
    "segment A where age = 1 │or income = 2",
    "segment A where age = 1 │or age > 2",
    "segment A where age = 1 │and age = 2",
  ])("is not offered in %s", (source) => {
    expect(offered(source).actions).toEqual([]);
  });
});

describe("bounds", () => {
  it.each([
    ["segment A where age >= 18│ and age < 30\n", "segment A where 18 <= age < 30\n"],
    ["segment A where income > 3 and 30 > age│ and 18 < age\n", "segment A where income > 3 and 18 < age < 30\n"],
  ])("are written as one: %s", (source, expected) => {
    expect(main(source, /^Write as `.*<.*`/)).toBe(expected);
  });

  it.each([
    ["segment A where 18 <= │age < 30\n", "segment A where age >= 18 and age < 30\n"],
    ["segment A where not 30 > │age >= 18\n", "segment A where not (age < 30 and age >= 18)\n"],
  ])("are written as two: %s", (source, expected) => {
    expect(main(source, "Write as two comparisons")).toBe(expected);
  });
});

describe("moving a segment", () => {
  const INCOME = "criterion `In come` {\n  segment High where income > 80\n}\n";

  it("puts it into a criterion, and takes it out again", () => {
    const loose = `${INCOME}\n/// Poor.\nsegment │Low "کم" where income < 5\n\nsegment B where not Low and age > 3\n`;
    const withBy = `${INCOME}\n/// Poor.\nsegment Low "کم" by \`In come\` where income < 5\n\nsegment B where not Low and age > 3\n`;
    const inside =
      'criterion `In come` {\n  segment High where income > 80\n  /// Poor.\n  segment Low "کم" where income < 5\n}\n\nsegment B where not Low and age > 3\n';
    const title = "Put into the criterion `In come`, with `by`";
    expect(main(loose, title)).toBe(withBy);
    expect(main(loose, title, { crlf: true })).toBe(withBy.replaceAll("\n", "\r\n"));
    expect(main(loose, "Move into the braces of `In come`")?.replace(/ +/g, " ")).toBe(inside.replace(/ +/g, " "));
    const cursor = (text: string) => text.replace("segment Low", "segment │Low");
    expect(main(cursor(withBy), "Take out of `In come`, to stand alone")).toBe(loose.replace("│", ""));
    expect(main(cursor(withBy), "Move into the braces of `In come`")?.replace(/ +/g, " ")).toBe(
      inside.replace(/ +/g, " "),
    );
    const out = `${INCOME}\n/// Poor.\nsegment Low "کم" by \`In come\` where income < 5\n\nsegment B where not Low and age > 3\n`;
    expect(main(cursor(inside), "Move out of the braces of `In come`, with `by`")).toBe(out);
  });

  it("mends references", () => {
    const source =
      "criterion X {\n  segment │A where age > 3\n  segment C where age < 3\n}\n\nsegment B where not X.A and age > 1\n\npersona P { age: 2 } in B not in X . A\n";
    expect(main(source, "Take out of `X`, to stand alone")).toBe(
      "criterion X {\n  segment C where age < 3\n}\n\nsegment A where age > 3\n\nsegment B where not A and age > 1\n\npersona P { age: 2 } in B not in A\n",
    );
    const two =
      "segment │A where age > 3\n\nsegment B where not A and age > 1\n\ncriterion X {\n  segment C where age < 2\n}\n\ncriterion Y {\n  segment A where income > 4\n}\n";
    expect(main(two, "Put into the criterion `X`, with `by`")).toContain("segment B where not X.A and");
  });

  it("stays before the rest", () => {
    const source = "criterion X {\n  segment C where age > 2\n  otherwise D\n}\n\nsegment │A by X where age < 2\n";
    expect(offered(source).actions.map(({ title }) => title)).toEqual(["Move into the braces of `X`"]);
    expect(main(source, "Move into the braces of `X`")).toBe(
      "criterion X {\n  segment C where age > 2\n  segment A where age < 2\n  otherwise D\n}\n",
    );
  });

  it("goes to another file", () => {
    const source = "segment │A where age > 3\n//- b.seg\ncriterion X {\n  segment C where age < 2\n}\n";
    expect(after(source, "Move into the braces of `X`")).toEqual({
      "main.seg": "",
      "b.seg": "criterion X {\n  segment C where age < 2\n  segment A where age > 3\n}\n",
    });
  });

  it.each([
    "criterion X ordered { segment C where age > 2 }\nsegment │A where age > 3",
    "criterion X { segment C where age > 2 otherwise D }\nsegment │A where age > 3",
    "criterion X ordered { segment │C where age > 2 }",
    "criterion X { segment C where age > 2 }\nsegment A where age > │3",
  ])("is not offered where others would change: %s", (source) => {
    expect(offered(source).actions).toEqual([]);
  });
});

describe("comments", () => {
  it.each([
    ["segment A where age = 3 /* law */ │or age = 4\n", /^Write as `in/, "segment A where age in [3, 4] /* law */\n"],
    ["segment A where age = 3 // law\n  │or age = 4\n", /^Write as `in/, "segment A where age in [3, 4] // law\n"],
    [
      "segment A where age in [3, /* law */ │4] and income > 5\n",
      /^Write as comparisons/,
      "segment A where (age = 3 or age = 4) /* law */ and income > 5\n",
    ],
    ["segment A where age > 3 /* law */│ and age < 9\n", /^Write as `3/, "segment A where 3 < age < 9 /* law */\n"],
    [
      "/// Two years.\ndefine │d = age - 2 // gone\n// Others.\nsegment A where d > 5 // stays\n",
      /everywhere/,
      "// Others.\nsegment A where age - 2 > 5 // stays\n",
    ],
    [
      "criterion C {\n  segment High│ where age >= 80 // keep: law 12\n  segment Low where age < 50 // other\n}\n",
      /^Move out of/,
      "criterion C {\n  segment Low where age < 50 // other\n}\n\nsegment High by C where age >= 80 // keep: law 12\n",
    ],
    [
      "criterion C {\n  segment High│ where age >= 80 // old\n  segment Low where age < 50\n} /* a\nb */ segment D where income > 3\n",
      /^Take out of/,
      "criterion C {\n  segment Low where age < 50\n}\n\nsegment High where age >= 80 // old\n\n/* a\nb */\nsegment D where income > 3\n",
    ],
    [
      "criterion C {\n  segment Low where age < 50\n}\n\n// Above.\nsegment High│ by C where age >= 80 // law 12\n",
      /^Move into/,
      "criterion C {\n  segment Low where age < 50\n  // Above.\n  segment High where age >= 80 // law 12\n}\n",
    ],
  ])("stay where they belong: %j", (source, title, expected) => {
    expect(main(source, title)?.replace(/ +/g, " ")).toBe(expected.replace(/ +/g, " "));
  });
});

describe("a segment among others", () => {
  function refused(source: string, title: RegExp): () => unknown {
    const { program, actions } = offered(source);
    const action = actions.find((each) => title.test(each.title));
    expect(action).toBeDefined();
    return () => codeActionResolve(program.view, action!, featureContext());
  }

  it("leaves no gap where there may be none", () => {
    const source = "criterion C exhaustive {\n  segment │A where age > 3\n  segment B where age <= 3\n}\n";
    expect(refused(source, /^Take out of/)).toThrow(/Nothing has been changed.*`age > 3`.*no segment of `C`/);
  });

  it("is refused where a persona would be expected in two segments of one criterion, which is said", () => {
    const source = `criterion C { segment Young where age < 18 }
segment │Old where age > 60
persona P { age: 70 } in Old, C.Young
`;
    expect(refused(source, /^Put into/)).toThrow(/Nothing has been changed.*`C.Old` and `C.Young`/);
  });

  it("shares nobody with those it comes to", () => {
    const source = "criterion C {\n  segment A where age > 3\n}\n\nsegment │B where income > 5\n";
    expect(refused(source, /^Put into/)).toThrow(/both `A` and `B`/);
    expect(refused(source, /^Move into/)).toThrow(/both `A` and `B`/);
    const apart = "criterion C {\n  segment A where age > 3\n}\n\nsegment │B where income > 5 and age < 2\n";
    expect(main(apart, /^Put into/)).toContain("segment B by C where");
  });

  it("shares nobody with those who stand alone", () => {
    const source =
      "criterion C {\n  segment A│ where age > 3\n  segment D where age < 2\n}\n\nsegment B where age > 5\n";
    expect(refused(source, /^Take out of/)).toThrow(/both `A` and `B`/);
  });

  it("is asked about alone, though others share customers already", () => {
    const source =
      "criterion C {\n  segment A where age > 3\n  segment A2 where age > 4\n}\n\nsegment │B where age < 2\n\nsegment X where A and income > 3\n";
    expect(main(source, /^Put into/)).toContain("segment B by C where");
  });

  it("stays in braces that would be empty", () => {
    const source = "criterion C {\n  segment A│ where age > 3\n}\n\nsegment B by C where age < 2\n";
    expect(offered(source).actions.map(({ title }) => title)).toEqual(["Take out of `C`, to stand alone"]);
  });
});

describe("what would mean something else", () => {
  it("is refused when it is chosen", () => {
    // The name is taken from the file of the define into one where a segment's field hides it.
    const { program, actions } = offered("define d = age > 3\nsegment A where age > 5 and │d and (");
    const action = actions.find(({ title }) => title.startsWith("Inline"));
    expect(action).toBeDefined();
    const stale = { ...action!, data: { ...(action!.data as object), version: 7 } };
    expect(() => codeActionResolve(program.view, stale, featureContext())).toThrow(/has changed/);
  });
});
