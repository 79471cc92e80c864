/** A finite set of words, the letters of which are numbers. */
export class WordTree {
  readonly root = 0;
  readonly #children: Map<number, number>[] = [new Map()];
  readonly #words = new Set<number>();

  add(word: readonly number[]): void {
    let node = this.root;
    for (const letter of word) {
      let child = this.#children[node]!.get(letter);
      if (child === undefined) {
        child = this.#children.length;
        this.#children.push(new Map());
        this.#children[node]!.set(letter, child);
      }
      node = child;
    }
    this.#words.add(node);
  }

  /** The node after one more letter; null once no word of the set begins so. */
  child(node: number | null, letter: number): number | null {
    return node === null ? null : (this.#children[node]!.get(letter) ?? null);
  }

  /** Whether what leads to the node is a word of the set. */
  isWord(node: number | null): boolean {
    return node !== null && this.#words.has(node);
  }
}
