import { formatDay, type PersonaResult } from "@seg-lang/language";
import { jsonNode, prettyNode } from "./explanation.js";
import { type CheckedProgram, counted, placeOf } from "./report.js";
import { PLAIN_STYLE, prose, type Style } from "./style.js";
import { type XmlElement, xmlDocument } from "./xml.js";

/** The personas of one program, as they turned out. */
export interface TestedProgram {
  readonly checked: CheckedProgram;
  readonly results: readonly PersonaResult[];
}

export interface PersonaCounts {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
}

export function countPersonas(programs: readonly TestedProgram[]): PersonaCounts {
  const counts = { passed: 0, failed: 0, notRun: 0 };
  for (const { results } of programs) {
    for (const { kind } of results) counts[kind === "not-run" ? "notRun" : kind] += 1;
  }
  return counts;
}

/** For people: a line per persona; what failed with its explanation; the count. */
export function prettyPersonas(programs: readonly TestedProgram[], style: Style): string {
  const personas = programs.flatMap(({ checked, results }) =>
    results.map((result) => prettyPersona(checked, result, style)),
  );
  const counts = prettyCounts(countPersonas(programs), style);
  return personas.length === 0 ? `${counts}\n` : `${personas.join("\n")}\n\n${counts}\n`;
}

function prettyPersona(checked: CheckedProgram, result: PersonaResult, style: Style): string {
  const { colours } = style;
  const { name, title } = result.persona;
  const heading = `${colours.bold(prose(name, style))}${title === null ? "" : colours.dim(`  ${prose(title, style)}`)}`;
  switch (result.kind) {
    case "passed":
      return `${colours.green("✓")} ${heading}`;
    case "not-run":
      return [
        `${colours.yellow("?")} ${heading}  ${colours.yellow("not run")}`,
        ...notRunLines(checked, result, style),
      ].join("\n");
    case "failed":
      return [`${colours.red("✗")} ${heading}`, ...failureLines(checked, result, style)].join("\n");
  }
}

function notRunLines(
  checked: CheckedProgram,
  { reasons }: Extract<PersonaResult, { kind: "not-run" }>,
  style: Style,
): string[] {
  return reasons.map(({ path, message, location }) => {
    const { path: file, line, column } = placeOf(checked, location);
    const where = path === "" ? "" : `${path}: `;
    return `  ${prose(`${where}${message}`, style)}  ${style.colours.dim(prose(`${file}:${line}:${column}`, style))}`;
  });
}

type Ran = Exclude<PersonaResult, { kind: "not-run" }>;

function failureLines(checked: CheckedProgram, result: Ran, style: Style): string[] {
  const source = (file: string) => checked.source(file)?.text ?? null;
  return result.expectations
    .filter(({ expected, member }) => expected !== member)
    .flatMap(({ expectation, expected, explanation }) => {
      const { path, line, column } = placeOf(checked, expectation.location);
      const place = style.colours.dim(prose(`${path}:${line}:${column}`, style));
      const verdict = expected ? "should be in" : "should not be in";
      const day = `as of ${formatDay(result.today)}`;
      return [
        `  ${prose(`${verdict} \`${expectation.segment}\``, style)}, ${day}  ${place}`,
        prettyNode(explanation, source, style, 2),
      ];
    });
}

function prettyCounts({ passed, failed, notRun }: PersonaCounts, { colours }: Style): string {
  if (passed + failed + notRun === 0) return "The program has no personas.";
  const parts = [
    ...(failed > 0 ? [colours.red(`${failed} failed`)] : []),
    ...(notRun > 0 ? [colours.yellow(`${notRun} not run`)] : []),
    ...(passed > 0 ? [colours.green(`${passed} passed`)] : []),
  ];
  return `${colours.bold(counted(passed + failed + notRun, "persona"))}: ${parts.join(", ")}`;
}

/** For programs. */
export function jsonPersonas(programs: readonly TestedProgram[]): string {
  const personas = programs.flatMap(({ checked, results }) => {
    const source = (file: string) => checked.source(file)?.text ?? null;
    return results.map((result) => {
      const { path, line, column } = placeOf(checked, result.persona.location);
      const head = { persona: result.persona.name, result: result.kind, asOf: formatDay(result.today) };
      const place = { file: path, line, column };
      if (result.kind === "not-run") {
        const reasons = result.reasons.map(({ path: field, message, code }) => ({ path: field, message, code }));
        return { ...head, ...place, reasons };
      }
      const expectations = result.expectations.map(({ expectation, expected, member, explanation }) => ({
        segment: expectation.segment,
        expected,
        member,
        ...(expected === member ? {} : { explanation: jsonNode(explanation, source) }),
      }));
      return { ...head, ...place, expectations };
    });
  });
  return `${JSON.stringify({ summary: countPersonas(programs), personas }, null, 2)}\n`;
}

/** A suite per program, a test per persona; one that could not be run is an error, not a failure. */
export function junitPersonas(programs: readonly TestedProgram[]): string {
  const { passed, failed, notRun } = countPersonas(programs);
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "seg test", tests: passed + failed + notRun, failures: failed, errors: notRun },
    children: programs.map(personaSuite),
  });
}

function personaSuite(program: TestedProgram): XmlElement {
  const { checked, results } = program;
  const { passed, failed, notRun } = countPersonas([program]);
  return {
    name: "testsuite",
    attributes: {
      name: checked.name,
      tests: passed + failed + notRun,
      failures: failed,
      errors: notRun,
      skipped: 0,
      time: 0,
    },
    children: results.map((result): XmlElement => {
      const { path } = placeOf(checked, result.persona.location);
      const attributes = { classname: path, name: result.persona.name, time: 0 };
      return { name: "testcase", attributes, children: outcomeElements(checked, result) };
    }),
  };
}

function outcomeElements(checked: CheckedProgram, result: PersonaResult): XmlElement[] {
  switch (result.kind) {
    case "passed":
      return [];
    case "not-run": {
      const message = result.reasons
        .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`))
        .join(" ");
      const text = notRunLines(checked, result, PLAIN_STYLE).join("\n");
      return [{ name: "error", attributes: { type: "not run", message }, children: [text] }];
    }
    case "failed": {
      const wrong = result.expectations.filter(({ expected, member }) => expected !== member);
      const message = wrong
        .map(({ expected, expectation }) => `${expected ? "should be in" : "should not be in"} ${expectation.segment}`)
        .join("; ");
      const text = failureLines(checked, result, PLAIN_STYLE).join("\n");
      return [{ name: "failure", attributes: { type: "persona", message }, children: [text] }];
    }
  }
}
