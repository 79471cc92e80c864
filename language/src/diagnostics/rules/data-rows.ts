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
} as const;
