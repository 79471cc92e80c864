import { defaultParserErrorProvider, type IParserErrorMessageProvider, tokenLabel } from "chevrotain";

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

/** Chevrotain's errors carry, in place of a message, what was expected; parse.ts makes the diagnostic of it. */
export const expectationMessages: IParserErrorMessageProvider = {
  ...defaultParserErrorProvider,
  buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: ({ customUserDescription, ruleName }) =>
    customUserDescription ?? ruleLabels[ruleName] ?? ruleName,
  buildEarlyExitMessage: ({ customUserDescription, ruleName }) =>
    customUserDescription ?? ruleLabels[ruleName] ?? ruleName,
};
