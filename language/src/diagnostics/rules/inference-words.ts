import { listed, quoted } from "./wording.js";

/** What `seg infer` says about data: comments of the block it writes, and notes beside it. Examples are written as Seg texts. */
export const inferenceWords = {
  /** The first line of the block. */
  whole: ({ records, files }: { records: number; files: readonly string[] }) =>
    `From ${records === 1 ? "the one record" : `all ${number(records)} records`} of ${files.join(", ")}.`,
  sample: ({ records, files }: { records: number; files: readonly string[] }) =>
    `From a sample of ${number(records)} records of ${files.join(", ")}: others may have values that this block rejects.`,
  files: ({ count }: { count: number }) => `${count} files`,

  noValue: () => "No record has a value here, so the type is open.",
  emptyList: () => "The list is empty in every record, so the type of its elements is open.",
  broken: ({ count }: { count: number }) =>
    `${times(count)} a text here holds a null character or half a character, which no type can hold: such records are rejected.`,
  doubtfulSpelling: ({ spellings, declaration }: { spellings: readonly string[]; declaration: string }) =>
    `${spellings.join(", ")} may stand for missing: then write \`${declaration}\`.`,
  doubtfulNumber: ({ value, count, declaration }: { value: number; count: number; declaration: string }) =>
    `${value} occurs ${times(count).toLowerCase()} and may stand for missing: then write \`${declaration}\`.`,
  exceptions: ({ texts, declaration }: { texts: readonly string[]; declaration: string }) =>
    `All values but ${texts.join(", ")} fit \`${declaration}\`.`,
  variants: ({ one, other }: { one: string; other: string }) =>
    `${one} and ${other} differ only by case, blanks or variants of letters: \`text folded\` takes them for one.`,
  ambiguousDate: ({ declarations }: { declarations: readonly string[] }) =>
    `Dates that the data leave open: ${listed(declarations, "or")}.`,
  dateByOthers: ({ order }: { order: string }) =>
    `Read as ${order}, as the other dates of the data; these alone leave it open.`,
  timesDropped: () => "Some values have a time of day, which a `date` leaves out.",
  farDate: ({ day }: { day: string }) => `${day} may stand for "never": then add it to \`missing\`.`,
  ambiguousNumber: ({ declaration }: { declaration: string }) =>
    `Digits in threes: if they are thousands, or a fraction, write \`${declaration}\`.`,
  epoch: ({ declaration }: { declaration: string }) => `If these are moments, write \`${declaration}\`.`,
  percent: () => "Values end in `%`; exported without it they can be read as numbers.",
  choicesOfSample: () => "The choices of the sample; another one is rejected.",

  repeatedKey: ({ key }: { key: string }) => `${quoted(key)} repeats, so it is no key.`,
  keyWithoutValue: ({ key, records }: { key: string; records: number }) =>
    `${records === 1 ? "One record has" : `${number(records)} records have`} no ${quoted(key)}, so it is no key. With \`key\` behind its type, and without \`?\`, ${records === 1 ? "that one is" : "those are"} rejected.`,
  missingKey: ({ key, rows }: { key: string; rows: number }) =>
    `Rows of one ${quoted(key)} belong together, but ${number(rows)} of them ${rows === 1 ? "has" : "have"} none. To reject ${rows === 1 ? "that one" : "those"} and gather the others: \`${quotedFree(key)}: … key\`, and the columns of a row in \`lines: list of { … } from rows\`.`,
  keyOfSample: () => "Unique in the sample; a record that repeats it is rejected.",
  linesOfSample: () =>
    "Columns outside of `lines` were alike in all rows of a customer; where they are not, the customer is rejected.",

  mixed: ({ key, kinds }: { key: string; kinds: readonly string[] }) =>
    `${quoted(key)} is left out: it is ${kinds.slice(0, -1).join(", ")} in some records and ${kinds.at(-1)} in others.`,
  nullElements: ({ key }: { key: string }) =>
    `${quoted(key)} is left out: its lists hold null, which no element may be.`,
  nestedLists: ({ key }: { key: string }) => `${quoted(key)} is left out: a list of lists has no type.`,
  mixedElements: ({ key }: { key: string }) =>
    `${quoted(key)} is left out: the elements of its lists are of different kinds.`,
  emptyRecord: ({ key }: { key: string }) => `${quoted(key)} is left out: it is an object without keys.`,
  keysAreValues: ({ key, count }: { key: string; count: number }) =>
    `${quoted(key)} is left out: it has ${number(count)} different keys, which look like values rather than names.`,
  tooDeep: ({ key }: { key: string }) => `${quoted(key)} is left out: it lies too deep inside other records.`,
  unnameable: ({ key }: { key: string }) => `The key ${key} is left out: no \`from\` can name it.`,
  sameColumn: ({ key }: { key: string }) => `${quoted(key)} is left out: another field is read from the same name.`,
  duplicateColumn: ({ key, count }: { key: string; count: number }) =>
    `The column ${quoted(key)} is left out: it occurs ${count === 2 ? "twice" : `${count} times`} in the header.`,
  namelessColumns: ({ numbers }: { numbers: readonly number[] }) =>
    `${numbers.length === 1 ? "Column" : "Columns"} ${numbers.join(", ")} ${numbers.length === 1 ? "has" : "have"} no name and ${numbers.length === 1 ? "is" : "are"} left out.`,
  surplusKeys: ({ count, more }: { count: number; more: boolean }) =>
    `${more ? "More than " : ""}${number(count)} further keys were not looked at.`,

  // Kinds of values.
  kinds: { truth: "true or false", record: "an object", list: "a list", value: "a text or number" },
} as const;

/** What `seg infer` tells on standard error. */
export const inferenceNotes = {
  readWhole: ({ file, records }: { file: string; records: number }) =>
    records === 1 ? `Read the one record of \`${file}\`.` : `Read all ${number(records)} records of \`${file}\`.`,
  sampled: ({
    file,
    records,
    bytes,
    total,
    places,
  }: {
    file: string;
    records: number;
    bytes: number;
    total: number | null;
    places: number;
  }) =>
    `Sampled \`${file}\`: ${number(records)} records, ${size(bytes)}${total === null ? "" : ` of ${size(total)}`}, from its beginning${places === 0 ? "" : ` and from ${number(places)} places spread over it`}. \`--sample all\` reads everything.`,
  unreadable: ({ file, count, line, reason }: { file: string; count: number; line: number; reason: string }) =>
    `${number(count)} record${count === 1 ? "" : "s"} of \`${file}\` cannot be read and will be rejected; the first in line ${line}: ${reason}`,
  otherShape: ({
    file,
    first,
    lacks,
    adds,
  }: {
    file: string;
    first: string;
    lacks: readonly string[];
    adds: readonly string[];
  }) =>
    `\`${file}\` is of another shape than \`${first}\`${lacks.length === 0 ? "" : `: it lacks ${some(lacks)}`}${adds.length === 0 ? "" : `${lacks.length === 0 ? ": it" : " and"} also has ${some(adds)}`}. Fields that a file lacks are optional.`,
} as const;

/** A number in words of the text: "Once", "3 times". */
function times(count: number): string {
  return count === 1 ? "Once" : `${number(count)} times`;
}

function number(count: number): string {
  return count.toLocaleString("en-US");
}

function quotedFree(name: string): string {
  return name.replaceAll("`", "");
}

function some(names: readonly string[]): string {
  return names.length <= 4 ? listed(names) : `${names.slice(0, 3).map(quoted).join(", ")} and ${names.length - 3} more`;
}

function size(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${number(Math.ceil(bytes / 1000))} kB`;
}
