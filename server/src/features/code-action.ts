import { type Diagnostic as Finding, meaningsOf, type TextEdit } from "@seg-lang/language";
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { type DiagnosticData, findingId } from "../diagnostics/diagnostic.js";
import { OVERLAPS, overlapOf } from "../diagnostics/overlaps.js";
import { withLineEndsOf } from "../editing/changed-program.js";
import { safelyFixable } from "../editing/fix-all.js";
import { editsKeepingFormat } from "../editing/formatted-edits.js";
import { type Suppression, suppressionOf } from "../editing/suppression.js";
import { workspaceEdit } from "../editing/workspace-edit.js";
import { fileOf } from "../program/places.js";
import { encodedUri, normalUri } from "../program/uris.js";
import type { ProgramView, TextView } from "../program/view.js";
import { COMMANDS } from "../protocol.js";
import { refactorings } from "../refactorings/registry.js";
import { selectionIn } from "../refactorings/selection.js";
import { switchedOff } from "../remedies/configuring.js";
import { remediesOf } from "../remedies/registry.js";
import type { Remedy } from "../remedies/remedy.js";
import { settingRemedies } from "../remedies/settings.js";
import { type ActionToMake, editOf } from "./code-action-resolve.js";
import type { FeatureContext } from "./feature.js";

/** The kind under which editors apply all safe fixes when a file is saved. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.seg`;

/** What can be done at a selection: fixes of what is found there, ways to write it otherwise, all safe fixes of the file. */
export function codeAction(view: ProgramView, params: CodeActionParams, context: FeatureContext): CodeAction[] | null {
  const file = textAt(view, params.textDocument.uri);
  if (file === null) return null;
  const wants = (kind: CodeActionKind) => isWanted(kind, params.context.only);
  const actions = [
    ...(wants(CodeActionKind.QuickFix) ? quickFixes(view, file, params, context) : []),
    ...refactored(view, params, context, wants),
    // Those that do something to the whole file are offered to who asks for them.
    ...(params.context.only !== undefined && wants(FIX_ALL_KIND) ? fixAll(view, file, context) : []),
  ];
  return actions.length === 0 ? null : actions;
}

function isWanted(kind: CodeActionKind, only: readonly CodeActionKind[] | undefined): boolean {
  return only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

/** Fixes are also for `seg.json` and list files. */
function textAt(view: ProgramView, uri: string): TextView | null {
  const normal = normalUri(uri);
  const file = fileOf(view, uri);
  return file ?? [...view.others.values()].find((each) => normalUri(each.uri) === normal) ?? null;
}

function quickFixes(
  view: ProgramView,
  file: TextView,
  { range, context: { diagnostics } }: CodeActionParams,
  context: FeatureContext,
): CodeAction[] {
  const { start, end } = file.places.span(range);
  const isHere = ({ file: path, span }: Finding["location"]) =>
    path === file.path && span.start <= end && start <= span.end;
  // Nothing is offered in the files of lists, which are not the editor's to ask about: so it is where they are named.
  const isInNamedFile = ({ location, related }: Finding) =>
    !view.files.has(location.file) && related.some((place) => isHere(place.location));
  const findings = view.diagnostics.filter((finding) => isHere(finding.location) || isInNamedFile(finding));
  const linked = new Map(findings.map((finding) => [finding, diagnosticOf(finding, file, diagnostics)]));
  return [
    ...attachedFixes(view, findings, linked, context),
    ...offeredRemedies(view, findings, linked, context),
    ...shownWitnesses(view, findings, file, linked),
    ...allOfOneRule(view, findings, file, context),
    ...suppressions(view, findings, linked, context),
    ...switchedOffRules(view, findings, linked, context),
  ];
}

/** The diagnostic that the editor has sent along, for a finding. */
function diagnosticOf(finding: Finding, file: TextView, sent: readonly Diagnostic[]): Diagnostic | null {
  const id = findingId(finding);
  const known = sent.find(({ data }) => (data as DiagnosticData | undefined)?.id === id);
  if (known !== undefined) return known;
  const range = JSON.stringify(file.places.range(finding.location.span));
  const isIt = (each: Diagnostic) => each.code === finding.code && JSON.stringify(rangeOnly(each.range)) === range;
  return sent.find((each) => isIt(each) && each.message === finding.message) ?? sent.find(isIt) ?? null;
}

function rangeOnly({ start, end }: Range): Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

type Linked = ReadonlyMap<Finding, Diagnostic | null>;

/** One that several findings have is offered once, for all of them. */
function attachedFixes(
  view: ProgramView,
  findings: readonly Finding[],
  linked: Linked,
  { client }: FeatureContext,
): CodeAction[] {
  const known = new Map<string, CodeAction>();
  for (const finding of findings) {
    const diagnostic = linked.get(finding) ?? null;
    for (const { title, edits, safe } of finding.fixes) {
      const key = JSON.stringify([title, edits]);
      const before = known.get(key);
      if (before === undefined) {
        known.set(key, {
          title,
          kind: CodeActionKind.QuickFix,
          ...forDiagnostics(diagnostic),
          ...(safe ? { isPreferred: true } : {}),
          edit: workspaceEdit(view, editsKeepingFormat(view, edits), client),
        });
      } else if (diagnostic !== null) before.diagnostics = [...(before.diagnostics ?? []), diagnostic];
    }
  }
  return [...known.values()];
}

/** What only an editor offers: removing, declaring, making a file. */
function offeredRemedies(
  view: ProgramView,
  findings: readonly Finding[],
  linked: Linked,
  { client }: FeatureContext,
): CodeAction[] {
  return findings.flatMap((finding) => {
    const { file: path } = finding.location;
    const file = view.files.get(path);
    const config = path === "seg.json" ? view.others.get(path) : undefined;
    const found = config === undefined ? [] : settingRemedies(config, finding);
    const remedies = file === undefined ? found : remediesOf({ view, file, finding });
    return remedies.flatMap((remedy) => remedyAction(view, remedy, linked.get(finding) ?? null, client));
  });
}

function remedyAction(
  view: ProgramView,
  { title, edits, newFile, preferred }: Remedy,
  diagnostic: Diagnostic | null,
  client: ClientCapabilities,
): CodeAction[] {
  const action = {
    title,
    kind: CodeActionKind.QuickFix,
    ...forDiagnostics(diagnostic),
    ...(preferred === true ? { isPreferred: true } : {}),
  };
  if (newFile === undefined) return [{ ...action, edit: workspaceEdit(view, editsKeepingFormat(view, edits), client) }];
  const able = client.workspace?.workspaceEdit;
  if (able?.documentChanges !== true || able.resourceOperations?.includes("create") !== true) return [];
  const create = { kind: "create" as const, uri: encodedUri(newFile), options: { ignoreIfExists: true } };
  return [{ ...action, edit: { documentChanges: [create] } }];
}

function switchedOffRules(
  view: ProgramView,
  findings: readonly Finding[],
  linked: Linked,
  { client }: FeatureContext,
): CodeAction[] {
  const rules = new Map(findings.map((finding) => [finding.rule, finding]));
  return [...rules.values()].flatMap((finding) =>
    switchedOff(view, finding).flatMap((remedy) => remedyAction(view, remedy, linked.get(finding) ?? null, client)),
  );
}

function forDiagnostics(diagnostic: Diagnostic | null): Pick<CodeAction, "diagnostics"> {
  return diagnostic === null ? {} : { diagnostics: [diagnostic] };
}

/** The customer whom a message is about, as a document. */
function shownWitnesses(view: ProgramView, findings: readonly Finding[], file: TextView, linked: Linked): CodeAction[] {
  return findings.flatMap((finding) => {
    const segments = OVERLAPS.has(finding.rule) ? overlapOf(view, finding) : null;
    if (segments === null) return [];
    const title = `Show a customer who is in both ${segments[0]} and ${segments[1]}`;
    const place = { uri: file.uri, position: file.places.position(finding.location.span.start) };
    const command = { title, command: COMMANDS.showWitness, arguments: [place, { segments }] };
    return [{ title, kind: CodeActionKind.QuickFix, ...forDiagnostics(linked.get(finding) ?? null), command }];
  });
}

function allOfOneRule(
  view: ProgramView,
  findings: readonly Finding[],
  file: TextView,
  context: FeatureContext,
): CodeAction[] {
  const fixable = safelyFixable(view, file.path);
  return [...new Set(findings.map(({ rule }) => rule))].flatMap((rule) => {
    const count = fixable.filter((each) => each.rule === rule).length;
    if (count < 2) return [];
    const title = `Fix all ${count} of \`${rule}\` in this file`;
    const kind = CodeActionKind.QuickFix;
    return madeLater(view, { title, kind }, { make: "fix-all", uri: file.uri, version: file.version, rule }, context);
  });
}

function fixAll(view: ProgramView, file: TextView, context: FeatureContext): CodeAction[] {
  if (safelyFixable(view, file.path).length === 0) return [];
  const action = { title: "Fix all that is safe to fix in this file", kind: FIX_ALL_KIND };
  return madeLater(view, action, { make: "fix-all", uri: file.uri, version: file.version, rule: null }, context);
}

function suppressions(
  view: ProgramView,
  findings: readonly Finding[],
  linked: Linked,
  { client }: FeatureContext,
): CodeAction[] {
  const offered = new Set<string>();
  return findings.flatMap((finding) => {
    const file = view.files.get(finding.location.file);
    const suppression = file === undefined ? null : suppressionOf(file, finding);
    if (suppression === null || offered.has(`${finding.rule} ${suppression.span.start}`)) return [];
    offered.add(`${finding.rule} ${suppression.span.start}`);
    return [
      {
        title: `Silence \`${finding.rule}\` here, with a reason`,
        kind: CodeActionKind.QuickFix,
        ...forDiagnostics(linked.get(finding) ?? null),
        edit: suppressionEdit(view, suppression, client),
      },
    ];
  });
}

const REASON = "say here why this is as it should be";

/** With the reason to be filled in, where the editor can ask for it. */
function suppressionEdit(
  view: ProgramView,
  { file, span, before, behind }: Suppression,
  client: ClientCapabilities,
): WorkspaceEdit {
  const able = client.workspace?.workspaceEdit;
  const plain: TextEdit = { location: { file: file.path, span }, newText: before + REASON + behind };
  const all = editsKeepingFormat(view, [plain]);
  if (able?.snippetEditSupport !== true || able.documentChanges !== true) return workspaceEdit(view, all, client);
  const { uri, version, places, text } = file;
  const edits = all.map(({ location, newText }) => {
    const range = places.range(location.span);
    const written = withLineEndsOf(text, newText);
    if (!newText.includes(REASON)) return { range, newText: written };
    const value = written.replace(/[\\$}]/g, "\\$&").replace(REASON, `\${1:${REASON}}`);
    return { range, snippet: { kind: "snippet" as const, value } };
  });
  return { documentChanges: [{ textDocument: { uri, version }, edits }] };
}

function refactored(
  view: ProgramView,
  { textDocument: { uri }, range, context: { only } }: CodeActionParams,
  context: FeatureContext,
  wants: (kind: CodeActionKind) => boolean,
): CodeAction[] {
  const file = fileOf(view, uri);
  const isAsked = only === undefined || only.some((kind) => kind === "" || /^refactor(\.|$)/.test(kind));
  const meanings = file === null || !isAsked ? null : meaningsOf(view.program);
  if (file === null || meanings === null) return [];
  const selection = selectionIn(view, file, file.places.span(range), meanings);
  return refactorings.flatMap((refactoring) =>
    refactoring.offers(selection).flatMap(({ title, kind, key }) => {
      if (!wants(kind)) return [];
      const { id } = refactoring;
      return madeLater(
        view,
        { title, kind },
        { make: "refactoring", uri: file.uri, version: file.version, id, key, range },
        context,
      );
    }),
  );
}

/** What is costly to make is made when somebody chooses it, if the editor can wait for it; else at once, if it can be made. */
function madeLater(view: ProgramView, action: CodeAction, data: ActionToMake, context: FeatureContext): CodeAction[] {
  const able = context.client.textDocument?.codeAction;
  if (able?.dataSupport === true && able.resolveSupport?.properties.includes("edit") === true) {
    return [{ ...action, data }];
  }
  try {
    return [{ ...action, edit: editOf(view, data, context).edit }];
  } catch {
    // It would not keep the meaning, and is not offered then.
    return [];
  }
}
