import type { ProgramView } from "../../program/view.js";
import { textsOf } from "../../sample/program-texts.js";
import type { CustomerExplanation } from "../../sample/sample-reader.js";
import type { CommandResult, FeatureContext } from "../feature.js";

/**
 * `seg.explainCustomer` (place, key): why a customer of the sample data is in their segments. The result is a
 * `CustomerExplanation`: a text, or a sentence that says why there is none. An editor that knows of no documents but files
 * would show nothing of it: it is told the text.
 */
export async function explainCustomer(
  view: ProgramView | null,
  [, given]: readonly unknown[],
  { sample, client }: FeatureContext,
): Promise<CommandResult> {
  const isShown = client.workspace?.textDocumentContent !== undefined;
  const explained = (result: CustomerExplanation): CommandResult =>
    isShown ? { result } : { message: (result.kind === "text" ? result.text : result.message).trimEnd(), result };
  const failed = (message: string) => explained({ kind: "failed", message });
  if (view === null) return failed("Put the cursor into a program: a customer is explained by its segments.");
  const key = typeof given === "number" ? String(given) : typeof given === "string" ? given.trim() : "";
  if (key === "") {
    const field = view.program.model.schema?.key?.name;
    return failed(`Which customer? Give ${field === undefined ? "the number of a record" : `their \`${field}\``}.`);
  }
  const found = sample?.explain(view.root, textsOf(view), key) ?? null;
  if (found === null) {
    return failed(
      "The program has no sample data: name a file by `sampleData` in seg.json, or by the setting `seg.sampleData`.",
    );
  }
  return explained(await found);
}
