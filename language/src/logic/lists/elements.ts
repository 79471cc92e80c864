import type { ListStep, ListTerm } from "../../condition/condition.js";
import type { FieldType } from "../../condition/schema.js";
import { type Frame, fieldAt, frameOf } from "../quantities/frame.js";

/** The frame of an element of a step's list; `name` tells it from the other elements. The same object for the same element. */
export function elementFrame(step: ListStep, frame: Frame, name: string): Frame {
  return remembered(within, frame, `${step.scope} ${keyOfPath(step.path)}#${name}`, () => ({
    place: `${rootOf(step, frame)}#${name}`,
    element: elementType(step, frame),
    outer: frame,
  }));
}

/** The frame of the element that stands at this place. The same object for the same element. */
export function elementAt(place: string, step: ListStep, frame: Frame): Frame {
  return remembered(within, frame, `at ${step.scope} ${keyOfPath(step.path)} ${place}`, () => ({
    place,
    element: elementType(step, frame),
    outer: frame,
  }));
}

/** The same element, around which stands what `outer` is. */
export function elementSeenFrom(outer: Frame, element: Frame): Frame {
  if (element.outer === outer) return element;
  let known = seen.get(element);
  if (known === undefined) {
    known = new WeakMap();
    seen.set(element, known);
  }
  let frame = known.get(outer);
  if (frame === undefined) {
    frame = { ...element, outer };
    known.set(outer, frame);
  }
  return frame;
}

/** Where the list of a step lies: equal for the same list of the same row. */
export function rootOf(step: ListStep, frame: Frame): string {
  const around = frameOf(frame, step.scope);
  const path = keyOfPath(step.path);
  return remembered(roots, around, path, () => `${around.place}/${path}`);
}

/** The same steps from the same row, whatever their filters. */
export function isSameRow(first: ListTerm, firstFrame: Frame, second: ListTerm, secondFrame: Frame): boolean {
  return rowOf(first, firstFrame) === rowOf(second, secondFrame);
}

/** Equal for the same steps from the same row, whatever their filters. */
export function rowOf({ steps }: ListTerm, frame: Frame): string {
  const [first, ...more] = steps;
  let row = rootOf(first!, frame);
  for (const { path } of more) row += ` ${keyOfPath(path)}`;
  return row;
}

/** By the frame that they are within; these are asked for at every state of a search. */
const within = new WeakMap<Frame, Map<string, Frame>>();
const roots = new WeakMap<Frame, Map<string, string>>();
const seen = new WeakMap<Frame, WeakMap<Frame, Frame>>();
const paths = new WeakMap<readonly string[], string>();

function remembered<T>(all: WeakMap<Frame, Map<string, T>>, frame: Frame, key: string, make: () => T): T {
  let known = all.get(frame);
  if (known === undefined) {
    known = new Map();
    all.set(frame, known);
  }
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

function keyOfPath(path: readonly string[]): string {
  let key = paths.get(path);
  if (key === undefined) {
    key = JSON.stringify(path);
    paths.set(path, key);
  }
  return key;
}

function elementType(step: ListStep, frame: Frame): FieldType {
  const field = fieldAt(frameOf(frame, step.scope).element, step.path);
  // A checked program reads lists only.
  return field?.type.kind === "list" ? field.type.element : { kind: "record", fields: [] };
}
