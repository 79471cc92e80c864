import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** What dies is collected when it is a third of what lives, not only when it is several times as much. */
const OLD = "--heap-growing-percent=30";
/** Bytes for what has just been made: V8 takes four times as much where nobody stops it. */
const NEW = 8 * 2 ** 20;
const GROW_NO_MORE = "--semi-space-growth-factor=1";
/** Enough by far for what has just been made to grow. */
const MOST_OBJECTS = 400_000;

/**
 * Asks V8 to be thrifty: a server runs all day beside the editor, and is not to take twice the memory that it needs. Both cost
 * hardly any time here. That is said while the process runs, as who starts it (`seg lsp`) gives no options to Node; and as room
 * for new objects can only be kept from growing, it is let grow first, by objects that live for a moment.
 */
export function liveThriftily(): void {
  setFlagsFromString(OLD);
  const objects: object[] = [];
  while (roomForNew() < NEW && objects.length < MOST_OBJECTS) {
    for (let count = 0; count < 5_000; count += 1) objects.push({ count });
  }
  setFlagsFromString(GROW_NO_MORE);
}

function roomForNew(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")?.space_size ?? NEW;
}
