import type {
  CriterionDeclaration,
  CustomerDeclaration,
  Declaration,
  DefineDeclaration,
  ListDeclaration,
  PersonaDeclaration,
  RequireDeclaration,
  SegmentDeclaration,
  SyntaxFile,
} from "../syntax/tree.js";

/** A declaration and the file it stands in. */
export interface Declared<D> {
  readonly declaration: D;
  readonly file: SyntaxFile;
}

/** The declarations of a whole program by kind, in order of file path and position. */
export interface Declarations {
  readonly files: readonly SyntaxFile[];
  readonly customers: readonly Declared<CustomerDeclaration>[];
  readonly requires: readonly Declared<RequireDeclaration>[];
  readonly lists: readonly Declared<ListDeclaration>[];
  readonly defines: readonly Declared<DefineDeclaration>[];
  /** Those outside criteria, `by` or not. */
  readonly segments: readonly Declared<SegmentDeclaration>[];
  readonly criteria: readonly Declared<CriterionDeclaration>[];
  readonly personas: readonly Declared<PersonaDeclaration>[];
}

export function collectDeclarations(unordered: readonly SyntaxFile[]): Declarations {
  const files = [...unordered].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const byKind = new Map<Declaration["kind"], Declared<Declaration>[]>();
  for (const file of files) {
    for (const declaration of file.declarations) {
      const others = byKind.get(declaration.kind);
      if (others === undefined) byKind.set(declaration.kind, [{ declaration, file }]);
      else others.push({ declaration, file });
    }
  }
  const ofKind = <K extends Declaration["kind"]>(kind: K) =>
    (byKind.get(kind) ?? []) as Declared<Extract<Declaration, { kind: K }>>[];
  return {
    files,
    customers: ofKind("customer"),
    requires: ofKind("require"),
    lists: ofKind("list"),
    defines: ofKind("define"),
    segments: ofKind("segment"),
    criteria: ofKind("criterion"),
    personas: ofKind("persona"),
  };
}
