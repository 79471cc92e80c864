import { termKey } from "../condition/canonical.js";
import type { Condition, OneOfCondition } from "../condition/condition.js";
import { describeCondition, describeTerm } from "../condition/describe.js";
import { writeName, writeValue } from "../condition/literals.js";
import type { Criterion, Segment } from "../condition/model.js";
import { lemmaTexts } from "../diagnostics/rules/logic-proofs.js";
import type { Gradual } from "../logic/gradual.js";
import { negationOf } from "./conditions.js";
import { smallestCore } from "./cores.js";
import { type Inquiry, isEmpty, isImpossible, ownSegments } from "./inquiry.js";
import type { OverlapFindings } from "./overlaps.js";
import { chooseAtoms, type Literal } from "./propositional.js";
import { shownCondition } from "./shown-conditions.js";
import type { Certificate, Lemma } from "./verdict.js";

/** Pairs of one criterion that are explained; nobody reads more. */
const MOST_CERTIFICATES = 2000;
/** More lines are no explanation: then the two conditions as wholes are the one line. */
const MOST_LEMMAS = 12;

/** Why the segments of a criterion are apart, and why some are empty. `findings` are the pairs that are not proved apart. */
export function* certificatesOf(
  criterion: Criterion,
  findings: OverlapFindings | null,
  inquiry: Inquiry,
): Gradual<readonly Certificate[]> {
  const certificates: Certificate[] = [];
  const own = ownSegments(criterion);
  const empty = new Set<Segment>();
  function* add(first: Segment, second: Segment): Gradual<void> {
    const certificate = yield* certificateFor(first, second, inquiry);
    if (certificate !== null) certificates.push(certificate);
  }
  for (const segment of own) {
    if (!(yield* isEmpty(inquiry, segment))) continue;
    empty.add(segment);
    yield* add(segment, segment);
  }
  if (findings === null || findings.unlooked > 0) return certificates;
  const open = new Set(
    [...findings.overlaps, ...findings.undecided].map(({ first, second }) => pairKey(first, second)),
  );
  for (const [index, first] of own.entries()) {
    for (const second of own.slice(index + 1)) {
      if (certificates.length >= MOST_CERTIFICATES) return certificates;
      if (!open.has(pairKey(first, second)) && !empty.has(first) && !empty.has(second)) yield* add(first, second);
    }
  }
  return certificates;
}

function pairKey(first: Segment, second: Segment): string {
  return JSON.stringify([first.id, second.id]);
}

/**
 * Why no customer is in both segments (or in the one, given twice). Lemmas are found one at a time: a choice of atoms that
 * would put somebody into both is refuted by logic, the refutation is made as small as it can be, and no later choice may
 * contain it; when there is no choice left, the lemmas are the proof. Null if the segments are not apart, or it is not known.
 */
function* certificateFor(first: Segment, second: Segment, inquiry: Inquiry): Gradual<Certificate | null> {
  const { memberships } = inquiry;
  const conditions = [...new Set([first, second])].map((segment) => memberships.write(segment.condition));
  if (!(yield* isImpossible(inquiry, conditions))) return null;
  const lemmas = (yield* lemmasOf(conditions, inquiry)) ?? [
    lemmaOf(
      conditions.map((condition) => ({ condition, holds: true })),
      inquiry,
    ),
  ];
  return { segments: [first.id, second.id], lemmas };
}

/** Null where that takes too long, or too many lines. */
function* lemmasOf(conditions: readonly Condition[], inquiry: Inquiry): Gradual<readonly Lemma[] | null> {
  const cores: (readonly Literal[])[] = [];
  for (;;) {
    const choice = chooseAtoms(conditions, cores);
    if (choice === null) return cores.map((core) => lemmaOf(core, inquiry));
    if (choice === "too long" || cores.length === MOST_LEMMAS) return null;
    if (!(yield* areImpossible(choice, inquiry))) return null;
    cores.push(yield* smallestCore(choice, (some) => areImpossible(some, inquiry)));
  }
}

function areImpossible(literals: readonly Literal[], inquiry: Inquiry): Gradual<boolean> {
  const those = (holds: boolean) => literals.filter((each) => each.holds === holds).map(({ condition }) => condition);
  return isImpossible(inquiry, those(true), those(false));
}

function lemmaOf(core: readonly Literal[], inquiry: Inquiry): Lemma {
  return { together: core, text: ofOneList(core) ?? inGeneral(core, inquiry) };
}

/** Two lists of values of one thing. */
function ofOneList(core: readonly Literal[]): string | null {
  const tests = core.flatMap(({ condition }) => (condition.kind === "one-of" ? [condition] : []));
  const [first, second] = tests;
  if (core.length !== 2 || first === undefined || second === undefined) return null;
  if (termKey(first.operand) !== termKey(second.operand)) return null;
  const [a, b] = core;
  const of = describeTerm(first.operand);
  const lists = [shownValues(first), shownValues(second)] as const;
  if (a!.holds && b!.holds) return lemmaTexts.noCommonValue({ of, lists });
  if (!a!.holds && !b!.holds) return null;
  return lemmaTexts.allValuesWithin({ part: a!.holds ? lists[0] : lists[1], whole: a!.holds ? lists[1] : lists[0] });
}

function shownValues({ values }: OneOfCondition): string {
  if (values.name !== null) return writeName(values.name);
  const shown = values.values.slice(0, 3).map((value) => writeValue(value, values.type));
  return `[${shown.join(", ")}${values.values.length > 3 ? ", …" : ""}]`;
}

function inGeneral(core: readonly Literal[], { text }: Inquiry): string {
  return lemmaTexts.exclude({
    parts: core.map(({ condition, holds }) => {
      if (holds) return shownCondition(condition, text);
      const written = shownCondition(condition, text);
      return condition.kind === "compare" ? `not (${written})` : describeCondition(negationOf(condition));
    }),
  });
}
