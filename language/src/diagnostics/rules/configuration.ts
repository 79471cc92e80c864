import { rule } from "../rule.js";
import { didYouMean, listed, quoted } from "./wording.js";

/** Family 6: configuration. Codes SEG6001 to SEG6999; a code is never given to another meaning. */
export const configurationRules = {
  brokenConfiguration: rule({
    code: "SEG6001",
    name: "broken-configuration",
    severity: "error",
    message: ({ problem }: { problem: string }) => `This is not well-formed JSON: ${problem}.`,
    page: {
      meaning:
        "`seg.json` must be one JSON object. What could be read of it still counts; the rest keeps its defaults.",
      avoid: '{ "timeZone": "Asia/Tehran", }',
      write: '{ "timeZone": "Asia/Tehran" }',
    },
  }),
  unknownSetting: rule({
    code: "SEG6002",
    name: "unknown-setting",
    severity: "error",
    message: ({
      name,
      settings,
      suggestion,
    }: {
      name: string;
      settings: readonly string[];
      suggestion: string | null;
    }) =>
      `There is no setting ${quoted(name)} here.${suggestion === null ? ` Settings are ${listed(settings)}.` : didYouMean(suggestion)}`,
    page: {
      meaning: "A key of `seg.json` that Seg does not know, most often misspelt; it has no effect.",
      avoid: '{ "timezone": "Asia/Tehran" }',
      write: '{ "timeZone": "Asia/Tehran" }',
    },
  }),
  wrongSetting: rule({
    code: "SEG6003",
    name: "wrong-setting",
    severity: "error",
    message: ({ name, expected, suggestion }: { name: string; expected: string; suggestion: string | null }) =>
      `${quoted(name)} must be ${expected}.${didYouMean(suggestion)} Until then its default applies.`,
    page: {
      meaning: "A setting of `seg.json` has a value that it cannot take.",
      avoid: '{ "weekStart": 6 }',
      write: '{ "weekStart": "saturday" }',
    },
  }),
  unknownTimeZone: rule({
    code: "SEG6004",
    name: "unknown-time-zone",
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is no time zone ${quoted(name)}. Write an IANA name such as \`Asia/Tehran\`, \`Europe/Berlin\` or \`UTC\`; until then UTC applies.`,
    page: {
      meaning:
        "The time zone decides which day it is. Names are those of the IANA time zone database; abbreviations are ambiguous and not taken.",
      avoid: '{ "timeZone": "Tehran" }',
      write: '{ "timeZone": "Asia/Tehran" }',
    },
  }),
  unknownRule: rule({
    code: "SEG6005",
    name: "unknown-rule",
    severity: "error",
    message: ({ name, suggestion }: { name: string; suggestion: string | null }) =>
      `There is no rule ${quoted(name)}.${didYouMean(suggestion)} Rules are named as in messages: by name, \`unused-define\`, or by code, \`SEG2008\`.`,
    page: {
      meaning:
        "A rule is named in `seg.json` or after `seg-ignore` that Seg does not have. `seg help` lists all rules.",
      avoid: '{ "rules": { "unused-defines": "off" } }',
      write: '{ "rules": { "unused-define": "off" } }',
    },
  }),
  emptyTodayRange: rule({
    code: "SEG6006",
    name: "empty-today-range",
    severity: "error",
    message: () => "The range of `today` ends before it begins. Until then 2000-01-01 to 2099-12-31 applies.",
    page: {
      meaning:
        "Proofs hold for every day that `today` may be; `today.earliest` and `today.latest` in `seg.json` bound those days.",
      avoid: '{ "today": { "earliest": "2030-01-01", "latest": "2020-01-01" } }',
      write: '{ "today": { "earliest": "2020-01-01", "latest": "2030-01-01" } }',
    },
  }),
  repeatedSetting: rule({
    code: "SEG6007",
    name: "repeated-setting",
    severity: "warning",
    message: ({ name }: { name: string }) => `${quoted(name)} is set twice; the last one counts. Remove one.`,
    page: {
      meaning:
        "A key stands twice in one object of `seg.json`. JSON lets the last one win, which is easily overlooked.",
      avoid: '{ "weekStart": "monday", "weekStart": "saturday" }',
      write: '{ "weekStart": "saturday" }',
    },
  }),
  fixedSeverity: rule({
    code: "SEG6008",
    name: "fixed-severity",
    severity: "warning",
    message: ({ rule: name }: { rule: string }) =>
      `${quoted(name)} stays an error: what it finds has no meaning, and a run without it would miss segments silently. Correct it instead.`,
    page: {
      meaning:
        "Errors of syntax, names and types leave a declaration without a meaning, so its segments are not in the result of a run. Such an error cannot be silenced or softened. All other rules can.",
      avoid: '{ "rules": { "unknown-name": "off" } }',
      write: '{ "rules": { "unused-define": "off" } }',
    },
  }),
  suppressionWithoutReason: rule({
    code: "SEG6101",
    name: "suppression-without-reason",
    severity: "warning",
    message: ({ rule: name }: { rule: string }) =>
      `Say why the message is silenced: ${quoted(`// seg-ignore ${name}: because …`)}. Without a reason nothing is silenced.`,
    page: {
      meaning: "A silenced message must tell the next reader why it may be ignored.",
      avoid: "// seg-ignore unused-define\ndefine spare = 1",
      write: "// seg-ignore unused-define: the spring campaign will use it\ndefine spare = 1",
    },
  }),
  malformedSuppression: rule({
    code: "SEG6102",
    name: "malformed-suppression",
    severity: "warning",
    message: () => "Name the rule to silence and say why: `// seg-ignore unused-define: because …`.",
    page: {
      meaning: "A comment begins with `seg-ignore` but names no rule, so it silences nothing.",
      avoid: "// seg-ignore\ndefine spare = 1",
      write: "// seg-ignore unused-define: the spring campaign will use it\ndefine spare = 1",
    },
  }),
  unusedSuppression: rule({
    code: "SEG6103",
    name: "unused-suppression",
    severity: "information",
    message: ({ rule: name }: { rule: string }) =>
      `There is no message ${quoted(name)} at the declaration below, so nothing is silenced. Remove the comment.`,
    page: {
      meaning:
        "The message that the comment silences is gone, or belongs to another declaration. A leftover comment would hide a later one.",
      avoid:
        "// seg-ignore unused-define: the spring campaign will use it\ndefine young = age < 30\nsegment Young where young",
      write: "define young = age < 30\nsegment Young where young",
    },
  }),
} as const;
