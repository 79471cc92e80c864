import type { LeftOut, Persona, Require } from "../condition/model.js";
import type { SegmentEntry } from "./criteria/arrangement.js";
import type { Declarations, Declared } from "./declarations.js";
import type { ProgramNames } from "./program-names.js";

/**
 * The declarations with a name of their own, and requires, that are no part of the model. What could not be parsed, and what
 * takes a name that is taken, is not among them: nobody knows what the program would be without that mistake.
 */
export function leftOutOf(
  declarations: Declarations,
  names: ProgramNames,
  model: { readonly requires: readonly Require[]; readonly personas: readonly Persona[] },
): readonly LeftOut[] {
  const found: LeftOut[] = [];
  const add = (
    kind: LeftOut["kind"],
    name: string,
    { declaration: { span }, file }: Declared<{ readonly span: LeftOut["declaration"]["span"] }>,
    criterion: string | null = null,
  ) => found.push({ kind, name, criterion, declaration: { file: file.path, span } });

  if (model.requires.length < declarations.requires.length) {
    const kept = placesOf(model.requires);
    for (const declared of declarations.requires) {
      if (!kept.has(placeOf(declared.file.path, declared.declaration.span.start))) add("require", "", declared);
    }
  }
  for (const declared of declarations.lists) {
    const entry = names.lists.get(declared.declaration.name?.text ?? "");
    if (entry?.list === null && entry.name === declared.declaration.name) add("list", entry.name.text, declared);
  }
  for (const define of names.defines.values()) {
    if (define.broken) add("define", define.name.text, define);
  }
  for (const segment of names.arrangement.segments) {
    if (segment.broken) add("segment", segment.name.text, segment, criterionOf(segment));
  }
  if (model.personas.length < declarations.personas.length) {
    const kept = placesOf(model.personas);
    for (const declared of declarations.personas) {
      const { name } = declared.declaration;
      if (name !== null && !kept.has(placeOf(declared.file.path, name.span.start))) add("persona", name.text, declared);
    }
  }
  return found;
}

/** Where its author wants it, be it possible or not. */
function criterionOf({ criterion, declaration }: SegmentEntry): string | null {
  if (criterion !== null) return criterion.name.text;
  return declaration.kind === "segment" ? (declaration.by?.text ?? null) : null;
}

function placesOf(parts: readonly (Require | Persona)[]): ReadonlySet<string> {
  return new Set(parts.map(({ location }) => placeOf(location.file, location.span.start)));
}

function placeOf(file: string, start: number): string {
  return `${start} ${file}`;
}
