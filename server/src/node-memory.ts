import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/**
 * Bytes for what has just been made, both halves together. Less is collected more often, which costs a keystroke the more time as
 * more of what it makes is still in use each time. V8 takes 32 MB where nobody stops it, and then tells of less.
 */
const NEW = 20 * 2 ** 20;
/** What V8 begins with, of which it counts one half until something is collected. */
const LEAST_NEW = 2 * 2 ** 20;
const growBy = (factor: number): string => `--semi-space-growth-factor=${factor}`;
/** Lists of so many, kept for a moment: as soon as some megabytes of what is new stay in use, V8 makes room for more. */
const LENGTH = 100;
const MOST_LISTS = 20_000;

const oldMayGrowBy = (percent: number): string => `--heap-growing-percent=${percent}`;
/**
 * What is left of pages that are mostly empty moves together. By itself V8 leaves most of them as they are: over ten thousand
 * edits pages grew to half as much again as was in use, though that stayed the same.
 */
const COMPACT = "--optimize-for-size";

/**
 * Makes as much room for new objects as there is to be, and no more: a server runs all day beside the editor, and is not to
 * take twice the memory that it needs. That is said while the process runs, as who starts it (`seg lsp`) gives no options to
 * Node; and room that has grown once is not given back while somebody types, so it is for the very beginning.
 */
export function makeRoom(): void {
  setFlagsFromString(growBy(Math.max(1, Math.ceil(NEW / Math.max(roomForNew(), LEAST_NEW)))));
  const lists: number[][] = [];
  while (roomForNew() < NEW && lists.length < MOST_LISTS) {
    for (let count = 0; count < 500; count += 1) lists.push(new Array<number>(LENGTH).fill(0));
  }
  setFlagsFromString(growBy(1));
}

/** What dies is collected when it is a third of what lives, not only when it is several times as much. */
export function growSlowly(): void {
  setFlagsFromString(oldMayGrowBy(30));
}

/**
 * From here on what is old is collected when it is a fifth of what lives, and kept together. That costs little once a program has
 * been proved; before, while nearly all that is made stays, it would cost a quarter of the time.
 */
export function liveThriftily(): void {
  setFlagsFromString(oldMayGrowBy(20));
  setFlagsFromString(COMPACT);
  // With the old the room for the new is often given back; with next to none a keystroke would take twice its time.
  const observer = new PerformanceObserver((list) => {
    if (roomForNew() < NEW && list.getEntries().some(isOfOld)) makeRoom();
  });
  observer.observe({ entryTypes: ["gc"] });
}

/** Whether what is old was collected. */
function isOfOld(entry: PerformanceEntry): boolean {
  const { detail } = entry as PerformanceEntry & { readonly detail?: { readonly kind?: number } };
  return detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}

function roomForNew(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")?.space_size ?? NEW;
}
