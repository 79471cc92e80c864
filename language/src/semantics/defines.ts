import type { DefineDeclaration, Name } from "../syntax/tree.js";
import type { Declared } from "./declarations.js";
import type { Dependent } from "./dependent.js";
import type { LoweredDefine } from "./expressions/scope.js";
import type { Report } from "./reporter.js";

/** A define while the program is checked. */
export interface DefineEntry extends Dependent {
  readonly kind: "define";
  readonly declaration: DefineDeclaration;
  /** Null until it is lowered. */
  value: LoweredDefine | null;
  used: boolean;
}

export function defineEntry({ declaration, file }: Declared<DefineDeclaration>, name: Name): DefineEntry {
  return {
    kind: "define",
    name,
    declaration,
    file,
    label: name.text,
    references: [],
    broken: false,
    value: null,
    used: false,
  };
}

/** One try to lower a define: its value, what it found out, and the defines it names that are not lowered yet. */
export interface Attempt {
  readonly value: LoweredDefine;
  readonly diagnostics: readonly Parameters<Report>[0][];
  readonly unlowered: readonly DefineEntry[];
}

/**
 * Lowers every define after those that it names. A define is tried; where it names defines that are not lowered yet, they
 * are done first and it is tried again. So chains of any length need no recursion, and a define met again while it is
 * being tried lies on a circle: all on it are broken. (`circles.ts` reports circles, those through segments included.)
 */
export function lowerDefines(
  defines: Iterable<DefineEntry>,
  attempt: (define: DefineEntry) => Attempt,
  report: Report,
): void {
  const open = new Set<DefineEntry>();
  const circular = new Set<DefineEntry>();
  for (const first of defines) {
    const stack = [first];
    for (let define = stack.at(-1); define !== undefined; define = stack.at(-1)) {
      if (define.value !== null) {
        stack.pop();
        continue;
      }
      const { value, diagnostics, unlowered } = attempt(define);
      const next = unlowered.filter((needed) => !open.has(needed) && needed !== define);
      if (unlowered.length === 0 || circular.has(define)) {
        define.value = circular.has(define) ? { kind: "broken" } : value;
        for (const diagnostic of diagnostics) report(diagnostic);
        open.delete(define);
        stack.pop();
      } else if (next.length > 0) {
        open.add(define);
        stack.push(...next);
      } else {
        const met = unlowered[0]!;
        open.add(define);
        const path = [...open];
        for (const member of path.slice(path.indexOf(met))) circular.add(member);
      }
    }
  }
}
