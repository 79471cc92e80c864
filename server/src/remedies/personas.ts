import type { PersonaDeclaration, Span } from "@seg-lang/language";
import { type Found, type Remedy, rewritten } from "./remedy.js";

/** A value that a persona is given twice: the second, which is where the finding is. */
export function removedEntry({ file, finding }: Found): readonly Remedy[] {
  const entries = personaAt({ file, finding })?.record?.entries ?? [];
  const at = entries.findIndex(({ name }) => name.span.start === finding.location.span.start);
  const entry = entries[at];
  const before = entries[at - 1];
  return entry === undefined || before === undefined ? [] : without(file, before.span, entry.span);
}

/** A segment that stands among the expectations already, or among the opposite ones. */
export function removedExpectation({ file, finding }: Found): readonly Remedy[] {
  const persona = personaAt({ file, finding });
  for (const references of [persona?.within ?? [], persona?.notWithin ?? []]) {
    const at = references.findIndex(({ span }) => span.start === finding.location.span.start);
    const reference = references[at];
    if (reference === undefined) continue;
    const before = references[at - 1];
    if (before !== undefined) return without(file, before.span, reference.span);
    const behind = references[at + 1];
    if (behind !== undefined) {
      const span = { start: reference.span.start, end: behind.span.start };
      return removal(file, span, reference.span);
    }
    const word = /\s*(?:not\s+)?in\s*$/u.exec(file.text.slice(0, reference.span.start));
    return word === null ? [] : removal(file, { start: word.index, end: reference.span.end }, reference.span);
  }
  return [];
}

function without(file: Found["file"], before: Span, removed: Span): readonly Remedy[] {
  return removal(file, { start: before.end, end: removed.end }, removed);
}

function removal(file: Found["file"], span: Span, shown: Span): readonly Remedy[] {
  if (file.syntax.comments.some((each) => each.span.start >= span.start && each.span.end <= span.end)) return [];
  return [{ title: `Remove \`${file.text.slice(shown.start, shown.end)}\` here`, edits: [rewritten(file, span, "")] }];
}

function personaAt({ file, finding }: Pick<Found, "file" | "finding">): PersonaDeclaration | null {
  const { start } = finding.location.span;
  const found = file.syntax.declarations.find(({ span }) => span.start <= start && start < span.end);
  return found?.kind === "persona" ? found : null;
}
