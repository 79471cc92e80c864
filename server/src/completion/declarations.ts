import type { FieldDeclaration, Place } from "@seg-lang/language";
import type { Candidate } from "./candidate.js";
import { formCandidate, wordCandidate } from "./words.js";

/** What can be declared; within the braces of a criterion, its segments. */
export function declarationCandidates(criterion: string | null, hasCustomer: boolean): readonly Candidate[] {
  const segment = wordCandidate("segment", 0, "segment ‹1:Name› where $0");
  if (criterion !== null) return [segment, wordCandidate("otherwise", 1, "otherwise ‹1:Name›")];
  return [
    ...(hasCustomer ? [] : [wordCandidate("customer", 0, "customer {\n  ‹1:id›: ‹2:text› key\n  $0\n}")]),
    segment,
    wordCandidate("criterion", 1, "criterion ‹1:Name› {\n  segment ‹2:First› where $0\n}"),
    wordCandidate("define", 2, "define ‹1:name› = $0"),
    wordCandidate("list", 3, "list ‹1:name› = [$0]"),
    formCandidate("list from", 3, 'list ‹1:name› from "‹2:file.txt›"'),
    wordCandidate("persona", 4, "persona ‹1:Name› { $2 } in ‹3:Segment›"),
    wordCandidate("require", 5, "require $0"),
  ];
}

/** Words and signs that can follow in the head of a declaration. */
export function headerCandidates({ words }: Extract<Place, { kind: "header" }>): readonly Candidate[] {
  return words.map((word, index) => {
    if (word === '"') return formCandidate('"…"', index, '"$1"');
    if (word === "{") return formCandidate("{ … }", index, "{\n  $0\n}");
    return wordCandidate(word, index);
  });
}

/** The types of fields. */
export function typeCandidates(): readonly Candidate[] {
  return [
    ...["text", "text folded", "integer", "number", "boolean", "date", "datetime"].map((type, index) =>
      wordCandidate(type, index),
    ),
    wordCandidate("list of", 7),
    wordCandidate("date persian", 8),
    formCandidate('"a" | "b"', 9, '"‹1:a›" | "‹2:b›"'),
    formCandidate("{ … }", 10, "{ ‹1:name›: ‹2:text› }"),
    formCandidate("list of { … }", 11, "list of { ‹1:name›: ‹2:text› }"),
  ];
}

/** What fits behind the type of a field, and is not there yet. */
export function modifierCandidates(field: FieldDeclaration | null): readonly Candidate[] {
  const type = field?.type ?? null;
  const present = new Set((field?.modifiers ?? []).map(({ kind }) => kind));
  const element = type?.kind === "list-type" ? type.element : null;
  const name = type?.kind === "named-type" ? type.name : null;
  const found: Candidate[] = [];
  const add = (fits: boolean, candidate: Candidate) => {
    if (fits) found.push({ ...candidate, rank: found.length });
  };
  // The words that belong to a type may stand behind that of the elements of a list, too.
  const inner = element ?? type;
  const numeric = name === "integer" || name === "number";
  const dated = name === "date" || name === "datetime";
  add(inner?.kind === "named-type" && inner.name === "text" && inner.folded === null, wordCandidate("folded", 0));
  add((name === "text" || name === "integer") && !present.has("key"), wordCandidate("key", 0));
  add(numeric && !present.has("domain"), formCandidate("0..", 0, "‹1:0›..$2"));
  add(numeric && !present.has("step"), wordCandidate("step", 0, name === "integer" ? "step ‹1:10›" : "step ‹1:0.01›"));
  add(dated && !present.has("domain"), formCandidate("..today", 0, "..today"));
  add(
    inner?.kind === "named-type" && inner.name === "date" && inner.persian === null && !present.has("format"),
    wordCandidate("persian", 0),
  );
  add(dated && !present.has("format"), formCandidate('"dd/MM/yyyy"', 0, '"‹1:dd/MM/yyyy›"'));
  add(name === "number" && !present.has("format"), formCandidate('"1.234,56"', 0, '"‹1:1.234,56›"'));
  add(name === "boolean" && !present.has("pair"), formCandidate('"Yes" / "No"', 0, '"‹1:Yes›" / "‹2:No›"'));
  add(!present.has("from") && !present.has("from-rows"), wordCandidate("from", 0, 'from "$1"'));
  add(
    element?.kind === "record-type" && !present.has("from-rows") && !present.has("from"),
    wordCandidate("from rows", 0),
  );
  add(!present.has("missing") && type?.kind !== "record-type", wordCandidate("missing", 0, 'missing ["$1"]'));
  add(
    element !== null && element.kind !== "record-type" && !present.has("split"),
    wordCandidate("split", 0, 'split "‹1:;›"'),
  );
  return found;
}
