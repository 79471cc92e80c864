import type { Persona, PersonaExpectation } from "../condition/model.js";
import { namesRules } from "../diagnostics/rules/names.js";
import { typesRules } from "../diagnostics/rules/types.js";
import { places } from "../diagnostics/rules/wording.js";
import { quoteName } from "../syntax/names.js";
import type { PersonaDeclaration, SegmentReference } from "../syntax/tree.js";
import { nearestName } from "../values/nearest.js";
import type { SegmentEntry } from "./criteria/arrangement.js";
import type { Declarations, Declared } from "./declarations.js";
import { lowerPersonaRecord } from "./expressions/personas.js";
import { replacement } from "./fixes.js";
import { NameTable } from "./name-table.js";
import { type ProgramNames, segmentOf } from "./program-names.js";
import { FileReporter, type Report } from "./reporter.js";

/** The personas of the model; those with an error are left out. */
export function checkPersonas(declarations: Declarations, names: ProgramNames, report: Report): readonly Persona[] {
  const table = new NameTable();
  return declarations.personas.flatMap((declared) => {
    const { name } = declared.declaration;
    const reporter = new FileReporter(declared.file, report);
    const isNew = name === null || table.add({ name, what: "a persona" }, reporter);
    const persona = checkPersona(declared, names, report);
    return persona === null || !isNew ? [] : [persona];
  });
}

function checkPersona(
  { declaration, file }: Declared<PersonaDeclaration>,
  names: ProgramNames,
  report: Report,
): Persona | null {
  let failed = false;
  const track: Report = (diagnostic) => {
    if (diagnostic.severity === "error") failed = true;
    report(diagnostic);
  };
  const reporter = new FileReporter(file, track);
  const { name, asOf, record } = declaration;
  const day = asOf?.kind === "date" ? asOf.day : null;
  if (asOf !== null && asOf.kind !== "date" && asOf.kind !== "error")
    reporter.report(namesRules.wrongAsOf, {}, asOf.span);
  const checked = record === null ? null : lowerPersonaRecord(record, names.scope({ file }, track));
  const expectations = new Expectations(names, reporter);
  const within = expectations.resolve(declaration.within, "in");
  const notWithin = expectations.resolve(declaration.notWithin, "not in");
  const silent = file.diagnostics.some(
    ({ location }) => location.span.start >= declaration.span.start && location.span.end <= declaration.span.end,
  );
  if (name !== null && declaration.within.length + declaration.notWithin.length === 0 && !silent) {
    reporter.report(namesRules.noExpectation, { name: name.text }, name.span);
  }
  const wrongDay = asOf !== null && day === null;
  if (failed || name === null || checked === null || wrongDay || expectations.broken) return null;
  return {
    name: name.text,
    title: declaration.title?.value ?? null,
    asOf: day,
    record: checked,
    within,
    notWithin,
    documentation: declaration.documentation,
    location: reporter.location(name.span),
  };
}

/** The segment that a persona names, broken or not; null where it names none, or may mean several. */
export function segmentExpected({ criterion, segment }: SegmentReference, names: ProgramNames): SegmentEntry | null {
  const { text } = segment;
  if (criterion !== null) {
    const entry = names.arrangement.criteria.get(criterion.text);
    return entry === undefined ? null : segmentOf(entry, text);
  }
  if (names.defines.has(text) || names.lists.has(text) || names.hasField(text)) return null;
  const found = names.segment(text);
  return Array.isArray(found) ? null : found;
}

/** Finds the segments that a persona names, and what contradicts itself among them. */
class Expectations {
  /** A segment named is itself broken, which has been reported there. */
  broken = false;
  readonly #names: ProgramNames;
  readonly #reporter: FileReporter;
  readonly #seen = new Map<SegmentEntry, { readonly side: "in" | "not in"; readonly reference: SegmentReference }>();
  /** What is expected of each criterion that is not overlapping. */
  readonly #chosen = new Map<object, SegmentReference & { readonly id: string }>();

  constructor(names: ProgramNames, reporter: FileReporter) {
    this.#names = names;
    this.#reporter = reporter;
  }

  resolve(references: readonly SegmentReference[], side: "in" | "not in"): readonly PersonaExpectation[] {
    return references.flatMap((reference) => {
      const segment = this.#segment(reference);
      if (segment === null) return [];
      if (segment.broken) {
        this.broken = true;
        return [];
      }
      if (this.#repeats(segment, reference, side)) return [];
      if (side === "in") this.#checkExclusive(segment, reference);
      return [{ segment: segment.id, location: this.#reporter.location(reference.span) }];
    });
  }

  #segment(reference: SegmentReference): SegmentEntry | null {
    const meant = segmentExpected(reference, this.#names);
    if (meant !== null) return meant;
    if (reference.criterion !== null) return this.#unknownInCriterion(reference.criterion, reference);
    const { text, span } = reference.segment;
    const found = this.#names.segment(text);
    const candidates = found === null ? [] : Array.isArray(found) ? found : [found];
    const ids = candidates.map((segment) => segment.id);
    const location = this.#reporter.location(span);
    if (candidates.length > 1) {
      const fixes = ids.map((id) => replacement(location, id));
      this.#reporter.report(typesRules.ambiguousName, { name: text, candidates: ids }, span, { fixes });
      return null;
    }
    // Another thing has this name, too: that has been reported, or is not known for sure where the fields have errors.
    if (ids[0] === quoteName(text)) {
      this.broken = true;
      return null;
    }
    const known = this.#names.arrangement.segments;
    const nearest = nearestName(text, new Set(known.map((segment) => segment.name.text)));
    const suggestion = ids[0] ?? known.find((segment) => segment.name.text === nearest)?.id ?? null;
    const fixes = suggestion === null ? [] : [replacement(location, suggestion)];
    this.#reporter.report(namesRules.unknownExpectation, { name: text, criterion: null, suggestion }, span, { fixes });
    return null;
  }

  #unknownInCriterion(name: NonNullable<SegmentReference["criterion"]>, reference: SegmentReference): null {
    const { criteria } = this.#names.arrangement;
    const criterion = criteria.get(name.text);
    if (criterion === undefined) {
      const suggestion = nearestName(name.text, criteria.keys());
      const fixes = suggestion === null ? [] : [replacement(this.#reporter.location(name.span), quoteName(suggestion))];
      this.#reporter.report(namesRules.unknownCriterion, { name: name.text, suggestion }, name.span, { fixes });
      return null;
    }
    const { text, span } = reference.segment;
    const suggestion = nearestName(
      text,
      criterion.segments.map((each) => each.name.text),
    );
    const fixes = suggestion === null ? [] : [replacement(this.#reporter.location(span), quoteName(suggestion))];
    const parameters = { name: text, criterion: name.text, suggestion };
    this.#reporter.report(namesRules.unknownExpectation, parameters, span, { fixes });
    return null;
  }

  #repeats(segment: SegmentEntry, reference: SegmentReference, side: "in" | "not in"): boolean {
    const before = this.#seen.get(segment);
    if (before === undefined) {
      this.#seen.set(segment, { side, reference });
      return false;
    }
    const related = [{ location: this.#reporter.location(before.reference.span), message: places.expected }];
    const rule = before.side === side ? namesRules.repeatedExpectation : namesRules.contradictoryExpectation;
    this.#reporter.report(rule, { segment: segment.id }, reference.span, {
      related,
      unnecessary: before.side === side,
    });
    return true;
  }

  #checkExclusive(segment: SegmentEntry, reference: SegmentReference): void {
    const { criterion } = segment;
    if (criterion === null || criterion.overlapping) return;
    const other = this.#chosen.get(criterion);
    if (other === undefined) {
      this.#chosen.set(criterion, { ...reference, id: segment.id });
      return;
    }
    const related = [{ location: this.#reporter.location(other.span), message: places.expected }];
    const parameters = { first: other.id, second: segment.id, criterion: criterion.name.text };
    this.#reporter.report(namesRules.exclusiveExpectations, parameters, reference.span, { related });
  }
}
