import type { ProgramInput } from "../../language/src/program.js";
/** A program whose files are given by path: `seg.json` configures it, `.seg` files are checked, others can be lists. */
export declare function inMemoryProgram(files: ReadonlyMap<string, string>, strict?: boolean): ProgramInput;
