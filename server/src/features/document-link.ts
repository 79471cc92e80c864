import { findRule } from "@seg-lang/language";
import type { DocumentLink, DocumentLinkParams } from "vscode-languageserver";
import { documentUri } from "../documents/document-uri.js";
import { namedFiles } from "../program/named-files.js";
import { fileOf } from "../program/places.js";
import { ruleNamesIn, ruleNamesOfConfig } from "../program/rule-names.js";
import { encodedUri, normalUri } from "../program/uris.js";
import type { ProgramView } from "../program/view.js";
import type { FeatureContext } from "./feature.js";

/**
 * The paths of list files, and of the sample data in `seg.json`, lead to the files; the names of rules, in `seg-ignore` comments
 * and in `seg.json`, to their pages, where the client can open what the server writes.
 */
export function documentLink(
  view: ProgramView,
  { textDocument }: DocumentLinkParams,
  { client }: FeatureContext,
): DocumentLink[] {
  const uri = normalUri(textDocument.uri);
  const rules = client.workspace?.textDocumentContent === undefined ? [] : ruleLinks(view, uri);
  return [...fileLinks(view, uri), ...rules];
}

function ruleLinks(view: ProgramView, uri: string): DocumentLink[] {
  const file = fileOf(view, uri);
  const config = view.others.get("seg.json");
  const isConfig = config !== undefined && normalUri(config.uri) === uri;
  const text = file ?? (isConfig ? config : null);
  if (text === null) return [];
  return (file === null ? ruleNamesOfConfig(text) : ruleNamesIn(file)).flatMap(({ name, span }) => {
    const rule = findRule(name);
    if (rule === undefined) return [];
    const target = documentUri({ kind: "rules", rule: rule.code });
    return [{ range: text.places.range(span), target, tooltip: `Open the page of ${rule.code}` }];
  });
}

function fileLinks(view: ProgramView, uri: string): DocumentLink[] {
  return namedFiles(view)
    .filter(({ inFile }) => normalUri(inFile.uri) === uri)
    .map(({ inFile, span, uri: target, what }) => ({
      // Without the quotes.
      range: inFile.places.range({ start: span.start + 1, end: span.end - 1 }),
      target: encodedUri(target),
      tooltip: what === "list" ? "Open the values of the list" : "Open the sample data",
    }));
}
