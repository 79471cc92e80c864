import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyFix } from "../../../test/kit/markers.js";
import { allCustomers, classified, ownTruth, tinyCriterion, tinyProgram } from "../../../test/kit/tiny-programs.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createSpace } from "../logic/space.js";
import type { Program } from "../program.js";
import { type ProveOptions, proveWith, type SpaceFactory } from "./prove.js";
import { bruteSpace } from "./testing/brute-space.js";

const SEED = 20_261_122;

const SPACES: readonly (readonly [string, SpaceFactory, number])[] = [
  ["an oracle", (model) => bruteSpace(model), 40],
  ["logic", createSpace, 40],
];

describe.each(SPACES)(
  `verdicts are those of looking at every customer, with %s (seed ${SEED})`,
  (_, space, numRuns) => {
    const prove = (program: Program, options: ProveOptions = {}) => proveWith(space, program, options);
    const forAll = (check: (program: Program, text: string) => void) =>
      fc.assert(
        fc.property(tinyCriterion, (text) => {
          const program = tinyProgram(text);
          expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
          check(program, text);
        }),
        { seed: SEED, numRuns },
      );

    test("overlaps and gaps", () => {
      forAll((program) => {
        const { criteria } = prove(program);
        const [proof] = criteria;
        const { model } = program;
        const members = classified(model, allCustomers(model));
        const ids = (name: string) => `K.${name}`;
        const expected = new Set<string>();
        if (proof!.exclusivity === "asked") {
          for (const names of members) {
            const inside = [...names];
            for (const [index, first] of inside.entries()) {
              for (const second of inside.slice(index + 1)) expected.add([first, second].map(ids).join(" "));
            }
          }
        }
        expect(proof!.undecided).toEqual([]);
        expect(proof!.overlaps.map(({ segments }) => segments.join(" ")).sort()).toEqual([...expected].sort());
        const isComplete = members.every(({ size }) => size > 0);
        const isAsked = proof!.coverage.kind !== "not-asked";
        expect(isAsked).toBe(!model.criteria[0]!.overlapping || model.criteria[0]!.exhaustive);
        if (isAsked) expect(proof!.coverage.kind).toBe(isComplete ? "complete" : "gap");
      });
    });

    test("empty, universal, unreachable and subsumed segments", () => {
      forAll((program) => {
        const { model } = program;
        const { diagnostics } = prove(program);
        const customers = allCustomers(model);
        const [criterion] = model.criteria;
        const own = new Map(criterion!.segments.map(({ name }) => [name, ownTruth(model, name, customers)]));
        const members = classified(model, customers);
        const found = (rule: string) => namesOf(program, diagnostics, rule);
        const expected = { empty: [] as string[], unreachable: [] as string[], subsumed: [] as string[] };
        for (const { name, otherwise } of criterion!.segments) {
          const truth = own.get(name)!;
          const isEmpty = !truth.includes(true);
          if (isEmpty) expected.empty.push(name);
          const isReached = members.some((names) => names.has(name));
          if (!isEmpty && !isReached && (criterion!.ordered || otherwise)) expected.unreachable.push(name);
        }
        // Where the check says that a test never holds, it is not said again that the segment is empty.
        const silent = criterion!.segments.filter(({ declaration: { span } }) =>
          program.diagnostics.some(
            ({ rule, location }) =>
              rule === "never-true" && span.start <= location.span.start && location.span.end <= span.end,
          ),
        );
        const said = (names: readonly string[]) => names.filter((name) => !silent.some((each) => each.name === name));
        expect(said(found("empty-segment"))).toEqual(said(expected.empty.sort()));
        for (const name of found("empty-segment")) expect(expected.empty).toContain(name);
        expect(found("unreachable-segment")).toEqual(expected.unreachable.sort());
        if (!criterion!.overlapping) return;
        const proper = criterion!.segments.filter(
          ({ name, otherwise }) => !otherwise && own.get(name)!.includes(true) && own.get(name)!.includes(false),
        );
        for (const [index, { name }] of proper.entries()) {
          const others = proper.filter((other) => other.name !== name);
          const isWithin = customers.every(
            (_, at) => !own.get(name)![at] || others.some((each) => own.get(each.name)![at]),
          );
          const equal = others.find((each) => String(own.get(each.name)) === String(own.get(name)));
          const larger = others.find((each) =>
            customers.every((_, at) => !own.get(name)![at] || own.get(each.name)![at]),
          );
          const isToldOfLater = larger !== undefined && larger === equal && proper.indexOf(equal) > index;
          if (isWithin && !isToldOfLater) expected.subsumed.push(name);
        }
        expect(found("subsumed-segment")).toEqual(expected.subsumed.sort());
      });
    });

    test("what is said to change nothing can be left out, all of it together", () => {
      let left = 0;
      forAll((program, text) => {
        const { diagnostics } = prove(program);
        const before = program.files[0]!.text;
        const idle = diagnostics.filter(({ rule, unnecessary }) => rule === "condition-without-effect" && unnecessary);
        const truths = (of: Program) => String(classified(of.model, allCustomers(of.model)).map((names) => [...names]));
        const expected = truths(program);
        const after = (changed: string) => {
          const again = tinyProgram(changed.slice(before.length - text.length));
          expect(again.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
          return truths(again);
        };
        for (const { fixes } of idle) {
          for (const fix of fixes) expect(after(applyFix(before, fix))).toBe(expected);
        }
        const safe = idle.flatMap(({ fixes }) => fixes.filter((fix) => fix.safe));
        left += safe.length;
        const apart = withoutOverlaps(safe.flatMap(({ edits }) => edits));
        expect(after(applyFix(before, { title: "", safe: true, edits: apart }))).toBe(expected);
      });
      expect(left).toBeGreaterThan(5);
    });

    test("an edit is proved as if it had not been an edit", () => {
      fc.assert(
        fc.property(fc.array(tinyCriterion, { minLength: 2, maxLength: 3 }), (texts) => {
          let previous = prove(tinyProgram(texts[0]!));
          for (const text of [...texts.slice(1), texts[0]!]) {
            const program = tinyProgram(text);
            const fresh = prove(program);
            previous = prove(program, { previous });
            expect(verdicts(previous)).toEqual(verdicts(fresh));
          }
        }),
        { seed: SEED, numRuns: 12 },
      );
    });
  },
);

type Edits = Diagnostic["fixes"][number]["edits"];

/** Neighbouring parts can share the word between them: then the second edit waits for the next round. */
function withoutOverlaps(edits: Edits): Edits {
  const kept: Edits[number][] = [];
  for (const edit of [...edits].sort((a, b) => a.location.span.start - b.location.span.start)) {
    const last = kept.at(-1);
    if (last === undefined || last.location.span.end <= edit.location.span.start) kept.push(edit);
  }
  return kept;
}

/** Everything but the examples and the words for regions, which may be others. */
function verdicts({ criteria, diagnostics }: ReturnType<typeof proveWith>): unknown {
  return {
    pairs: criteria.map(({ pairs, overlaps, coverage }) => [
      pairs,
      overlaps.map(({ segments, single }) => [segments, single]),
      coverage.kind === "gap" ? coverage.gaps.length : coverage.kind,
    ]),
    found: diagnostics.map(({ code, location, fixes }) => [code, location, fixes]),
  };
}

function namesOf(program: Program, diagnostics: readonly Diagnostic[], rule: string): readonly string[] {
  const text = program.files[0]!.text;
  return diagnostics
    .filter((diagnostic) => diagnostic.rule === rule)
    .map(({ location: { span } }) => text.slice(span.start, span.end))
    .sort();
}
