const MOST_TRIES = 1000;

/** Fewer and simpler bytes that still fail: pieces are taken out or turned into 0, large ones first. In bounded time. */
export async function shrunk(
  bytes: Uint8Array,
  fails: (bytes: Uint8Array) => boolean | Promise<boolean>,
  most = MOST_TRIES,
): Promise<Uint8Array> {
  let best = bytes;
  let tries = 0;
  for (let piece = Math.ceil(bytes.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
    for (let start = 0; start < best.length; start += piece) {
      const without = Uint8Array.from([...best.slice(0, start), ...best.slice(start + piece)]);
      const zeroed = best.slice();
      zeroed.fill(0, start, start + piece);
      for (const candidate of [without, zeroed]) {
        if (candidate.join() === best.join()) continue;
        tries += 1;
        if (tries > most) return best;
        if (await fails(candidate)) {
          best = candidate;
          break;
        }
      }
    }
  }
  return best;
}
