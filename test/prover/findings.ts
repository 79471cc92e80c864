import type { Condition } from "../../language/src/condition/condition.js";
import { visitCondition } from "../../language/src/condition/traverse.js";
import type { Answer } from "../../language/src/logic/logic.js";

/** What asking the prover and asking somebody else showed. */
export class Findings {
  /** Questions of which both gave an answer. */
  compared = 0;
  /** Each a few lines for a person; none if all agree. */
  readonly disagreements: string[] = [];
  readonly kinds = new Map<string, { asked: number; undecided: number }>();
  /** By reason and kind, with the first examples. */
  readonly undecided = new Map<string, { count: number; readonly examples: string[] }>();

  /** Keeps count of an answer by the kind of what was asked. */
  count(conditions: readonly Condition[], answer: Answer, show: () => string): void {
    const kind = kindOf(conditions);
    const counted = this.kinds.get(kind) ?? { asked: 0, undecided: 0 };
    this.kinds.set(kind, counted);
    counted.asked += 1;
    if (answer.kind !== "undecided") return;
    counted.undecided += 1;
    const { reason, subject } = answer.undecided;
    const about = subject === null || subject === undefined ? "" : ` about ${subject}`;
    this.#note(`${kind}: ${reason}`, () => `${show()}${about}`);
  }

  #note(shape: string, show: () => string, times = 1): void {
    const known = this.undecided.get(shape) ?? { count: 0, examples: [] };
    this.undecided.set(shape, known);
    known.count += times;
    if (known.examples.length < MOST_EXAMPLES) known.examples.push(show());
  }

  add(other: Findings): void {
    this.compared += other.compared;
    this.disagreements.push(...other.disagreements);
    for (const [kind, { asked, undecided }] of other.kinds) {
      const counted = this.kinds.get(kind) ?? { asked: 0, undecided: 0 };
      this.kinds.set(kind, { asked: counted.asked + asked, undecided: counted.undecided + undecided });
    }
    for (const [shape, { count, examples }] of other.undecided) {
      this.#note(shape, () => examples[0] ?? "", 0);
      this.undecided.get(shape)!.count += count;
    }
  }

  /** A table of what was asked, and of how much of it stayed undecided. */
  table(): string {
    const all = [...this.kinds].sort(([, a], [, b]) => b.asked - a.asked);
    const line = (kind: string, asked: number, undecided: number) =>
      `  ${kind.padEnd(26)}${String(asked).padStart(9)} asked${String(undecided).padStart(7)} undecided  ${share(undecided, asked)}`;
    const sum = all.reduce(
      (total, [, { asked, undecided }]) => ({ asked: total.asked + asked, undecided: total.undecided + undecided }),
      { asked: 0, undecided: 0 },
    );
    return [
      ...all.map(([kind, { asked, undecided }]) => line(kind, asked, undecided)),
      line("all", sum.asked, sum.undecided),
    ].join("\n");
  }

  /** The commonest shapes of what is undecided, each with examples. */
  shapes(most: number): string {
    return [...this.undecided]
      .sort(([, a], [, b]) => b.count - a.count)
      .slice(0, most)
      .map(([shape, { count, examples }]) => [`  ${count} × ${shape}`, ...examples.map(indented)].join("\n"))
      .join("\n");
  }
}

const MOST_EXAMPLES = 3;

function share(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
}

function indented(text: string): string {
  return text.replace(/^/gm, "      ");
}

/** What a question is about, by the hardest thing in it. */
function kindOf(conditions: readonly Condition[]): string {
  const found = new Set<string>();
  for (const condition of conditions) {
    visitCondition(condition, {
      condition({ kind }) {
        if (kind === "exists" || kind === "has-all") found.add("lists");
        if (kind === "text" || kind === "match") found.add("texts");
      },
      term(term, depth) {
        if (depth > 0) found.add("lists");
        if (term.kind === "aggregate") found.add("aggregates");
        if (term.kind === "length") found.add("texts");
        if (term.kind === "when" || term.kind === "default") found.add("choices of values");
        if (DATES.has(term.kind)) found.add("dates");
        if (term.kind === "arithmetic" || term.kind === "absolute") found.add("arithmetic");
        if (term.kind !== "arithmetic" || (term.operator !== "*" && term.operator !== "/")) return;
        const isFactor = term.right.kind === "constant" || (term.operator === "*" && term.left.kind === "constant");
        if (!isFactor) found.add("products and ratios");
      },
    });
  }
  return HARDEST_FIRST.find((kind) => found.has(kind)) ?? "plain";
}

const DATES = new Set(["clock", "shift", "date-of", "calendar", "difference", "since", "part"]);
const HARDEST_FIRST = [
  "products and ratios",
  "aggregates",
  "lists",
  "dates",
  "texts",
  "arithmetic",
  "choices of values",
];
