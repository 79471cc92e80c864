import { conditionKey } from "../condition/canonical.js";
import { hashText } from "../condition/hash.js";
import type { Model } from "../condition/model.js";

/**
 * A key of what a customer can be: the declared fields, the `require` rules and the settings that give dates their meaning.
 * What was proved of a condition holds in any program with the same key. Documentation and places in the text do not count.
 */
export function universeKey(model: Model): string {
  const { timeZone, weekStart, today } = model.settings;
  const described = [
    model.schema,
    model.requires.map((require) => conditionKey(require.condition)),
    [timeZone, weekStart, today.earliest, today.latest],
  ];
  return hashText(
    JSON.stringify(described, (key, value: unknown) => {
      if (key === "location" || key === "origin" || key === "documentation") return undefined;
      return value instanceof Map ? [...value] : value;
    }),
  );
}
