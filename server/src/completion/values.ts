import { type ExpressionPlace, fold, type NamedList, type ScalarType } from "@seg-lang/language";
import { CompletionItemKind } from "vscode-languageserver";
import { grouped } from "../describing/share.js";
import { family } from "../describing/types.js";
import type { ProgramView } from "../program/view.js";
import { type Candidate, RANK } from "./candidate.js";
import { formCandidate, wordCandidate } from "./words.js";

type Expected = NonNullable<ExpressionPlace["expected"]>;

/** A list's file may have millions of lines: so many are looked at, and so many offered. */
const LOOKED_AT = 5_000;
const OFFERED = 60;

/** Values that can stand where a type is expected, those seen in the data first. */
export function valueCandidates(view: ProgramView, expected: Expected, typed: string): readonly Candidate[] {
  const { type } = expected;
  switch (type.kind) {
    case "choice":
      return type.choices.map((choice) =>
        textCandidate(choice, CompletionItemKind.EnumMember, RANK.value, countOf(view, expected, choice)),
      );
    case "text":
      return textValues(view, expected, typed);
    case "boolean":
      return [wordCandidate("true", RANK.value), wordCandidate("false", RANK.value)];
    case "date":
      return [
        wordCandidate("today", RANK.value),
        formCandidate("today - 30 days", RANK.value, "today - ‹1:30› ‹2|days,weeks,months,years|›"),
      ];
    case "datetime":
      return [
        wordCandidate("now", RANK.value),
        wordCandidate("today", RANK.value),
        formCandidate("now - 24 hours", RANK.value, "now - ‹1:24› ‹2|hours,days,weeks,months|›"),
      ];
    default:
      return [];
  }
}

function countOf({ sample }: ProgramView, { field }: Expected, value: string): string | undefined {
  const seen = field === null ? undefined : sample?.values.get(field.join("."))?.find((one) => one.value === value);
  return seen === undefined ? undefined : customers(seen.customers);
}

function customers(count: number): string {
  return `${grouped(count)} ${count === 1 ? "customer" : "customers"}`;
}

/** What the data has, then what stands in named lists. */
function textValues(view: ProgramView, { type, field }: Expected, typed: string): readonly Candidate[] {
  const folded = type.kind === "text" && type.folded;
  const seen = new Set<string>();
  const isNew = (value: string) => {
    const key = folded ? fold(value) : value;
    return !seen.has(key) && seen.add(key);
  };
  const found: Candidate[] = [];
  for (const { value, customers: count } of (field === null ? undefined : view.sample?.values.get(field.join("."))) ??
    []) {
    if (isNew(value)) found.push(textCandidate(value, CompletionItemKind.Value, RANK.value, customers(count)));
  }
  const wanted = fold(typed);
  let left = LOOKED_AT;
  for (const list of view.program.model.lists) {
    for (const value of textsOf(list, left)) {
      left -= 1;
      if (found.length >= OFFERED) return found;
      if ((wanted === "" || fold(value).includes(wanted)) && isNew(value)) {
        found.push(textCandidate(value, CompletionItemKind.Value, RANK.list, list.name));
      }
    }
  }
  return found;
}

function textsOf({ items }: NamedList, limit: number): readonly string[] {
  if (items.kind === "file") return items.values.slice(0, limit);
  return items.literals.slice(0, limit).flatMap(({ type, value }) => (type === "text" ? [String(value)] : []));
}

function textCandidate(value: string, kind: CompletionItemKind, rank: number, description?: string): Candidate {
  return {
    label: JSON.stringify(value),
    filter: value,
    kind,
    rank,
    ...(description === undefined ? {} : { description }),
  };
}

/** Behind `in`: what values of a type can be among, besides named lists. */
export function containerCandidates(type: ScalarType | null): readonly Candidate[] {
  const list = (inner: string) => formCandidate("[…]", RANK.list, inner);
  switch (type === null ? "text" : family(type)) {
    case "date":
      return [
        formCandidate("last 30 days", RANK.value, "last ‹1:30› ‹2|days,weeks,months,years|›"),
        ...[
          "this month",
          "last month",
          "this week",
          "last week",
          "this quarter",
          "last quarter",
          "this year",
          "last year",
        ].map((period) => ({ ...wordCandidate(period, RANK.value), kind: CompletionItemKind.Value })),
        formCandidate("today - 30 days..today", RANK.list, "today - ‹1:30› days..today"),
        list("[$1]"),
      ];
    case "number":
      return [
        formCandidate("18..29", RANK.value, "‹1:18›..‹2:29›"),
        formCandidate("65..", RANK.value, "‹1:65›.."),
        list("[$1]"),
      ];
    default:
      return [list(type?.kind === "text" || type?.kind === "choice" ? '["$1"]' : "[$1]")];
  }
}

/** Whether the items of a list could be values of a type: judged by the first. */
export function fitsList(list: NamedList, type: ScalarType | null): boolean {
  if (type === null || list.items.kind === "file") return true;
  const first = list.items.literals[0];
  if (first === undefined) return true;
  const wanted = type.kind === "choice" ? "text" : family(type);
  return wanted === (first.type === "datetime" ? "date" : first.type);
}
