import { describe, expect, it } from "vitest";
import type { ClientCapabilities } from "vscode-languageserver";
import { readDocumentUri } from "../../documents/document-uri.js";
import type { ProgramView } from "../../program/view.js";
import type { SampleActions } from "../../sample/sample-reader.js";
import { applyEdit } from "../../testing/apply-edit.js";
import { ABLE_CLIENT, featureContext, type MarkedProgram, programView } from "../../testing/view.js";
import { textDocumentContent } from "../text-document-content.js";
import { explainCustomer } from "./explain-customer.js";
import { fixAll } from "./fix-all.js";
import { showDescription, showPredicate, showProof, showWitness } from "./show-documents.js";

const SOURCE = `
//- customer.seg
customer {
  id: text key
  age: integer 0..120
  city: text folded
  lastOrder: date?
  orders: list of { total: number 0.., channel: "online" | "store" }
}
list urban = ["Tehran", "Shiraz"]
//- main.seg
criterion Age "How old" exhaustive {
  /// Not old yet.
  segment Young where age < 40
  segment Old where age >= 30
}
criterion City {
  segment Urban where city in urban
  segment شمال where city = "Rasht"
}
`;

const FETCHING: ClientCapabilities = {
  ...ABLE_CLIENT,
  workspace: { ...ABLE_CLIENT.workspace, textDocumentContent: {} },
};

type Show = typeof showWitness;

/** The document that a command opens at the first place where a text stands. */
async function shown(command: Show, at: string, source = SOURCE, ...more: readonly unknown[]) {
  const program = programView(source, { prove: true });
  const result = command(program.view, [placeOf(program, at), ...more], featureContext(FETCHING));
  const uri = result.show?.uri ?? `none: ${result.message}`;
  expect(result.result).toEqual({ uri });
  const found = await textDocumentContent([program.view], { uri }, featureContext());
  // Editors that know of no such documents get the text at once, and are told it.
  const told = command(program.view, [placeOf(program, at), ...more], featureContext());
  expect(told.result).toEqual({ uri, ...found });
  expect(told.message).toBe(found!.text.trimEnd());
  return { uri, text: found!.text };
}

function placeOf({ view, uriOf }: MarkedProgram, at: string) {
  const { text, places } = view.files.get("main.seg")!;
  return { uri: uriOf("main.seg"), position: places.position(text.indexOf(at)) };
}

describe("documents of commands", () => {
  it("a customer in both segments, as JSON", async () => {
    const { uri, text } = await shown(showWitness, "segment Old");
    expect(decodeURIComponent(uri)).toMatch(/^seg-view:\/witness\/Age\.Young and Age\.Old\.json\?/);
    const customer = JSON.parse(text) as { age: number };
    expect(customer.age).toBeGreaterThanOrEqual(30);
    expect(customer.age).toBeLessThan(40);
    expect((await shown(showWitness, "exhaustive")).text).toBe(text);
    expect((await shown(showWitness, "City", SOURCE, { segments: ["Age.Young", "Age.Old"] })).text).toBe(text);
  });

  it("a customer in no segment", async () => {
    const source = SOURCE.replace("criterion City {", "criterion City exhaustive {");
    const { uri, text } = await shown(showWitness, "City", source);
    expect(uri).toContain("/gap/");
    expect(JSON.parse(text)).toHaveProperty("city");
  });

  it("what a segment means", async () => {
    const { text } = await shown(showDescription, "age < 40");
    expect(text).toContain("# Young\n\nNot old yet.\n\nCustomers ");
    expect(text).toContain("```seg\nage < 40\n```");
    expect(text).toContain("Customers can be in it and also in `Age.Old`.");
    expect((await shown(showDescription, "شمال")).text).toContain(
      "No customer is in it and also in the other segment of the criterion `City`: this is proved.",
    );
  });

  it("why segments are apart", async () => {
    const { text } = await shown(showProof, "City");
    expect(text).toContain("# City");
    expect(text).toContain("Proved: no customer is in two of its segments (1 pair).");
    expect(text).toMatch(/## Why they are apart\n\n- `City.Urban` and `City.شمال`: /);
    const other = (await shown(showProof, "Age")).text;
    expect(other).toContain("# Age — How old");
    expect(other).toContain("- `Age.Young` and `Age.Old`: for example a customer with age = ");
    expect(other).toContain("every customer is in one of its segments");
  });

  it("why segments are apart, where one denies the other, and names stand in backticks", async () => {
    const denied = `${SOURCE}criterion \`my age\` { segment Known where age > 3 segment \`کم سن\` where not (age > 3) }\n`;
    expect((await shown(showProof, "segment Known", denied)).text).toContain(
      "- `` `my age`.Known `` and `` `my age`.`کم سن` ``: one asks for what the other denies\n",
    );
  });

  it("what a segment means among many, of which some are named", async () => {
    const many = Array.from({ length: 20 }, (_, index) => `  segment S${index} where age > ${index}\n`).join("");
    const { text } = await shown(showDescription, "segment S3", `${SOURCE}criterion Many {\n${many}}\n`);
    expect(text).toMatch(/also in `Many.S0`, .*`Many.S8` and 11 others\.\n$/);
  });

  it.each([
    ["age < 40", "function isA(customer, today, now) {\n  return customer.age < 40;\n}\n"],
    ['not (age = 3 and city = "x")', 'return !(customer.age === 3 && customer.city === "x");'],
    ["city in urban", 'const urban = new Set(["tehran", "shiraz"]);'],
    ["city in urban", "return urban.has(customer.city);"],
    ["lastOrder < today - 1 year", 'return customer.lastOrder < add(today, -12, "months");'],
    [
      'any orders where total > 5 and channel = "online"',
      'return customer.orders.filter((it) => 5 < it.total && it.channel === "online").length > 0;',
    ],
    ["sum(orders.total where total > 3) > age", "sum(customer.orders.filter((it) => 3 < it.total), (it) => it.total)"],
    ["not Age.Old", "return !isAge_Old(customer, today, now);"],
    [
      "lastOrder is missing or (age > 3 and age < 5)",
      "!isPresent(customer.lastOrder) || (3 < customer.age && customer.age < 5)",
    ],
  ])("what a run computes: %s", async (condition, expected) => {
    const { text } = await shown(showPredicate, "segment A", `${SOURCE}segment A where ${condition}\n`);
    expect(text).toContain(expected);
  });

  it("follow the program, and stay documents when it has no such segment any more", async () => {
    const { uri } = await shown(showWitness, "segment Old");
    const fetched = async (source: string, prove: boolean) =>
      (await textDocumentContent([programView(source, { prove }).view], { uri }, featureContext()))!.text;
    const apart = SOURCE.replace("age >= 30", "age >= 40");
    expect(JSON.parse(await fetched(apart, true))).toBe("No customer is known who is in both Age.Young and Age.Old.");
    expect(JSON.parse(await fetched(SOURCE, false))).toMatch(/has not been proved/);
    expect(JSON.parse((await textDocumentContent([], { uri }, featureContext()))!.text)).toBe(
      "The program is not open any more.",
    );
    const { uri: description } = await shown(showDescription, "segment Old");
    const renamed = programView(SOURCE.replace("segment Old", "segment New"));
    const said = await textDocumentContent([renamed.view], { uri: description }, featureContext());
    expect(said!.text).toMatch(/no segment Age.Old any more/);
  });

  it("are of the program that has the segment, where several lie in one folder", async () => {
    const { uri } = await shown(showDescription, "segment Old");
    const other = programView(SOURCE.replaceAll("Age", "Other"));
    const own = programView(SOURCE);
    const found = await textDocumentContent([other.view, own.view], { uri }, featureContext());
    expect(found!.text).toMatch(/^# Old/);
  });

  it("are of the file that they were opened from, where another says the same in other words", async () => {
    const alone = (path: string, age: number) =>
      programView(
        `//- ${path}\ncustomer { id: text key, age: integer }\ncriterion Age { segment Old where age >= ${age} }\n`,
      );
    const one = alone("یک.seg", 30);
    const two = alone("two.seg", 35);
    for (const [own, path, age] of [
      [one, "یک.seg", "30"],
      [two, "two.seg", "35"],
    ] as const) {
      const { text, places } = own.view.files.get(path)!;
      const place = { uri: own.uriOf(path), position: places.position(text.indexOf("segment Old")) };
      const { uri } = showDescription(own.view, [place], featureContext(FETCHING)).show!;
      const found = await textDocumentContent([one.view, two.view], { uri }, featureContext());
      expect(found!.text).toContain(`age >= ${age}`);
    }
  });

  it("are of the program as its root is now, where a seg.json has come or gone", async () => {
    const { uri } = await shown(showDescription, "segment Old");
    const within = programView(SOURCE, { root: "file:///work" });
    const elsewhere = programView(SOURCE, { root: "file:///home/shop" });
    const text = async (program: MarkedProgram) =>
      (await textDocumentContent([program.view], { uri }, featureContext()))!.text;
    expect(await text(within)).toMatch(/^# Old/);
    expect(await text(elsewhere)).toBe("The program is not open any more.\n");
  });

  it("have URIs that may be encoded more or less", async () => {
    const { uri } = await shown(showDescription, "شمال");
    const expected = { kind: "description", root: "file:///work/shop", segment: "City.شمال" };
    expect(readDocumentUri(uri)).toEqual(expected);
    expect(readDocumentUri(decodeURIComponent(uri))).toEqual(expected);
    expect(readDocumentUri("seg-view:/description/x.md?%7B%22kind%22%3A1%7D")).toBeNull();
    expect(readDocumentUri("file:///a.seg?x")).toBeNull();
  });

  it("are the pages of rules, too", async () => {
    const page = await textDocumentContent([], { uri: "seg-view:/rules/SEG4001.md" }, featureContext());
    expect(page!.text).toMatch(/^# SEG4001 overlapping-segments\n/);
  });
});

describe("commands without a place", () => {
  it.each([[showWitness], [showProof], [showPredicate], [showDescription], [fixAll]])("say what to do", (command) => {
    expect(command(null, [], featureContext()).message).toMatch(/ first: /);
    const program = programView(`${SOURCE}persona P { age: 3 } in Young\n`);
    if (command === fixAll) return;
    expect(command(program.view, [placeOf(program, "persona")], featureContext()).message).toMatch(/ first: /);
  });
});

describe("explaining a customer", () => {
  /** Data with one customer, "۷": what is asked for is noted. */
  const sampleOf = (asked: string[]): SampleActions => ({
    recount: () => true,
    async explain(root, { files }, key) {
      asked.push(`${root} ${files.length} ${key}`);
      return key === "۷" ? { kind: "text", text: "Customer ۷\n" } : { kind: "failed", message: "None is." };
    },
  });

  const explained = (client: ClientCapabilities, sample: SampleActions | null, key?: string) => {
    const program = programView(SOURCE);
    return explainCustomer(program.view, [placeOf(program, "Age"), key], { ...featureContext(client), sample });
  };

  it("opens a document that is fetched, and says what is new when it is fetched again", async () => {
    const asked: string[] = [];
    const sample = sampleOf(asked);
    const { show, result, message } = await explained(FETCHING, sample, " ۷ ");
    expect(show?.uri).toMatch(/^seg-view:\/customer\/%DB%B7\.seg-explanation\?/);
    expect([result, message]).toEqual([{ uri: show!.uri }, undefined]);
    expect(asked).toEqual(["file:///work/shop 2 ۷"]);
    const { view } = programView(SOURCE);
    const fetched = (views: readonly ProgramView[], given: SampleActions | null) =>
      textDocumentContent(views, { uri: show!.uri }, { sample: given });
    expect(await fetched([view], sample)).toEqual({ text: "Customer ۷\n" });
    expect((await fetched([view], null))!.text).toMatch(/^The program has no sample data: .*\n$/);
    expect((await fetched([], sample))!.text).toBe("The program is not open any more.\n");
    const gone: SampleActions = { ...sample, explain: async () => ({ kind: "failed", message: "None is." }) };
    expect((await fetched([view], gone))!.text).toBe("None is.\n");
  });

  it("is told at once in editors that know of no such documents", async () => {
    const { message, result } = await explained(ABLE_CLIENT, sampleOf([]), "۷");
    expect(message).toBe("Customer ۷");
    expect(result).toEqual({ uri: expect.stringMatching(/^seg-view:/), text: "Customer ۷\n" });
  });

  it("says what is missing, and opens nothing", async () => {
    const wants = { message: "Which customer? Give their `id`.", result: null };
    expect(await explained(ABLE_CLIENT, null)).toEqual(wants);
    expect(await explained(FETCHING, sampleOf([]))).toEqual(wants);
    expect((await explained(FETCHING, null, "7")).message).toMatch(/has no sample data/);
    expect(await explained(FETCHING, sampleOf([]), "8")).toEqual({ message: "None is.", result: null });
    expect((await explainCustomer(null, [null, "7"], featureContext())).message).toMatch(/^Put the cursor/);
  });
});

describe("fixing all", () => {
  it("edits the file", () => {
    const program = programView(`${SOURCE}segment A where age == 3 && city == 'x'\n`);
    const { edit } = fixAll(program.view, [{ uri: program.uriOf("main.seg") }], featureContext());
    expect(applyEdit(program, edit!.edit)["main.seg"]).toContain('segment A where age = 3 and city = "x"\n');
  });

  it("says that there is nothing to fix", () => {
    const program = programView(SOURCE);
    expect(fixAll(program.view, [{ uri: program.uriOf("main.seg") }], featureContext()).message).toMatch(/nothing/);
  });
});
