import type { ProgramSettings } from "../../condition/model.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { allRules, findRule } from "../../diagnostics/registry.js";
import { type DiagnosticDetails, diagnose, type Rule } from "../../diagnostics/rule.js";
import { configurationRules } from "../../diagnostics/rules/configuration.js";
import type { Span } from "../../source/source.js";
import { parseIsoDay, WEEKDAYS } from "../../values/calendar.js";
import { nearestName } from "../../values/nearest.js";
import { createZone } from "../../values/zone.js";
import { type JsonNode, readJsonTree } from "./json-tree.js";
import { type Configuration, configurationSchema } from "./settings-schema.js";
import { canBeSilenced } from "./severities.js";

/** What holds without a `seg.json`. */
const defaultSettings: ProgramSettings = settingsOf(configurationSchema.parse({}));

/** Reads `seg.json`. What is wrong in it is reported and keeps its default; the rest counts. */
export function readConfiguration(
  config: { readonly path: string; readonly text: string } | null,
  report: (diagnostic: Diagnostic) => void,
): ProgramSettings {
  if (config === null) return defaultSettings;
  const at: ReportAt = (rule, parameters, span, { instead = null, ...details } = {}) => {
    const location = { file: config.path, span };
    const newText = JSON.stringify(instead);
    const fixes = instead === null ? [] : [{ title: `Write ${newText}`, edits: [{ location, newText }], safe: false }];
    report(diagnose(rule, parameters, location, { ...details, fixes }));
  };

  const { root, problems } = readJsonTree(config.text);
  for (const { problem, span } of problems) at(configurationRules.brokenConfiguration, { problem }, span);
  if (root === null) return defaultSettings;
  if (root.kind !== "object") {
    at(
      configurationRules.wrongSetting,
      { name: config.path, expected: "one object, `{ … }`", suggestion: null },
      root.span,
    );
    return defaultSettings;
  }

  reportRepeatedKeys(root, at);
  const kept = dropWrong(root, at);
  if (kept.timeZone !== undefined && createZone(kept.timeZone) === null) {
    at(configurationRules.unknownTimeZone, { name: kept.timeZone }, spanAt(root, ["timeZone"]));
    delete kept.timeZone;
  }
  const settings = settingsOf(configurationSchema.parse(kept));
  const rules = checkRules(root, settings.rules, at);
  return { ...settings, rules, today: checkToday(root, settings.today, at) };
}

type ReportAt = <P>(rule: Rule<P>, parameters: P, span: Span, details?: ReportDetails) => void;

interface ReportDetails extends Pick<DiagnosticDetails, "related"> {
  /** The text that was probably meant, in quotes, by what stands at the span. */
  readonly instead?: string | null;
}

/** The settings as a plain value, without those that the schema does not take; each of these is reported. */
function dropWrong(root: JsonNode, at: ReportAt): Partial<Configuration> {
  const wrong = new Set<string>();
  for (;;) {
    const before = wrong.size;
    const value = plainValue(root, [], wrong);
    const result = configurationSchema.safeParse(value);
    if (result.success) return value as Partial<Configuration>;
    for (const issue of result.error.issues) {
      const path = issue.path.map(String);
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) {
          if (wrong.has(pathKey([...path, key]))) continue;
          wrong.add(pathKey([...path, key]));
          reportUnknownSetting(root, path, key, at);
        }
      } else if (!wrong.has(pathKey(path))) {
        wrong.add(pathKey(path));
        reportWrongSetting(root, path, at);
      }
    }
    if (wrong.size === before) return {};
  }
}

function reportUnknownSetting(root: JsonNode, path: readonly string[], key: string, at: ReportAt): void {
  const settings = path[0] === "today" ? ["earliest", "latest"] : Object.keys(configurationSchema.shape);
  const suggestion = nearestName(key, settings);
  const parent = nodeAt(root, path);
  const entry = parent?.kind === "object" ? parent.entries.findLast((each) => each.key === key) : undefined;
  const span = entry?.keySpan ?? root.span;
  at(
    configurationRules.unknownSetting,
    { name: key, settings: settings.filter((name) => name !== "$schema"), suggestion },
    span,
    { instead: entry === undefined || hasKey(parent, suggestion) ? null : suggestion },
  );
}

/** What stands in the settings that are one text. */
const TEXTS: Readonly<Record<string, string>> = {
  timeZone: 'the name of a time zone, such as "Asia/Tehran"',
  sampleData: 'the name of a file of customers, such as "customers.csv"',
  sampleDataPath: 'the keys that lead to the customers, such as "data.customers"',
};

function reportWrongSetting(root: JsonNode, path: readonly string[], at: ReportAt): void {
  const [setting, inner] = path;
  const name = inner ?? setting ?? "seg.json";
  const node = nodeAt(root, path);
  const written = node?.kind === "value" && typeof node.value === "string" ? node.value : null;
  const choices = setting === "weekStart" ? WEEKDAYS : setting === "rules" && inner !== undefined ? SEVERITIES : null;
  const expected =
    choices !== null
      ? `one of ${choices.map((choice) => `"${choice}"`).join(", ")}`
      : setting === "rules"
        ? 'an object of rules and their severities, such as { "unused-define": "off" }'
        : setting === "today"
          ? inner === undefined
            ? 'an object such as { "earliest": "2000-01-01", "latest": "2099-12-31" }'
            : 'a day such as "2024-05-01"'
          : (TEXTS[name] ?? "a text in double quotes");
  const suggestion = written !== null && choices !== null ? nearestName(written, choices) : null;
  at(configurationRules.wrongSetting, { name, expected, suggestion }, node?.span ?? root.span, { instead: suggestion });
}

function hasKey(node: JsonNode | null | undefined, wanted: string | null): boolean {
  return node?.kind === "object" && node.entries.some(({ key }) => key === wanted);
}

const SEVERITIES = ["error", "warning", "information", "hint", "off"] as const;

/** Rules by their names, whether the file has names or codes. */
function checkRules(root: JsonNode, written: ProgramSettings["rules"], at: ReportAt): ProgramSettings["rules"] {
  const rules = new Map<string, ProgramSettings["rules"][string]>();
  for (const [codeOrName, severity] of Object.entries(written)) {
    const rule = findRule(codeOrName);
    if (rule !== undefined && !canBeSilenced(rule) && severity !== "error") {
      at(configurationRules.fixedSeverity, { rule: rule.name }, spanAt(root, ["rules", codeOrName]));
    } else if (rule !== undefined) rules.set(rule.name, severity);
    else {
      const names = allRules.flatMap((known) => [known.name, known.code]);
      const parent = nodeAt(root, ["rules"]);
      const entry = parent?.kind === "object" ? parent.entries.findLast((each) => each.key === codeOrName) : undefined;
      const suggestion = nearestName(codeOrName, names);
      const instead = entry === undefined || hasKey(parent, suggestion) ? null : suggestion;
      at(configurationRules.unknownRule, { name: codeOrName, suggestion }, entry?.keySpan ?? root.span, { instead });
    }
  }
  return Object.fromEntries(rules);
}

function checkToday(root: JsonNode, range: ProgramSettings["today"], at: ReportAt): ProgramSettings["today"] {
  const { today } = defaultSettings;
  const bound = (name: "earliest" | "latest") => {
    if (!Number.isNaN(range[name])) return range[name];
    const expected = 'a day that exists, such as "2024-05-01"';
    at(configurationRules.wrongSetting, { name, expected, suggestion: null }, spanAt(root, ["today", name]));
    return today[name];
  };
  const checked = { earliest: bound("earliest"), latest: bound("latest") };
  if (checked.earliest <= checked.latest) return checked;
  at(configurationRules.emptyTodayRange, {}, spanAt(root, ["today"]));
  return today;
}

/** A day that does not exist becomes NaN, for `checkToday` to report. */
function settingsOf(configuration: Configuration): ProgramSettings {
  const { earliest, latest } = configuration.today;
  return {
    timeZone: configuration.timeZone,
    weekStart: WEEKDAYS.indexOf(configuration.weekStart),
    today: { earliest: parseIsoDay(earliest) ?? Number.NaN, latest: parseIsoDay(latest) ?? Number.NaN },
    rules: configuration.rules,
    sampleData: configuration.sampleData ?? null,
    sampleDataPath: configuration.sampleDataPath ?? null,
  };
}

function reportRepeatedKeys(root: JsonNode, at: ReportAt): void {
  if (root.kind !== "object") return;
  const seen = new Set<string>();
  for (const { key, keySpan, value } of root.entries) {
    if (seen.has(key)) at(configurationRules.repeatedSetting, { name: key }, keySpan);
    seen.add(key);
    reportRepeatedKeys(value, at);
  }
}

/** As `JSON.parse` would give it, without the paths in `dropped`; `__proto__` is a key like any other. */
function plainValue(node: JsonNode, path: readonly string[], dropped: ReadonlySet<string>): unknown {
  if (node.kind === "value") return node.value;
  if (node.kind === "array")
    return node.items.map((item, index) => plainValue(item, [...path, String(index)], dropped));
  const value = {};
  for (const entry of node.entries) {
    const here = [...path, entry.key];
    if (dropped.has(pathKey(here))) continue;
    const property = {
      value: plainValue(entry.value, here, dropped),
      enumerable: true,
      writable: true,
      configurable: true,
    };
    Object.defineProperty(value, entry.key, property);
  }
  return value;
}

function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** The last entry of a key counts, as in JSON. */
function nodeAt(root: JsonNode, path: readonly string[]): JsonNode | null {
  let node: JsonNode = root;
  for (const key of path) {
    const entry: JsonNode | undefined =
      node.kind === "object" ? node.entries.findLast((each) => each.key === key)?.value : undefined;
    if (entry === undefined) return null;
    node = entry;
  }
  return node;
}

function spanAt(root: JsonNode, path: readonly string[]): Span {
  return (nodeAt(root, path) ?? root).span;
}
