import type { Domain, Field, Meaning, Meanings, Reading } from "@seg-lang/language";
import { quoteName } from "@seg-lang/language";
import { plainValue } from "../plain/values.js";
import type { ProgramView } from "../program/view.js";
import { type Block, code, documentation, plain } from "./blocks.js";
import { grouped } from "./share.js";
import { writtenType } from "./types.js";

const MOST_FREQUENT = 6;

/** A field: how it is declared, what it may hold, how it is read, and what the sample data has of it. */
export function fieldBlocks(view: ProgramView, meanings: Meanings, meaning: Meaning): readonly Block[] {
  if (meaning.kind !== "field") return [];
  const field = meanings.fieldOf(meaning);
  const path = meaning.path.map(quoteName).join(".");
  const text = meanings.declarationOf(meaning)?.documentation ?? field?.documentation ?? null;
  if (field === null)
    return [code(path), ...documentation(text), plain("This field has errors: nothing is known of it.")];
  const facts = [
    ...(field.key ? ["Identifies the customer."] : []),
    ...(field.optional && field.type.kind !== "list" ? ["May be missing."] : []),
    ...(field.type.kind === "text" && field.type.folded
      ? ["Case, letter variants and blanks around compare equal."]
      : []),
    ...domainFacts(field, meanings, meaning),
    ...readingFacts(field),
  ];
  return [
    code(`${path}: ${writtenType(field.type, field.optional)}`),
    ...documentation(text),
    ...(facts.length === 0 ? [] : [plain(facts.join(" "))]),
    ...seenValues(view, meaning.path),
  ];
}

function domainFacts({ domain, step }: Field, meanings: Meanings, meaning: Meaning): readonly string[] {
  const facts: string[] = [];
  const range = meanings.fieldDeclaration(meaning)?.modifiers.find(({ kind }) => kind === "domain");
  if (domain !== null) facts.push(`Only values ${boundsOf(domain) ?? "within its bounds"} are accepted.`);
  else if (range !== undefined) facts.push("Its bounds have errors.");
  if (step !== null) facts.push(`Multiples of ${step}.`);
  return facts;
}

function boundsOf(domain: Domain): string | null {
  if (domain.kind === "date") {
    const bound = (term: typeof domain.low) => {
      if (term === null) return null;
      if (term.kind === "constant") return plainValue(term.value, term.type);
      return term.kind === "clock" ? term.clock : "a day counted from today";
    };
    return between(bound(domain.low), bound(domain.high), domain.highExclusive);
  }
  return between(domain.low?.toString() ?? null, domain.high?.toString() ?? null, domain.highExclusive);
}

function between(low: string | null, high: string | null, exclusive: boolean): string | null {
  const end = high === null ? null : `${exclusive ? "below" : "up to"} ${high}`;
  const start = low === null ? null : `from ${low}`;
  return [start, end].filter((part) => part !== null).join(" ") || null;
}

function readingFacts({ reading }: Field): readonly string[] {
  const { from, fromRows, missing, split } = reading;
  return [
    ...(from === null ? [] : [`Read from ${JSON.stringify(from)} of the data.`]),
    ...(fromRows ? ["Rows that share the key are its elements."] : []),
    ...formatFacts(reading),
    ...(missing.length === 0 ? [] : [`Also missing: ${missing.map((one) => JSON.stringify(one)).join(", ")}.`]),
    ...(split === null ? [] : [`Elements stand apart by ${JSON.stringify(split)}.`]),
  ];
}

function formatFacts({ format }: Reading): readonly string[] {
  switch (format?.kind) {
    case "number":
    case "pattern":
      return [`Written like ${JSON.stringify(format.text)}.`];
    case "persian":
      return ["Written in the Persian calendar."];
    case "epoch":
      return [`Written in ${format.unit} since 1970.`];
    case "pair":
      return [`Written ${JSON.stringify(format.yes)} or ${JSON.stringify(format.no)}.`];
    case "codes":
      return [
        `Written as ${[...format.codes].map(([spelling, choice]) => `${JSON.stringify(spelling)} for ${JSON.stringify(choice)}`).join(", ")}.`,
      ];
    default:
      return [];
  }
}

function seenValues({ sample }: ProgramView, path: readonly string[]): readonly Block[] {
  const values = sample?.values.get(path.join("."));
  if (values === undefined || values.length === 0) return [];
  const shown = values
    .slice(0, MOST_FREQUENT)
    .map(({ value, customers }) => `${plainValue(value, { kind: "text", folded: false })} (${grouped(customers)})`);
  const more = values.length > MOST_FREQUENT ? ", …" : "";
  return [plain(`Most frequent in ${sample!.file}: ${shown.join(", ")}${more}`)];
}
