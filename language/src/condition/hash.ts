/**
 * A hash of 106 bits as text, the same in every run and on every machine. Equal texts have equal hashes; that two
 * different ones do is not to be expected in a program of any size. (The mixing is that of cyrb53, twice.)
 */
export function hashText(text: string): string {
  // Both halves in one pass over the text: this is asked of every node of every condition.
  let firstHigh = 0xdeadbeef ^ FIRST_SEED;
  let firstLow = 0x41c6ce57 ^ FIRST_SEED;
  let secondHigh = 0xdeadbeef ^ SECOND_SEED;
  let secondLow = 0x41c6ce57 ^ SECOND_SEED;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    firstHigh = Math.imul(firstHigh ^ unit, 2_654_435_761);
    firstLow = Math.imul(firstLow ^ unit, 1_597_334_677);
    secondHigh = Math.imul(secondHigh ^ unit, 2_654_435_761);
    secondLow = Math.imul(secondLow ^ unit, 1_597_334_677);
  }
  return mixed(firstHigh, firstLow) + mixed(secondHigh, secondLow);
}

const FIRST_SEED = 0x5e6;
const SECOND_SEED = 0x1dea;

function mixed(highSum: number, lowSum: number): string {
  const high =
    Math.imul(highSum ^ (highSum >>> 16), 2_246_822_507) ^ Math.imul(lowSum ^ (lowSum >>> 13), 3_266_489_909);
  const low = Math.imul(lowSum ^ (lowSum >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  const bits = 4_294_967_296 * (0x1fffff & low) + (high >>> 0);
  return bits.toString(36).padStart(11, "0");
}
