import { quoteName } from "../../syntax/names.js";
import type { FieldDeclaration, Name, SyntaxFile, TypeSyntax } from "../../syntax/tree.js";
import type { CriterionEntry, SegmentEntry } from "../criteria/arrangement.js";
import { type ProgramNames, segmentOf } from "../program-names.js";
import type { Meaning } from "./meaning.js";
import { fieldMeaning, SchemaPaths } from "./schema-paths.js";
import { type PlacedUnit, type Unit, unitsOf } from "./units.js";

export const CUSTOMER: Meaning = { kind: "customer", key: "customer", name: "customer" };

type Meant = Exclude<ReturnType<ProgramNames["meant"]>, null | "broken-field" | SegmentEntry[]>;

/** Tells apart what a program declares. */
export class Identities {
  readonly names: ProgramNames;
  readonly paths: SchemaPaths;
  readonly #files: readonly SyntaxFile[];
  /** Units by kind and name, once an order among them is asked for. */
  #named: ReadonlyMap<string, Unit[]> | null = null;

  /** `files` in order of their paths. */
  constructor(names: ProgramNames, files: readonly SyntaxFile[]) {
    this.names = names;
    this.paths = SchemaPaths.of(names.schema);
    this.#files = files;
  }

  /** What a bare name that is no field means; several segments are none. */
  bare(name: string): Meaning | null {
    const meant = this.names.meant(name);
    if (meant === null || Array.isArray(meant)) return null;
    return meant === "broken-field" ? fieldMeaning([name], null) : this.of(meant);
  }

  of(entry: Meant): Meaning {
    if (entry.kind === "segment") return this.#segment(entry);
    const { text } = entry.name;
    return { kind: entry.kind, key: `${entry.kind} ${quoteName(text)}`, name: text };
  }

  criterion(name: string): Meaning | null {
    if (!this.names.arrangement.criteria.has(name)) return null;
    return { kind: "criterion", key: `criterion ${quoteName(name)}`, name };
  }

  segment(criterion: string, name: string): Meaning | null {
    const entry = this.names.arrangement.criteria.get(criterion);
    const segment = entry === undefined ? null : segmentOf(entry, name);
    return segment === null ? null : this.#segment(segment);
  }

  /** What the name of a unit declares; null where it has none. */
  declared({ unit, file }: PlacedUnit): Meaning | null {
    if (unit.kind === "customer") return this.isCustomer({ unit, file }) ? CUSTOMER : null;
    if (unit.kind === "require" || unit.name === null) return null;
    const { text } = unit.name;
    switch (unit.kind) {
      case "segment":
      case "otherwise": {
        const entry = this.names.segmentDeclaredBy(unit);
        return entry === null ? null : this.#segment(entry);
      }
      default: {
        const key = `${unit.kind} ${quoteName(text)}`;
        const first = this.#isFirst(unit, unit.name);
        return { kind: unit.kind, key: first ? key : `${key} #${this.#ordinal(unit, text)}`, name: text };
      }
    }
  }

  /** The block that describes the customer, of several the first. */
  isCustomer({ unit, file }: PlacedUnit): boolean {
    const first = this.#files.find((one) => one.declarations.some(({ kind }) => kind === "customer"));
    return first === file && first.declarations.find(({ kind }) => kind === "customer") === unit;
  }

  #segment(entry: SegmentEntry): Meaning {
    const { id, criterion, name } = entry;
    const key = `segment ${id}`;
    const within = criterion === null ? null : criterion.name.text;
    const first =
      criterion === null ? this.names.meant(name.text) === entry && entry.loose : this.#isIn(entry, criterion);
    const own = first ? key : `${key} #${this.#ordinal(entry.declaration, name.text)}`;
    return { kind: "segment", key: own, name: name.text, id, criterion: within };
  }

  #isIn(entry: SegmentEntry, criterion: CriterionEntry): boolean {
    const { criteria } = this.names.arrangement;
    return criteria.get(criterion.name.text) === criterion && segmentOf(criterion, entry.name.text) === entry;
  }

  #isFirst(unit: Unit, name: Name): boolean {
    switch (unit.kind) {
      case "define":
        return this.names.defines.get(name.text)?.name === name;
      case "list":
        return this.names.lists.get(name.text)?.name === name;
      case "criterion":
        return this.names.arrangement.criteria.get(name.text)?.name === name;
      default:
        return this.#ordinal(unit, name.text) === 1;
    }
  }

  /** Which one of the units of its kind it is that have this name, counted from 1. */
  #ordinal(unit: Unit, name: string): number {
    this.#named ??= this.#unitsByName();
    return (this.#named.get(`${unit.kind} ${name}`)?.indexOf(unit) ?? 0) + 1;
  }

  #unitsByName(): ReadonlyMap<string, Unit[]> {
    const named = new Map<string, Unit[]>();
    for (const unit of this.#files.flatMap(unitsOf)) {
      if (unit.kind === "customer" || unit.kind === "require" || unit.name === null) continue;
      const key = `${unit.kind} ${unit.name.text}`;
      const others = named.get(key);
      if (others === undefined) named.set(key, [unit]);
      else others.push(unit);
    }
    return named;
  }
}

/** A field as it is declared, with its path from the customer. */
export interface DeclaredField {
  readonly meaning: Meaning;
  readonly declaration: FieldDeclaration;
}

/** The fields of the `customer` block, also broken ones and those whose name is taken. */
export function declaredFields(fields: readonly FieldDeclaration[], paths: SchemaPaths): readonly DeclaredField[] {
  return fieldsBelow(fields, [], paths);
}

function fieldsBelow(
  fields: readonly FieldDeclaration[],
  prefix: readonly string[],
  paths: SchemaPaths,
): readonly DeclaredField[] {
  const seen = new Map<string, number>();
  return fields.flatMap((declaration): readonly DeclaredField[] => {
    const { text } = declaration.name;
    const path = [...prefix, text];
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    const meaning = fieldMeaning(path, before === 0 ? (paths.field(path)?.type ?? null) : null);
    const inner = recordSyntax(declaration.type);
    if (before === 0) return [{ meaning, declaration }, ...fieldsBelow(inner, path, paths)];
    return [{ meaning: { ...meaning, key: `${meaning.key} #${before + 1}` }, declaration }];
  });
}

function recordSyntax(type: TypeSyntax | null): readonly FieldDeclaration[] {
  const inner = type?.kind === "list-type" ? type.element : type;
  return inner?.kind === "record-type" ? inner.fields : [];
}
