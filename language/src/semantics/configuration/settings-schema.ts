import { z } from "zod";
import { allRules } from "../../diagnostics/registry.js";
import { WEEKDAYS } from "../../values/calendar.js";

const severity = z.enum(["error", "warning", "information", "hint", "off"]);

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe("A day, as 2024-05-01.");

/** The shape of `seg.json`. Whether a zone, a rule or a day exists is asked afterwards: see read-configuration.ts. */
export const configurationSchema = z
  .strictObject({
    $schema: z.string().describe("Where the JSON Schema of this file is, for editors.").optional(),
    timeZone: z
      .string()
      .describe("IANA name of the time zone that decides which day it is, such as Asia/Tehran.")
      .default("UTC"),
    weekStart: z.enum(WEEKDAYS).describe("The first day of the week, for `in this week`.").default("monday"),
    today: z
      .strictObject({ earliest: day.default("2000-01-01"), latest: day.default("2099-12-31") })
      .describe("The days that `today` may be: proofs hold for each of them.")
      .default({ earliest: "2000-01-01", latest: "2099-12-31" }),
    rules: z
      .record(z.string(), severity)
      .describe("The severity of single rules, by name or code; `off` silences a rule.")
      .default({}),
    sampleData: z
      .string()
      .min(1)
      .describe("Sample data for editors and the demo, relative to the folder of this file.")
      .optional(),
  })
  .describe("Settings of a Seg program.");

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
