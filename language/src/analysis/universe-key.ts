import { conditionKey } from "../condition/canonical.js";
import { hashText } from "../condition/hash.js";
import type { Model } from "../condition/model.js";
import { Memberships } from "./memberships.js";

/**
 * A key of what a customer can be: the declared fields, the `require` rules and the settings that give dates their meaning.
 * What was proved of a condition holds in any program with the same key. Documentation and places in the text do not count.
 */
export function universeKey(model: Model): string {
  const { timeZone, weekStart, today } = model.settings;
  const memberships = new Memberships(model);
  const described = [
    model.schema,
    // A rule that names a segment says what that segment says.
    model.requires.map((require) => conditionKey(memberships.write(require.condition))),
    [timeZone, weekStart, today.earliest, today.latest],
  ];
  return hashText(
    JSON.stringify(described, (key, value: unknown) => {
      if (key === "location" || key === "origin" || key === "documentation") return undefined;
      return value instanceof Map ? [...value] : value;
    }),
  );
}

/**
 * The model as far as it says what a customer can be. What is kept over many versions of a program holds this: it would keep
 * the first version's segments alive, with all that is known of them.
 */
export function universeModel(model: Model): Model {
  const memberships = new Memberships(model);
  const isNamed = model.requires.some(({ condition }) => memberships.write(condition) !== condition);
  return { ...model, criteria: isNamed ? model.criteria : [], defines: [], personas: [], leftOut: [], unparsed: [] };
}
