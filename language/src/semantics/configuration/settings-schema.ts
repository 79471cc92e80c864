import * as z from "zod/mini";
import { allRules } from "../../diagnostics/registry.js";
import { WEEKDAYS } from "../../values/calendar.js";

const severity = z.enum(["error", "warning", "information", "hint", "off"]);

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/), z.describe("A day, as 2024-05-01."));

/**
 * The shape of `seg.json`. Whether a zone, a rule or a day exists is asked afterwards: see read-configuration.ts.
 * In the small form of zod: every start of the command loads it.
 */
export const configurationSchema = z
  .strictObject({
    $schema: z.optional(z.string().check(z.describe("Where the JSON Schema of this file is, for editors."))),
    timeZone: z._default(
      z.string().check(z.describe("IANA name of the time zone that decides which day it is, such as Asia/Tehran.")),
      "UTC",
    ),
    weekStart: z._default(
      z.enum(WEEKDAYS).check(z.describe("The first day of the week, for `in this week`.")),
      "monday",
    ),
    today: z._default(
      z
        .strictObject({ earliest: z._default(day, "2000-01-01"), latest: z._default(day, "2099-12-31") })
        .check(z.describe("The days that `today` may be: proofs hold for each of them.")),
      { earliest: "2000-01-01", latest: "2099-12-31" },
    ),
    rules: z._default(
      z
        .record(z.string(), severity)
        .check(z.describe("The severity of single rules, by name or code; `off` silences a rule.")),
      {},
    ),
    sampleData: z.optional(
      z
        .string()
        .check(
          z.minLength(1),
          z.describe("Sample data for editors and the demo, relative to the folder of this file."),
        ),
    ),
    sampleDataPath: z.optional(
      z
        .string()
        .check(
          z.minLength(1),
          z.describe("The keys that lead to the customers inside the JSON of the sample data: `data.customers`."),
        ),
    ),
  })
  .check(z.describe("Settings of a Seg program."));

/** `seg.json` as written, defaults filled in. */
export type Configuration = z.infer<typeof configurationSchema>;

/** The JSON Schema of `seg.json`, every rule listed with its meaning, for editors. */
export function configurationJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configurationSchema, { io: "input" });
  const severities = severity.options;
  const rules = {
    ...z.toJSONSchema(configurationSchema.shape.rules, { io: "input" }),
    $schema: undefined,
    properties: Object.fromEntries(
      allRules.map((rule) => [
        rule.name,
        { enum: severities, default: rule.severity, description: `${rule.code}: ${rule.page.meaning}` },
      ]),
    ),
  };
  return { ...schema, title: "seg.json", properties: { ...schema.properties, rules } };
}
