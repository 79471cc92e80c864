import type { OperatorPlace, ScalarType } from "@seg-lang/language";
import { family } from "../describing/types.js";
import type { Candidate } from "./candidate.js";
import { formCandidate, signCandidate, wordCandidate } from "./words.js";

const TEXT_TESTS = ["contains", "starts with", "ends with", "matches"] as const;

/** What can stand behind an operand, the likeliest first. */
export function operatorCandidates({ operand, words }: OperatorPlace): readonly Candidate[] {
  if (words.length > 0) return continuing(words.join(" "), operand);
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
