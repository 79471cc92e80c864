import { VIEW_SCHEME } from "../protocol.js";

/** What a document that the server writes is about. Segments by their ids. */
export type DocumentSubject = ProgramSubject | { readonly kind: "rules"; readonly rule: string };

/** Something of a program. */
export type ProgramSubject = OfProgram &
  (
    | { readonly kind: "witness"; readonly segments: readonly [string, string] }
    | { readonly kind: "gap"; readonly criterion: string }
    | { readonly kind: "predicate" | "description"; readonly segment: string }
    | { readonly kind: "proof"; readonly criterion: string; readonly segment: string | null }
    | CustomerSubject
  );

interface OfProgram {
  readonly root: string;
  /** Of a program of one file, its path: several that stand alone may lie in one folder. */
  readonly file?: string;
}

/** Why a customer of the sample data is in their segments; editors may colour it by its ending. Without a `key` field a customer is known by number. */
export interface CustomerSubject extends OfProgram {
  readonly kind: "customer";
  readonly key: string;
}

const ENDINGS = {
  witness: "json",
  gap: "json",
  predicate: "js",
  description: "md",
  proof: "md",
  customer: "seg-explanation",
  rules: "md",
} as const;

/** `seg-view:/witness/Urban and Rural.json?…`, encoded. What stands behind `?` says what it is about, the path what a tab shows. */
export function documentUri(subject: DocumentSubject): string {
  const label = encodeURIComponent(labelOf(subject));
  const path = `${VIEW_SCHEME}:/${subject.kind}/${label}.${ENDINGS[subject.kind]}`;
  return subject.kind === "rules" ? path : `${path}?${encodeURIComponent(JSON.stringify(subject))}`;
}

function labelOf(subject: DocumentSubject): string {
  switch (subject.kind) {
    case "witness":
      return subject.segments.join(" and ");
    case "gap":
      return `Nobody of ${subject.criterion}`;
    case "proof":
      return subject.criterion;
    case "customer":
      return subject.key;
    case "rules":
      return subject.rule;
    default:
      return subject.segment;
  }
}

/** Null for what is no such URI. Editors encode more or less of it than others. */
export function readDocumentUri(uri: string): DocumentSubject | null {
  const match = /^seg-view:\/*rules\/([^/?#]+)\.md/.exec(uri);
  if (match !== null) return { kind: "rules", rule: match[1]! };
  const query = uri.indexOf("?");
  if (!uri.startsWith(`${VIEW_SCHEME}:`) || query < 0) return null;
  try {
    const subject: unknown = JSON.parse(decodeURIComponent(uri.slice(query + 1)));
    return isSubject(subject) ? subject : null;
  } catch {
    return null;
  }
}

function isSubject(value: unknown): value is DocumentSubject {
  if (typeof value !== "object" || value === null) return false;
  const { kind, root, file, segments, segment, criterion, key } = value as Readonly<Record<string, unknown>>;
  if (typeof root !== "string" || (file !== undefined && typeof file !== "string")) return false;
  switch (kind) {
    case "witness":
      return Array.isArray(segments) && segments.length === 2 && segments.every((each) => typeof each === "string");
    case "gap":
      return typeof criterion === "string";
    case "proof":
      return typeof criterion === "string" && (segment === null || typeof segment === "string");
    case "customer":
      return typeof key === "string";
    default:
      return (kind === "predicate" || kind === "description") && typeof segment === "string";
  }
}
