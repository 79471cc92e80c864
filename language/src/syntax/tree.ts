import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Span } from "../source/source.js";

/**
 * The syntax tree: what the author wrote, with exact positions, nothing resolved.
 * A part that is broken is `null` (names, types) or an `ErrorExpression`; the parser has reported it,
 * and whoever meets it later stays silent.
 */
export interface SyntaxFile {
  readonly path: string;
  readonly text: string;
  readonly declarations: readonly Declaration[];
  /** All comments in textual order, documentation comments included. */
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Comment {
  readonly kind: "line" | "block" | "documentation";
  /** With its marks: `// …`. */
  readonly text: string;
  readonly span: Span;
}

export interface Name {
  /** NFC, without backticks. */
  readonly text: string;
  readonly quoted: boolean;
  readonly span: Span;
}

export interface StringNode {
  /** The value, escapes resolved. */
  readonly value: string;
  readonly span: Span;
}

interface DeclarationBase {
  /** From its first keyword to its last token. */
  readonly span: Span;
  /** The text of the `///` lines before it, or null. */
  readonly documentation: string | null;
}

export type Declaration =
  | CustomerDeclaration
  | RequireDeclaration
  | ListDeclaration
  | DefineDeclaration
  | SegmentDeclaration
  | CriterionDeclaration
  | PersonaDeclaration;

export interface CustomerDeclaration extends DeclarationBase {
  readonly kind: "customer";
  readonly keyword: Span;
  readonly fields: readonly FieldDeclaration[];
}

export interface FieldDeclaration extends DeclarationBase {
  readonly kind: "field";
  readonly name: Name;
  readonly type: TypeSyntax | null;
  /** The `?`, which closes the whole type. */
  readonly optional: Span | null;
  /** In the order written. */
  readonly modifiers: readonly FieldModifier[];
}

export type TypeSyntax = NamedTypeSyntax | ChoiceTypeSyntax | ListTypeSyntax | RecordTypeSyntax;

export interface NamedTypeSyntax {
  readonly kind: "named-type";
  /** As written: `text`, `integer`, … or something the checker will not know. */
  readonly name: string;
  readonly folded: Span | null;
  readonly persian: Span | null;
  readonly span: Span;
}

export interface ChoiceTypeSyntax {
  readonly kind: "choice-type";
  /** `"female" = "F"`: value and code. */
  readonly choices: readonly { readonly value: StringNode; readonly code: StringNode | null }[];
  readonly span: Span;
}

export interface ListTypeSyntax {
  readonly kind: "list-type";
  readonly element: TypeSyntax | null;
  readonly span: Span;
}

export interface RecordTypeSyntax {
  readonly kind: "record-type";
  readonly fields: readonly FieldDeclaration[];
  readonly span: Span;
}

export type FieldModifier =
  | { readonly kind: "key"; readonly span: Span }
  /** `"dd/MM/yyyy"`, `"1,234.56"`, `"epoch seconds"`. */
  | { readonly kind: "format"; readonly format: StringNode; readonly span: Span }
  /** `"Yes" / "No"`. */
  | { readonly kind: "pair"; readonly yes: StringNode; readonly no: StringNode; readonly span: Span }
  | { readonly kind: "domain"; readonly range: RangeExpression; readonly span: Span }
  | { readonly kind: "step"; readonly step: NumberLiteral; readonly span: Span }
  | { readonly kind: "from"; readonly source: StringNode; readonly span: Span }
  | { readonly kind: "from-rows"; readonly span: Span }
  | { readonly kind: "missing"; readonly spellings: readonly StringNode[]; readonly span: Span }
  | { readonly kind: "split"; readonly separator: StringNode; readonly span: Span };

export interface RequireDeclaration extends DeclarationBase {
  readonly kind: "require";
  readonly keyword: Span;
  readonly condition: Expression;
}

export interface ListDeclaration extends DeclarationBase {
  readonly kind: "list";
  readonly keyword: Span;
  readonly name: Name | null;
  readonly source:
    | { readonly kind: "values"; readonly values: ListLiteral }
    | { readonly kind: "file"; readonly file: StringNode; readonly column: StringNode | null; readonly span: Span }
    | null;
}

export interface DefineDeclaration extends DeclarationBase {
  readonly kind: "define";
  readonly keyword: Span;
  readonly name: Name | null;
  readonly value: Expression;
}

export interface SegmentDeclaration extends DeclarationBase {
  readonly kind: "segment";
  readonly keyword: Span;
  readonly name: Name | null;
  readonly title: StringNode | null;
  /** `by Criterion`. */
  readonly by: Name | null;
  readonly condition: Expression;
}

export interface OtherwiseDeclaration extends DeclarationBase {
  readonly kind: "otherwise";
  readonly keyword: Span;
  readonly name: Name | null;
  readonly title: StringNode | null;
}

export type CriterionModifier = "exhaustive" | "ordered" | "overlapping";

export interface CriterionDeclaration extends DeclarationBase {
  readonly kind: "criterion";
  readonly keyword: Span;
  readonly name: Name | null;
  readonly title: StringNode | null;
  readonly modifiers: readonly { readonly kind: CriterionModifier; readonly span: Span }[];
  /** `{ … }` with its braces, or null where the criterion has none. */
  readonly body: Span | null;
  readonly members: readonly (SegmentDeclaration | OtherwiseDeclaration)[];
}

export interface PersonaDeclaration extends DeclarationBase {
  readonly kind: "persona";
  readonly keyword: Span;
  readonly name: Name | null;
  readonly title: StringNode | null;
  readonly asOf: Expression | null;
  readonly record: RecordLiteral | null;
  readonly within: readonly SegmentReference[];
  readonly notWithin: readonly SegmentReference[];
}

/** `High` or `Income.High`. */
export interface SegmentReference {
  readonly criterion: Name | null;
  readonly segment: Name;
  readonly span: Span;
}

export type Expression =
  | NameExpression
  | MemberExpression
  | NumberLiteral
  | StringLiteral
  | BooleanLiteral
  | RegexLiteral
  | DateLiteral
  | DateTimeLiteral
  | DurationLiteral
  | ListLiteral
  | RecordLiteral
  | RangeExpression
  | PeriodExpression
  | ClockExpression
  | ParenthesizedExpression
  | UnaryExpression
  | BinaryExpression
  | ComparisonExpression
  | InExpression
  | PresenceExpression
  | TextTestExpression
  | MatchesExpression
  | HasExpression
  | EmptyExpression
  | QuantifierExpression
  | FilterExpression
  | CallExpression
  | SinceExpression
  | WhenExpression
  | ErrorExpression;

export interface NameExpression {
  readonly kind: "name";
  readonly name: Name;
  readonly span: Span;
}

/** `object.name`; `customer.x` is a member of the name `customer`. */
export interface MemberExpression {
  readonly kind: "member";
  readonly object: Expression;
  readonly name: Name;
  readonly span: Span;
}

export interface NumberLiteral {
  readonly kind: "number";
  /** The nearest double; for `5%` it is 0.05. Infinity where the literal is too large: the parser has reported it. */
  readonly value: number;
  readonly percent: boolean;
  /** Written without a point: may stand where an integer must. */
  readonly integer: boolean;
  readonly text: string;
  readonly span: Span;
}

export interface StringLiteral {
  readonly kind: "string";
  readonly value: string;
  readonly span: Span;
}

export interface BooleanLiteral {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly span: Span;
}

/** `/pattern/flags`, uninterpreted: the checker reads the pattern. */
export interface RegexLiteral {
  readonly kind: "regex";
  readonly pattern: string;
  readonly flags: string;
  readonly span: Span;
}

/** `2024-05-01`. `day` counts days since 1970-01-01; null if no such day (reported). */
export interface DateLiteral {
  readonly kind: "date";
  readonly day: number | null;
  readonly text: string;
  readonly span: Span;
}

/** `2024-05-01T10:00Z`. `instant` in milliseconds since 1970-01-01T00:00Z; null if there is none (reported). */
export interface DateTimeLiteral {
  readonly kind: "datetime";
  readonly instant: number | null;
  readonly text: string;
  readonly span: Span;
}

export type DurationUnit = "hour" | "day" | "week" | "month" | "year";

/** `30 days`; the amount is a whole number. */
export interface DurationLiteral {
  readonly kind: "duration";
  readonly amount: number;
  readonly unit: DurationUnit;
  readonly span: Span;
}

export interface ListLiteral {
  readonly kind: "list-literal";
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** Only in personas. */
export interface RecordLiteral {
  readonly kind: "record-literal";
  readonly entries: readonly { readonly name: Name; readonly value: Expression; readonly span: Span }[];
  readonly span: Span;
}

/** `18..29`, `18..<30`, `65..`, `..<18`. */
export interface RangeExpression {
  readonly kind: "range";
  readonly low: Expression | null;
  readonly high: Expression | null;
  readonly highExclusive: boolean;
  readonly span: Span;
}

export type PeriodUnit = "week" | "month" | "quarter" | "year";

/** After `in`: `last 30 days` has a duration; `this month`, `last month` a calendar unit. */
export type PeriodExpression =
  | {
      readonly kind: "period";
      readonly period: "last-duration";
      readonly duration: DurationLiteral;
      readonly span: Span;
    }
  | { readonly kind: "period"; readonly period: "this" | "last"; readonly unit: PeriodUnit; readonly span: Span };

export interface ClockExpression {
  readonly kind: "clock";
  readonly clock: "today" | "now";
  readonly span: Span;
}

export interface ParenthesizedExpression {
  readonly kind: "parenthesized";
  readonly inner: Expression;
  readonly span: Span;
}

export interface UnaryExpression {
  readonly kind: "unary";
  readonly operator: "not" | "-";
  readonly operatorSpan: Span;
  readonly operand: Expression;
  readonly span: Span;
}

export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: "and" | "or" | "+" | "-" | "*" | "/" | "default";
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export type ComparisonOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** `a = b`, or a chain `18 <= age < 30`; one operator fewer than operands. */
export interface ComparisonExpression {
  readonly kind: "comparison";
  readonly operands: readonly Expression[];
  /** `pair` is what one operator compares, from its left operand to its right one: in a chain a part of the whole. */
  readonly operators: readonly { readonly operator: ComparisonOperator; readonly span: Span; readonly pair: Span }[];
  readonly span: Span;
}

/** `x in …`, `x not in …`; the container is a list literal, a range, a period, or a name. */
export interface InExpression {
  readonly kind: "in";
  readonly operand: Expression;
  readonly negated: boolean;
  readonly operatorSpan: Span;
  readonly container: Expression;
  readonly span: Span;
}

/** `is missing`, `is present`, `is not missing`, `is not present`: `present` is the meaning. */
export interface PresenceExpression {
  readonly kind: "presence";
  readonly operand: Expression;
  readonly present: boolean;
  readonly operatorSpan: Span;
  readonly span: Span;
}

/** `starts with`, `ends with`, `contains`; with `any of` the argument is a list literal or a list's name. */
export interface TextTestExpression {
  readonly kind: "text-test";
  readonly operand: Expression;
  readonly negated: boolean;
  readonly operator: "starts with" | "ends with" | "contains";
  readonly operatorSpan: Span;
  readonly anyOf: boolean;
  readonly argument: Expression;
  readonly span: Span;
}

export interface MatchesExpression {
  readonly kind: "matches";
  readonly operand: Expression;
  readonly negated: boolean;
  readonly operatorSpan: Span;
  readonly pattern: Expression;
  readonly span: Span;
}

/** `tags has "vip"` (one), `has any of`, `has all of`, `has none of`. */
export interface HasExpression {
  readonly kind: "has";
  readonly operand: Expression;
  readonly negated: boolean;
  readonly quantifier: "one" | "any" | "all" | "none";
  readonly operatorSpan: Span;
  readonly argument: Expression;
  readonly span: Span;
}

/** `orders is empty`, `orders is not empty`. */
export interface EmptyExpression {
  readonly kind: "empty";
  readonly operand: Expression;
  readonly negated: boolean;
  readonly operatorSpan: Span;
  readonly span: Span;
}

/** `any orders where …`; `any` and `no` may omit the filter. */
export interface QuantifierExpression {
  readonly kind: "quantifier";
  readonly quantifier: "any" | "all" | "no";
  readonly quantifierSpan: Span;
  readonly list: Expression;
  readonly filter: Expression | null;
  readonly span: Span;
}

/** `orders where …` as a list. */
export interface FilterExpression {
  readonly kind: "filter";
  readonly list: Expression;
  readonly filter: Expression;
  readonly span: Span;
}

/** `sum(price * quantity over orders.details where …)`: `argument` before `over`, `over` behind it with its filter. */
export interface CallExpression {
  readonly kind: "call";
  readonly name: Name;
  readonly distinct: Span | null;
  readonly arguments: readonly Expression[];
  readonly over: Expression | null;
  readonly span: Span;
}

export interface SinceExpression {
  readonly kind: "since";
  readonly unit: DurationUnit;
  readonly unitSpan: Span;
  readonly operand: Expression;
  readonly span: Span;
}

export interface WhenExpression {
  readonly kind: "when";
  readonly branches: readonly { readonly condition: Expression; readonly value: Expression; readonly span: Span }[];
  /** Null where `else` is missing: the parser has reported it. */
  readonly otherwise: Expression;
  readonly span: Span;
}

/** What stands where no expression could be read. Reported by the parser; silent ever after. */
export interface ErrorExpression {
  readonly kind: "error";
  readonly span: Span;
}
