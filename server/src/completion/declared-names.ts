import type { SyntaxFile } from "@seg-lang/language";
import type { ProgramView } from "../program/view.js";

/** A segment or `otherwise`; `criterion` is the one that it stands in or joins. */
export interface DeclaredSegment {
  readonly name: string;
  readonly title: string | null;
  readonly criterion: string | null;
}

export interface DeclaredNames {
  readonly lists: readonly string[];
  readonly defines: readonly string[];
  readonly criteria: readonly string[];
  /** Criteria that nothing joins from elsewhere. */
  readonly ordered: readonly string[];
  readonly segments: readonly DeclaredSegment[];
}

/** Files that have not changed are the same objects: only a changed one is read again. */
const known = new WeakMap<SyntaxFile, DeclaredNames>();

/** All names that a program declares, broken declarations included, in order of the files. */
export function declaredNames({ program }: ProgramView): DeclaredNames {
  const files = program.files.map(namesIn);
  return {
    lists: files.flatMap(({ lists }) => lists),
    defines: files.flatMap(({ defines }) => defines),
    criteria: files.flatMap(({ criteria }) => criteria),
    ordered: files.flatMap(({ ordered }) => ordered),
    segments: files.flatMap(({ segments }) => segments),
  };
}

function namesIn(file: SyntaxFile): DeclaredNames {
  const before = known.get(file);
  if (before !== undefined) return before;
  const lists: string[] = [];
  const defines: string[] = [];
  const criteria: string[] = [];
  const ordered: string[] = [];
  const segments: DeclaredSegment[] = [];
  for (const declaration of file.declarations) {
    if (declaration.kind === "customer" || declaration.kind === "require" || declaration.name === null) continue;
    const { text: name } = declaration.name;
    switch (declaration.kind) {
      case "list":
        lists.push(name);
        break;
      case "define":
        defines.push(name);
        break;
      case "segment":
        segments.push({ name, title: declaration.title?.value ?? null, criterion: declaration.by?.text ?? null });
        break;
      case "criterion":
        criteria.push(name);
        if (declaration.modifiers.some(({ kind }) => kind === "ordered")) ordered.push(name);
        for (const member of declaration.members) {
          if (member.name === null) continue;
          segments.push({ name: member.name.text, title: member.title?.value ?? null, criterion: name });
        }
        break;
      default:
    }
  }
  const names = { lists, defines, criteria, ordered, segments };
  known.set(file, names);
  return names;
}
