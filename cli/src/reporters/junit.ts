import { junitProofs } from "./junit-proofs.js";
import { prettyDiagnostic } from "./pretty.js";
import { type CheckedProgram, inOrder, placeOf } from "./report.js";
import { PLAIN_STYLE } from "./style.js";
import { type XmlElement, xmlDocument } from "./xml.js";

/**
 * A suite per program; each error or warning is a failed test, each file without any a passed one. What was proved adds
 * two tests a criterion: its segments exclude each other, every customer has one.
 */
export function junitReport(programs: readonly CheckedProgram[]): string {
  const suites = programs.map(checkSuite);
  const sum = (name: "tests" | "failures") =>
    suites.reduce((total, { attributes }) => total + Number(attributes[name]), 0);
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "seg check", tests: sum("tests"), failures: sum("failures"), errors: 0 },
    children: suites,
  });
}

function checkSuite(program: CheckedProgram): XmlElement {
  const problems = inOrder(program.diagnostics).filter(
    ({ severity }) => severity === "error" || severity === "warning",
  );
  const broken = new Set(problems.map(({ location }) => location.file));
  const passed = program.files
    .filter((file) => !broken.has(file))
    .map((file) => testCase(program, program.pathOf(file), []));
  const failed = problems.map((diagnostic) => {
    const { path, line, column } = placeOf(program, diagnostic.location);
    const failure: XmlElement = {
      name: "failure",
      attributes: { type: `${diagnostic.severity} ${diagnostic.code}`, message: diagnostic.message },
      children: [prettyDiagnostic(program, diagnostic, PLAIN_STYLE, true)],
    };
    return testCase(program, `${path}:${line}:${column} ${diagnostic.rule}`, [failure]);
  });
  const proofs = junitProofs(program).map(({ name, outcome }) => testCase(program, name, outcome));
  const count = (kind: string) =>
    proofs.filter(({ children = [] }) => children.some((child) => typeof child !== "string" && child.name === kind))
      .length;
  return {
    name: "testsuite",
    attributes: {
      name: program.name,
      tests: passed.length + failed.length + proofs.length,
      failures: failed.length + count("failure"),
      errors: 0,
      skipped: count("skipped"),
      time: 0,
    },
    children: [...failed, ...proofs, ...passed],
  };
}

function testCase(program: CheckedProgram, name: string, children: readonly XmlElement[]): XmlElement {
  return { name: "testcase", attributes: { classname: program.name, name, time: 0 }, children };
}
