import { allRules, type Diagnostic, type Location, type Rule, type Severity, type TextEdit } from "@seg-lang/language";
import type {
  ArtifactChange,
  ArtifactLocation,
  Invocation,
  Log,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  Fix as SarifFix,
  Location as SarifLocation,
} from "sarif";
import { VERSION } from "../version.js";
import { notProvedLines } from "./not-proved.js";
import { jsonEvidence, jsonProofs } from "./proof-json.js";
import { evidenceOf } from "./proved.js";
import { type CheckedProgram, inOrder, placeOf } from "./report.js";

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifReport(programs: readonly CheckedProgram[]): string {
  const findings = programs.flatMap((program) =>
    inOrder(program.diagnostics).map((diagnostic) => ({ program, diagnostic })),
  );
  const used = new Set(findings.map(({ diagnostic }) => diagnostic.code));
  const rules = allRules.filter(({ code }) => used.has(code));
  const proved = programs.flatMap(({ name, proved }) =>
    proved === null || proved.criteria.length === 0 ? [] : [{ program: name, criteria: jsonProofs(proved) }],
  );
  const notProved = programs.flatMap(({ name, proved }) =>
    notProvedLines(proved?.notProved ?? null).map((line) => (programs.length === 1 ? line : `${name}: ${line}`)),
  );
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "seg", semanticVersion: VERSION, rules: rules.map(describeRule) } },
        columnKind: "utf16CodeUnits",
        ...(notProved.length > 0 ? { invocations: [invocation(notProved)] } : {}),
        results: findings.map(({ program, diagnostic }) => sarifResult(program, diagnostic, rules)),
        ...(proved.length > 0 ? { properties: { proofs: proved } } : {}),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** That the check ran, and what it could not do. */
function invocation(notProved: readonly string[]): Invocation {
  return {
    executionSuccessful: true,
    toolExecutionNotifications: notProved.map((text) => ({
      descriptor: { id: "not-proved" },
      level: "warning",
      message: { text },
    })),
  };
}

function describeRule(rule: Rule<never>): ReportingDescriptor {
  const { meaning, avoid, write } = rule.page;
  return {
    id: rule.code,
    name: rule.name,
    shortDescription: { text: firstSentence(meaning) },
    fullDescription: { text: meaning },
    help: {
      text: `${meaning}\n\nAvoid:\n\n${avoid}\n\nWrite:\n\n${write}`,
      markdown: `${meaning}\n\n**Avoid**\n\n\`\`\`seg\n${avoid}\n\`\`\`\n\n**Write**\n\n\`\`\`seg\n${write}\n\`\`\`\n`,
    },
    defaultConfiguration: { level: level(rule.severity) },
  };
}

function sarifResult(program: CheckedProgram, diagnostic: Diagnostic, rules: readonly Rule<never>[]): Result {
  const ruleIndex = rules.findIndex(({ code }) => code === diagnostic.code);
  const evidence = evidenceOf(program.proved, diagnostic);
  return {
    ruleId: diagnostic.code,
    ...(ruleIndex === -1 ? {} : { ruleIndex }),
    level: level(diagnostic.severity),
    message: { text: diagnostic.message },
    locations: [{ physicalLocation: physicalLocation(program, diagnostic.location) }],
    ...(diagnostic.related.length > 0
      ? {
          relatedLocations: diagnostic.related.map(
            ({ location, message }, index): SarifLocation => ({
              id: index + 1,
              physicalLocation: physicalLocation(program, location),
              message: { text: message },
            }),
          ),
        }
      : {}),
    ...(diagnostic.fixes.length > 0
      ? { fixes: diagnostic.fixes.map(({ title, edits }) => sarifFix(program, title, edits)) }
      : {}),
    ...(evidence === null ? {} : { properties: jsonEvidence(evidence) }),
  };
}

function sarifFix(program: CheckedProgram, title: string, edits: readonly TextEdit[]): SarifFix {
  const files = [...new Set(edits.map(({ location }) => location.file))];
  return {
    description: { text: title },
    artifactChanges: files.map(
      (file): ArtifactChange => ({
        artifactLocation: artifact(program, file),
        replacements: edits
          .filter(({ location }) => location.file === file)
          .map(({ location, newText }) => ({
            deletedRegion: region(program, location),
            insertedContent: { text: newText },
          })),
      }),
    ),
  };
}

function physicalLocation(program: CheckedProgram, location: Location): PhysicalLocation {
  return { artifactLocation: artifact(program, location.file), region: region(program, location) };
}

/** A path below the working directory stays relative; one that leads out of it has nothing to be relative to there. */
function artifact(program: CheckedProgram, file: string): ArtifactLocation {
  return { uri: encodeURI(program.pathOf(file)).replaceAll("?", "%3F").replaceAll("#", "%23") };
}

function region(program: CheckedProgram, location: Location): Region {
  const { line, column, endLine, endColumn } = placeOf(program, location);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function level(severity: Severity): "error" | "warning" | "note" {
  switch (severity) {
    case "error":
    case "warning":
      return severity;
    case "information":
    case "hint":
      return "note";
  }
}

function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
