import { allRules, findRule } from "@seg-lang/language";

/** The page of a rule, by its code or name, in Markdown. */
export function ruleText(codeOrName: string): string {
  const rule = findRule(codeOrName);
  if (rule === undefined) return `There is no rule ${codeOrName}; there are ${allRules.length} others.\n`;
  const { meaning, avoid, write } = rule.page;
  const block = (text: string) => `\`\`\`seg\n${text}\n\`\`\`\n`;
  return `# ${rule.code} ${rule.name}\n\n${meaning}\n\nIn place of\n\n${block(avoid)}\nwrite\n\n${block(write)}`;
}
