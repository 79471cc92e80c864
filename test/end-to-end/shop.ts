import { readdirSync } from "node:fs";
import { Workspace } from "./seg.js";

export const PROGRAM = `customer { id: text key  city: text folded  age: integer 0..120  spent: number? 0.. }
criterion Age exhaustive {
  segment Young where age < 30
  segment Old where age >= 30
}
criterion Place overlapping {
  segment Tehran where city = "Tehran"
  segment شیراز where city in ["Shiraz", "شیراز"]
}
`;
export const CUSTOMERS = `id,city,age,spent
a,Tehran,20,5.5
b, SHIRAZ ,40,
c,شيراز,29,12
`;
export const WITH_REJECTS = `${CUSTOMERS}d,Qom,abc,1\ne,Qom,300,1\n`;

/** A folder with that program and those customers. */
export function shop(files: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  return new Workspace({ "shop.seg": PROGRAM, "customers.csv": CUSTOMERS, ...files });
}

/** Anything that a run begins but does not complete would lie beside the file. */
export function namesIn(folder: Workspace): string[] {
  return readdirSync(folder.path).sort();
}
