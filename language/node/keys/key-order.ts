/**
 * Orders in which an export may have its keys, each one bit: shorter keys first (c9, c10) or byte by byte (c10, c9), rising
 * or falling. As long as the keys of a file come in one of them, a key that goes on in it was never read before.
 */
export type KeyOrders = number;

const RISING_LENGTH = 1;
const RISING_BYTES = 2;
const FALLING_LENGTH = 4;
const FALLING_BYTES = 8;

export const NO_ORDER: KeyOrders = 0;
export const RISING: KeyOrders = RISING_LENGTH | RISING_BYTES;
export const ANY_ORDER: KeyOrders = RISING | FALLING_LENGTH | FALLING_BYTES;

/**
 * The orders in which one key comes behind another; none if they are the same. `lengths`, `bytes`: how it compares with the
 * other (below zero: it is less) in length, and in the first byte in which they differ (0: one begins with the other).
 */
export function ordersOf(lengths: number, bytes: number): KeyOrders {
  const byBytes = bytes === 0 ? lengths : bytes;
  if (byBytes === 0) return NO_ORDER;
  const byLength = lengths === 0 ? byBytes : lengths;
  return (byLength > 0 ? RISING_LENGTH : FALLING_LENGTH) | (byBytes > 0 ? RISING_BYTES : FALLING_BYTES);
}
