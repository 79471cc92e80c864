const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar for a share from 0 to 1, in eighths of a column; some is never drawn as none, nor most as all. */
export function shareBar(share: number, width: number): string {
  const whole = width * 8;
  const rounded = Math.round(Math.min(1, share) * whole);
  const eighths = share <= 0 ? 0 : share >= 1 ? whole : Math.max(1, Math.min(whole - 1, rounded));
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}

/** `32.6 %`; `< 0.1 %` and `> 99.9 %` where rounding would say none or all. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return "–";
  const percent = (100 * part) / whole;
  if (part > 0 && percent < 0.05) return "< 0.1 %";
  if (part < whole && percent >= 99.95) return "> 99.9 %";
  return `${percent.toFixed(1)} %`;
}

/** `7,043`. By hand, because the first use of Intl costs a tenth of the time that `seg check` takes. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
