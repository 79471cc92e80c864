interface Source<T> {
  value: T;
  order: number;
  readonly rest: Iterator<T>;
  readonly orderOf: (value: T) => number;
}

/** Makes one sequence of several, each of which is in order: a binary heap of what comes next in each. */
export class FirstQueue<T> {
  readonly #heap: Source<T>[] = [];

  add(rest: Iterator<T>, orderOf: (value: T) => number): void {
    const first = rest.next();
    if (first.done) return;
    this.#heap.push({ value: first.value, order: orderOf(first.value), rest, orderOf });
    let place = this.#heap.length - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#heap[parent]!.order <= this.#heap[place]!.order) return;
      this.#swap(parent, place);
      place = parent;
    }
  }

  /** The first of all; null after the last. */
  take(): T | null {
    const [top] = this.#heap;
    if (top === undefined) return null;
    const { value } = top;
    const next = top.rest.next();
    if (next.done) {
      const last = this.#heap.pop()!;
      if (this.#heap.length === 0) return value;
      this.#heap[0] = last;
    } else {
      top.value = next.value;
      top.order = top.orderOf(next.value);
    }
    this.#sink();
    return value;
  }

  #sink(): void {
    let place = 0;
    for (;;) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2]) {
        if (child < this.#heap.length && this.#heap[child]!.order < this.#heap[least]!.order) least = child;
      }
      if (least === place) return;
      this.#swap(place, least);
      place = least;
    }
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}
