import { createClock, type Model, type Persona, runPersona } from "@seg-lang/language";
import { type Found, type Remedy, rewritten } from "./remedy.js";

/** In a program of more segments nobody waits for all of them to be asked. */
const MOST_ASKED = 500;
/** A persona in more segments than this says nothing by naming them all. */
const MOST_NAMED = 12;

/** The segments that a persona without expectations is in today: as they are now, they are to stay. */
export function expectedSegments({ view, file, finding }: Found): readonly Remedy[] {
  const { start } = finding.location.span;
  const declared = file.syntax.declarations.find((each) => each.kind === "persona" && each.name?.span.start === start);
  const { model } = view.program;
  const persona = model.personas.find(({ location }) => location.file === file.path && location.span.start === start);
  if (declared?.kind !== "persona" || declared.record === null || persona === undefined) return [];
  const names = segmentsOf(persona, model);
  if (names.length === 0 || names.length > MOST_NAMED) return [];
  const { end } = declared.record.span;
  const text = ` in ${names.join(", ")}`;
  return [
    { title: `Expect what is so now:${text}`, edits: [rewritten(file, { start: end, end }, text)], preferred: true },
  ];
}

/** As they are written. Segments that read what the persona does not say are left out. */
function segmentsOf(persona: Persona, model: Model): readonly string[] {
  const ids = model.criteria.flatMap(({ segments }) => segments.map(({ id }) => id));
  if (ids.length > MOST_ASKED) return [];
  const clock = createClock(model.settings);
  return ids.filter((segment) => {
    const asked: Persona = { ...persona, within: [{ segment, location: persona.location }], notWithin: [] };
    return runPersona(asked, model, clock).kind === "passed";
  });
}
