import type { EditorSettings } from "../program/view.js";

/** What holds where the user has set nothing. */
export const DEFAULT_SETTINGS: EditorSettings = {
  lens: { counts: true, proofs: true, commands: true },
  hints: { criterion: true, share: false },
  sampleData: null,
  prove: "change",
};

export interface ReadSettings {
  readonly settings: EditorSettings;
  /** One sentence for each value that cannot be used; the default holds in its place. */
  readonly problems: readonly string[];
}

/** Reads what an editor holds under `seg`: anything at all. Never throws. */
export function readSettings(given: unknown): ReadSettings {
  const problems: string[] = [];
  if (given !== null && given !== undefined && !isRecord(given)) {
    problems.push("The settings under `seg` are not an object; they are left aside.");
  }
  const top = isRecord(given) ? given : {};
  const flag = (group: "lens" | "hints", name: string, standard: boolean): boolean => {
    const inner = top[group];
    const value = top[`${group}.${name}`] ?? (isRecord(inner) ? inner[name] : undefined);
    if (value === undefined || value === null) return standard;
    if (typeof value === "boolean") return value;
    problems.push(`The setting \`seg.${group}.${name}\` is to be \`true\` or \`false\`; \`${standard}\` is used.`);
    return standard;
  };
  return {
    settings: {
      lens: {
        counts: flag("lens", "counts", DEFAULT_SETTINGS.lens.counts),
        proofs: flag("lens", "proofs", DEFAULT_SETTINGS.lens.proofs),
        commands: flag("lens", "commands", DEFAULT_SETTINGS.lens.commands),
      },
      hints: {
        criterion: flag("hints", "criterion", DEFAULT_SETTINGS.hints.criterion),
        share: flag("hints", "share", DEFAULT_SETTINGS.hints.share),
      },
      sampleData: sampleData(top.sampleData, problems),
      prove: prove(top.prove, problems),
    },
    problems,
  };
}

function sampleData(value: unknown, problems: string[]): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string") return value;
  problems.push("The setting `seg.sampleData` is to be the path of a file; `seg.json` is asked instead.");
  return null;
}

function prove(value: unknown, problems: string[]): EditorSettings["prove"] {
  if (value === undefined || value === null) return DEFAULT_SETTINGS.prove;
  if (value === "change" || value === "save" || value === "off") return value;
  problems.push('The setting `seg.prove` is to be "change", "save" or "off"; "change" is used.');
  return DEFAULT_SETTINGS.prove;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
