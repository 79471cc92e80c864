import { execute } from "../../cli/src/command-line.js";
import type { CommandContext } from "../../cli/src/commands/context.js";
import { PLAIN_STYLE } from "../../cli/src/reporters/style.js";
import type { Output } from "../../cli/src/terminal/output.js";

/** A command as documentation shows it. */
interface ShownCommand {
  /** Without `seg`. */
  readonly command: string;
  readonly output: string;
}

/** The code of all blocks of a kind, in the order of the page. */
export function blocksOf(page: string, kind: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${kind}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, code]) => code!);
}

/** A block that begins with `$ seg …` and shows what is printed. */
export function shownCommand(block: string): ShownCommand {
  const [command, ...lines] = block.split("\n");
  return { command: command!.replace(/^\$ seg /, ""), output: lines.join("\n").trimEnd() };
}

/** What `seg` prints in a folder, to standard output and then to standard error, without the blanks at line ends. */
export async function printed(command: string, folder: string): Promise<string> {
  const texts = { output: "", notes: "" };
  const into = (name: keyof typeof texts): Output => ({
    write(text) {
      texts[name] += text;
    },
    closed: false,
    finish: async () => {},
  });
  const context: CommandContext = {
    output: into("output"),
    style: PLAIN_STYLE,
    notes: into("notes"),
    notesStyle: PLAIN_STYLE,
    interruption: new AbortController().signal,
  };
  const before = process.cwd();
  process.chdir(folder);
  try {
    await execute(command.split(" "), context);
  } finally {
    process.chdir(before);
  }
  return `${texts.output}${texts.notes}`.replace(/[ \t]+$/gm, "").trimEnd();
}
