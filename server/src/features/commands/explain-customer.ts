import type { CustomerSubject } from "../../documents/document-uri.js";
import type { ProgramView } from "../../program/view.js";
import { explainedCustomer } from "../customer-text.js";
import type { CommandResult, FeatureContext } from "../feature.js";
import { onlyFileOf, openedWith, told } from "./place.js";

/**
 * `seg.explainCustomer` (place, key): opens why a customer of the sample data is in their segments. Where there is no such
 * customer, or nowhere to look for one, it says so, and opens nothing.
 */
export async function explainCustomer(
  view: ProgramView | null,
  [, given]: readonly unknown[],
  { sample, client }: FeatureContext,
): Promise<CommandResult> {
  if (view === null) return told("Put the cursor into a program: a customer is explained by its segments.");
  const key = typeof given === "number" ? String(given) : typeof given === "string" ? given.trim() : "";
  if (key === "") {
    const field = view.program.model.schema?.key?.name;
    return told(`Which customer? Give ${field === undefined ? "the number of a record" : `their \`${field}\``}.`);
  }
  const subject: CustomerSubject = { kind: "customer", root: view.root, ...onlyFileOf(view), key };
  const explanation = await explainedCustomer(subject, view, sample);
  if (explanation.kind === "failed") return told(explanation.message);
  return openedWith(subject, () => explanation.text, { client });
}
