import type { Severity } from "@seg-lang/language";
import { type Colours, coloursFor, PLAIN } from "../terminal/colours.js";
import { type LayoutOptions, safeText } from "../terminal/text-layout.js";

/** How a report for people is drawn: colours or none, isolates or none. */
export interface Style {
  readonly colours: Colours;
  readonly layout: LayoutOptions;
}

export const PLAIN_STYLE: Style = { colours: PLAIN, layout: { isolate: false } };

export function styleFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  return { colours: coloursFor(stream, environment), layout: { isolate: stream.isTTY === true } };
}

/** A sentence with its `` `code` `` coloured; what would be unseen is named. */
export function prose(text: string, { colours, layout }: Style): string {
  return safeText(text, layout).replace(/`[^`\n]+`/g, (code) => colours.cyan(code));
}

export function severityColour(severity: Severity, { colours }: Style): (text: string) => string {
  switch (severity) {
    case "error":
      return (text) => colours.bold(colours.red(text));
    case "warning":
      return (text) => colours.bold(colours.yellow(text));
    case "information":
      return (text) => colours.bold(colours.blue(text));
    case "hint":
      return (text) => colours.bold(colours.dim(text));
  }
}
