import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAll } from "../../../../test/kit/expressions.js";
import { conditionText } from "../../../../test/kit/random-expressions.js";
import { conditionKey } from "../../condition/canonical.js";
import { describeCondition } from "../../condition/describe.js";

const SEED = 20_260_514;

test(`a description, read again, is the condition it describes (seed ${SEED})`, () => {
  const several = fc.array(conditionText(), { minLength: 25, maxLength: 25 });
  fc.assert(
    fc.property(several, (written) => {
      const conditions = checkAll(written);
      const described = conditions.map((condition) => (condition === null ? "an error" : describeCondition(condition)));
      const again = checkAll(described);
      for (const [index, condition] of conditions.entries()) {
        const key = condition === null ? null : conditionKey(condition);
        const second = again[index] ?? null;
        expect([written[index], described[index], second === null ? null : conditionKey(second)]).toEqual([
          written[index],
          described[index],
          key,
        ]);
        expect(key).not.toBeNull();
      }
    }),
    { seed: SEED, numRuns: 12 },
  );
});
