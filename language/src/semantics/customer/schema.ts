import type { CustomerSchema, Field, FieldType, RecordType, ScalarType } from "../../condition/schema.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { namesRules } from "../../diagnostics/rules/names.js";
import { places } from "../../diagnostics/rules/wording.js";
import type { CustomerDeclaration, FieldDeclaration, TypeSyntax } from "../../syntax/tree.js";
import type { Declared } from "../declarations.js";
import { NameTable } from "../name-table.js";
import { FileReporter } from "../reporter.js";
import { checkStepInDomain, type DomainScope, domainOf, stepOf } from "./domain.js";
import { FieldModifiers, type ModifiedType, readingOf } from "./modifiers.js";
import { choiceType, namedType } from "./types.js";

/**
 * The schema that a `customer` block declares; null where it has no usable field. Broken fields are left out and their
 * names kept in `record.broken`.
 */
export function customerSchema(
  { declaration, file }: Declared<CustomerDeclaration>,
  scope: DomainScope,
  report: (diagnostic: Diagnostic) => void,
): CustomerSchema | null {
  const reporter = new FileReporter(file, report);
  const builder = new SchemaBuilder(reporter, scope);
  const record = builder.record(declaration.fields, {
    kind: "customer",
    row: new RowLayout(),
    path: [],
    optional: false,
  });
  // Fields that could not even be parsed have been reported where they stand.
  const silent = file.diagnostics.some(
    ({ location }) => location.span.start >= declaration.span.start && location.span.end <= declaration.span.end,
  );
  if (declaration.fields.length === 0 && !silent) {
    reporter.report(namesRules.emptyRecord, { what: "The `customer` block" }, declaration.keyword);
  }
  if (record.fields.length === 0) return null;
  const key = builder.key;
  if (builder.rows !== null && !builder.keyWritten) {
    reporter.report(namesRules.rowsWithoutKey, {}, builder.rows.span);
  }
  return { record, key, documentation: declaration.documentation, location: reporter.location(declaration.keyword) };
}

/** Hands out the slots of one kind of row. */
class RowLayout {
  #next = 0;
  /** Column or key → the field that reads it. */
  readonly columns = new Map<string, FieldDeclaration>();

  slot(): number {
    const slot = this.#next;
    this.#next += 1;
    return slot;
  }
}

interface Enclosing {
  readonly kind: "customer" | "record" | "element";
  readonly row: RowLayout;
  /** Of the record in its row. */
  readonly path: readonly string[];
  /** The record may be missing. */
  readonly optional: boolean;
  /** Column of the record, before the dot. */
  readonly column?: string;
}

class SchemaBuilder {
  key: Field | null = null;
  /** A field is marked `key`, be it well or badly. */
  keyWritten = false;
  rows: FieldDeclaration["name"] | null = null;
  readonly #reporter: FileReporter;
  readonly #scope: DomainScope;

  constructor(reporter: FileReporter, scope: DomainScope) {
    this.#reporter = reporter;
    this.#scope = scope;
  }

  record(declarations: readonly FieldDeclaration[], enclosing: Enclosing): RecordType {
    const names = new NameTable();
    const fields: Field[] = [];
    const broken: string[] = [];
    for (const declaration of declarations) {
      // Top-level fields share a namespace with lists, defines and segments, which is checked as a whole.
      const isNew =
        enclosing.kind === "customer"
          ? !fields.some((field) => field.name === declaration.name.text) && !broken.includes(declaration.name.text)
          : names.add({ name: declaration.name, what: "a field" }, this.#reporter);
      const field = this.#field(declaration, enclosing, isNew);
      if (!isNew) continue;
      if (field === null) broken.push(declaration.name.text);
      else fields.push(field);
    }
    return broken.length === 0 ? { kind: "record", fields } : { kind: "record", fields, broken };
  }

  #field(declaration: FieldDeclaration, enclosing: Enclosing, claims: boolean): Field | null {
    const reporter = this.#reporter;
    const { name } = declaration;
    const path = [...enclosing.path, name.text];
    const optional = declaration.optional !== null;
    const column = this.#column(declaration, enclosing, claims);
    const type = this.#type(declaration.type, { enclosing, path, optional, column });
    if (type === null) return null;

    const modifiers = new FieldModifiers(declaration, type.modified, reporter);
    const reading = readingOf(modifiers, type.modified, type.persian, type.codes, reporter);
    const scalar = "scalar" in type.modified ? type.modified.scalar : null;
    const domainSyntax = modifiers.get("domain");
    const stepSyntax = modifiers.get("step");
    const domain = domainSyntax && scalar ? domainOf(domainSyntax.range, scalar, this.#scope) : null;
    const step = stepSyntax && scalar ? stepOf(stepSyntax.step, scalar, reporter) : null;
    if (domainSyntax && scalar) {
      checkStepInDomain(domain, step ?? (scalar.kind === "integer" ? 1 : null), domainSyntax.range, reporter);
    }
    const isKey = this.#isKey(declaration, modifiers, type.modified, enclosing);
    this.#checkRows(declaration, modifiers, enclosing);

    const needsSlot = type.type.kind !== "record" || optional;
    const field: Field = {
      name: name.text,
      path,
      type: type.type,
      optional,
      key: isKey,
      slot: needsSlot ? enclosing.row.slot() : null,
      reading,
      domain,
      step,
      documentation: declaration.documentation,
      location: reporter.location(name.span),
    };
    if (isKey) this.key = field;
    return field;
  }

  #type(
    syntax: TypeSyntax | null,
    field: { enclosing: Enclosing; path: readonly string[]; optional: boolean; column: string },
  ): { type: FieldType; modified: ModifiedType; persian: boolean; codes: ReadonlyMap<string, string> | null } | null {
    const reporter = this.#reporter;
    if (syntax === null) return null;
    switch (syntax.kind) {
      case "named-type":
      case "choice-type": {
        const scalar = this.#scalar(syntax);
        return scalar && { ...scalar, type: scalar.scalar, modified: { kind: "scalar", scalar: scalar.scalar } };
      }
      case "record-type": {
        const { enclosing, path, column } = field;
        const optional = enclosing.optional || field.optional;
        const type = this.#nonEmpty(syntax, { kind: "record", row: enclosing.row, path, optional, column });
        return type && { type, modified: { kind: "record" }, persian: false, codes: null };
      }
      case "list-type": {
        const element = syntax.element;
        if (element === null) return null;
        if (element.kind === "list-type") {
          reporter.report(namesRules.listOfLists, {}, element.span);
          return null;
        }
        if (element.kind === "record-type") {
          const type = this.#nonEmpty(element, { kind: "element", row: new RowLayout(), path: [], optional: false });
          if (type === null) return null;
          return {
            type: { kind: "list", element: type },
            modified: { kind: "record-list" },
            persian: false,
            codes: null,
          };
        }
        const scalar = this.#scalar(element);
        if (scalar === null) return null;
        const type: FieldType = { kind: "list", element: scalar.scalar };
        return { ...scalar, type, modified: { kind: "scalar-list", scalar: scalar.scalar } };
      }
    }
  }

  #scalar(
    syntax: Extract<TypeSyntax, { kind: "named-type" | "choice-type" }>,
  ): { scalar: ScalarType; persian: boolean; codes: ReadonlyMap<string, string> | null } | null {
    if (syntax.kind === "choice-type") {
      if (syntax.choices.length === 0) return null;
      const { type, codes } = choiceType(syntax, this.#reporter);
      return { scalar: type, persian: false, codes };
    }
    const scalar = namedType(syntax, this.#reporter);
    const isDate = scalar?.kind === "date" || scalar?.kind === "datetime";
    return scalar && { scalar, persian: isDate && syntax.persian !== null, codes: null };
  }

  #nonEmpty(syntax: Extract<TypeSyntax, { kind: "record-type" }>, enclosing: Enclosing): RecordType | null {
    const type = this.record(syntax.fields, enclosing);
    if (syntax.fields.length === 0) this.#reporter.report(namesRules.emptyRecord, { what: "This record" }, syntax.span);
    return type.fields.length === 0 ? null : type;
  }

  /** The CSV column or JSON key, reported where another field of the row has it. */
  #column(declaration: FieldDeclaration, enclosing: Enclosing, claims: boolean): string {
    const from = declaration.modifiers.find((modifier) => modifier.kind === "from");
    const fromRows = declaration.modifiers.some((modifier) => modifier.kind === "from-rows");
    const key = from === undefined ? declaration.name.text : from.source.value.normalize("NFC");
    const column = enclosing.column === undefined ? key : `${enclosing.column}.${key}`;
    if (!claims || fromRows || declaration.type?.kind === "record-type") return column;
    const { columns } = enclosing.row;
    const other = columns.get(column);
    if (other === undefined) columns.set(column, declaration);
    else {
      const related = [{ location: this.#reporter.location(other.name.span), message: places.readsFirst }];
      const parameters = { column, other: other.name.text };
      this.#reporter.report(namesRules.sameColumn, parameters, (from ?? declaration.name).span, { related });
    }
    return column;
  }

  #isKey(declaration: FieldDeclaration, modifiers: FieldModifiers, type: ModifiedType, enclosing: Enclosing): boolean {
    const modifier = modifiers.get("key");
    if (modifier === null) return false;
    this.keyWritten = true;
    const wrong = (problem: Parameters<typeof namesRules.wrongKey.message>[0]["problem"]) => {
      const related =
        problem === "second" && this.key !== null ? [{ location: this.key.location, message: places.key }] : [];
      this.#reporter.report(namesRules.wrongKey, { problem }, modifier.span, { related });
      return false;
    };
    if (enclosing.kind !== "customer") return wrong("nested");
    if (type.kind !== "scalar") return wrong("many");
    if (type.scalar.kind === "boolean" || type.scalar.kind === "choice") return wrong("few");
    if (declaration.optional !== null) return wrong("optional");
    if (this.key !== null) return wrong("second");
    return true;
  }

  #checkRows(declaration: FieldDeclaration, modifiers: FieldModifiers, enclosing: Enclosing): void {
    const modifier = modifiers.get("from-rows");
    if (modifier === null) return;
    if (enclosing.kind !== "customer") this.#reporter.report(namesRules.nestedRows, {}, modifier.span);
    else if (this.rows !== null) {
      const related = [{ location: this.#reporter.location(this.rows.span), message: places.rows }];
      this.#reporter.report(namesRules.secondRows, { other: this.rows.text }, modifier.span, { related });
    } else this.rows = declaration.name;
  }
}
