import { fold, type SyntaxFile } from "@seg-lang/language";
import type { ProgramView } from "../program/view.js";

/** A segment or `otherwise`; `criterion` is the one that it stands in or joins. */
export interface DeclaredSegment {
  readonly name: string;
  readonly title: string | null;
  readonly criterion: string | null;
  /** Criterion and name, folded: what is typed of either stands in it. */
  readonly folded: string;
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
        segments.push(declared(name, declaration.title, declaration.by?.text ?? null));
        break;
      case "criterion":
        criteria.push(name);
        if (declaration.modifiers.some(({ kind }) => kind === "ordered")) ordered.push(name);
        for (const member of declaration.members) {
          if (member.name === null) continue;
          segments.push(declared(member.name.text, member.title, name));
        }
        break;
      default:
    }
  }
  const names = { lists, defines, criteria, ordered, segments };
  known.set(file, names);
  return names;
}

function declared(name: string, title: { readonly value: string } | null, criterion: string | null): DeclaredSegment {
  const folded = fold(criterion === null ? name : `${criterion}.${name}`);
  return { name, title: title?.value ?? null, criterion, folded };
}
