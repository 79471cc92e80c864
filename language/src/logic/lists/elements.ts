import type { ListStep } from "../../condition/condition.js";
import type { FieldType } from "../../condition/schema.js";
import { type Frame, fieldAt, frameOf } from "../quantities/frame.js";

/** The frame of an element of a step's list; `name` tells it from the other elements. */
export function elementFrame(step: ListStep, frame: Frame, name: string): Frame {
  const around = frameOf(frame, step.scope);
  return {
    place: `${around.place}/${JSON.stringify(step.path)}#${name}`,
    element: elementType(step, frame),
    outer: frame,
  };
}

/** Where the list of a step lies: equal for the same list of the same row. */
export function rootOf(step: ListStep, frame: Frame): string {
  return `${frameOf(frame, step.scope).place}/${JSON.stringify(step.path)}`;
}

function elementType(step: ListStep, frame: Frame): FieldType {
  const field = fieldAt(frameOf(frame, step.scope).element, step.path);
  // A checked program reads lists only.
  return field?.type.kind === "list" ? field.type.element : { kind: "record", fields: [] };
}
