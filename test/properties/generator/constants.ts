import { formatDay, MAX_DAY, MIN_DAY } from "../../../language/src/values/calendar.js";
import { formatInstant } from "../../../language/src/values/zone.js";
import type { Choices } from "./choices.js";

/** Values that data and programs share, so that thresholds are met exactly, and missed narrowly. */
export class Constants {
  readonly #choices: Choices;
  readonly #today: number;

  constructor(choices: Choices, today: number) {
    this.#choices = choices;
    this.#today = today;
  }

  integer(): number {
    return this.#choices.pick([0, 1, 2, 3, 5, 10, 12, 18, 29, 30, -1, -5, 100, 365, 1000]);
  }

  /** Cents, and decimals whose sums in doubles miss the decimal sum. */
  amount(): number {
    return this.#choices.pick([0, 0.1, 0.2, 0.3, 1, 2.5, 37.62, 1128.6, 33.34, 0.05, 19.99, 0.7, 100, 1000.2, 3]);
  }

  decimal(): number {
    return this.#choices.pick([this.amount(), this.integer(), 1e-7, -0.1, -37.62, 123456.789, 1e15, 4.35, 1.1]);
  }

  text(): string {
    return this.#choices.pick([
      "Tehran",
      "tehran",
      " TEHRAN ",
      "كرج",
      "کرج",
      "يزد",
      "یزد",
      "",
      "a",
      "AB",
      "ab",
      "قُم\u200c",
      "قم",
      "۱۲",
      "12",
      "İzmir",
      "izmir",
      "e\u0301a",
      "éa",
      "😀b",
      "vip",
      "أصفهان",
      "اصفهان",
      "خانۀ مؤمن",
      "خانه مومن",
      "مدرســة",
      "مدرسه",
      "آئين",
      "ایین",
      " ",
    ]);
  }

  day(): number {
    const near = this.#choices.pick([
      () => this.#today + this.#choices.pick([0, -1, 1, -29, -30, -31, -6, -7, -8, -89, -90, -364, -365, -366, 30]),
      () => this.#today - this.#choices.below(200) * 3,
      () => 19_782 + this.#choices.pick([0, 1, -1, 31, 60, 91]),
      () => this.#choices.pick([MIN_DAY, MAX_DAY, 0, -1]),
    ])();
    return Math.max(MIN_DAY, Math.min(MAX_DAY, near));
  }

  instant(): number {
    const time = this.#choices.pick([0, 86_399_999, 43_200_000, 5_400_000, 73_800_000, 1, 77_400_000]);
    return Math.max(MIN_DAY + 2, Math.min(MAX_DAY - 2, this.day())) * 86_400_000 + time;
  }

  writtenNumber(value: number): string {
    const written = String(value);
    if (/e/.test(written)) return value < 1 ? "0.0000001" : BigInt(value).toString();
    if (this.#choices.chance(1, 10))
      return written.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));
    if (this.#choices.chance(1, 10) && /^-?[1-9]\d*$/.test(written)) return `${written}00%`;
    return this.#choices.chance(1, 5) ? written.replace(/(\d)(?=(\d{3})+$)/g, "$1_") : written;
  }

  writtenDay(): string {
    return formatDay(this.day());
  }

  writtenInstant(): string {
    return formatInstant(this.instant());
  }
}
