import {
  createClock,
  formatDay,
  type Location,
  type Persona,
  type PersonaResult,
  runPersona,
} from "@seg-lang/language";
import { ProtocolRequestType } from "vscode-languageserver";
import { locationOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";
import {
  PERSONA_TESTS,
  type PersonaTest,
  type PersonaTestResult,
  RUN_PERSONA_TESTS,
  type RunPersonaTests,
} from "../protocol.js";
import { decidingParts, explanationText, sourceOf } from "../sample/explanation-text.js";

export const PersonaTestsRequest = {
  type: new ProtocolRequestType<null, readonly PersonaTest[], never, void, void>(PERSONA_TESTS),
};
export const RunPersonaTestsRequest = {
  type: new ProtocolRequestType<RunPersonaTests, readonly PersonaTestResult[], never, void, void>(RUN_PERSONA_TESTS),
};

type Message = PersonaTestResult["messages"][number];

/** The personas of all programs, those that have errors too. */
export function personaTests(views: readonly ProgramView[]): PersonaTest[] {
  return views.flatMap((view) => testsOf(view).map(({ test }) => test));
}

/** Runs personas as `seg test` does: at their own day, else today. */
export function runPersonaTests(views: readonly ProgramView[], params: RunPersonaTests | null): PersonaTestResult[] {
  const ids = params?.ids ?? null;
  const wanted = ids === null ? null : new Set(ids);
  return views.flatMap((view) => {
    const chosen = testsOf(view).filter(({ test: { id } }) => wanted === null || wanted.has(id));
    return chosen.length === 0 ? [] : resultsOf(view, chosen);
  });
}

interface Test {
  readonly test: PersonaTest;
  /** Null where it has errors, and so is no part of the program. */
  readonly persona: Persona | null;
}

function testsOf(view: ProgramView): Test[] {
  const { personas, leftOut } = view.program.model;
  const ids = new Map<string, number>();
  const test = (name: string, title: string | null, location: Location, persona: Persona | null): Test[] => {
    const place = locationOf(view, location);
    if (place === null) return [];
    const id = `${place.uri}#${name}`;
    // Two of one name are an error, but not one to be found out about here.
    const before = ids.get(id) ?? 0;
    ids.set(id, before + 1);
    return [{ test: { id: before === 0 ? id : `${id}#${before + 1}`, name, title, ...place }, persona }];
  };
  return [
    ...personas.flatMap((persona) => test(persona.name, persona.title, persona.location, persona)),
    ...leftOut.flatMap(({ kind, name, declaration }) =>
      kind === "persona" && name !== "" ? test(name, null, declaration, null) : [],
    ),
  ];
}

function resultsOf(view: ProgramView, tests: readonly Test[]): PersonaTestResult[] {
  const { program } = view;
  const errors = [...program.diagnostics, ...view.diagnostics.filter(({ rule }) => rule === "file-unreadable")].filter(
    ({ severity }) => severity === "error",
  );
  const [first] = errors;
  const clock = createClock(program.model.settings);
  return tests.map(({ test, persona }) => {
    const began = performance.now();
    const took = () => Math.round((performance.now() - began) * 1000) / 1000;
    if (persona === null || first !== undefined) {
      const { id, uri, range } = test;
      const where = first === undefined ? null : locationOf(view, first.location);
      const text = `The program has errors, so no persona was run.${first === undefined ? "" : ` ${first.message}`}`;
      const message: Message = { text, expected: null, actual: null, ...(where ?? { uri, range }) };
      return { id, outcome: "errored", milliseconds: took(), messages: [message] };
    }
    const result = runPersona(persona, program.model, clock);
    const messages = messagesOf(view, result);
    const outcome = result.kind === "not-run" ? "errored" : result.kind;
    return { id: test.id, outcome, milliseconds: took(), messages };
  });
}

/** Of each expectation that is not met: a message beside it, and one at each condition that decides. */
function messagesOf(view: ProgramView, result: PersonaResult): Message[] {
  const at = (location: Location, text: string, expected: string | null = null, actual: string | null = null) => {
    const place = locationOf(view, location);
    return place === null ? [] : [{ text, expected, actual, ...place }];
  };
  if (result.kind === "not-run") {
    return result.reasons.flatMap(({ path, message, location }) =>
      at(location, path === "" ? message : `${path}: ${message}`),
    );
  }
  const source = sourceOf(view.program);
  const day = `as of ${formatDay(result.today)}`;
  return result.expectations
    .filter(({ expected, member }) => expected !== member)
    .flatMap(({ expectation: { segment, location }, expected, explanation }) => {
      const within = `in \`${segment}\``;
      const said = `${result.persona.name} should ${expected ? "be" : "not be"} ${within}, ${day}`;
      return [
        ...at(
          location,
          `${said}\n${explanationText(explanation, source)}`,
          expected ? within : `not ${within}`,
          expected ? `not ${within}` : within,
        ),
        ...decidingParts(explanation).flatMap(({ origin, node }) =>
          at(origin, `${explanationText(node, source)}\n${said}`),
        ),
      ];
    });
}
