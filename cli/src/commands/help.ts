import { allRules, findRule, nearestName, type Rule } from "@seg-lang/language";
import type { Command } from "commander";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { prose, type Style, severityColour } from "../reporters/style.js";
import { safeText } from "../terminal/text-layout.js";
import type { CommandContext } from "./context.js";

/** Prints the page of a rule, the help of a command, or without a topic the help of everything. */
export async function help(
  topic: string | undefined,
  program: Command,
  { output, style }: CommandContext,
): Promise<ExitStatus> {
  if (topic === undefined) {
    program.outputHelp();
    return EXIT.fine;
  }
  const command = program.commands.find((each) => each.name() === topic);
  if (command !== undefined) {
    command.outputHelp();
    return EXIT.fine;
  }
  const rule = findRule(topic);
  if (rule === undefined) throw new CommandFailure(unknownTopic(topic, program));
  output.write(rulePage(rule, style));
  return EXIT.fine;
}

function unknownTopic(topic: string, program: Command): string {
  const topics = [
    ...program.commands.map((command) => command.name()),
    ...allRules.flatMap(({ code, name }) => [code, name]),
  ];
  const nearest = nearestName(topic, topics);
  const hint = nearest === null ? "`seg help` lists the commands." : `Did you mean \`seg help ${nearest}\`?`;
  return `There is no command and no rule called \`${topic}\`. ${hint}`;
}

function rulePage({ code, name, severity, page }: Rule<never>, style: Style): string {
  const { colours } = style;
  const example = (text: string) =>
    safeText(text.replace(/^\n+|\s+$/g, ""), style.layout)
      .split("\n")
      .map((line) => `    ${line}`.trimEnd())
      .join("\n");
  const parts = [
    `${colours.bold(`${code} ${name}`)}  ${severityColour(severity, style)(severity)}`,
    prose(wrap(page.meaning.trim()), style),
    `${colours.bold("Avoid")}\n\n${example(page.avoid)}`,
    `${colours.bold("Write")}\n\n${example(page.write)}`,
    colours.dim(
      [
        `In seg.json: { "rules": { "${name}": "off" } }, or another severity.`,
        `Above one declaration: // seg-ignore ${name}: why it is right here`,
      ].join("\n"),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

const TEXT_WIDTH = 88;

/** Breaks long lines between words; line ends of the author stay, and code is never broken. */
function wrap(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      let wrapped = "";
      let column = 0;
      for (const word of line.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
        if (column > 0 && column + 1 + word.length > TEXT_WIDTH) {
          wrapped += "\n";
          column = 0;
        }
        wrapped += column > 0 ? ` ${word}` : word;
        column += word.length + (column > 0 ? 1 : 0);
      }
      return wrapped;
    })
    .join("\n");
}
