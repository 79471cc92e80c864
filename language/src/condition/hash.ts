/**
 * A hash of 106 bits as text, the same in every run and on every machine. Equal texts have equal hashes; that two
 * different ones do is not to be expected in a program of any size. (The mixing is that of cyrb53, twice.)
 */
export function hashText(text: string): string {
  return half(text, 0x5e6) + half(text, 0x1dea);
}

function half(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  const bits = 4_294_967_296 * (0x1fffff & low) + (high >>> 0);
  return bits.toString(36).padStart(11, "0");
}
