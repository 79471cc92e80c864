import type { ProgramChange } from "@seg-lang/language";
import { counted } from "./report.js";

type ListChange = Extract<ProgramChange, { kind: "list" }>;

/** What changed beside conditions, a line each: `+` is new, `-` is gone, `~` is another. Names stand in backticks. */
export function changeLine(change: ProgramChange): { readonly sign: "+" | "-" | "~"; readonly text: string } {
  switch (change.kind) {
    case "field": {
      const { field, before, after } = change;
      if (before === null) return { sign: "+", text: `field \`${field}\`: ${after}` };
      if (after === null) return { sign: "-", text: `field \`${field}\`: ${before}` };
      return { sign: "~", text: `field \`${field}\`: ${before} → ${after}` };
    }
    case "require":
      return { sign: SIGNS[change.change], text: `require ${change.text}` };
    case "list":
      return { sign: SIGNS[change.change], text: listText(change) };
    case "setting":
      return { sign: "~", text: `${change.setting} in seg.json: ${change.before} → ${change.after}` };
    case "criterion":
      return { sign: "~", text: `criterion \`${change.criterion}\`: ${change.before} → ${change.after}` };
    case "segment":
      return { sign: SIGNS[change.change], text: `segment \`${change.segment}\` of \`${change.criterion}\`` };
  }
}

const SIGNS = { added: "+", removed: "-", changed: "~" } as const;

function listText({ list, file, change, added, removed }: ListChange): string {
  const name = `list \`${list}\`${file === null ? "" : ` (${file})`}`;
  if (change !== "changed") return `${name}, ${counted((change === "added" ? added : removed).count, "value")}`;
  const parts = [valuesText(added, "new"), valuesText(removed, "gone")].filter((text) => text !== "");
  return `${name}: ${parts.join(", ")}`;
}

function valuesText({ count, examples }: ListChange["added"], what: string): string {
  if (count === 0) return "";
  const shown = examples.map((value) => JSON.stringify(value)).join(", ");
  return `${counted(count, "value")} ${what} (${shown}${count > examples.length ? ", …" : ""})`;
}
