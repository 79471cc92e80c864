import type { Condition, Term } from "../../condition/condition.js";
import type { PersonaRecord } from "../../condition/model.js";
import type { ScalarType } from "../../condition/schema.js";
import type { Expression, RangeExpression, RecordLiteral } from "../../syntax/tree.js";
import type { ExpressionScope, LoweredDefine } from "./scope.js";

/** The condition of a `require`; a neutral `true` after an error. */
export declare function lowerCondition(expression: Expression, scope: ExpressionScope): Condition | null;

/** The condition of a segment: `lowerCondition`, and the information on missing values (SEG4010…). */
export declare function lowerSegmentCondition(expression: Expression, scope: ExpressionScope): Condition | null;

/** A value; of type `expected` if that is given (`as of`, `--sort-by`). Null after an error. */
export declare function lowerTerm(expression: Expression, scope: ExpressionScope, expected?: ScalarType): Term | null;

/** What a define stands for; call with `elements: []`. `broken` after an error. */
export declare function lowerDefine(expression: Expression, scope: ExpressionScope): LoweredDefine;

/** The record of a persona. Entries with an error are left out. */
export declare function lowerPersonaRecord(record: RecordLiteral, scope: ExpressionScope): PersonaRecord;

/** The bounds of a domain: constants or today/now shifted. Null after an error. */
export declare function lowerDomain(
  range: RangeExpression,
  type: ScalarType,
  scope: ExpressionScope,
): { readonly low: Term | null; readonly high: Term | null; readonly highExclusive: boolean } | null;
