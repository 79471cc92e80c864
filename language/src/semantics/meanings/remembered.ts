import type { CustomerSchema } from "../../condition/schema.js";
import type { Span } from "../../source/source.js";
import type { Name } from "../../syntax/tree.js";
import { Asked, areAnsweredAsBefore, type Questions } from "./asked.js";
import type { Identities } from "./identities.js";
import type { Occurrence } from "./meaning.js";
import { Observation } from "./observation.js";
import { repairedNames } from "./repaired.js";
import { mentionsOf, type PlacedUnit, type Unit } from "./units.js";

/** The names of a unit, and all that their meanings rest on besides its text. */
interface Remembered {
  readonly file: string;
  readonly schema: CustomerSchema;
  /** Key of what the unit itself declares. */
  readonly declared: string | null;
  readonly questions: Questions;
  /** In textual order. */
  readonly occurrences: readonly Occurrence[];
  /** Of parts that could not be parsed, their spans counted from the beginning of the unit. */
  readonly repaired: readonly Occurrence[];
}

/** With the declaration, so that it is forgotten with it. */
const remembered = new WeakMap<Unit, Remembered>();

/** All names in a unit that have a meaning, in textual order. */
export function occurrencesInUnit(placed: PlacedUnit, identities: Identities): readonly Occurrence[] {
  const { unit, file } = placed;
  const declared = identities.declared(placed);
  let known = remembered.get(unit);
  if (
    known === undefined ||
    known.file !== file.path ||
    known.schema !== identities.names.schema ||
    known.declared !== (declared?.key ?? null) ||
    !areAnsweredAsBefore(known.questions, identities)
  ) {
    known = find(placed, identities);
    remembered.set(unit, known);
  }
  if (known.repaired.length === 0) return known.occurrences;
  const { start } = unit.span;
  const repaired = known.repaired.map((occurrence) => ({ ...occurrence, span: moved(occurrence.span, start) }));
  return [...known.occurrences, ...repaired].sort((a, b) => a.span.start - b.span.start);
}

function find(placed: PlacedUnit, identities: Identities): Remembered {
  const { file } = placed;
  const asked = new Asked(identities);
  const declared = identities.declared(placed);
  const observation = new Observation(identities, asked);
  observation.look(placed, declared);
  const occurrences = [...observation.names.values()]
    .map(({ name, meaning, role }) => occurrenceOf(name, meaning, role, file.path))
    .sort((a, b) => a.span.start - b.span.start);
  const repaired = repairedNames(placed, mentionsOf(placed).unparsed, identities, asked).map(
    ({ name, meaning, role }) => occurrenceOf(name, meaning, role, file.path),
  );
  return {
    file: file.path,
    schema: identities.names.schema,
    declared: declared?.key ?? null,
    questions: asked.questions,
    occurrences,
    repaired,
  };
}

function occurrenceOf(
  { span, quoted }: Name,
  meaning: Occurrence["meaning"],
  role: Occurrence["role"],
  file: string,
): Occurrence {
  return { meaning, file, span, quoted, role };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
