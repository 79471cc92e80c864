import { PROGRAM_GONE } from "../documents/document-text.js";
import type { CustomerSubject } from "../documents/document-uri.js";
import type { ProgramView } from "../program/view.js";
import { textsOf } from "../sample/program-texts.js";
import type { CustomerExplanation, SampleActions } from "../sample/sample-reader.js";

const NO_SAMPLE =
  "The program has no sample data: name a file by `sampleData` in seg.json, or by the setting `seg.sampleData`.";

/** Why a customer of the sample data is in their segments. The view is read before the answer is waited for. */
export async function explainedCustomer(
  { key }: CustomerSubject,
  view: ProgramView,
  sample: SampleActions | null,
): Promise<CustomerExplanation> {
  return (await sample?.explain(view.root, textsOf(view), key)) ?? { kind: "failed", message: NO_SAMPLE };
}

/** As a document: where there is no such customer any more, it says so. */
export async function customerText(
  subject: CustomerSubject,
  view: ProgramView | null,
  sample: SampleActions | null,
): Promise<string> {
  if (view === null) return `${PROGRAM_GONE}\n`;
  const explanation = await explainedCustomer(subject, view, sample);
  return explanation.kind === "text" ? explanation.text : `${explanation.message}\n`;
}
