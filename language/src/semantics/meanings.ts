import type { CustomerSchema, Field } from "../condition/schema.js";
import { isWithin, type Span } from "../source/source.js";
import type { Expression, FieldDeclaration, SyntaxFile } from "../syntax/tree.js";
import { foldLetters } from "../values/folding.js";
import { Asked } from "./meanings/asked.js";
import { type ExpressionType, expressionType } from "./meanings/expression-type.js";
import { declaredFields, Identities } from "./meanings/identities.js";
import type { DeclarationPlace, Meaning, Occurrence } from "./meanings/meaning.js";
import { Observation } from "./meanings/observation.js";
import { surroundingsAt } from "./meanings/placing.js";
import { occurrencesInUnit } from "./meanings/remembered.js";
import type { Surroundings } from "./meanings/surroundings.js";
import { type PlacedUnit, unitAt, unitsMentioning, unitsOf } from "./meanings/units.js";
import type { ProgramNames } from "./program-names.js";

/**
 * What the names of a checked program mean, where they stand and where they are declared. Everything is found out when it
 * is asked for, one declaration at a time, by looking at it as the checker does, and is remembered with the declaration:
 * a question about a place costs one declaration; one about a name, the declarations in which that word occurs. Broken
 * declarations are looked at as far as they can be read, and names in what could not be parsed as if the text ended there.
 */
export class Meanings {
  /** By path, in order of their paths. */
  readonly #files: ReadonlyMap<string, SyntaxFile>;
  readonly #identities: Identities;

  constructor(files: readonly SyntaxFile[], names: ProgramNames) {
    const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    this.#files = new Map(inOrder.map((file) => [file.path, file]));
    this.#identities = new Identities(names, inOrder);
  }

  /** The schema that names are read by; without fields where the program has none that is usable. */
  get schema(): CustomerSchema {
    return this.#identities.names.schema;
  }

  /** The name at an offset of a file, its end included; null where there is none with a meaning. */
  at(file: string, offset: number): Occurrence | null {
    const placed = this.#placedAt(file, offset);
    const found = placed === null ? [] : this.#in(placed).filter(({ span }) => isWithin(offset, span));
    // Of two names side by side the one that begins here.
    return found.at(-1) ?? null;
  }

  /** All names of a file that have a meaning, in textual order. */
  in(file: string): readonly Occurrence[] {
    const syntax = this.#files.get(file);
    return syntax === undefined ? [] : unitsOf(syntax).flatMap((unit) => this.#in({ unit, file: syntax }));
  }

  /** All places of the program where something is named, its declaration among them, by path and position. */
  of(meaning: Meaning): readonly Occurrence[] {
    return this.#mentioning(meaning.name).flatMap((placed) =>
      this.#in(placed).filter((occurrence) => occurrence.meaning.key === meaning.key),
    );
  }

  /** Where something is declared; of `it`, the field that is listed. Null where the declaration cannot be read. */
  declarationOf(meaning: Meaning): DeclarationPlace | null {
    const wanted = meaning.kind === "element" ? this.fieldAt(meaning.list) : meaning;
    if (wanted === null) return null;
    for (const { unit, file } of this.#mentioning(wanted.name)) {
      if (unit.kind === "require") continue;
      if (unit.kind === "customer") {
        const place = this.#placeIn({ unit, file }, wanted);
        if (place !== null) return place;
      } else if (unit.name?.text === wanted.name && this.#identities.declared({ unit, file })?.key === wanted.key) {
        const { documentation } = unit;
        const title = "title" in unit ? (unit.title?.value ?? null) : null;
        return { file: file.path, name: unit.name.span, whole: unit.span, title, documentation };
      }
    }
    return null;
  }

  /** The meaning of a field by its path from the customer; null where there is no such field, or it is broken. */
  fieldAt(path: readonly string[]): Meaning | null {
    const { paths } = this.#identities;
    const field = paths.field(path);
    return field === null ? null : paths.meaningOf(field);
  }

  /** The declared criterion of a name; null where there is none. */
  criterionNamed(name: string): Meaning | null {
    return this.#identities.criterion(name);
  }

  /** The field that a meaning stands for; null for anything else, and for broken fields. */
  fieldOf(meaning: Meaning): Field | null {
    return meaning.kind === "field" ? this.#identities.paths.field(meaning.path) : null;
  }

  /** How a field is declared: its type and modifiers as written. */
  fieldDeclaration(meaning: Meaning): FieldDeclaration | null {
    for (const { unit, file } of this.#mentioning(meaning.name)) {
      if (unit.kind !== "customer" || !this.#identities.isCustomer({ unit, file })) continue;
      const fields = declaredFields(unit.fields, this.#identities.paths);
      return fields.find((field) => field.meaning.key === meaning.key)?.declaration ?? null;
    }
    return null;
  }

  /** The segment with an id of the model: `Income.High`. */
  segmentById(id: string): Meaning | null {
    const segment = this.#identities.names.arrangement.segments.find((one) => one.id === id);
    return segment === undefined ? null : this.#identities.of(segment);
  }

  /** What can be written at an offset, for completion. */
  surroundingsAt(file: string, offset: number): Surroundings | null {
    const syntax = this.#files.get(file);
    return syntax === undefined ? null : surroundingsAt(syntax, offset, this.#identities);
  }

  /**
   * What the expression is that stands exactly at a span, or, where there is none, the smallest that holds it. Null
   * outside of expressions, and in what could not be parsed.
   */
  typeAt(file: string, span: Span): { readonly span: Span; readonly type: ExpressionType } | null {
    const placed = this.#placedAt(file, span.start);
    if (placed === null) return null;
    const observation = new Observation(this.#identities, new Asked(this.#identities));
    observation.look(placed, this.#identities.declared(placed));
    let smallest: Expression | null = null;
    for (const expression of observation.expressions.keys()) {
      const { start, end } = expression.span;
      if (start > span.start || end < span.end) continue;
      if (smallest === null || end - start <= smallest.span.end - smallest.span.start) smallest = expression;
    }
    if (smallest === null) return null;
    const { lowered } = observation.expressions.get(smallest)!;
    return { span: smallest.span, type: expressionType(lowered, this.#identities.paths) };
  }

  /** What a define stands for; "unknown" where it is broken, or there is none. */
  typeOfDefine(name: string): ExpressionType {
    const value = this.#identities.names.defines.get(name)?.value ?? null;
    return value === null ? { kind: "unknown" } : expressionType(value, this.#identities.paths);
  }

  /** Every list, define, segment, criterion and persona that is declared, by path and position; also the unreachable. */
  declared(): readonly Meaning[] {
    return this.#units().flatMap((placed) =>
      placed.unit.kind === "customer" ? [] : (this.#identities.declared(placed) ?? []),
    );
  }

  /** What is named within the declaration of something, itself not counted: what a segment or a define uses. */
  usedBy(meaning: Meaning): readonly Occurrence[] {
    const place = this.declarationOf(meaning);
    const placed = place === null ? null : this.#placedAt(place.file, place.name.start);
    return placed === null ? [] : this.#in(placed).filter(({ role }) => role === "use");
  }

  /** What the declaration around an offset declares, whatever stands at the offset itself. */
  declaredAround(file: string, offset: number): Meaning | null {
    const placed = this.#placedAt(file, offset);
    return placed === null ? null : this.#identities.declared(placed);
  }

  /**
   * What already has a name, or one that only variants of letters tell apart from it, where something would need it for
   * itself: null where the name is free.
   */
  rivalOf(meaning: Meaning, name: string): Meaning | null {
    const letters = foldLetters(name.normalize("NFC"));
    return (
      this.#namesakes(meaning).find((other) => other.key !== meaning.key && foldLetters(other.name) === letters) ?? null
    );
  }

  /** All that shares a namespace with something. */
  #namesakes(meaning: Meaning): readonly Meaning[] {
    const { names, paths } = this.#identities;
    const { arrangement } = names;
    switch (meaning.kind) {
      case "customer":
      case "element":
        return [];
      case "criterion":
        return [...arrangement.criteria.keys()].flatMap((name) => this.#identities.criterion(name) ?? []);
      case "persona":
        return this.#units().flatMap((placed) =>
          placed.unit.kind === "persona" ? (this.#identities.declared(placed) ?? []) : [],
        );
      case "segment": {
        const criterion = meaning.criterion === null ? undefined : arrangement.criteria.get(meaning.criterion);
        if (criterion !== undefined) return criterion.segments.map((segment) => this.#identities.of(segment));
        break;
      }
      case "field": {
        if (meaning.path.length === 1) break;
        const around = paths.field(meaning.path.slice(0, -1))?.type;
        const record = around?.kind === "list" ? around.element : around;
        return record?.kind === "record" ? record.fields.flatMap((field) => paths.meaningOf(field) ?? []) : [];
      }
      default:
    }
    return [
      ...names.schema.record.fields.flatMap((field) => paths.meaningOf(field) ?? []),
      ...[...names.lists.values(), ...names.defines.values(), ...arrangement.loose].map((entry) =>
        this.#identities.of(entry),
      ),
    ];
  }

  #placeIn({ unit, file }: PlacedUnit, wanted: Meaning): DeclarationPlace | null {
    if (unit.kind !== "customer" || !this.#identities.isCustomer({ unit, file })) return null;
    if (wanted.kind === "customer") {
      const { keyword, span, documentation } = unit;
      return { file: file.path, name: keyword, whole: span, title: null, documentation };
    }
    const field = this.fieldDeclaration(wanted);
    if (field === null) return null;
    const { name, span, documentation } = field;
    return { file: file.path, name: name.span, whole: span, title: null, documentation };
  }

  #placedAt(path: string, offset: number): PlacedUnit | null {
    const file = this.#files.get(path);
    const unit = file === undefined ? null : unitAt(file, offset);
    return file === undefined || unit === null ? null : { unit, file };
  }

  #units(): readonly PlacedUnit[] {
    return [...this.#files.values()].flatMap((file) => unitsOf(file).map((unit) => ({ unit, file })));
  }

  #mentioning(name: string): readonly PlacedUnit[] {
    return [...this.#files.values()].flatMap((file) => unitsMentioning(file, name));
  }

  #in(placed: PlacedUnit): readonly Occurrence[] {
    return occurrencesInUnit(placed, this.#identities);
  }
}
