/**
 * Seg, a language for customer segments: the library. `compile` is all that most users need; the parts below it are for
 * those who build tools. No Node API is used, so it runs in browsers; files on disk are in `@seg-lang/language/node`.
 */

// What is proved of programs.
export { type DifferenceOptions, diffPrograms } from "./analysis/difference.js";
export type * from "./analysis/difference-verdict.js";
export { createProofMemory, type ProofMemory } from "./analysis/proof-memory.js";
export {
  type ProvenWithCertificates,
  type ProveOptions,
  provedExclusive,
  proveGradually,
  proveProgram,
} from "./analysis/prove.js";
export type * from "./analysis/verdict.js";
export {
  type Classification,
  type CompiledProgram,
  type CompileOptions,
  compile,
  type Explanation,
  type RejectedCustomer,
} from "./compile.js";
export { conditionKey } from "./condition/canonical.js";
// The model and its conditions.
export type * from "./condition/condition.js";
export { describeCondition, describeTerm } from "./condition/describe.js";
export { isFixed } from "./condition/fixed-term.js";
export type * from "./condition/model.js";
export type * from "./condition/schema.js";
export { fieldsRead, visitCondition } from "./condition/traverse.js";
// Findings, places and the rules behind them.
export type { Diagnostic, Fix, RelatedPlace, Severity, TextEdit } from "./diagnostics/diagnostic.js";
export { allRules, findRule } from "./diagnostics/registry.js";
export { familyOf, type Rule, type RuleFamily, type RulePage } from "./diagnostics/rule.js";
export { undecidedReasons } from "./diagnostics/rules/logic-proofs.js";
// Evaluation.
export { type Classifier, createClassifier, type Outcome } from "./evaluation/classifier.js";
export { type Clock, createClock } from "./evaluation/clock.js";
export { type ExactValue, roundToDouble } from "./evaluation/exact.js";
export {
  type CriterionExplanation,
  type ExplanationNode,
  explain,
  explainAll,
  type SeenElements,
  type SeenMembership,
  type SeenValue,
} from "./evaluation/explain.js";
export {
  type ExplainedLine,
  explainedLine,
  explainedText,
  type SourceText,
  seenTermText,
  seenValueText,
} from "./evaluation/explained-line.js";
export { type ExpectationResult, type PersonaProblem, type PersonaResult, runPersona } from "./evaluation/persona.js";
export { compileCondition, compileRank, compileTerm } from "./evaluation/predicate.js";
export { WrittenTexts } from "./evaluation/written-texts.js";
// Safe fixes, all together.
export { type AppliedFix, applySafeFixes, errorCount, type Fixed } from "./fixing.js";
export { keepingComments } from "./kept-comments.js";
export type { Undecided, UndecidedReason } from "./logic/logic.js";
// Programs: text → findings and model.
export {
  analyseProgram,
  type Glance,
  glanceAtProgram,
  type ListFileResult,
  meaningsOf,
  type Program,
  type ProgramInput,
  type ReadAhead,
  readAhead,
  reportFindings,
  type Stage,
} from "./program.js";
export { CONFIGURATION_NAME, type FolderEntry, isLeftOut, isProgramFile, programsOf } from "./program-files.js";
// Customers.
export { DataError, type FileProblem } from "./records/data-error.js";
export { createDecoder, type Decoded, type Decoder, type DecoderOptions } from "./records/decoder.js";
export { type DataPath, parseDataPath } from "./records/json/data-path.js";
export { type JsonText, parseJson } from "./records/json-text.js";
export type { JsonObject, JsonValue } from "./records/json-value.js";
export type { RawRecord } from "./records/raw-record.js";
export type { Rejection } from "./records/rejection.js";
export { customersInText, type TextCustomer } from "./records/text-customers.js";
export { type CustomerRecord, customerZodSchema } from "./records/zod-schema.js";
// Names, for editors.
export { type Renaming, renameEverywhere } from "./renaming.js";
export { canBeSilenced } from "./semantics/configuration/severities.js";
export { columnsOf } from "./semantics/lists/list-file.js";
export type { ExpressionType } from "./semantics/meanings/expression-type.js";
export type * from "./semantics/meanings/meaning.js";
export type * from "./semantics/meanings/surroundings.js";
export type { Meanings } from "./semantics/meanings.js";
export { decodedText, markedKind, markedUtf16 } from "./source/content-kind.js";
export { fileText, type ReadText } from "./source/file-text.js";
export { LineIndex } from "./source/line-index.js";
export type { Location, Position, SourceFile, Span } from "./source/source.js";
export { formatFile } from "./syntax/format.js";
export { isPlainName, quoteName } from "./syntax/names.js";
export { parseFile } from "./syntax/parse.js";
export { type KindOfToken, type TokenKind, tokenKinds } from "./syntax/token-kinds.js";
export type * from "./syntax/tree.js";
export { type Word, type WordRole, words } from "./syntax/words.js";

// Values.
export { formatDay, parseIsoDay } from "./values/calendar.js";
export { readDateTime } from "./values/date-reading.js";
export { fold } from "./values/folding.js";
export { nearestName } from "./values/nearest.js";
export { persianFromDay } from "./values/persian-calendar.js";
export { formatInstant } from "./values/zone.js";
