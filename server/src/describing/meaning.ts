import {
  describeCondition,
  describeTerm,
  type Meaning,
  type Meanings,
  type NamedList,
  quoteName,
} from "@seg-lang/language";
import { plainMeaning } from "../plain/plain-meaning.js";
import { plainValue } from "../plain/values.js";
import { isolated } from "../plain/words.js";
import type { ProgramView } from "../program/view.js";
import { type Block, code, documentation, plain } from "./blocks.js";
import { criterionBlocks } from "./criterion.js";
import { fieldBlocks } from "./field.js";
import { segmentBlocks } from "./segment.js";
import { grouped } from "./share.js";
import { writtenExpressionType, writtenType } from "./types.js";

const FIRST_ITEMS = 6;
const LONGEST = 400;

/** All that the editor says of something that has a name. */
export function meaningBlocks(view: ProgramView, meanings: Meanings, meaning: Meaning): readonly Block[] {
  const place = () => meanings.declarationOf(meaning);
  switch (meaning.kind) {
    case "field":
      return fieldBlocks(view, meanings, meaning);
    case "segment":
      return segmentBlocks(view, meanings, meaning);
    case "criterion":
      return criterionBlocks(view, meanings, meaning);
    case "list":
      return listBlocks(view, meanings, meaning);
    case "define":
      return defineBlocks(view, meanings, meaning);
    case "element": {
      const listed = meanings.fieldAt(meaning.list);
      const type = listed?.kind === "field" && listed.type?.kind === "list" ? listed.type.element : null;
      const written = type === null ? "" : `: ${writtenType(type)}`;
      return [
        code(`it${written}`),
        plain(`The element of ${meaning.list.map(isolated).join(".")} that is asked about.`),
      ];
    }
    case "customer": {
      const fields = meanings.schema.record.fields.length;
      return [
        code("customer"),
        ...documentation(place()?.documentation ?? null),
        plain(`One record of the data: ${fields} fields.`),
      ];
    }
    case "persona": {
      const declaration = place();
      const persona = view.program.model.personas.find(({ name }) => name === meaning.name);
      const title = declaration?.title == null ? "" : ` ${JSON.stringify(declaration.title)}`;
      const expected = [
        ...(persona === undefined || persona.within.length === 0
          ? []
          : [`Expected in ${segmentNames(persona.within)}.`]),
        ...(persona === undefined || persona.notWithin.length === 0
          ? []
          : [`Not in ${segmentNames(persona.notWithin)}.`]),
      ];
      return [
        code(`persona ${quoteName(meaning.name)}${title}`),
        ...documentation(declaration?.documentation ?? null),
        ...(expected.length === 0 ? [] : [plain(expected.join(" "))]),
      ];
    }
  }
}

function segmentNames(expected: readonly { readonly segment: string }[]): string {
  return expected.map(({ segment }) => isolated(segment)).join(", ");
}

function listBlocks(view: ProgramView, meanings: Meanings, meaning: Meaning): readonly Block[] {
  const list = view.program.model.lists.find(({ name }) => name === meaning.name);
  const head = code(`list ${quoteName(meaning.name)}`);
  const text = documentation(meanings.declarationOf(meaning)?.documentation ?? null);
  if (list === undefined) return [head, ...text, plain("It has errors, so its values are not known.")];
  const { first, size } = contentOf(list);
  const more = size > first.length ? ", …" : "";
  const values = size === 1 ? "1 value" : `${grouped(size)} values`;
  const from = list.items.kind === "file" ? ` from ${list.items.file}` : "";
  return [head, ...text, plain(`${values}${from}${size === 0 ? "" : `: ${first.join(", ")}${more}`}`)];
}

function contentOf({ items }: NamedList): { readonly first: readonly string[]; readonly size: number } {
  if (items.kind === "file") {
    const first = items.values.slice(0, FIRST_ITEMS).map((value) => isolated(`"${value}"`));
    return { first, size: items.values.length };
  }
  const first = items.literals.slice(0, FIRST_ITEMS).map(({ type, value }) => {
    if (type === "date" || type === "datetime") return plainValue(value, { kind: type });
    return plainValue(value, { kind: "number" });
  });
  return { first, size: items.literals.length };
}

function defineBlocks(view: ProgramView, meanings: Meanings, meaning: Meaning): readonly Block[] {
  const define = view.program.model.defines.find(({ name }) => name === meaning.name);
  const type = writtenExpressionType(meanings.typeOfDefine(meaning.name));
  const head = code(`define ${quoteName(meaning.name)}${type === null ? "" : `: ${type}`}`);
  const text = documentation(meanings.declarationOf(meaning)?.documentation ?? null);
  if (define === undefined)
    return [head, ...text, ...(type === null ? [plain("It has errors, so its meaning is not known.")] : [])];
  if (define.term === null && define.condition === null) {
    return [head, ...text, ...writtenValue(view, meanings, meaning)];
  }
  const stands = define.term === null ? null : describeTerm(define.term);
  return [
    head,
    ...text,
    ...(define.condition === null ? [] : [plain(`${plainMeaning(define.condition, view.program.model)}.`)]),
    ...(stands === null || stands.length > LONGEST ? [] : [code(stands)]),
    ...(define.condition === null ? [] : [conditionBlock(describeCondition(define.condition))].flat()),
  ];
}

/** A list, which is neither a condition nor a value: as it is written. */
function writtenValue(view: ProgramView, meanings: Meanings, meaning: Meaning): readonly Block[] {
  const place = meanings.declarationOf(meaning);
  const file = place === null ? undefined : view.files.get(place.file);
  const declared = file?.syntax.declarations.find(({ span }) => span.start === place?.whole.start);
  if (file === undefined || declared?.kind !== "define") return [];
  const written = file.text.slice(declared.value.span.start, declared.value.span.end);
  return written.length > LONGEST ? [] : [code(written)];
}

function conditionBlock(written: string): readonly Block[] {
  return written.length > LONGEST ? [] : [code(written)];
}
