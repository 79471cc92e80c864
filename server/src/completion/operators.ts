import type { OperatorPlace, ScalarType } from "@seg-lang/language";
import { family } from "../describing/types.js";
import type { FileView } from "../program/view.js";
import { openCallAt, writtenBefore } from "../signatures/open-call.js";
import { openWhen } from "./behind-words.js";
import type { Candidate } from "./candidate.js";
import { formCandidate, signCandidate, wordCandidate } from "./words.js";

const TEXT_TESTS = ["contains", "starts with", "ends with", "matches"] as const;

/** What is unfinished around an operand. */
interface OperatorContext {
  /** The declaration up to the place, its texts and comments left out. */
  readonly written: string;
  /** In the bracket of a function over lists, before its `where`. */
  readonly aggregates: boolean;
}

const OVER_LISTS = ["count", "sum", "average", "min", "max", "earliest", "latest"];

export function operatorContext(file: FileView, offset: number): OperatorContext {
  const call = openCallAt(file.syntax, offset);
  const aggregates = call?.kind === "call" && OVER_LISTS.includes(call.name) && !call.words.includes("where");
  return { written: writtenBefore(file.syntax, offset) ?? "", aggregates };
}

/** What can stand behind an operand, the likeliest first. */
export function operatorCandidates(place: OperatorPlace, context: OperatorContext): readonly Candidate[] {
  const { operand, words } = place;
  if (words.length > 0) return continuing(words.join(" "), operand);
  const { written, aggregates } = context;
  if (aggregates && operand.kind === "list") return inOrder(["where"]);
  // Behind the list that is asked about, and its filter, the condition is whole.
  if (operand.kind === "list" && /(?<![\p{L}\p{N}_.`])(?:any|all|no)\s+[^\s()]+\s+$/u.test(written))
    return inOrder(["where", "and", "or"]);
  if (operand.kind === "unknown" && /(?<!\d\s*)\b(?:days|weeks|hours|months|years)\s+$/.test(written))
    return [wordCandidate("since", -1), ...behind(operand)];
  return [
    ...(aggregates && (operand.kind === "value" || operand.kind === "unknown") ? inOrder(["over"], -1) : []),
    ...unfinished(openWhen(written), operand.kind),
    ...behind(operand),
    ...(operand.kind === "condition" ? chained(written) : []),
  ];
}

function unfinished(waits: "then" | "else" | null, operand: OperatorPlace["operand"]["kind"]): readonly Candidate[] {
  if (waits === "then") return operand === "condition" ? inOrder(["then"], -1) : [];
  return waits === "else" ? inOrder(["else", "when"], -2) : [];
}

/** `18 <= age` can go on with `< 30`. */
function chained(written: string): readonly Candidate[] {
  const sign = /(?:^|[\s(])[\d_.]+\s*([<>])=?\s*[^\s<>=()]+\s+$/.exec(written)?.[1];
  return sign === undefined ? [] : signs(sign, `${sign}=`).map((one) => ({ ...one, rank: 5 }));
}

function behind(operand: OperatorPlace["operand"]): readonly Candidate[] {
  switch (operand.kind) {
    case "condition":
      return inOrder(["and", "or"]);
    case "value": {
      const optional = operand.optional && !operand.constant;
      const present = optional ? ["is missing", "is present", "default"] : [];
      return [
        ...ofType(operand.type),
        ...inOrder(present, 20),
        ...(operand.type.kind === "boolean" ? inOrder(["and", "or"], 10) : []),
      ];
    }
    case "list":
      return [
        ...(operand.element.kind === "record" ? [] : inOrder(["has", "has any of", "has all of", "has none of"])),
        ...inOrder(["where", "is empty", "is not empty"], 5),
      ];
    case "record":
      return inOrder(["is present", "is missing"]);
    case "unknown":
      return [
        ...signs("=", "!=", "<", "<=", ">", ">="),
        ...inOrder(["in", "not in", "is missing", "is present", "and", "or"], 10),
      ];
    default:
      return [];
  }
}

function ofType(type: ScalarType): readonly Candidate[] {
  switch (family(type)) {
    case "text":
      return [
        ...signs("=", "!="),
        ...inOrder(["in", "not in", ...TEXT_TESTS, ...TEXT_TESTS.map((test) => `not ${test}`)], 2),
      ];
    case "choice":
      return [...signs("=", "!="), ...inOrder(["in", "not in"], 2)];
    case "number":
      return [
        ...signs("=", "!=", "<", "<=", ">", ">="),
        ...inOrder(["in", "not in"], 6),
        ...signs("+", "-", "*", "/").map((one) => ({ ...one, rank: 9 })),
      ];
    case "date":
      return [
        formCandidate("in last 30 days", 0, "in last ‹1:30› ‹2|days,weeks,months,years|›"),
        formCandidate("< today - 90 days", 1, "< today - ‹1:90› ‹2|days,weeks,months,years|›"),
        ...signs("<", "<=", ">", ">=", "=", "!=").map((one) => ({ ...one, rank: 2 })),
        ...inOrder(["in", "not in"], 3),
        ...signs("+", "-").map((one) => ({ ...one, rank: 9 })),
      ];
    default:
      return signs("=", "!=");
  }
}

/** What goes on behind words of an operator that stand there already. */
function continuing(words: string, operand: OperatorPlace["operand"]): readonly Candidate[] {
  const state = operand.kind === "list" ? ["empty"] : ["missing", "present"];
  switch (words) {
    case "is":
      return inOrder([...state, ...state.map((word) => `not ${word}`)]);
    case "is not":
      return inOrder(state);
    case "not":
      return inOrder(operand.kind === "value" && operand.type.kind !== "text" ? ["in"] : ["in", ...TEXT_TESTS]);
    case "starts":
    case "ends":
    case "not starts":
    case "not ends":
      return inOrder(["with"]);
    case "has any":
    case "has all":
    case "has none":
    case "contains any":
    case "starts with any":
    case "ends with any":
      return inOrder(["of"]);
    case "has":
      return inOrder(["any of", "all of", "none of"]);
    default:
      return [];
  }
}

function inOrder(labels: readonly string[], first = 0): readonly Candidate[] {
  return labels.map((label, index) => wordCandidate(label, first + index));
}

function signs(...labels: readonly string[]): readonly Candidate[] {
  return labels.map((label, index) => signCandidate(label, index));
}
