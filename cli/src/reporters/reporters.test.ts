import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { coloursFor } from "../terminal/colours.js";
import { githubReport } from "./github.js";
import { jsonReport } from "./json.js";
import { junitReport } from "./junit.js";
import { prettyReport } from "./pretty.js";
import { sarifReport } from "./sarif.js";
import { PLAIN_STYLE } from "./style.js";
import { sampleProgram } from "./testing/sample.js";

const TEXT = 'customer {\n  city: text\n}\nsegment Urban where cty = "Tehran"\n';

const unknownName = sampleProgram({ "a.seg": TEXT, "b.seg": "" }, [
  {
    at: "cty",
    message: "No field is called `cty`; did you mean `city`?",
    related: [{ at: "city", message: "`city` is declared here" }],
    fix: { title: "Write `city`", replace: "cty", by: "city" },
  },
]);
const awkward = sampleProgram({ "a,b:c%.seg": "x" }, [
  { at: "x", message: '100%\r\nof <"these"> & \u0007 \u001b[0m', severity: "warning" },
]);
const clean = sampleProgram({ "a.seg": TEXT }, []);
const allReports = { prettyReport: (p: never) => prettyReport(p, PLAIN_STYLE), jsonReport, githubReport, junitReport };

describe("pretty", () => {
  test("place, message, excerpt, related place, fix, help, summary", () => {
    expect(prettyReport([unknownName], PLAIN_STYLE)).toBe(`shop/a.seg:4:21  error  SEG2001 some-rule
  No field is called \`cty\`; did you mean \`city\`?
   4 │ segment Urban where cty = "Tehran"
     │                     ^^^

  shop/a.seg:2:3  \`city\` is declared here
   2 │   city: text
     │   ~~~~

  Fix: Write \`city\`
   4 │ segment Urban where city = "Tehran"
     │                     ++++

  More: seg help SEG2001

1 error in 2 files
`);
  });

  test("all well: what was found", () => {
    expect(prettyReport([clean], PLAIN_STYLE)).toBe("No errors: 2 segments, 1 criterion in 1 file\n");
  });

  test("hints and informations are no errors", () => {
    const program = sampleProgram({ "a.seg": TEXT }, [
      { at: "city", severity: "hint" },
      { at: "Urban", severity: "information" },
    ]);
    expect(prettyReport([program], PLAIN_STYLE)).toContain(
      "\n\nNo errors: 2 segments, 1 criterion in 1 file; 1 information, 1 hint\n",
    );
  });

  test("findings stand in the order of the text, the page of a rule is named once", () => {
    const program = sampleProgram({ "a.seg": TEXT }, [{ at: "Urban" }, { at: "city" }]);
    const report = prettyReport([program], PLAIN_STYLE);
    expect(report.indexOf(":2:3 ")).toBeLessThan(report.indexOf(":4:9 "));
    expect(report.split("seg help SEG2001")).toHaveLength(2);
  });

  test("a place whose text is not at hand has no excerpt", () => {
    const program = sampleProgram({ "a.seg": TEXT }, [{ at: "x", file: "places.csv" }]);
    expect(prettyReport([program], PLAIN_STYLE)).toMatch(/^shop\/places\.csv {2}error/);
  });

  test("control characters of the author do not reach the terminal", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the point
    expect(prettyReport([awkward], PLAIN_STYLE)).not.toMatch(/[\u0007\u001b]/);
  });
});

describe("json", () => {
  test("places count from 1", () => {
    const report = JSON.parse(jsonReport([unknownName]));
    expect(report.summary).toMatchObject({ error: 1, warning: 0, files: 2, segments: 2 });
    expect(report.diagnostics).toMatchObject([
      {
        code: "SEG2001",
        file: "shop/a.seg",
        start: { line: 4, column: 21 },
        end: { line: 4, column: 24 },
        related: [{ start: { line: 2, column: 3 } }],
        fixes: [{ title: "Write `city`", edits: [{ newText: "city", start: { line: 4, column: 21 } }] }],
      },
    ]);
  });
});

describe("sarif", () => {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  // Written for draft 04; nothing in it reads differently in the later draft.
  const { $schema: _draft, id: _id, ...schema } = sarifSchema;
  const isValid = ajv.compile(schema);
  test.each([
    ["a finding with everything", unknownName],
    ["awkward characters", awkward],
    ["nothing found", clean],
    ["a place outside the program's text", sampleProgram({ "a.seg": TEXT }, [{ at: "x", file: "places.csv" }])],
  ])("agrees with the schema of SARIF 2.1.0: %s", (_, program) => {
    isValid(JSON.parse(sarifReport([program])));
    expect(isValid.errors).toBeNull();
  });

  test("carries region, related place, fix and the rule's page", () => {
    const program = sampleProgram({ "a.seg": TEXT }, [
      { at: "cty", code: "SEG1001", fix: { title: "Write `city`", replace: "cty", by: "city" } },
    ]);
    const [run] = JSON.parse(sarifReport([program])).runs;
    const [result] = run.results;
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "shop/a.seg" },
      region: { startLine: 4, startColumn: 21, endLine: 4, endColumn: 24 },
    });
    expect(result.fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toBe("city");
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe("SEG1001");
    expect(run.tool.driver.rules[result.ruleIndex].help.text.length).toBeGreaterThan(20);
  });

  test("paths are URIs", () => {
    const program = sampleProgram({ "شهر #1?.seg": "x" }, [{ at: "x" }]);
    const [run] = JSON.parse(sarifReport([program])).runs;
    const { uri } = run.results[0].locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(uri)).toBe("shop/شهر #1?.seg");
    expect(uri).toMatch(/^[\x21-\x7e]+$/);
  });
});

describe("github", () => {
  test("an annotation on one line, everything escaped", () => {
    expect(githubReport([awkward])).toBe(
      "::warning file=shop/a%2Cb%3Ac%25.seg,line=1,endLine=1,col=1,endColumn=1,title=SEG2001 some-rule::" +
        '100%25%0D%0Aof <"these"> & \u0007 \u001b[0m\n',
    );
  });
  test("hints are notices", () => {
    expect(githubReport([sampleProgram({ "a.seg": "x" }, [{ at: "x", severity: "hint" }])])).toMatch(/^::notice /);
  });
});

describe("junit", () => {
  test("a failed test per finding, a passed one per clean file", () => {
    const report = junitReport([unknownName]);
    expect(report).toContain('<testsuite name="shop" tests="2" failures="1" errors="0" skipped="0" time="0">');
    expect(report).toContain('<testcase classname="shop" name="shop/b.seg" time="0"/>');
    expect(report).toContain('name="shop/a.seg:4:21 some-rule"');
  });
  test("holds only characters that XML allows", () => {
    const report = junitReport([awkward]);
    expect(report).toContain('message="100%&#13;&#10;of &lt;&quot;these&quot;&gt; &amp; \\u0007 \\u001b[0m"');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the point
    expect(report).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
});

test.each(Object.entries(allReports))("%s of no program at all is well formed", (_, report) => {
  expect(report([] as never)).toSatisfy((text: string) => text === "" || text.endsWith("\n"));
});

describe("colour", () => {
  const tty = { isTTY: true };
  const pipe = { isTTY: false };
  test.each([
    ["a terminal", tty, {}, true],
    ["a pipe", pipe, {}, false],
    ["NO_COLOR on a terminal", tty, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR says nothing", tty, { NO_COLOR: "" }, true],
    ["FORCE_COLOR in a pipe", pipe, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0 on a terminal", tty, { FORCE_COLOR: "0" }, false],
    ["NO_COLOR over FORCE_COLOR", tty, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    ["a dumb terminal", tty, { TERM: "dumb" }, false],
    ["CI alone is no terminal", pipe, { CI: "true" }, false],
  ])("%s", (_, stream, environment, expected) => {
    expect(coloursFor(stream, environment).isColorSupported).toBe(expected);
  });
});
