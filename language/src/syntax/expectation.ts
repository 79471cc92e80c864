import type { Mismatch } from "./recogniser.js";

const ruleLabels: Readonly<Record<string, string>> = {
  type: "a type such as `text`, `number`, `date` or `list of text`",
  modifier: "a modifier such as `key`, `step`, `from`, `missing` or a range",
  field: "a field",
  test: "`in`, `starts with`, `ends with`, `contains`, `matches` or `has`",
  isTest: "`missing`, `present` or `empty`",
  pattern: "a pattern between slashes, such as `/^AB/`",
  list: "`=` and values in brackets, or `from` and a file",
  domain: "a range such as `0..120`",
  domainBound: "a number, a date, `today` or `now`",
  callArguments: "a value",
  expression: "a value, such as a field, a number or a text",
  operand: "a value, such as a field, a number or a text",
  quantifier: "a list",
  persona: "the name of a segment",
  choiceType: 'a text such as `"Tehran"`',
};

/** What the grammar wanted where the tokens did not fit: in the words of a message. */
export function expectedWords({ expected }: Mismatch): string {
  if ("type" in expected) return expected.type.label;
  return expected.description ?? ruleLabels[expected.rule] ?? expected.rule;
}
