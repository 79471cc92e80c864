import { rule } from "../rule.js";
import type { NamedFile } from "./data-files.js";

/** What goes wrong while results are written: SEG5301 to SEG5399. */
export const dataOutputRules = {
  outputFailed: rule({
    code: "SEG5301",
    name: "output-failed",
    severity: "error",
    message: ({ path, reason }: NamedFile & { reason: string }) =>
      `\`${path}\` cannot be written: ${reason}. Nothing half-written was left there.`,
    page: {
      meaning:
        "The operating system refuses to write the file, for example because the disk is full or the folder does not exist. Results are written beside the target under another name and moved there when they are complete, so an older file is still what it was.",
      avoid: "seg run --data customers.csv --out missing-folder/members.csv",
      write: "mkdir -p reports && seg run --data customers.csv --out reports/members.csv",
    },
  }),

  outputClosed: rule({
    code: "SEG5302",
    name: "output-closed",
    severity: "error",
    message: ({ path }: NamedFile) =>
      `Whoever read ${path} stopped reading before the end, so the rest was not written.`,
    page: {
      meaning: "The output goes to another program through a pipe, and that program ended first, as `head` does.",
      avoid: "seg run --data customers.csv --out /dev/stdout | head -1",
      write: "seg run --data customers.csv --out members.csv && head -1 members.csv",
    },
  }),

  unknownOutputFormat: rule({
    code: "SEG5303",
    name: "unknown-output-format",
    severity: "error",
    message: ({ path }: NamedFile) =>
      `The name \`${path}\` does not say how to write it; let it end in \`.csv\`, \`.ndjson\`, \`.json\` or \`.parquet\`.`,
    page: {
      meaning:
        "The form of the output follows from the ending of its name. `.csv.gz`, `.ndjson.gz` and `.json.gz` are compressed; Parquet is so by itself.",
      avoid: "seg run --data customers.csv --out members.txt",
      write: "seg run --data customers.csv --out members.csv",
    },
  }),

  sameFile: rule({
    code: "SEG5304",
    name: "same-file",
    severity: "error",
    message: ({ path, other }: NamedFile & { other: "data" | "program" | "output" }) => {
      switch (other) {
        case "data":
          return `\`${path}\` is the file of customers itself; writing there would destroy it. Name another file.`;
        case "program":
          return `\`${path}\` belongs to the program; writing there would destroy it. Name another file.`;
        case "output":
          return `\`${path}\` is named for two outputs; one would overwrite the other. Name two files.`;
      }
    },
    page: {
      meaning:
        "Two of the files named are one and the same, or one of them is a file of the program (a source, a list, `seg.json`), and its content would be lost.",
      avoid: "seg run --data customers.csv --out customers.csv",
      write: "seg run --data customers.csv --out members.csv",
    },
  }),

  interrupted: rule({
    code: "SEG5305",
    name: "run-interrupted",
    severity: "error",
    message: ({ records, rows }: { records: number; rows?: number }) =>
      `Interrupted after ${rows === undefined ? countOf(records, "record") : `${countOf(rows, "row")} had been read, before customers were put together`}; no output was left behind.`,
    page: {
      meaning:
        "The run was stopped, by Ctrl-C for instance. What was written so far is removed, because half a result looks like a whole one.",
      avoid: "seg run --data customers.csv --out members.csv     # Ctrl-C",
      write: "seg run --data customers.csv --out members.csv",
    },
  }),

  noCustomerBlock: rule({
    code: "SEG5306",
    name: "nothing-to-read",
    severity: "error",
    message: () =>
      "The program has no usable `customer` block, so it is unknown how customers are read. Correct the program first.",
    page: {
      meaning: "Records are read by the `customer` block. Without one, or with a broken one, no record can be read.",
      avoid: "segment Adult where age >= 18",
      write: "customer { id: text key age: integer 0..120 }\nsegment Adult where age >= 18",
    },
  }),

  nothingToInfer: rule({
    code: "SEG5307",
    name: "nothing-to-infer",
    severity: "error",
    message: ({ path }: NamedFile) =>
      `No \`customer\` block can be proposed for \`${path}\`: it holds no record with a key or column that a block could read.`,
    page: {
      meaning:
        "`seg infer` proposes a type for each column or key by its values. This file has a header without rows whose columns have names, no records at all, or only records that cannot be read.",
      avoid: "seg infer empty.json                 # []",
      write: 'seg infer customers.json             # [{ "id": "1" }]',
    },
  }),

  noRoomForRows: rule({
    code: "SEG5309",
    name: "no-room-for-rows",
    severity: "error",
    message: ({ folder, reason }: { folder: string; reason: string | null }) =>
      reason === null
        ? `The rows of each customer are put together in temporary files, and the folder for them, \`${folder}\`, does not exist. Make it, or name another one in the environment variable \`TMPDIR\`.`
        : `The rows of each customer are put together in temporary files, and there is no room for them in \`${folder}\`: ${reason}. Make room, or name another folder in the environment variable \`TMPDIR\`.`,
    page: {
      meaning:
        "A list `from rows` gathers rows that may lie anywhere in the file. More of them than memory should hold are written to the system's folder for temporary files, about as much as the columns that the program reads take in the data, twice for a moment; they are removed when the run ends.",
      avoid: "seg run --data order-lines.csv                      # /tmp is full",
      write: "TMPDIR=/var/large seg run --data order-lines.csv",
    },
  }),
} as const;

function countOf(count: number, what: string): string {
  return `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;
}
