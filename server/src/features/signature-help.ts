import type { SignatureHelp, SignatureInformation, TextDocumentPositionParams } from "vscode-languageserver";
import { help, plain, rendered } from "../describing/blocks.js";
import { helpOf } from "../describing/word.js";
import { placeOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";
import { type OpenCall, openCallAt } from "../signatures/open-call.js";
import { SIGNATURES, type Signature, sinceSignature } from "../signatures/signatures.js";
import type { FeatureContext } from "./feature.js";

/** How the function is called in whose bracket a place is, and which part of it is being written. */
export function signatureHelp(
  view: ProgramView,
  params: TextDocumentPositionParams,
  context: FeatureContext,
): SignatureHelp | null {
  const place = placeOf(view, params);
  const call = place === null ? null : openCallAt(place.file.syntax, place.offset);
  if (call === null) return null;
  const formats = context.client.textDocument?.signatureHelp?.signatureInformation?.documentationFormat;
  const signatures = call.kind === "since" ? [sinceSignature(call.unit)] : SIGNATURES.get(call.name)!;
  const found = helpOf(call.kind === "since" ? "since" : call.name);
  return {
    signatures: signatures.map(
      ({ label, parameters }): SignatureInformation => ({
        label,
        parameters: parameters.map((one) => ({
          label: one.label,
          documentation: rendered([plain(one.help)], formats),
        })),
        ...(found === null ? {} : { documentation: rendered([help(found)], formats) }),
      }),
    ),
    ...active(call, signatures),
  };
}

/** Of several forms the one that the words written so far belong to. */
function active(call: OpenCall, signatures: readonly Signature[]) {
  if (call.kind === "since") return { activeSignature: 0, activeParameter: 0 };
  const { words } = call;
  const has = (index: number, word: string) => new RegExp(`\\b${word}\\b`).test(signatures[index]!.label);
  const fits = signatures.findIndex((_, index) => words.every((word) => has(index, word)));
  const activeSignature = Math.max(0, fits);
  const last = signatures[activeSignature]!.parameters.length - 1;
  const activeParameter = words.filter((word) => word !== "distinct").length;
  return { activeSignature, activeParameter: Math.min(activeParameter, last) };
}
