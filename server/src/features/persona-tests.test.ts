import { describe, expect, it } from "vitest";
import { programView } from "../testing/view.js";
import { personaTests, runPersonaTests } from "./persona-tests.js";

const SHOP = `
//- customer.seg
customer { id: text key, درآمد: integer, city: text, joined: date }
define rich = درآمد >= 5000
criterion Income {
  segment High where rich and not city = "Shiraz"
  segment Low where درآمد < 5000
}
//- in/personas.seg
persona ⟦سارا⟧ "کم درآمد" { درآمد: 4000, city: "Tehran" } in High not in ⟦Low⟧
persona ⟦Ali⟧ { درآمد: 9000, city: "Tehran" } in High
persona ⟦Nobody⟧ { درآمد: ⟦"many"⟧ } in High
`;

describe("personas as tests", () => {
  it("are listed with their places, those with errors too", () => {
    for (const crlf of [false, true]) {
      const { view, ranges } = programView(SHOP, { crlf });
      const tests = personaTests([view]);
      expect(tests.map(({ name, title }) => [name, title])).toEqual([
        ["سارا", "کم درآمد"],
        ["Ali", null],
        ["Nobody", null],
      ]);
      const at = tests.slice(0, 2).map(({ uri, range }) => ({ uri, range }));
      expect(at).toEqual([ranges[0], ranges[2]]);
      expect(new Set(tests.map(({ id }) => id)).size).toBe(3);
    }
  });

  it("keep their ids when the text around them changes", () => {
    const ids = (text: string) => personaTests([programView(text).view]).map(({ id }) => id);
    expect(ids(SHOP.replace("define", "// more\ndefine").replace("4000", "4001"))).toEqual(ids(SHOP));
  });

  const SOUND = SHOP.replace(/persona ⟦Nobody.*\n/, "");

  it("pass, or fail at the expectation, with the conditions that decide in their places", () => {
    const { view, ranges, uriOf } = programView(SOUND);
    const [sara, ali] = runPersonaTests([view], { ids: null });
    expect(ali).toMatchObject({ outcome: "passed", messages: [] });
    expect(sara?.outcome).toBe("failed");
    const messages = sara!.messages;
    expect(messages.map(({ uri, text }) => [uri, text.split("\n")[0]!.replace(/\d{4}-\d\d-\d\d/, "DAY")])).toEqual(
      [
        [uriOf("in/personas.seg"), "سارا should be in `High`, as of DAY"],
        [uriOf("customer.seg"), "✗ rich   درآمد = 4000"],
        [uriOf("in/personas.seg"), "سارا should not be in `Low`, as of DAY"],
        [uriOf("customer.seg"), "✓ درآمد < 5000   درآمد = 4000"],
      ].map(([uri, text]) => [uri, text!.replaceAll("`High`", "`Income.High`").replaceAll("`Low`", "`Income.Low`")]),
    );
    expect(messages[1]?.text).toMatch(/\nسارا should be in `Income.High`, as of /);
    expect(messages[2]).toMatchObject({
      range: ranges[1]?.range,
      expected: "not in `Income.Low`",
      actual: "in `Income.Low`",
    });
    expect(messages[0]?.text).toContain("✗ High");
    expect(messages[0]?.text).toContain("درآمد = 4000");
  });

  it("only those that are asked for are run", () => {
    const { view } = programView(SOUND);
    const [, ali] = personaTests([view]);
    expect(runPersonaTests([view], { ids: [ali!.id, "gone"] }).map(({ id }) => id)).toEqual([ali!.id]);
    expect(runPersonaTests([view], { ids: [] })).toEqual([]);
  });

  it("what is no possible customer is said at the value", () => {
    const { view, ranges } = programView(
      SOUND.replace("درآمد: integer", "درآمد: integer 0..8000").replace("درآمد: 9000", "درآمد: ⟦9000⟧"),
    );
    const ali = runPersonaTests([view], null).find(({ outcome }) => outcome === "errored");
    expect(ali?.messages).toHaveLength(1);
    expect(ali?.messages[0]?.range).toEqual(ranges[3]?.range);
  });

  it("in a program with errors none is run, and the error is shown", () => {
    const { view, ranges } = programView(SHOP);
    const results = runPersonaTests([view], { ids: null });
    expect(results.map(({ outcome }) => outcome)).toEqual(["errored", "errored", "errored"]);
    expect(results[0]?.messages[0]).toMatchObject({
      text: expect.stringContaining("The program has errors, so no persona was run."),
      range: ranges.at(-1)?.range,
    });
  });

  it("run at their own day", () => {
    const { view } = programView(
      "customer { id: text key, joined: date }\nsegment New where joined in last 7 days\n" +
        "persona A as of 2024-03-08 { joined: 2024-03-05 } in New\npersona B as of 2024-04-08 { joined: 2024-03-05 } in New\n",
    );
    const [a, b] = runPersonaTests([view], null);
    expect([a?.outcome, b?.outcome]).toEqual(["passed", "failed"]);
    expect(b?.messages[0]?.text).toContain("as of 2024-04-08");
  });

  it("show texts as the author wrote them, though they are compared folded", () => {
    const { view } = programView(
      `customer { id: text key, شهر: text folded, home: text folded, tags: list of text folded }
segment A where شهر = "Rey" and home != "x" and tags has "a"
persona P { شهر: "كرج الكبرى", home: "Karaj", tags: ["B"] } in A
`,
    );
    const [{ messages } = { messages: [] }] = runPersonaTests([view], null);
    const texts = messages.map(({ text }) => text).join("\n");
    expect(texts).toContain('شهر = "كرج الكبرى"');
    expect(texts).toContain('home = "Karaj"');
  });

  it("show what is written in two ways as it is compared", () => {
    const { view } = programView(
      `customer { id: text key, city: text folded, home: text folded }
segment A where city = "Rey" and home = "Rey"
persona P { city: "Karaj", home: "KARAJ" } in A
`,
    );
    const [{ messages } = { messages: [] }] = runPersonaTests([view], null);
    expect(messages[0]?.text).toContain('city = "karaj"');
  });
});
