import type { LineIndex, SyntaxFile } from "@seg-lang/language";
import type { TextPlaces } from "./places.js";
import type { FileView } from "./view.js";

interface FileFacts {
  readonly path: string;
  readonly uri: string;
  readonly version: number | null;
  readonly syntax: SyntaxFile;
  readonly places: TextPlaces;
}

/** A `.seg` file as features see it; its lines are looked for only when they are asked about. */
export function fileView({ path, uri, version, syntax, places }: FileFacts): FileView {
  return {
    path,
    uri,
    version,
    text: places.text,
    places,
    syntax,
    get lines(): LineIndex {
      return places.lines;
    },
  };
}
