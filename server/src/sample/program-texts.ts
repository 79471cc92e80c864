import { analyseProgram, type ListFileResult, type Program } from "@seg-lang/language";
import { joinedUri, pathBelow } from "../program/uris.js";
import type { ProgramView } from "../program/view.js";

/** A program as plain data, which can be sent to another thread. Paths are relative to the root. */
export interface ProgramTexts {
  /** Normal URI. */
  readonly root: string;
  readonly files: readonly TextOfFile[];
  readonly config: TextOfFile | null;
  readonly lists: readonly TextOfFile[];
}

interface TextOfFile {
  readonly path: string;
  readonly text: string;
}

/** The texts that a view was made of. */
export function textsOf({ root, program: { input }, others }: ProgramView): ProgramTexts {
  const plain = ({ path, text }: TextOfFile): TextOfFile => ({ path, text });
  return {
    root,
    files: input.files.map(plain),
    config: input.config === null ? null : plain(input.config),
    lists: [...others.values()].filter(({ path }) => path !== input.config?.path).map(plain),
  };
}

/** The program of these texts, analysed from the start. */
export function programOf({ root, files, config, lists }: ProgramTexts): Program {
  const texts = new Map(lists.map(({ path, text }) => [path, text]));
  return analyseProgram({
    files,
    config,
    readList(fromFile, path): ListFileResult {
      const folder = [root, ...fromFile.split("/").slice(0, -1)].join("/");
      const uri = joinedUri(folder, path);
      const found = uri === null ? null : pathBelow(root, uri);
      if (found === null) return { kind: "outside" };
      const text = texts.get(found);
      return text === undefined ? { kind: "absent" } : { kind: "text", path: found, text };
    },
  });
}

/** A program of the same files, with the same texts. */
export function areSame(one: ProgramTexts, other: ProgramTexts): boolean {
  const [first, second] = [allTexts(one), allTexts(other)];
  return (
    first.length === second.length &&
    first.every((each, at) => each?.path === second[at]?.path && each?.text === second[at]?.text)
  );
}

function allTexts({ files, config, lists }: ProgramTexts): readonly (TextOfFile | null)[] {
  return [config, ...files, ...lists];
}
