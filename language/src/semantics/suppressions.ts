import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { allRules, findRule, followedRule } from "../diagnostics/registry.js";
import type { Rule } from "../diagnostics/rule.js";
import { configurationRules } from "../diagnostics/rules/configuration.js";
import type { Location, Span } from "../source/source.js";
import type { Comment, Declaration, FieldDeclaration, SyntaxFile } from "../syntax/tree.js";
import { nearestName } from "../values/nearest.js";
import { canBeSilenced } from "./configuration/severities.js";
import { replacement } from "./fixes.js";
import { FileReporter, type Report } from "./reporter.js";

/** A well-formed `// seg-ignore rule-name: reason`. */
interface Suppression {
  readonly file: SyntaxFile;
  readonly span: Span;
  readonly rule: Rule<never>;
  /** The declaration below, less the segments inside it; null where none follows. */
  readonly target: { readonly span: Span; readonly except: readonly Span[] } | null;
}

/** The rules of what is found by proof, after the check. */
const PROVED = /^SEG400[1-9]$/;
/** Rules of which a comment above a criterion speaks for the segments in its braces, too: undecided. */
const OF_CRITERIA: ReadonlySet<string> = new Set(["SEG4009"]);

/**
 * Takes away what `seg-ignore` comments silence: findings of the named rule, or of one that follows it, whose main or related
 * place lies in the declaration below the comment. Malformed and unused comments are findings themselves; as long as a program is only
 * checked, not proved, nobody knows whether a comment on what proofs find is used.
 */
export function applySuppressions(
  files: readonly SyntaxFile[],
  diagnostics: readonly Diagnostic[],
  stage: "checked" | "proved",
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report: Report = (diagnostic) => found.push(diagnostic);
  const suppressions = files.flatMap((file) => suppressionsOf(file, report));
  if (suppressions.length === 0) return [...diagnostics, ...found];
  const used = new Set<Suppression>();
  const byRule = new Map<string, Suppression[]>();
  for (const suppression of suppressions) {
    const others = byRule.get(suppression.rule.name);
    if (others === undefined) byRule.set(suppression.rule.name, [suppression]);
    else others.push(suppression);
  }
  const naming = new Map<string, readonly Suppression[]>();
  const kept = diagnostics.filter((diagnostic) => {
    const { rule } = diagnostic;
    let named = naming.get(rule);
    if (named === undefined) {
      named = [rule, followedRule(rule)].flatMap((name) => byRule.get(name ?? "") ?? []);
      naming.set(rule, named);
    }
    const matching = named.filter((suppression) => silences(suppression, diagnostic));
    for (const suppression of matching) used.add(suppression);
    return matching.length === 0;
  });
  for (const suppression of suppressions) {
    if (used.has(suppression) || (stage === "checked" && PROVED.test(suppression.rule.code))) continue;
    const details = { unnecessary: true };
    const reporter = new FileReporter(suppression.file, report);
    reporter.report(configurationRules.unusedSuppression, { rule: suppression.rule.name }, suppression.span, details);
  }
  return [...kept, ...found];
}

function silences({ file, target, rule }: Suppression, diagnostic: Diagnostic): boolean {
  if (target === null) return false;
  const except = OF_CRITERIA.has(rule.code) ? [] : target.except;
  const inside = (location: Location, span: Span) =>
    location.file === file.path && span.start <= location.span.start && location.span.start < span.end;
  return [diagnostic.location, ...diagnostic.related.map((related) => related.location)].some(
    (location) => inside(location, target.span) && !except.some((span) => inside(location, span)),
  );
}

const SUPPRESSION = /^(?:\/\/|\/\*)\s*seg-ignore(?![\w-])\s*([^\s:،]*)\s*(?::\s*)?(.*?)\s*(?:\*\/)?$/su;

function suppressionsOf(file: SyntaxFile, report: Report): Suppression[] {
  const reporter = new FileReporter(file, report);
  let declared: ReturnType<typeof declarationsOf> | null = null;
  return file.comments.flatMap((comment): Suppression[] => {
    if (comment.kind === "documentation") return [];
    const match = SUPPRESSION.exec(comment.text);
    if (match === null) return [];
    const [, name = "", reason = ""] = match;
    if (name === "") {
      reporter.report(configurationRules.malformedSuppression, {}, comment.span);
      return [];
    }
    const nameStart = comment.span.start + comment.text.indexOf(name, comment.text.indexOf("seg-ignore") + 10);
    const nameSpan = { start: nameStart, end: nameStart + name.length };
    const rule = findRule(name);
    if (rule === undefined) {
      const suggestion = nearestName(
        name,
        allRules.map((known) => known.name),
      );
      const fixes = suggestion === null ? [] : [replacement(reporter.location(nameSpan), suggestion)];
      reporter.report(configurationRules.unknownRule, { name, suggestion }, nameSpan, { fixes });
      return [];
    }
    if (!canBeSilenced(rule)) {
      reporter.report(configurationRules.fixedSeverity, { rule: rule.name }, nameSpan);
      return [];
    }
    if (reason === "") {
      reporter.report(configurationRules.suppressionWithoutReason, { rule: rule.name }, comment.span);
      return [];
    }
    declared ??= declarationsOf(file);
    return [{ file, span: comment.span, rule, target: targetOf(comment, file, declared) }];
  });
}

/** The declaration, segment or field that begins next; null behind something on the comment's own line. */
function targetOf(
  comment: Comment,
  file: SyntaxFile,
  declared: ReturnType<typeof declarationsOf>,
): Suppression["target"] {
  const lineStart =
    Math.max(file.text.lastIndexOf("\n", comment.span.start - 1), file.text.lastIndexOf("\r", comment.span.start - 1)) +
    1;
  if (file.text.slice(lineStart, comment.span.start).trim() !== "") return null;
  let next: Declaration | Member | null = null;
  for (const candidate of declared) {
    if (candidate.span.start < comment.span.end) continue;
    if (next === null || candidate.span.start < next.span.start) next = candidate;
  }
  if (next === null) return null;
  const except = next.kind === "criterion" ? next.members.map((member) => member.span) : [];
  return { span: next.span, except };
}

type Member = FieldDeclaration | Extract<Declaration, { kind: "criterion" }>["members"][number];

function declarationsOf(file: SyntaxFile): readonly (Declaration | Member)[] {
  return file.declarations.flatMap((declaration): (Declaration | Member)[] => {
    if (declaration.kind === "criterion") return [declaration, ...declaration.members];
    if (declaration.kind === "customer") return [declaration, ...fieldsOf(declaration.fields)];
    return [declaration];
  });
}

function fieldsOf(fields: readonly FieldDeclaration[]): FieldDeclaration[] {
  return fields.flatMap((field) => {
    const element = field.type?.kind === "list-type" ? field.type.element : field.type;
    return element?.kind === "record-type" ? [field, ...fieldsOf(element.fields)] : [field];
  });
}
