import { namesRules } from "../diagnostics/rules/names.js";
import { places } from "../diagnostics/rules/wording.js";
import type { Location } from "../source/source.js";
import type { Name } from "../syntax/tree.js";
import { foldLetters } from "../values/folding.js";
import type { FileReporter } from "./reporter.js";

export interface NamedThing {
  readonly name: Name;
  /** "a field", "a list", … for messages. */
  readonly what: string;
}

interface Entry extends NamedThing {
  readonly file: string;
}

/** One namespace: reports names given twice, and names that only a difference of Arabic and Persian letters tells apart. */
export class NameTable {
  /** The first name of each spelling, variants of letters not counted; and those that differ from it in them alone. */
  readonly #first = new Map<string, Entry>();
  readonly #variants = new Map<string, Entry>();

  /** False where the name is taken: the first owner keeps it. */
  add({ name, what }: NamedThing, reporter: FileReporter): boolean {
    const entry: Entry = { name, what, file: reporter.file };
    const letters = foldLetters(name.text);
    const alike = this.#first.get(letters);
    if (alike === undefined) {
      this.#first.set(letters, entry);
      return true;
    }
    const same = alike.name.text === name.text ? alike : this.#variants.get(name.text);
    if (same !== undefined) {
      const related = [{ location: locationOf(same), message: places.first }];
      reporter.report(namesRules.duplicateName, { name: name.text, what: same.what }, name.span, { related });
      return false;
    }
    this.#variants.set(name.text, entry);
    const related = [{ location: locationOf(alike), message: places.alike }];
    reporter.report(namesRules.confusableNames, { name: name.text, other: alike.name.text }, name.span, { related });
    return true;
  }
}

function locationOf({ file, name }: Entry): Location {
  return { file, span: name.span };
}
