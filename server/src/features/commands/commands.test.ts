import { describe, expect, it } from "vitest";
import type { ClientCapabilities } from "vscode-languageserver";
import { readDocumentUri } from "../../documents/document-uri.js";
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
function shown(command: Show, at: string, source = SOURCE, ...more: readonly unknown[]): { uri: string; text: string } {
  const program = programView(source, { prove: true });
  const result = command(program.view, [placeOf(program, at), ...more], featureContext(FETCHING));
  const uri = result.show?.uri ?? `none: ${result.message}`;
  expect(result.result).toEqual({ uri });
  const found = textDocumentContent([program.view], { uri });
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
  it("a customer in both segments, as JSON", () => {
    const { uri, text } = shown(showWitness, "segment Old");
    expect(decodeURIComponent(uri)).toMatch(/^seg-view:\/witness\/Age\.Young and Age\.Old\.json\?/);
    const customer = JSON.parse(text) as { age: number };
    expect(customer.age).toBeGreaterThanOrEqual(30);
    expect(customer.age).toBeLessThan(40);
    expect(shown(showWitness, "exhaustive").text).toBe(text);
    expect(shown(showWitness, "City", SOURCE, { segments: ["Age.Young", "Age.Old"] }).text).toBe(text);
  });

  it("a customer in no segment", () => {
    const source = SOURCE.replace("criterion City {", "criterion City exhaustive {");
    const { uri, text } = shown(showWitness, "City", source);
    expect(uri).toContain("/gap/");
    expect(JSON.parse(text)).toHaveProperty("city");
  });

  it("what a segment means", () => {
    const { text } = shown(showDescription, "age < 40");
    expect(text).toContain("# Young\n\nNot old yet.\n\nCustomers ");
    expect(text).toContain("```seg\nage < 40\n```");
    expect(text).toContain("Customers can be in it and also in `Age.Old`.");
    expect(shown(showDescription, "شمال").text).toContain(
      "No customer is in it and also in the other segment of the criterion `City`: this is proved.",
    );
  });

  it("why segments are apart", () => {
    const { text } = shown(showProof, "City");
    expect(text).toContain("# City");
    expect(text).toContain("Proved: no customer is in two of its segments (1 pair).");
    expect(text).toMatch(/## Why they are apart\n\n- `City.Urban` and `City.شمال`: /);
    const other = shown(showProof, "Age").text;
    expect(other).toContain("# Age — How old");
    expect(other).toContain("- `Age.Young` and `Age.Old`: for example a customer with age = ");
    expect(other).toContain("every customer is in one of its segments");
  });

  it("why segments are apart, where one denies the other, and names stand in backticks", () => {
    const denied = `${SOURCE}criterion \`my age\` { segment Known where age > 3 segment \`کم سن\` where not (age > 3) }\n`;
    expect(shown(showProof, "segment Known", denied).text).toContain(
      "- `` `my age`.Known `` and `` `my age`.`کم سن` ``: one asks for what the other denies\n",
    );
  });

  it("what a segment means among many, of which some are named", () => {
    const many = Array.from({ length: 20 }, (_, index) => `  segment S${index} where age > ${index}\n`).join("");
    const { text } = shown(showDescription, "segment S3", `${SOURCE}criterion Many {\n${many}}\n`);
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
  ])("what a run computes: %s", (condition, expected) => {
    expect(shown(showPredicate, "segment A", `${SOURCE}segment A where ${condition}\n`).text).toContain(expected);
  });

  it("follow the program, and stay documents when it has no such segment any more", () => {
    const { uri } = shown(showWitness, "segment Old");
    const fetched = (source: string, prove: boolean) =>
      textDocumentContent([programView(source, { prove }).view], { uri })!.text;
    const apart = SOURCE.replace("age >= 30", "age >= 40");
    expect(JSON.parse(fetched(apart, true))).toBe("No customer is known who is in both Age.Young and Age.Old.");
    expect(JSON.parse(fetched(SOURCE, false))).toMatch(/has not been proved/);
    expect(JSON.parse(textDocumentContent([], { uri })!.text)).toBe("The program is not open any more.");
    const { uri: description } = shown(showDescription, "segment Old");
    const renamed = programView(SOURCE.replace("segment Old", "segment New"));
    expect(textDocumentContent([renamed.view], { uri: description })!.text).toMatch(/no segment Age.Old any more/);
  });

  it("are of the program that has the segment, where several lie in one folder", () => {
    const { uri } = shown(showDescription, "segment Old");
    const other = programView(SOURCE.replaceAll("Age", "Other"));
    const own = programView(SOURCE);
    expect(textDocumentContent([other.view, own.view], { uri })!.text).toMatch(/^# Old/);
  });

  it("have URIs that may be encoded more or less", () => {
    const { uri } = shown(showDescription, "شمال");
    const expected = { kind: "description", root: "file:///work/shop", segment: "City.شمال" };
    expect(readDocumentUri(uri)).toEqual(expected);
    expect(readDocumentUri(decodeURIComponent(uri))).toEqual(expected);
    expect(readDocumentUri("seg-view:/description/x.md?%7B%22kind%22%3A1%7D")).toBeNull();
    expect(readDocumentUri("file:///a.seg?x")).toBeNull();
  });

  it("are the pages of rules, too", () => {
    expect(textDocumentContent([], { uri: "seg-view:/rules/SEG4001.md" })!.text).toMatch(
      /^# SEG4001 overlapping-segments\n/,
    );
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
  const told = async (client: ClientCapabilities, key?: string) => {
    const program = programView(SOURCE);
    return explainCustomer(program.view, [placeOf(program, "Age"), key], featureContext(client));
  };

  it("says what is missing, also in editors that do nothing with a result", async () => {
    expect((await told(ABLE_CLIENT)).message).toBe("Which customer? Give their `id`.");
    expect((await told(ABLE_CLIENT, "7")).message).toMatch(/has no sample data/);
    expect(await told(FETCHING)).toEqual({ result: { kind: "failed", message: "Which customer? Give their `id`." } });
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
