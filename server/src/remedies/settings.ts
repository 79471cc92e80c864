import { type Diagnostic, parseJson } from "@seg-lang/language";
import type { TextView } from "../program/view.js";
import { type Remedy, rewritten } from "./remedy.js";

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

type SettingRemedy = (config: TextView, finding: Diagnostic) => readonly Remedy[];

const remedies: Readonly<Record<string, SettingRemedy>> = {
  "broken-configuration": withoutLastCommas,
  "wrong-setting": dayByNumber,
  "unknown-time-zone": zoneByCity,
  "empty-today-range": turnedRange,
  "fixed-severity": withoutEntry,
};

/** The ways out of a finding in `seg.json` that only an editor offers. */
export function settingRemedies(config: TextView, finding: Diagnostic): readonly Remedy[] {
  return remedies[finding.rule]?.(config, finding) ?? [];
}

/** JSON has no comma behind the last entry; people write one. Offered where nothing else is wrong. */
function withoutLastCommas(config: TextView): readonly Remedy[] {
  // Texts are passed by.
  const edits = [...config.text.matchAll(/"(?:[^"\\\r\n]|\\.)*"|,(?=\s*[}\]])/g)]
    .filter(([sign]) => sign === ",")
    .map(({ index }) => rewritten(config, { start: index, end: index + 1 }, ""));
  const text = [...edits]
    .reverse()
    .reduce((left, { location: { span } }) => left.slice(0, span.start) + left.slice(span.end), config.text);
  if (edits.length === 0 || parseJson(text).kind !== "value") return [];
  const title = edits.length === 1 ? "Remove the comma behind the last entry" : "Remove the commas behind last entries";
  return [{ title, edits, preferred: true }];
}

/** As calendars of computers count: 0 or 7 is Sunday, 1 Monday. */
function dayByNumber(config: TextView, { location: { span } }: Diagnostic): readonly Remedy[] {
  const found = /"weekStart"\s*:\s*(\d)(?!\d)/.exec(config.text);
  const day = DAYS[Number(found?.[1] ?? -1)];
  if (found === null || day === undefined) return [];
  const end = found.index + found[0].length;
  if (span.start > end || span.end < found.index) return [];
  const text = JSON.stringify(day);
  return [{ title: `Write ${text}`, edits: [rewritten(config, { start: end - 1, end }, text)], preferred: true }];
}

/** `Tehran` is `Asia/Tehran`. */
function zoneByCity(config: TextView): readonly Remedy[] {
  const found = /"timeZone"\s*:\s*"([^"\\]+)"/.exec(config.text);
  if (found === null) return [];
  const city = `/${found[1]!.trim().replace(/[ -]/g, "_").toLowerCase()}`;
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone.toLowerCase().endsWith(city));
  const end = found.index + found[0].length - 1;
  const span = { start: end - found[1]!.length, end };
  return zones.map((zone) => ({
    title: `Write "${zone}"`,
    edits: [rewritten(config, span, zone)],
    ...(zones.length === 1 ? { preferred: true } : {}),
  }));
}

function turnedRange(config: TextView): readonly Remedy[] {
  const at = (name: string) => {
    const found = new RegExp(`"${name}"\\s*:\\s*"(\\d{4}-\\d{2}-\\d{2})"`).exec(config.text);
    if (found === null) return null;
    const end = found.index + found[0].length - 1;
    return { day: found[1]!, span: { start: end - found[1]!.length, end } };
  };
  const [earliest, latest] = [at("earliest"), at("latest")];
  if (earliest === null || latest === null) return [];
  const edits = [rewritten(config, earliest.span, latest.day), rewritten(config, latest.span, earliest.day)];
  return [{ title: "Exchange the two days", edits, preferred: true }];
}

/** A severity that has no effect, with a comma beside it. */
function withoutEntry(config: TextView, { location: { span } }: Diagnostic): readonly Remedy[] {
  const entries = [...config.text.matchAll(/"(?:[^"\\\r\n]|\\.)*"\s*:\s*"(?:[^"\\\r\n]|\\.)*"/g)];
  const found = entries.find(({ index, 0: text }) => index <= span.start && span.start < index + text.length);
  if (found === undefined) return [];
  const end = found.index + found[0].length;
  const behind = /^\s*,\s*/.exec(config.text.slice(end))?.[0] ?? null;
  const before = /,\s*$/.exec(config.text.slice(0, found.index))?.[0] ?? "";
  const cut =
    behind === null ? { start: found.index - before.length, end } : { start: found.index, end: end + behind.length };
  return [{ title: "Remove the entry", edits: [rewritten(config, cut, "")], preferred: true }];
}
