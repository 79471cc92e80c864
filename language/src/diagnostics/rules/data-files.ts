import { rule } from "../rule.js";

export interface NamedFile {
  readonly path: string;
}

/** Columns and keys of data files: SEG5101 to SEG5199; the files themselves: SEG5201 to SEG5299. */
export const dataFileRules = {
  missingColumn: rule({
    code: "SEG5101",
    name: "missing-column",
    severity: "error",
    message: (parameters: ColumnParameters) =>
      `${columnNeverOccurs(parameters)} ${nearestColumn(parameters)}The field is required: write the name the data have with \`from "…"\`, or put \`?\` after its type.`,
    page: {
      meaning:
        "A required field has no column in the CSV file (said before the first record) or no key in any record of the JSON file (said after the last). Usually a name is spelled differently in the data.",
      avoid: "customer { id: text key income: number }              // the column is Annual Income",
      write: 'customer { id: text key income: number from "Annual Income" }',
    },
  }),

  missingOptionalColumn: rule({
    code: "SEG5102",
    name: "missing-optional-column",
    severity: "warning",
    message: (parameters: ColumnParameters) =>
      `${columnNeverOccurs(parameters)} ${nearestColumn(parameters)}So the field is ${parameters.list ? "empty" : "missing"} for every customer.`,
    page: {
      meaning:
        "An optional field never occurs in the data, so it is missing for everybody. That may be right; often it is a misspelt name, and segments that test the field are then wrong without a word.",
      avoid: "customer { id: text key citty: text? }                // the column is city",
      write: "customer { id: text key city: text? }",
    },
  }),

  duplicateColumn: rule({
    code: "SEG5103",
    name: "duplicate-column",
    severity: "error",
    message: ({ column, numbers }: { column: string; numbers: readonly number[] }) =>
      `The column \`${column}\` occurs ${numbers.length === 2 ? "twice" : `${numbers.length} times`} in the header (columns ${numbers.join(", ")}), so it is unknown which one is meant. Rename the others in the file.`,
    page: {
      meaning: "A column that the program reads has a namesake. Taking the first or the last would be a guess.",
      avoid: "id,phone,phone",
      write: "id,phone,phone2",
    },
  }),

  unreadableColumn: rule({
    code: "SEG5104",
    name: "unreadable-column",
    severity: "error",
    message: ({ column, records }: { column: string; records: boolean }) =>
      records
        ? `The field \`${column}\` is a list of records, and a cell of a CSV file cannot hold one. Use JSON, or a row per element with \`from rows\`.`
        : `The field \`${column}\` is a list; say what separates its values in a cell: \`split ";"\`.`,
    page: {
      meaning:
        "CSV has one text per cell. A list of single values needs `split` to say what stands between them; a list of records needs a row per element (`from rows`) or a JSON file.",
      avoid: "tags: list of text                   // the file has garden;vip",
      write: 'tags: list of text split ";"',
    },
  }),

  fileNotFound: rule({
    code: "SEG5201",
    name: "file-not-found",
    severity: "error",
    message: ({ path }: NamedFile) => `There is no file or folder \`${path}\`.`,
    page: {
      meaning: "The path that was named leads nowhere. Relative paths start at the folder the command runs in.",
      avoid: "seg run --data custmers.csv",
      write: "seg run --data customers.csv",
    },
  }),

  directoryGiven: rule({
    code: "SEG5202",
    name: "directory-given",
    severity: "error",
    message: ({ path, use }: NamedFile & { use: "read" | "write" }) =>
      use === "read"
        ? `\`${path}\` is a folder; name the file of customers in it.`
        : `\`${path}\` is a folder; name the file to write.`,
    page: {
      meaning: "A file was expected and a folder was named.",
      avoid: "seg run --data exports/",
      write: "seg run --data exports/customers.csv",
    },
  }),

  fileUnreadable: rule({
    code: "SEG5203",
    name: "file-unreadable",
    severity: "error",
    message: ({ path, reason }: NamedFile & { reason: string }) => `\`${path}\` cannot be read: ${reason}.`,
    page: {
      meaning: "The operating system refuses to read the file, or reading it broke off.",
      avoid: "seg run --data customers.csv         # no permission to read it",
      write: "chmod u+r customers.csv && seg run --data customers.csv",
    },
  }),

  wrongEncoding: rule({
    code: "SEG5204",
    name: "wrong-encoding",
    severity: "error",
    message: ({
      path,
      encoding,
      line,
      guess,
    }: NamedFile & { encoding: string; line: number | null; guess: string | null }) =>
      `\`${path}\` is not ${encoding}${line === null ? "" : `: line ${line} holds bytes that are none`}. Say what it is, for example \`--encoding ${guess ?? "windows-1252"}\`${guess === null ? " (Western), `windows-1256` (Arabic, Persian)" : ""}, or save it as UTF-8.`,
    page: {
      meaning:
        "Files are read as UTF-8, or UTF-16 if they begin with its mark. This one holds bytes that mean nothing there; reading on would turn letters into question marks. Spreadsheets on Windows often save `windows-1252`, for Persian and Arabic `windows-1256`.",
      avoid: "seg run --data kunden.csv",
      write: "seg run --data kunden.csv --encoding windows-1252",
    },
  }),

  unknownEncoding: rule({
    code: "SEG5205",
    name: "unknown-encoding",
    severity: "error",
    message: ({ encoding }: { encoding: string }) =>
      `There is no encoding \`${encoding}\`. Known are for example utf-8, utf-16le, latin1, windows-1252, windows-1256.`,
    page: {
      meaning: "The name after `--encoding` is none of the names of the WHATWG Encoding Standard.",
      avoid: "seg run --data kunden.csv --encoding cp-1252",
      write: "seg run --data kunden.csv --encoding windows-1252",
    },
  }),

  wrappedJson: rule({
    code: "SEG5206",
    name: "wrapped-json",
    severity: "error",
    message: ({ path, keys }: NamedFile & { keys: string }) =>
      `\`${path}\` is one object around the customers, neither a list of customers nor one object a line. Say where they are in it: try \`--path ${keys}\` (for \`seg diff\`: \`--data-path ${keys}\`; in \`seg.json\`: \`sampleDataPath\`).`,
    page: {
      meaning:
        "Web services often wrap the list of customers in an object with other things beside it. That object is no customer. The keys that lead to the list are given after `--path`, with points between them.",
      avoid: `seg run --data wrapped.json                     # {"customers": [{"id": "1"}], "next": null}`,
      write: "seg run --data wrapped.json --path customers",
    },
  }),

  prettyPrintedJson: rule({
    code: "SEG5207",
    name: "pretty-printed-json",
    severity: "error",
    message: ({ path }: NamedFile) =>
      `\`${path}\` is not one object a line: an object goes on over several lines. If every object is a customer, read it with \`--path .\` (for \`seg diff\`: \`--data-path .\`; in \`seg.json\`: \`sampleDataPath\`).`,
    page: {
      meaning:
        "Objects one after another are read line by line, each on one line of its own; so a line that is damaged costs no other. Laid out over several lines they are read when `--path .` says that each of them is a customer, or when they stand in one list `[…]`.",
      avoid: `{\n  "id": "1"\n}\n{\n  "id": "2"\n}`,
      write: `{"id": "1"}\n{"id": "2"}`,
    },
  }),

  emptyData: rule({
    code: "SEG5208",
    name: "empty-data",
    severity: "error",
    message: ({ path }: NamedFile) => `\`${path}\` is empty: there is neither a header nor a record in it.`,
    page: {
      meaning: "The file has no content, or nothing but blanks. An export that failed often leaves such a file.",
      avoid: "(an empty file)",
      write: "id,city\n1,Tehran",
    },
  }),

  notADataFile: rule({
    code: "SEG5209",
    name: "not-a-data-file",
    severity: "error",
    message: ({ path, what }: NamedFile & { what: string | null }) =>
      `\`${path}\` ${what === null ? "does not look like a text file" : `is ${what}`}. Read are CSV, JSON (a list, or one object a line), and these compressed by gzip; export it as one of them.`,
    page: {
      meaning: "The content of the file shows that it is of another kind, whatever its name says.",
      avoid: "seg run --data customers.xlsx",
      write: "seg run --data customers.csv",
    },
  }),

  brokenCompression: rule({
    code: "SEG5210",
    name: "broken-compression",
    severity: "error",
    message: ({ path, reason }: NamedFile & { reason: string }) =>
      `\`${path}\` is compressed by gzip and cannot be unpacked: ${reason}. It is damaged or was not transferred completely.`,
    page: {
      meaning: "The file begins as gzip does, but the rest does not fit. Nothing of it can be trusted; fetch it again.",
      avoid: "seg run --data half.csv.gz",
      write: "gzip -t customers.csv.gz && seg run --data customers.csv.gz",
    },
  }),

  recordTooLong: rule({
    code: "SEG5211",
    name: "record-too-long",
    severity: "error",
    message: ({ path, line, limit }: NamedFile & { line: number; limit: number }) =>
      `The record that begins in line ${line} of \`${path}\` is longer than ${limit} million characters. A quote or a bracket that is never closed can cause that.`,
    page: {
      meaning:
        "One record of JSON is held in memory at a time, and this one does not end within reason; where another begins within it could not be told.",
      avoid: '[{"id": "1", "orders": [{"total": 5}, {"id": "2"}, {"id": "3"}, and a million more',
      write: '[{"id": "1", "orders": [{"total": 5}]}, {"id": "2"}, {"id": "3"}, and a million more]',
    },
  }),

  pathLeadsNowhere: rule({
    code: "SEG5212",
    name: "path-leads-nowhere",
    severity: "error",
    message: ({ file, path, key, suggestion }: PathParameters & { key: string; suggestion: string | null }) =>
      `${path === null ? "An object" : `An object at \`${path}\``} in \`${file}\` has no key \`${key}\`, so no customers are found in it.${suggestion === null ? "" : ` Was the path \`${suggestion}\` meant?`}`,
    page: {
      meaning:
        "The keys after `--path` lead through a JSON file to the customers, and here one of them is not there. If no object of the file has it, nothing is read; if only some lack it, each of these is a record that is rejected, so that nothing is left out in silence.",
      avoid: `seg run --data wrapped.json --path costumers     # {"customers": [{"id": "1"}]}`,
      write: "seg run --data wrapped.json --path customers",
    },
  }),

  pathLeadsElsewhere: rule({
    code: "SEG5213",
    name: "path-leads-elsewhere",
    severity: "error",
    message: ({
      file,
      path,
      found,
    }: PathParameters & { found: "text" | "number" | "boolean" | "null" | "nothing" }) => {
      const what = {
        text: "a text",
        number: "a number",
        boolean: "a yes or no",
        null: "null",
        nothing: "no JSON value",
      };
      return `${path === null ? "A value" : `What stands at \`${path}\``} in \`${file}\` is ${what[found]}, and neither a list of customers nor one customer is found in it.`;
    },
    page: {
      meaning:
        "The keys after `--path` must lead to a list of customers, or to an object that is a customer. Lists on the way are gone through; anything else ends it.",
      avoid: `seg run --data wrapped.json --path total     # {"total": 2, "customers": [{"id": "1"}, {"id": "2"}]}`,
      write: "seg run --data wrapped.json --path customers",
    },
  }),

  brokenAroundCustomers: rule({
    code: "SEG5214",
    name: "broken-around-customers",
    severity: "error",
    message: ({ path, line, sign }: NamedFile & { line: number; sign: string }) =>
      `\`${path}\` is no JSON: in line ${line}, outside of the customers, \`${sign}\` stands where it does not belong. From there on nobody can tell what is a customer.`,
    page: {
      meaning:
        "With `--path` the objects and lists around the customers are followed. Where they are damaged, the rest of the file cannot be trusted. A customer that is damaged is only rejected.",
      avoid: `{"customers" [{"id": "1"}]}`,
      write: `{"customers": [{"id": "1"}]}`,
    },
  }),

  pathIntoText: rule({
    code: "SEG5215",
    name: "path-into-text",
    severity: "error",
    message: ({ path }: NamedFile) =>
      `\`${path}\` is no JSON, and \`--path\` leads to the customers inside of JSON. Leave it out.`,
    page: {
      meaning: "A path of keys is for JSON that holds customers somewhere inside. A CSV file has nothing inside.",
      avoid: "seg run --data customers.csv --path customers",
      write: "seg run --data customers.csv",
    },
  }),

  openHeader: rule({
    code: "SEG5216",
    name: "open-header",
    severity: "error",
    message: ({ path, line }: NamedFile & { line: number }) =>
      `In the header of \`${path}\` (line ${line}) a double quote opens a name and is not closed, so the columns are unknown. Close it.`,
    page: {
      meaning:
        "The first row of a CSV file names the columns. A double quote before a name needs another one behind it; without it the whole file would be one name.",
      avoid: '"id","note\n1,fine',
      write: '"id","note"\n1,fine',
    },
  }),

  noPrograms: rule({
    code: "SEG5221",
    name: "no-program-files",
    severity: "error",
    message: ({ path }: NamedFile) => `There is no \`.seg\` file in \`${path}\` or below.`,
    page: {
      meaning:
        "A program is all `.seg` files under one folder; folders named `node_modules` or beginning with a dot are left out. This one has none.",
      avoid: "seg check emptyfolder",
      write: "seg check segments",
    },
  }),

  notAProgramFile: rule({
    code: "SEG5222",
    name: "not-a-program-file",
    severity: "error",
    message: ({ path }: NamedFile) =>
      `\`${path}\` is no \`.seg\` file. Name a \`.seg\` file or a folder; data are given by \`--data\`.`,
    page: {
      meaning: "Programs are read from `.seg` files. A file of customers is named with `--data`.",
      avoid: "seg run customers.csv",
      write: "seg run shop.seg --data customers.csv",
    },
  }),
} as const;

export interface PathParameters {
  readonly file: string;
  /** The keys so far; null at the top. */
  readonly path: string | null;
}

export interface ColumnParameters {
  /** As the program names the field: `address.city`. */
  readonly field: string;
  /** As the data should have it. */
  readonly column: string;
  readonly where: "column" | "key";
  readonly nearest: string | null;
  readonly list: boolean;
}

function columnNeverOccurs({ field, column, where }: ColumnParameters): string {
  const forField = field === column ? "" : ` for the field \`${field}\``;
  return where === "column"
    ? `The data have no column \`${column}\`${forField}.`
    : `No record has the key \`${column}\`${forField}.`;
}

function nearestColumn({ nearest }: ColumnParameters): string {
  return nearest === null ? "" : `The nearest is \`${nearest}\`. `;
}
