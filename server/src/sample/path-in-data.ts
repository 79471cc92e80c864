import { type DataPath, type ProgramSettings, parseDataPath } from "@seg-lang/language";
import { nameOf } from "../program/uris.js";

/** Where in its JSON the customers of a file are, by normal URI; null: nowhere inside. `seg.json` says that of the file that it names itself. */
export function pathInData(data: string, { sampleData, sampleDataPath }: ProgramSettings): DataPath | null {
  const isOwn = sampleData !== null && nameOf(data) === sampleData.split(/[/\\]/).at(-1);
  return isOwn && sampleDataPath !== null ? parseDataPath(sampleDataPath) : null;
}
