/** More keys than these are not compared. */
const MOST_KEYS = 2000;

/** The keys or columns of one file. */
export class Shape {
  readonly keys = new Set<string>();

  add(key: string): void {
    if (this.keys.size < MOST_KEYS) this.keys.add(key);
  }
}

/** What `other` lacks of the first file's keys, and what it has beyond them; null if they are the same. */
export function compareShapes(first: Shape, other: Shape): { lacks: string[]; adds: string[] } | null {
  const lacks = [...first.keys].filter((key) => !other.keys.has(key));
  const adds = [...other.keys].filter((key) => !first.keys.has(key));
  return lacks.length + adds.length === 0 ? null : { lacks, adds };
}
