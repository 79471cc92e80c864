import type { AggregateTerm, Condition, Term } from "../condition/condition.js";
import type { Model, Segment } from "../condition/model.js";
import type { Clock } from "./clock.js";
import {
  type AggregateCode,
  type AggregateNature,
  type AggregationCode,
  type CodeScope,
  type Compiler,
  customerScope,
  literal,
  type NumericCode,
  variablesOf,
} from "./code.js";
import { isNear, isPresent, same, testCode } from "./condition-code.js";
import { Evaluation, NOWHERE, roundToDouble } from "./exact.js";
import { isNumeric, layoutOf } from "./layout.js";
import { aggregateCode, containsAll, size } from "./list-code.js";
import { placeOf, precedence } from "./membership.js";
import { bind, fixedCode, magnitudeCode, numericCode, product, quotient } from "./numeric-code.js";
import { type Shape, Shapes } from "./shapes.js";
import { orElse, termCode, withinCalendar } from "./term-code.js";

/** What generated code calls by name. */
const RUNTIME = { containsAll, isNear, isPresent, orElse, product, quotient, same, size, withinCalendar };

/** So many operands of `and` and `or`, and so many brackets in one another, go into one function. */
const WIDEST = 32;
const DEEPEST = 24;
/** Stamps count customers; before they outgrow small integers, all cells are cleared. */
const LAST_STAMP = 2 ** 30;

/**
 * Turns typed conditions into the functions of one JavaScript module.
 *
 * What reads the customer alone and occurs in several places is computed once a customer, when it is first asked for:
 * its answer lies in a cell with a stamp, the number of the customer it was computed for.
 */
export class Generator implements Compiler {
  readonly clock: Clock;
  readonly evaluation: Evaluation;
  readonly shapes = new Shapes();
  readonly #model: Model;
  readonly #customer: CodeScope;
  readonly #constants: unknown[] = [];
  readonly #constantNames = new Map<unknown, string>();
  readonly #functions: string[] = [];
  /** Calls of what is remembered, by shape. */
  readonly #remembered = new Map<number, string>();
  readonly #aggregates = new Map<number, AggregateCode>();
  readonly #counted = new Set<string>();
  /** Memberships called but not yet written: written in turn, so that a long chain of them needs no stack. */
  readonly #pendingMembers: string[] = [];
  readonly #members = new Map<string, string>();
  #names = 0;
  #conditionCells = 0;
  #numberCells = 0;
  #depth = 0;

  constructor(model: Model, clock: Clock) {
    this.clock = clock;
    this.evaluation = new Evaluation(model, clock);
    this.#model = model;
    this.#customer = customerScope(model.schema === null ? null : layoutOf(model.schema.record));
  }

  get customer(): CodeScope {
    return this.#customer;
  }

  /** Announces a part, before any is compiled: what is announced twice is computed once. */
  announce(part: Condition | Term): void {
    this.shapes.use(part);
    const pending: (Condition | Term)[] = [part];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const id of this.shapes.membersIn(next)) {
        if (this.#counted.has(id)) continue;
        this.#counted.add(id);
        const place = placeOf(this.#model, id);
        for (const segment of [place.segment, ...precedence(place)]) {
          this.shapes.use(segment.condition);
          pending.push(segment.condition);
        }
      }
    }
  }

  constant(value: unknown): string {
    const known = this.#constantNames.get(value);
    if (known !== undefined) return known;
    const name = `k[${this.#constants.length}]`;
    this.#constants.push(value);
    this.#constantNames.set(value, name);
    return name;
  }

  fresh(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  /** A function of the module, as it is. */
  write(code: string): void {
    this.#functions.push(code);
  }

  define(scope: CodeScope, body: string): string {
    const name = this.fresh("t");
    const variables = variablesOf(scope);
    this.#functions.push(`function ${name}(${variables}){${body}}`);
    return `${name}(${variables})`;
  }

  condition(condition: Condition, scope: CodeScope): string {
    const shape = this.shapes.of(condition);
    if (shape.fixed) return String(this.evaluation.holds(condition, NOWHERE));
    if (shape.free > 0) return this.#nested(condition, scope);
    const known = this.#remembered.get(shape.id);
    if (known !== undefined) return known;
    if (!isWorthRemembering(condition, shape)) return this.#nested(condition, this.#customer);
    const cell = this.#conditionCells;
    this.#conditionCells += 1;
    const name = this.fresh("c");
    const call = `${name}(r)`;
    this.#remembered.set(shape.id, call);
    const code = this.#nested(condition, this.#customer);
    this.#functions.push(
      `function ${name}(r){const s=S[${cell}];if(s===g)return true;if(s===-g)return false;` +
        `if(${code}){S[${cell}]=g;return true}S[${cell}]=-g;return false}`,
    );
    return call;
  }

  #nested(condition: Condition, scope: CodeScope): string {
    this.#depth += 1;
    let code: string;
    switch (condition.kind) {
      case "and":
      case "or": {
        const operands = condition.operands.map((operand) => this.condition(operand, scope));
        code = this.join(condition.kind === "and" ? "&&" : "||", operands, scope);
        break;
      }
      case "member":
        code = this.#member(condition.segment);
        break;
      default:
        code = testCode(this, condition, scope);
    }
    this.#depth -= 1;
    return this.#depth % DEEPEST === DEEPEST - 1 ? this.define(scope, `return ${code};`) : code;
  }

  /** `&&` or `||` of many operands, in functions of a few each: an expression's depth is limited. */
  join(operator: "&&" | "||", operands: readonly string[], scope: CodeScope): string {
    if (operands.length === 0) return String(operator === "&&");
    if (operands.length <= WIDEST) return `(${operands.join(operator)})`;
    const groups: string[] = [];
    for (let from = 0; from < operands.length; from += WIDEST) {
      groups.push(this.define(scope, `return ${operands.slice(from, from + WIDEST).join(operator)};`));
    }
    return this.join(operator, groups, scope);
  }

  #member(id: string): string {
    let call = this.#members.get(id);
    if (call === undefined) {
      call = `${this.fresh("e")}(r)`;
      this.#members.set(id, call);
      this.#pendingMembers.push(id);
    }
    return call;
  }

  #writeMember(id: string): void {
    const place = placeOf(this.#model, id);
    const own = (segment: Segment): string => this.condition(segment.condition, this.#customer);
    const before = this.join("||", precedence(place).map(own), this.#customer);
    const cell = this.#conditionCells;
    this.#conditionCells += 1;
    const code = `!${before}&&${own(place.segment)}`;
    this.#functions.push(
      `function ${this.#members.get(id)!}{const s=S[${cell}];if(s===g)return true;if(s===-g)return false;` +
        `if(${code}){S[${cell}]=g;return true}S[${cell}]=-g;return false}`,
    );
  }

  term(term: Term, scope: CodeScope): string {
    const shape = this.shapes.of(term);
    if (shape.fixed && term.kind !== "constant") {
      const value = roundToDouble(this.evaluation.value(term, NOWHERE));
      return value === undefined ? "undefined" : (literal(value) ?? this.constant(value));
    }
    const around = shape.free === 0 ? this.#customer : scope;
    if (!isNumeric(term.type)) return termCode(this, term, around);
    if (term.kind === "field" || term.kind === "constant") return termCode(this, term, around);
    // A number among values of other kinds: rounded, for display and sorting.
    const exactly = this.constant((row: never) =>
      roundToDouble(this.evaluation.fresh().value(term, { element: row, layout: this.#customer.layout, outer: null })),
    );
    return `${exactly}(r)`;
  }

  numeric(term: Term, scope: CodeScope, body: string[]): NumericCode {
    const shape = this.shapes.of(term);
    if (shape.fixed) return fixedCode(this.evaluation.value(term, NOWHERE));
    if (shape.free > 0) return numericCode(this, term, scope, body);
    if (term.kind === "aggregate" || shape.uses < 2 || shape.size < 4)
      return numericCode(this, term, this.#customer, body);
    const { call, result } = this.#sharedNumber(term, shape);
    body.push(`${call};`);
    const magnitude = result.magnitude === null ? null : bind(this, body, result.magnitude);
    return { ...result, value: bind(this, body, result.value), magnitude };
  }

  #sharedNumber(term: Term, shape: Shape): AggregateCode {
    const known = this.#aggregates.get(shape.id);
    if (known !== undefined) return known;
    const lines: string[] = [];
    const code = numericCode(this, term, this.#customer, lines);
    const body = `${lines.join("")}const s=${code.value}${code.exact ? "" : `,m=${magnitudeCode(code)}`};`;
    const shared = this.#cells(body, { ...code, raw: false }, this.#customer, true);
    this.#aggregates.set(shape.id, shared);
    return shared;
  }

  isShared(term: Term): boolean {
    const { free, uses } = this.shapes.of(term);
    return free === 0 && uses > 1;
  }

  aggregation(term: AggregateTerm, scope: CodeScope): AggregationCode {
    return aggregateCode(this, term, this.shapes.of(term).free === 0 ? this.#customer : scope);
  }

  aggregate(term: AggregateTerm, scope: CodeScope): AggregateCode {
    const shape = this.shapes.of(term);
    if (shape.free > 0) {
      const { body, result } = aggregateCode(this, term, scope);
      return this.#cells(body, result, scope, false);
    }
    const known = this.#aggregates.get(shape.id);
    if (known !== undefined) return known;
    const { body, result } = aggregateCode(this, term, this.#customer);
    const code = this.#cells(body, result, this.#customer, shape.uses > 1);
    this.#aggregates.set(shape.id, code);
    return code;
  }

  /** A function that leaves what `body` computes in `s` and `m` in cells. */
  #cells(body: string, nature: AggregateNature, scope: CodeScope, remember: boolean): AggregateCode {
    const cell = this.#numberCells;
    this.#numberCells += 1;
    const once = remember ? `if(G[${cell}]===g)return;G[${cell}]=g;` : "";
    const call = this.define(scope, `${once}${body}V[${cell}]=s;${nature.exact ? "" : `M[${cell}]=m;`}`);
    return { call, result: { ...nature, value: `V[${cell}]`, magnitude: nature.exact ? null : `M[${cell}]` } };
  }

  /**
   * The module: an object with the given members (property → expression, evaluated once) and `begin`, to be called
   * before each customer.
   */
  build<M>(members: Readonly<Record<string, string>>): M & { begin(): void } {
    for (let id = this.#pendingMembers.pop(); id !== undefined; id = this.#pendingMembers.pop()) this.#writeMember(id);
    const text =
      `"use strict";const {${Object.keys(RUNTIME).join(",")}}=h;let g=0;` +
      `function begin(){if(++g===${LAST_STAMP}){g=1;S.fill(0);G.fill(0);}}\n${this.#functions.join("\n")}\n` +
      `return {begin,${Object.entries(members)
        .map(([name, code]) => `${name}:${code}`)
        .join(",")}};`;
    const create = new Function("k", "h", "S", "G", "V", "M", text) as (...data: unknown[]) => M & { begin(): void };
    return create(
      this.#constants,
      RUNTIME,
      new Int32Array(this.#conditionCells),
      new Int32Array(this.#numberCells),
      new Float64Array(this.#numberCells),
      new Float64Array(this.#numberCells),
    );
  }
}

/** A comparison of a field costs no more than looking up its answer; a loop, a pattern, a computation does. */
function isWorthRemembering(condition: Condition, shape: Shape): boolean {
  if (shape.uses < 2) return false;
  switch (condition.kind) {
    case "exists":
    case "has-all":
    case "match":
    case "text":
      return true;
    case "member":
      return false;
    default:
      return shape.size >= 6;
  }
}
