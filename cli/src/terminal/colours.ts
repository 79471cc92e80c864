import pc from "picocolors";

/** Colours of one stream: each is the identity where the stream takes none. */
export type Colours = ReturnType<typeof pc.createColors>;

interface ColourStream {
  readonly isTTY?: boolean;
}

/**
 * Whether to colour what goes to `stream`: on terminals only. `NO_COLOR` (https://no-color.org) switches it off, whatever
 * else is set; `FORCE_COLOR` switches it on wherever it goes, `FORCE_COLOR=0` off.
 */
function wantsColour(stream: ColourStream, environment: Readonly<Record<string, string | undefined>>): boolean {
  const refused = environment.NO_COLOR;
  if (refused !== undefined && refused !== "") return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return stream.isTTY === true && environment.TERM !== "dumb";
}

export function coloursFor(stream: ColourStream, environment: Readonly<Record<string, string | undefined>>): Colours {
  return pc.createColors(wantsColour(stream, environment));
}

export const PLAIN: Colours = pc.createColors(false);
