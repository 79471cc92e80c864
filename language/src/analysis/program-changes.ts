import { conditionKey } from "../condition/canonical.js";
import { describeTerm } from "../condition/describe.js";
import { writeNumber, writePath } from "../condition/literals.js";
import type { Criterion, ListItems, Model, NamedList } from "../condition/model.js";
import type { Field, FieldType, Reading } from "../condition/schema.js";
import { formatDay } from "../values/calendar.js";
import type { ProgramChange } from "./difference-verdict.js";

/** So many values of a list are named. */
const EXAMPLES = 3;

/**
 * What two programs say differently beside the conditions of their segments: fields, rules, lists, settings, the kinds of
 * criteria. Nothing of it says that anybody moves; it says why somebody may. In that order, by the new program, and what is
 * gone last.
 */
export function programChanges(before: Model, after: Model): readonly ProgramChange[] {
  return [
    ...fieldChanges(before, after),
    ...requireChanges(before, after),
    ...listChanges(before.lists, after.lists),
    ...settingChanges(before, after),
    ...criterionChanges(before.criteria, after.criteria),
  ];
}

function fieldChanges(before: Model, after: Model): ProgramChange[] {
  if (before.schema === null || after.schema === null) return [];
  const olds = declarationsOf(before.schema.record.fields, []);
  const youngs = declarationsOf(after.schema.record.fields, []);
  return compared(olds, youngs, ([field, was, is]): ProgramChange[] =>
    was === is ? [] : [{ kind: "field", field, before: was, after: is }],
  );
}

/** Of the fields and those inside them: by path, what is declared of each. */
function declarationsOf(fields: readonly Field[], above: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const field of fields) {
    const path = [...above, field.name];
    found.set(writePath(path), declarationText(field));
    const record = recordIn(field.type);
    if (record !== null) for (const [name, text] of declarationsOf(record, path)) found.set(name, text);
  }
  return found;
}

function recordIn(type: FieldType): readonly Field[] | null {
  if (type.kind === "list") return type.element.kind === "record" ? type.element.fields : null;
  return type.kind === "record" ? type.fields : null;
}

/** In the words of a program, in one order: what is written in another one is the same. */
function declarationText({ type, optional, domain, step, key, reading }: Field): string {
  const low = domain?.low ?? null;
  const high = domain?.high ?? null;
  const bound = (end: typeof low) =>
    end === null ? "" : typeof end === "number" ? writeNumber(end) : describeTerm(end);
  return [
    typeText(type, reading) + (optional ? "?" : ""),
    ...(domain === null ? [] : [`${bound(low)}..${domain.highExclusive ? "<" : ""}${bound(high)}`]),
    ...(step === null ? [] : [`step ${writeNumber(step)}`]),
    ...(key ? ["key"] : []),
    ...readingText(reading),
  ].join(" ");
}

function typeText(type: FieldType, reading: Reading): string {
  switch (type.kind) {
    case "text":
      return type.folded ? "text folded" : "text";
    case "choice": {
      const codes = reading.format?.kind === "codes" ? [...reading.format.codes] : [];
      return type.choices
        .flatMap((choice) => {
          const own = codes.filter(([, meant]) => meant === choice).map(([code]) => code);
          const quoted = JSON.stringify(choice);
          return own.length === 0 ? [quoted] : own.map((code) => `${quoted} = ${JSON.stringify(code)}`);
        })
        .join(" | ");
    }
    case "list":
      return `list of ${typeText(type.element, reading)}`;
    case "record":
      return "{ … }";
    default:
      return type.kind;
  }
}

function readingText({ from, fromRows, missing, split, format }: Reading): string[] {
  const formatText = (): string[] => {
    switch (format?.kind) {
      case "number":
      case "pattern":
        return [JSON.stringify(format.text)];
      case "persian":
        return ["persian", ...(format.text === null ? [] : [JSON.stringify(format.text)])];
      case "epoch":
        return [JSON.stringify(`epoch ${format.unit}`)];
      case "pair":
        return [`${JSON.stringify(format.yes)} / ${JSON.stringify(format.no)}`];
      case "codes":
      case undefined:
        return [];
    }
  };
  return [
    ...formatText(),
    ...(from === null ? [] : [`from ${JSON.stringify(from)}`]),
    ...(fromRows ? ["from rows"] : []),
    ...(missing.length === 0 ? [] : [`missing [${missing.map((text) => JSON.stringify(text)).join(", ")}]`]),
    ...(split === null ? [] : [`split ${JSON.stringify(split)}`]),
  ];
}

function requireChanges(before: Model, after: Model): ProgramChange[] {
  const keyed = ({ requires }: Model) =>
    new Map(requires.map(({ condition, text }) => [conditionKey(condition), text.replace(/\s+/g, " ")]));
  return compared(keyed(before), keyed(after), ([, was, is]): ProgramChange[] => {
    if (was !== null && is !== null) return [];
    return [{ kind: "require", change: was === null ? "added" : "removed", text: is ?? was ?? "" }];
  });
}

function listChanges(before: readonly NamedList[], after: readonly NamedList[]): ProgramChange[] {
  const named = (lists: readonly NamedList[]) => new Map(lists.map((list) => [list.name, list.items]));
  return compared(named(before), named(after), ([list, was, is]): ProgramChange[] => {
    const file = (is ?? was)?.kind === "file" ? ((is ?? was) as ListItems & { kind: "file" }).file : null;
    const [old, young] = [valuesOf(was), valuesOf(is)];
    const added = [...young].filter((value) => !old.has(value));
    const removed = [...old].filter((value) => !young.has(value));
    if (was !== null && is !== null && added.length + removed.length === 0) return [];
    const some = (values: readonly string[]) => ({ count: values.length, examples: values.slice(0, EXAMPLES) });
    const change = was === null ? "added" : is === null ? "removed" : "changed";
    return [{ kind: "list", list, file, change, added: some(added), removed: some(removed) }];
  });
}

function valuesOf(items: ListItems | null): ReadonlySet<string> {
  if (items === null) return new Set();
  return new Set(items.kind === "file" ? items.values : items.literals.map(({ value }) => String(value)));
}

function settingChanges({ settings: before }: Model, { settings: after }: Model): ProgramChange[] {
  const days = ({ today }: Model["settings"]) => `${formatDay(today.earliest)}..${formatDay(today.latest)}`;
  const texts = (settings: Model["settings"]) =>
    new Map([
      ["timeZone", settings.timeZone],
      ["weekStart", WEEKDAYS[settings.weekStart] ?? String(settings.weekStart)],
      ["today", days(settings)],
    ]);
  return compared(texts(before), texts(after), ([setting, was, is]): ProgramChange[] =>
    was === is ? [] : [{ kind: "setting", setting, before: was ?? "", after: is ?? "" }],
  );
}

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Of those that both programs have; the others are told as criteria of the difference. */
function criterionChanges(before: readonly Criterion[], after: readonly Criterion[]): ProgramChange[] {
  return after.flatMap((young): ProgramChange[] => {
    const old = before.find(({ name }) => name === young.name);
    if (old === undefined) return [];
    const ids = ({ segments }: Criterion) => new Map(segments.map((segment) => [segment.id, segment.name]));
    const [was, is] = [kindOf(old), kindOf(young)];
    return [
      ...(was === is ? [] : [{ kind: "criterion" as const, criterion: young.name, before: was, after: is }]),
      ...compared(ids(old), ids(young), ([, gone, here]): ProgramChange[] => {
        if (gone !== null && here !== null) return [];
        const change = gone === null ? "added" : "removed";
        return [{ kind: "segment", criterion: young.name, segment: here ?? gone ?? "", change }];
      }),
    ];
  });
}

function kindOf({ inferred, exhaustive, ordered, overlapping }: Criterion): string {
  if (inferred) return "inferred";
  const kind = ordered ? "ordered" : overlapping ? "overlapping" : "exclusive";
  return exhaustive ? `${kind}, exhaustive` : kind;
}

/** What becomes of each name: those of the new program in its order, then those that are gone. */
function compared<V, R>(
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
  change: (names: readonly [name: string, before: V | null, after: V | null]) => readonly R[],
): R[] {
  return [
    ...[...after].flatMap(([name, value]) => change([name, before.get(name) ?? null, value])),
    ...[...before].flatMap(([name, value]) => (after.has(name) ? [] : change([name, value, null]))),
  ];
}
