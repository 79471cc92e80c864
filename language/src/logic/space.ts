import type { Condition } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import { createZone } from "../values/zone.js";
import { culpritOf, deniedOf, type Suspects } from "./blame.js";
import type { Box } from "./boxes/box.js";
import { type Budget, Purse } from "./budget.js";
import { boxesOf } from "./disjunction.js";
import { type Formula, literal, negation } from "./formula.js";
import { carried } from "./lists/carried.js";
import { CountedLists } from "./lists/counted.js";
import { Facts } from "./lists/facts.js";
import { Following, type Knowledge } from "./lists/following.js";
import { Instances } from "./lists/instances.js";
import { Kinds } from "./lists/kinds.js";
import { ListedElements } from "./lists/listed.js";
import { NestedLists } from "./lists/nested.js";
import { differentIn, plansFor } from "./lists/plans.js";
import { keyOfPlan, NO_LISTS, type Plan, Shape } from "./lists/shape.js";
import { type Surveyed, surveyedTogether, valuesIn } from "./lists/survey.js";
import { Totals } from "./lists/totals.js";
import type { Answer, Confirm, Example, Question, Space, Undecided, UndecidedReason } from "./logic.js";
import type { Context } from "./lowering/context.js";
import { Lowering } from "./lowering/lowering.js";
import { type Case, isPresent } from "./lowering/value.js";
import type { Quantity } from "./quantities/quantity.js";
import { Vocabulary } from "./quantities/vocabulary.js";
import type { Domains } from "./search/domains.js";
import type { Assignment } from "./search/model.js";
import { exampleOf } from "./search/rows.js";
import { type Leaf, Search } from "./search/search.js";
import { Theory } from "./search/theory.js";
import { MOST_GROUPS } from "./search/violations.js";

export interface SpaceOptions {
  /** Today is this day number, not any day of the range in the settings. */
  readonly asOf?: number;
  /** Together with `asOf`: the instant that now is; by default the last one of that day. */
  readonly now?: number;
  /** Asks the production evaluator whether an example is what it is said to be. */
  readonly confirm: Confirm;
  /** Steps that one question may cost. */
  readonly budget?: number;
  /** Steps that all questions may cost together, save those about regions and those that `refutes` answers. */
  readonly together?: number;
}

const USUAL_BUDGET = 120_000;
/** All questions about one program together; those about regions; those of which only a proof is of use; those about elements. */
const ALL_QUESTIONS = 1_500_000;
const ALL_REGIONS = 500_000;
const ALL_REFUTING = 1_000_000;
const ALL_ELEMENTS = 500_000;
/** Where only a proof is of use, it is found early or not at all. */
const REFUTING_BUDGET = 25_000;
/** And so many ways in which dates may lie to today are told apart: spans of months have a few dozen. */
const FEW_GROUPS = 100;
/** An example that nobody insists on may cost so much, and is tried with so many sizes of lists, of few elements. */
const GLIMPSE_BUDGET = 1_500;
const FEW_PLANS = 2;
const FEW_ELEMENTS = 6;
/** Steps for each element of a list that is told one by one. */
const ELEMENT_COST = 10;
/** Of what lists are like, a question about elements may cost so much. */
const ELEMENT_BUDGET = 8_000;
/** Of what values elements have, so much. */
const SURVEY_BUDGET = 2_000;
/** So many different sizes of lists are kept at hand. */
const MOST_SHAPES = 40;
/** 1 January 2026: examples are taken near this day if nothing speaks against it. */
const USUAL_DAY = 20_454;

interface Dearest {
  readonly suspects: Suspects;
  readonly budget: Budget;
  /** Found when it is first asked for: once a purse is empty, many ask. */
  culprit?: Condition | null;
}

/** All valid customers of a program on all days that today may be; null if the program has no usable `customer` block. */
export function createSpace(model: Model, options: SpaceOptions): Space | null {
  return model.schema === null ? null : new CustomerSpace(model, options);
}

class CustomerSpace implements Space {
  readonly #context: Context;
  readonly #options: SpaceOptions;
  readonly #near: number;
  readonly #lowering: Lowering;
  readonly #facts: Facts;
  readonly #knowledge: readonly Knowledge[];
  readonly #requires: readonly Condition[];
  #questions: Purse;
  #regions = new Purse(ALL_REGIONS);
  #refuting = new Purse(ALL_REFUTING);
  #elements = new Purse(ALL_ELEMENTS);
  /** The question that took most of each purse. */
  readonly #dearest = new Map<Purse, Dearest>();
  readonly #shapes = new Map<string, { readonly shape: Shape; readonly lowering: Lowering }>();

  constructor(model: Model, options: SpaceOptions) {
    const { settings } = model;
    const zone = createZone(settings.timeZone) ?? createZone("UTC")!;
    const { asOf } = options;
    this.#options = options;
    this.#questions = new Purse(options.together ?? ALL_QUESTIONS);
    this.#context = {
      schema: model.schema!,
      vocabulary: new Vocabulary(),
      zone,
      weekStart: settings.weekStart,
      today: asOf === undefined ? settings.today : { earliest: asOf, latest: asOf },
      fixed: asOf === undefined ? null : { today: asOf, now: options.now ?? zone.lastInstantOf(asOf) },
    };
    const { earliest, latest } = this.#context.today;
    this.#near = Math.min(Math.max(USUAL_DAY, earliest), latest);
    this.#requires = model.requires.map(({ condition }) => condition);
    let lists: CountedLists | undefined;
    this.#lowering = new Lowering(this.#context, (lowering) => {
      lists = new CountedLists(lowering);
      return lists;
    });
    this.#facts = new Facts(this.#lowering, (formulas) => this.#mayHold(formulas));
    this.#knowledge = [
      new NestedLists(this.#lowering),
      new Kinds(
        this.#lowering,
        (formulas) => this.#mayHold(formulas),
        (formulas, cases) => this.#survey(formulas, cases),
      ),
      new Totals(this.#lowering, lists!),
      new Instances(this.#lowering, lists!),
    ];
  }

  readonly universes = (quantity: number) => this.#context.vocabulary.at(quantity).universe;

  describe(quantity: number): string {
    return this.#context.vocabulary.at(quantity).describe();
  }

  boxes(condition: Condition, most: number): readonly Box[] | null {
    return boxesOf(this.#lowering.condition(condition), most);
  }

  ask(question: Question): Answer {
    const purse = question.within === undefined ? this.#questions : this.#regions;
    const budget = purse.budget(this.#options.budget ?? USUAL_BUDGET);
    if (budget === null) return { kind: "undecided", undecided: this.#spentBy(purse) };
    const asking = new Asking(question, this.#context, budget, this.#near, this.#options.confirm);
    const formulas = this.#formulas(question, this.#lowering);
    const search = new Search({
      budget,
      facts: (quantity, before) => this.#facts.of(quantity, before),
      leaf: (domains, said) => this.#counted(domains, said, asking),
    });
    const suspects: Suspects = {
      question,
      requires: this.#requires,
      formulaOf: (condition) => this.#lowering.condition(condition),
    };
    const answer = asking.answer(search.run(formulas), suspects);
    purse.pay(budget, answer.kind !== "undecided");
    if (budget.spent > (this.#dearest.get(purse)?.budget.spent ?? 0)) this.#dearest.set(purse, { suspects, budget });
    return answer;
  }

  /** What is not even asked: the question that cost most of all is to blame. */
  #spentBy(purse: Purse): Undecided {
    const dearest = this.#dearest.get(purse);
    if (dearest === undefined) return { reason: "spent", condition: null, spent: 0 };
    if (dearest.culprit === undefined) dearest.culprit = culpritOf(dearest.suspects, null, dearest.budget);
    return { reason: "spent", condition: dearest.culprit, spent: 0 };
  }

  refutes(question: Question, seen?: (example: Example) => void, most = REFUTING_BUDGET): boolean {
    return !this.#mayHold(
      this.#formulas(question, this.#lowering),
      Math.min(this.#options.budget ?? USUAL_BUDGET, REFUTING_BUDGET, most),
      this.#refuting,
      seen && ((domains, values) => this.#glimpse(question, domains, values, seen)),
    );
  }

  /** One try at an example of a state that nothing speaks against. */
  #glimpse(question: Question, domains: Domains, values: Assignment, seen: (example: Example) => void): void {
    const budget = this.#refuting.budget(GLIMPSE_BUDGET);
    if (budget === null) return;
    const confirm: Confirm = (example, asked) => {
      const isConfirmed = this.#options.confirm(example, asked);
      if (isConfirmed) seen(example);
      return isConfirmed;
    };
    const asking = new Asking(question, this.#context, budget, this.#near, confirm, FEW_GROUPS);
    this.#exemplified(domains, values, firstSmall(plansFor(values, domains)), asking);
    this.#refuting.pay(budget, false);
  }

  /** The region is known in the quantities of counted lists; what cannot be said elsewhere is left to the conditions. */
  #formulas(question: Question, lowering: Lowering): Formula[] {
    const region = [...(question.within?.sets ?? [])].map(([number, set]) => {
      const quantity = this.#context.vocabulary.at(number);
      return lowering === this.#lowering ? literal(quantity, set) : carried(quantity, set, lowering);
    });
    return [
      ...region.filter((formula) => formula !== null),
      ...question.holds.map((condition) => lowering.condition(condition)),
      ...question.fails.map((condition) => negation(lowering.condition(condition))),
      ...this.#requires.map((condition) => lowering.condition(condition)),
    ];
  }

  /** What follows from what is known of lists, once each. */
  #following(domains: Domains, said: ReadonlySet<string>): Leaf | null {
    for (const knowledge of this.#knowledge) {
      const following = new Following(said);
      knowledge.follow(domains, following);
      if (following.keys.length > 0) return { kind: "more", formulas: following.formulas, keys: following.keys };
    }
    return null;
  }

  /** A state in which lists are known by counts: what follows for their elements, then sizes to try. */
  #counted(domains: Domains, said: ReadonlySet<string>, asking: Asking): Leaf {
    const following = this.#following(domains, said);
    if (following !== null) return following;
    const modelled = asking.theory.model(domains);
    if (modelled.kind !== "model") return modelled;
    return this.#exemplified(domains, modelled.values, plansFor(modelled.values, domains), asking);
  }

  /** A customer of whom counting says this much. */
  #exemplified(domains: Domains, values: Assignment, plans: Iterable<Plan>, asking: Asking): Leaf {
    const lists = domains.touched.some(({ nature }) => nature.kind === "count" || nature.kind === "aggregate");
    if (!lists)
      return asking.confirmed(
        exampleOf(values, domains.touched, this.#shaped(NO_LISTS).shape, this.#context, this.#near),
      );
    const before = asking.budget.spent;
    for (const plan of plans) {
      if (asking.budget.exhausted) break;
      if (this.#tryPlan(plan, asking)) return { kind: "found" };
    }
    const asked = domains.touched.filter(({ nature }) => nature.kind === "aggregate" || nature.kind === "count");
    for (const quantity of asked) asking.budget.book(quantity, asking.budget.spent - before);
    asking.note("list", asked[0] ?? null);
    return { kind: "unknown" };
  }

  /** Whether a customer with lists of these sizes is found. */
  #tryPlan(plan: Plan, asking: Asking): boolean {
    const key = keyOfPlan(plan);
    if (asking.tried.has(key)) return false;
    asking.tried.add(key);
    // What is asked of each element, and of each beside each other one, has to be written out first.
    const elements = differentIn(plan);
    if (!asking.budget.spend(ELEMENT_COST * elements + ((elements * elements) >> 1))) return false;
    const { shape, lowering } = this.#shaped(plan);
    const search = new Search({
      budget: asking.budget,
      facts: () => [],
      leaf: (domains) => {
        const theory = new Theory(lowering.context, asking.budget, this.#near, () => {}, asking.mostGroups);
        const modelled = theory.model(domains);
        if (modelled.kind !== "model") return modelled;
        return asking.confirmed(exampleOf(modelled.values, domains.touched, shape, lowering.context, this.#near));
      },
    });
    return search.run(this.#formulas(asking.question, lowering)) === "found";
  }

  renew(): void {
    this.#questions = new Purse(this.#options.together ?? ALL_QUESTIONS);
    this.#regions = new Purse(ALL_REGIONS);
    this.#refuting = new Purse(ALL_REFUTING);
    this.#elements = new Purse(ALL_ELEMENTS);
    this.#dearest.clear();
  }

  get spent(): number {
    return this.#questions.spent + this.#regions.spent + this.#refuting.spent + this.#elements.spent;
  }

  #shaped(plan: Plan): { readonly shape: Shape; readonly lowering: Lowering } {
    const key = keyOfPlan(plan);
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    if (this.#shapes.size >= MOST_SHAPES) this.#shapes.clear();
    const shape = new Shape(plan, this.#context.schema.record);
    const context = { ...this.#context, vocabulary: new Vocabulary() };
    const shaped = { shape, lowering: new Lowering(context, (lowering) => new ListedElements(lowering, shape)) };
    this.#shapes.set(key, shaped);
    return shaped;
  }

  /** All values that a term can have where the formulas hold: found by narrowing alone, so there may be fewer. */
  #survey(formulas: readonly Formula[], cases: readonly Case[]): Surveyed {
    let found: Surveyed = "none";
    for (const { guard, value } of cases) {
      const budget = this.#elements.budget(SURVEY_BUDGET);
      if (budget === null) return null;
      const search = new Search({
        budget,
        facts: (quantity, before) => this.#facts.of(quantity, before),
        leaf: (domains) => {
          found = surveyedTogether(found, valuesIn(value, domains));
          return { kind: "nothing" };
        },
      });
      const result = search.run([...formulas, guard, isPresent(value)]);
      this.#elements.pay(budget, result !== "unknown");
      if (result === "unknown") return null;
    }
    return found;
  }

  /** False only where it is refuted. */
  #mayHold(
    formulas: readonly Formula[],
    allowed = ELEMENT_BUDGET,
    purse = this.#elements,
    found?: (domains: Domains, values: Assignment) => void,
  ): boolean {
    const budget = purse.budget(allowed);
    if (budget === null) return true;
    const theory = new Theory(this.#context, budget, this.#near, () => {}, FEW_GROUPS);
    const search = new Search({
      budget,
      facts: (quantity, before) => this.#facts.of(quantity, before),
      leaf: (domains, said) => {
        const following = this.#following(domains, said);
        if (following !== null) return following;
        const modelled = theory.model(domains);
        if (modelled.kind === "nothing") return modelled;
        if (modelled.kind === "model") found?.(domains, modelled.values);
        return { kind: "found" };
      },
    });
    const result = search.run(formulas);
    purse.pay(budget, result === "nothing");
    return result !== "nothing";
  }
}

/** The first few plans of few elements. */
function* firstSmall(plans: Iterable<Plan>): Generator<Plan, void> {
  let left = FEW_PLANS;
  for (const plan of plans) {
    if (differentIn(plan) > FEW_ELEMENTS) continue;
    yield plan;
    left -= 1;
    if (left === 0) return;
  }
}

/** One question on its way: what was tried, and why it may stay open. */
class Asking {
  readonly question: Question;
  readonly budget: Budget;
  readonly theory: Theory;
  readonly mostGroups: number;
  readonly tried = new Set<string>();
  readonly #confirm: Confirm;
  #example: Example | null = null;
  #reason: { readonly reason: UndecidedReason; readonly quantity: Quantity | null } | null = null;
  /** What the first example that was not confirmed does not meet. */
  #denied: Condition | null = null;

  constructor(
    question: Question,
    context: Context,
    budget: Budget,
    near: number,
    confirm: Confirm,
    mostGroups = MOST_GROUPS,
  ) {
    this.question = question;
    this.budget = budget;
    this.mostGroups = mostGroups;
    this.theory = new Theory(context, budget, near, (reason, quantity) => this.note(reason, quantity), mostGroups);
    this.#confirm = confirm;
  }

  note(reason: UndecidedReason, quantity: Quantity | null): void {
    this.#reason ??= { reason, quantity };
  }

  confirmed(example: Example | null): Leaf {
    if (example === null || !this.#confirm(example, this.question)) {
      if (example !== null) this.#denied ??= deniedOf(this.question, (asked) => this.#confirm(example, asked));
      this.note("unconfirmed", null);
      return { kind: "unknown" };
    }
    this.#example = example;
    return { kind: "found" };
  }

  answer(result: "found" | "nothing" | "unknown", suspects: Suspects): Answer {
    if (result === "nothing") return { kind: "impossible" };
    if (result === "found" && this.#example !== null) return { kind: "possible", example: this.#example };
    return { kind: "undecided", undecided: this.#undecided(suspects) };
  }

  #undecided(suspects: Suspects): Undecided {
    const reason = this.budget.exhausted ? "budget" : (this.#reason?.reason ?? "budget");
    // What was noted first need not be what used up the budget.
    const quantity = reason === "budget" ? null : (this.#reason?.quantity ?? null);
    const denied = reason === "unconfirmed" ? this.#denied : null;
    const condition = denied ?? culpritOf(suspects, quantity, this.budget);
    return { reason, condition, spent: this.budget.spent };
  }
}
