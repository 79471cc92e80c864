import type { Field, RecordType, ScalarType } from "../../condition/schema.js";
import type { Expression, Name, PersonaDeclaration, SegmentReference } from "../../syntax/tree.js";
import { type Context, lower, within } from "../expressions/context.js";
import { contextOf } from "../expressions/entry.js";
import { lowerCondition, lowerDefine } from "../expressions/lower.js";
import type { Observer } from "../expressions/observer.js";
import { lowerPersonaRecord } from "../expressions/personas.js";
import type { ElementScope, ExpressionScope, Lowered } from "../expressions/scope.js";
import type { Asked } from "./asked.js";
import { CUSTOMER, declaredFields, type Identities } from "./identities.js";
import type { Meaning, Occurrence } from "./meaning.js";
import { partsOf } from "./parts.js";
import { fieldMeaning } from "./schema-paths.js";
import type { PlacedUnit } from "./units.js";

/** A name, what it means, and what it does there. */
export interface SeenName {
  readonly name: Name;
  readonly meaning: Meaning;
  readonly role: Occurrence["role"];
}

/** An expression, and what it turned out to be where it stands. */
export interface SeenExpression {
  readonly context: Context;
  readonly lowered: Lowered;
}

/** The elements of a list that is not known: nothing of the customer is visible there but by `customer.`. */
const UNKNOWN_ELEMENT: ElementScope = {
  element: { kind: "record", fields: [] },
  listName: "",
  nested: null,
  projection: null,
  site: null,
};

/**
 * Looks at one declaration as the checker does, and notes what its names mean and what its expressions are. What the
 * checker leaves aside after a mistake is looked at too.
 */
export class Observation {
  readonly names = new Map<Name, SeenName>();
  readonly expressions = new Map<Expression, SeenExpression>();
  readonly #identities: Identities;
  readonly #asked: Asked;
  readonly #begun = new Set<Expression>();
  /** The names in the records of a persona. */
  readonly #entries = new Set<Name>();

  constructor(identities: Identities, asked: Asked) {
    this.#identities = identities;
    this.#asked = asked;
  }

  /** `declared` is what the name of the unit declares. */
  look(placed: PlacedUnit, declared: Meaning | null): void {
    const { unit } = placed;
    const scope = this.#scope(placed);
    if (unit.kind !== "customer" && unit.kind !== "require" && unit.name !== null && declared !== null)
      this.#note(unit.name, declared, "declaration");
    switch (unit.kind) {
      case "customer":
        if (declared === null) return;
        this.#note({ text: "customer", quoted: false, span: unit.keyword }, declared, "declaration");
        for (const field of declaredFields(unit.fields, this.#identities.paths))
          this.#note(field.declaration.name, field.meaning, "declaration");
        return;
      case "require":
        lowerCondition(unit.condition, scope);
        return;
      case "define":
        lowerDefine(unit.value, scope);
        return;
      case "segment":
        if (unit.by !== null) this.#note(unit.by, this.#asked.criterion(unit.by.text), "use");
        lowerCondition(unit.condition, scope);
        return;
      case "persona":
        this.#persona(unit, scope);
        return;
      case "list":
      case "criterion":
      case "otherwise":
        return;
    }
  }

  #persona({ record, within: expected, notWithin }: PersonaDeclaration, scope: ExpressionScope): void {
    if (record !== null) {
      this.#noteEntries(record);
      lowerPersonaRecord(record, scope);
      this.#lookAside(record, contextOf(record, scope));
    }
    for (const reference of [...expected, ...notWithin]) this.#expectation(reference);
  }

  #noteEntries(expression: Expression): void {
    if (expression.kind === "record-literal") for (const { name } of expression.entries) this.#entries.add(name);
    if (expression.kind === "record-literal" || expression.kind === "list-literal")
      for (const part of partsOf(expression)) this.#noteEntries(part.expression);
  }

  #expectation(reference: SegmentReference): void {
    const { criterion, segment } = reference;
    if (criterion !== null) this.#note(criterion, this.#asked.criterion(criterion.text), "use");
    this.#note(segment, this.#asked.expected(reference), "use");
  }

  #scope({ file }: PlacedUnit): ExpressionScope {
    const scope = this.#identities.names.scope({ file }, () => undefined);
    return {
      ...scope,
      resolve: (name) => {
        this.#asked.bare(name);
        return scope.resolve(name);
      },
      resolveCriterion: (name) => {
        this.#asked.criterion(name);
        return scope.resolveCriterion(name);
      },
      // For suggestions only, which nobody reads here.
      names: () => [],
      report: () => undefined,
      observer: this.#observer(),
    };
  }

  #observer(): Observer {
    const { paths } = this.#identities;
    return {
      field: (name, field: Field) => this.#note(name, paths.meaningOf(field), this.#roleOf(name)),
      noField: (name, record: RecordType) => {
        const path = record.broken?.includes(name.text) === true ? paths.pathOf(record) : null;
        if (path !== null) this.#note(name, fieldMeaning([...path, name.text], null), this.#roleOf(name));
      },
      element: (name, type: ScalarType) => {
        const list = paths.pathOf(type);
        if (list !== null)
          this.#note(name, { kind: "element", key: `element ${list.join(".")}`, name: "it", list }, "use");
      },
      customer: (name) => this.#note(name, CUSTOMER, "use"),
      bare: (name) => this.#note(name, this.#asked.bare(name.text), "use"),
      segment: (criterion, segment) => {
        this.#note(criterion, this.#asked.criterion(criterion.text), "use");
        this.#note(segment, this.#asked.segment(criterion.text, segment.text), "use");
      },
      expression: (expression, context, lowerIt) => this.#expression(expression, context, lowerIt),
    };
  }

  #expression(expression: Expression, context: Context, lowerIt: () => Lowered): Lowered {
    this.#begun.add(expression);
    const lowered = lowerIt();
    this.expressions.set(expression, { context, lowered });
    this.#lookAside(expression, context);
    return lowered;
  }

  /** At the parts of an expression that were not looked at, as something beside them was wrong. */
  #lookAside(expression: Expression, context: Context): void {
    for (const part of partsOf(expression)) {
      if (this.#begun.has(part.expression)) continue;
      const inside = part.ofElement ? within(context, [UNKNOWN_ELEMENT], part.expression) : context;
      if (part.expression.kind === "record-literal" || part.expression.kind === "list-literal") {
        this.#begun.add(part.expression);
        this.#lookAside(part.expression, inside);
      } else lower(part.expression, inside);
    }
  }

  #roleOf(name: Name): Occurrence["role"] {
    return this.#entries.has(name) ? "value" : "use";
  }

  #note(name: Name, meaning: Meaning | null, role: Occurrence["role"]): void {
    if (meaning !== null) this.names.set(name, { name, meaning, role });
  }
}
