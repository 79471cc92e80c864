import { eastAsianWidth } from "get-east-asian-width";

/** A line as a terminal shows it, and the column each place of the source falls on. */
export interface LineLayout {
  /** Tabs as blanks, invisible characters named, right-to-left words isolated where that was asked for. */
  readonly text: string;
  /** Columns that `text` takes. */
  readonly width: number;
  /** Column (from 0) at which the character at this UTF-16 offset begins; inside a character, that of the character. */
  column(offset: number): number;
}

export interface LayoutOptions {
  /**
   * Wrap words of right-to-left scripts in FSI … PDI. A terminal that reorders such text would otherwise carry a whole
   * line across, and the caret would stand under the wrong word. Only for terminals: a file keeps the plain text.
   */
  readonly isolate: boolean;
}

const TAB_WIDTH = 4;
/** UTF-16 units that a column may be made of: a letter with its marks, an emoji of several persons. */
const MOST_UNITS = 16;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_DIRECTIONAL_ISOLATE = "\u2069";

/** Printable ASCII with dashes, quotes and `…` needs no segmentation: each is one column, and joins with none of the others. */
const PLAIN_LINE = /^[\x20-\x7e\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*$/;

/** Lays out one line without its line end. Width is counted in grapheme clusters: East Asian wide ones take two columns. */
export function layOutLine(line: string, options: LayoutOptions): LineLayout {
  if (PLAIN_LINE.test(line)) {
    return { text: line, width: line.length, column: (offset) => clamp(offset, line.length) };
  }
  const clusters = [...segmenter().segment(line)];
  const columns = new Array<number>(line.length + 1).fill(0);
  const shown: { text: string; rightToLeft: boolean }[] = [];
  let width = 0;
  for (const { segment, index } of clusters) {
    columns.fill(width, index, index + segment.length);
    const text = showCluster(segment, width);
    shown.push({ text, rightToLeft: isRightToLeft(segment) });
    width += textWidth(text);
  }
  columns[line.length] = width;
  return {
    text: options.isolate ? isolateRuns(shown) : shown.map(({ text }) => text).join(""),
    width,
    column: (offset) => columns[clamp(offset, line.length)]!,
  };
}

/** Text of ours or of the author for a terminal: invisible characters named, right-to-left words isolated. */
export function safeText(text: string, options: LayoutOptions): string {
  return text
    .split("\n")
    .map((line) => layOutLine(line, options).text)
    .join("\n");
}

/**
 * A value of the data on one line, at most `width` columns: line ends as `⏎`, tabs as `⇥`, other controls by their
 * numbers.
 */
export function oneLine(text: string, width: number, options: LayoutOptions): string {
  // What lies beyond the cut need not be laid out, and may be megabytes.
  const ahead = text.length > width * MOST_UNITS ? `${text.slice(0, width * MOST_UNITS)}…` : text;
  const line = ahead.replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, "⏎").replaceAll("\t", "⇥");
  return layOutLine(truncate(layOutLine(line, { isolate: false }).text, width), options).text;
}

/** Columns a text takes on a terminal. */
export function displayWidth(text: string): number {
  return textWidth(text);
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Cuts a text to at most `width` columns; `…` stands for what was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let taken = 0;
  for (const { segment } of segmenter().segment(text)) {
    const own = clusterWidth(segment);
    if (taken + own > width - 1) break;
    kept += segment;
    taken += own;
  }
  return `${kept}…`;
}

function showCluster(cluster: string, column: number): string {
  if (cluster === "\t") return " ".repeat(TAB_WIDTH - (column % TAB_WIDTH));
  if (!isUnseen(cluster)) return cluster;
  return [...cluster].map((sign) => `<U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`).join("");
}

/** Controls, bidi controls and other characters that would be unseen or would steer the terminal; ZWNJ and ZWJ stay. */
function isUnseen(cluster: string): boolean {
  return /^(?![\u200c\u200d])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u.test(
    cluster,
  );
}

function isRightToLeft(cluster: string): boolean {
  return /^[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(cluster);
}

function textWidth(text: string): number {
  if (PLAIN_LINE.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter().segment(text)) width += clusterWidth(segment);
  return width;
}

/** Columns of one grapheme cluster: what it begins with counts, marks and joiners on it do not. */
function clusterWidth(cluster: string): number {
  if (/^[\p{M}\p{Cc}\p{Cf}]/u.test(cluster)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(cluster)) return 2;
  return eastAsianWidth(cluster.codePointAt(0)!);
}

/** One isolate for words of one direction with the blanks between them, so that a phrase still reads in its order. */
function isolateRuns(clusters: readonly { text: string; rightToLeft: boolean }[]): string {
  let text = "";
  let run = "";
  let blanks = "";
  const close = () => {
    if (run !== "") text += FIRST_STRONG_ISOLATE + run + POP_DIRECTIONAL_ISOLATE;
    text += blanks;
    run = "";
    blanks = "";
  };
  for (const cluster of clusters) {
    if (cluster.rightToLeft) {
      run += blanks + cluster.text;
      blanks = "";
    } else if (run !== "" && cluster.text === " ") {
      blanks += cluster.text;
    } else {
      close();
      text += cluster.text;
    }
  }
  close();
  return text;
}

let shared: Intl.Segmenter | undefined;

/** Made on first use: most programs are ASCII and never need it. */
function segmenter(): Intl.Segmenter {
  shared ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  return shared;
}

function clamp(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}
