import { literalRules } from "../../diagnostics/rules/syntax/literals.js";
import { places } from "../../diagnostics/rules/wording.js";
import type { Location } from "../../source/source.js";
import {
  codePointLabel,
  describeCharacter,
  type MisleadingDirection,
  misleadingDirection,
} from "../../syntax/characters.js";
import { FileReporter, type Report } from "../reporter.js";

/** Embeddings, overrides and isolates: a text without any of them, as nearly all are, need not be cut into lines. */
const STEERING = /[\u202A-\u202E\u2066-\u2069]/;

interface ReadFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Warns of values in list files that may be shown in another order than they are read, as the same is warned of in texts of
 * programs: once a file, at the first such line. What a text holds is remembered as long as it is the same.
 */
export class ListDirections {
  readonly #known = new Map<string, { readonly text: string; readonly found: MisleadingLines | null }>();
  readonly #reported = new Set<string>();

  /** To be called before each check. */
  begin(): void {
    this.#reported.clear();
  }

  /** `named`: where a list names the file. */
  report({ path, text }: ReadFile, named: Location, report: Report): void {
    if (this.#reported.has(path)) return;
    this.#reported.add(path);
    const found = this.#in({ path, text });
    if (found === null) return;
    const { first, lines } = found;
    const span = { start: first.offset, end: first.offset + 1 };
    const { character, ended } = first;
    new FileReporter({ path, text }, report).report(
      literalRules.unbalancedDirection,
      { character: describeCharacter(character), ended, lines },
      span,
      {
        related: [{ location: named, message: places.listFile }],
        fixes: [
          {
            title: `Remove ${codePointLabel(character.charCodeAt(0))} from \`${path}\``,
            edits: [{ location: { file: path, span }, newText: "" }],
            safe: false,
          },
        ],
      },
    );
  }

  #in({ path, text }: ReadFile): MisleadingLines | null {
    const known = this.#known.get(path);
    if (known?.text === text) return known.found;
    const found = STEERING.test(text) ? misleadingLines(text) : null;
    this.#known.set(path, { text, found });
    return found;
  }
}

interface MisleadingLines {
  /** In the whole text. */
  readonly first: MisleadingDirection;
  readonly lines: number;
}

/** A line end ends whatever steers the direction of writing. */
function misleadingLines(text: string): MisleadingLines | null {
  let first: MisleadingDirection | null = null;
  let lines = 0;
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const found = misleadingDirection(line[0]);
    if (found === null) continue;
    first ??= { ...found, offset: line.index + found.offset };
    lines += 1;
  }
  return first === null ? null : { first, lines };
}
