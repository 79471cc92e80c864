import type { SampleView } from "../../program/view.js";
import type { World } from "../world.js";

/** A program in several files, with Persian names in backticks and without. */
export const FILES = {
  "مشتری.seg": `/// خریداران ما
customer {
  id: text key
  سن: integer 0..120
  \`شهر خانه\`: text folded
  خریدها: list of {
    مبلغ: number
  }
}
list کلان‌شهرها from "داده/شهرها.txt"
define بزرگسال = سن >= 18
`,
  "گروه‌ها.seg": `criterion گروه exhaustive {
  /* 😀 */ segment جوان "کم سن" where سن < 40
  segment پیر where سن >= 30
}
/* 😀 */ segment \`شهر نشین\` where \`شهر خانه\` in کلان‌شهرها and بزرگسال
/* 😀 */ segment خریدار by پول where sum(خریدها.مبلغ where مبلغ > 3) > 5
criterion پول
segment   خوب where سن   in [1,2]
segment درست where سن > 7 and سن > 3
`,
  "آزمون/افراد.seg": `persona سارا { سن: 35, \`شهر خانه\`: "تهران" } in جوان not in پیر
`,
  "داده/شهرها.txt": "تهران\nشیراز\n",
};
export const [CUSTOMER, GROUPS, PERSONAS] = ["مشتری.seg", "گروه‌ها.seg", "آزمون/افراد.seg"] as const;

export const SAMPLE: SampleView = {
  file: "مشتریان.csv",
  customers: 1000,
  complete: true,
  counts: new Map([["`شهر نشین`", 250]]),
  values: new Map([["شهر خانه", [{ value: "تهران", customers: 600 }]]]),
};

/** What a feature is asked, told in words, and what it is to answer; where it answers less amid broken code, that as well. */
export interface Row {
  readonly methods: readonly string[];
  readonly ask: (world: World) => Promise<unknown>;
  readonly expected: unknown;
  readonly broken?: unknown;
}

export type AddRow = (
  methods: string | readonly string[],
  ask: Row["ask"],
  expected: Row["expected"],
  broken?: Row["broken"],
) => void;

/** How files are to be laid out, as clients say it. */
export const OPTIONS = { tabSize: 2, insertSpaces: true };
