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

interface Entry {
  readonly text: string;
  readonly what: string;
  readonly location: Location;
}

/** One namespace: reports names given twice, and names that only a difference of Arabic and Persian letters tells apart. */
export class NameTable {
  readonly #byName = new Map<string, Entry>();
  readonly #byLetters = new Map<string, Entry>();

  /** False where the name is taken: the first owner keeps it. */
  add({ name, what }: NamedThing, reporter: FileReporter): boolean {
    const location = reporter.location(name.span);
    const entry = { text: name.text, what, location };
    const same = this.#byName.get(name.text);
    if (same !== undefined) {
      const related = [{ location: same.location, message: places.first }];
      reporter.report(namesRules.duplicateName, { name: name.text, what: same.what }, name.span, { related });
      return false;
    }
    this.#byName.set(name.text, entry);
    const letters = foldLetters(name.text);
    const alike = this.#byLetters.get(letters);
    if (alike === undefined) this.#byLetters.set(letters, entry);
    else {
      const related = [{ location: alike.location, message: places.alike }];
      reporter.report(namesRules.confusableNames, { name: name.text, other: alike.text }, name.span, { related });
    }
    return true;
  }
}
