import { rule } from "../rule.js";

/** Why a row of a table is rejected that has nothing wrong in itself. Codes go on where data-values.ts ends. */
export const dataRowRules = {
  repeatedHeader: rule({
    code: "SEG5021",
    name: "repeated-header",
    severity: "error",
    message: () =>
      "This row is the header again, and no customer. Several files seem to have been put one after another; the rows below were read under the first header.",
    page: {
      meaning:
        "Where files of CSV are joined, the header of each stands among the rows. It is not taken for a customer, and it is not passed over in silence: the files may have had different columns.",
      avoid: "id,city\n1,Tehran\nid,city\n2,Shiraz",
      write: "id,city\n1,Tehran\n2,Shiraz",
    },
  }),

  rowTooLong: rule({
    code: "SEG5022",
    name: "row-too-long",
    severity: "error",
    message: ({ limit }: { limit: number }) =>
      `This line is longer than ${limit.toLocaleString("en-US")} characters, so it was not read. Reading went on in the next line.`,
    page: {
      meaning:
        "A row of a CSV file is held in memory, and this one has no end within reason. Line ends may be missing, or a cell may hold what belongs in a file of its own.",
      avoid: "1,(a picture of a hundred megabytes, written as text)",
      write: "1,pictures/1.png",
    },
  }),

  listAmongRows: rule({
    code: "SEG5023",
    name: "list-among-rows",
    severity: "error",
    message: ({ list }: { list: string }) =>
      `This record holds the list \`${list}\` itself, while the first records of the file are one element of it each. Use one form throughout.`,
    page: {
      meaning:
        "JSON for a list `from rows` has either one object for each customer, with the list in it, or one object for each element, of which those with the same key are put together. The first records of a file say which, and it holds for all of them.",
      avoid: `{"id": "1", "total": 5}\n{"id": "2", "orders": [{"total": 7}]}`,
      write: `{"id": "1", "total": 5}\n{"id": "2", "total": 7}`,
    },
  }),
} as const;
