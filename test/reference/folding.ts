/** `text folded`, read off the language's table one line after the other. */
export function folded(text: string): string {
  const letters = text
    .normalize("NFC")
    .replace(/[يى]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/[ةۀ]/g, "ه")
    .replace(/ؤ/g, "و")
    .replace(/ئ/g, "ی")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\u0640|[\u064b-\u0655]|\u0670|\u200c|\u200d|\u061c|[\u200e\u200f]|[\u202a-\u202e]|[\u2066-\u2069]/g, "");
  const lower = [...letters].map((letter) => (letter === "İ" ? "i" : letter.toLowerCase())).join("");
  return lower.normalize("NFC").trim();
}
