import { allRules, findRule } from "../src/diagnostics/registry.js";
import { familyOf, type Rule, type RuleFamily } from "../src/diagnostics/rule.js";
import { configurationJsonSchema } from "../src/semantics/configuration.js";

const FAMILY_TITLES: Readonly<Record<RuleFamily, string>> = {
  syntax: "Syntax",
  names: "Names and declarations",
  types: "Types",
  logic: "Logic",
  data: "Data",
  configuration: "Configuration",
};

const GENERATED = "<!-- Generated from language/src/diagnostics/rules by `npm run docs`. -->";

/** Every generated file of the documentation: path below language/, and text. */
export function documentationFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const rule of allRules) files.set(`docs/rules/${rule.code}.md`, rulePage(rule));
  files.set("docs/rules/README.md", ruleIndex());
  files.set("schemas/seg.schema.json", `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);
  return files;
}

function rulePage(rule: Rule<never>): string {
  const { meaning, avoid, write } = rule.page;
  return `${GENERATED}

# ${rule.code} ${rule.name}

${FAMILY_TITLES[familyOf(rule.code)]} · ${rule.severity}

${meaning.trim()}

## Avoid

${fenced(avoid)}

## Write

${fenced(write)}

## Settings

Another severity for the whole program, in \`seg.json\` (\`error\`, \`warning\`, \`information\`, \`hint\` or \`off\`):

\`\`\`json
{ "rules": { "${rule.name}": "${rule.severity === "error" ? "warning" : "error"}" } }
\`\`\`

One place only, with the reason, above the declaration:

\`\`\`seg
// seg-ignore ${rule.name}: why it is right here
\`\`\`
${followingNote(rule)}`;
}

function followingNote({ name, follows }: Rule<never>): string {
  const link = (rule: string) => `[\`${rule}\`](${findRule(rule)!.code}.md)`;
  if (follows !== undefined) {
    return `
What is said of ${link(follows)}, in \`seg.json\` or in a comment, holds for \`${name}\` too, unless it is named itself.
`;
  }
  const following = allRules.filter((rule) => rule.follows === name).map((rule) => link(rule.name));
  return following.length === 0 ? "" : `\nBoth hold for ${following.join(" and ")} too, unless that is named itself.\n`;
}

function ruleIndex(): string {
  const families = Object.entries(FAMILY_TITLES).map(([family, title]) => {
    const rows = allRules
      .filter((rule) => familyOf(rule.code) === family)
      .map((rule) => `| [${rule.code}](${rule.code}.md) | ${rule.name} | ${rule.severity} |`);
    return `## ${title}\n\n| code | name | severity |\n|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `${GENERATED}

# What Seg says

Every message has a stable code and name. \`seg help SEG1001\` prints its page in a terminal.

${families.join("\n")}`;
}

/** The fence is longer than any run of backticks inside; the language follows what the example holds. */
function fenced(example: string): string {
  const text = example.replace(/^\n+|\s+$/g, "");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const language = /^\s*[{[]\s*"/.test(text) ? "json" : "seg";
  return `${fence}${language}\n${text}\n${fence}`;
}
