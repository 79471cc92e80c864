/** One of the things compared in a benchmark. */
export interface Contender {
  readonly name: string;
  /** Does `units` units of work. What it makes must be kept until it returns, so that no work is optimised away. */
  run(units: number): unknown | Promise<unknown>;
}

export interface Timing {
  readonly name: string;
  /** Median nanoseconds a unit. */
  readonly nanoseconds: number;
  /** Units a round. */
  readonly units: number;
  /** Nanoseconds a unit, by round. */
  readonly rounds: readonly number[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Runs the contenders in turn, round after round, so that a noisy neighbour disturbs all of them alike. A round of a
 * contender lasts about `roundMilliseconds`; each is warmed up for as long as two rounds before anything counts.
 */
export async function alternate(
  contenders: readonly Contender[],
  { rounds, roundMilliseconds }: { rounds: number; roundMilliseconds: number },
): Promise<Timing[]> {
  const units: number[] = [];
  for (const contender of contenders) units.push(await calibrate(contender, roundMilliseconds));
  const times: number[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      times[index]!.push((await timed(contender, units[index]!)) / units[index]!);
    }
  }
  return contenders.map(({ name }, index) => ({
    name,
    nanoseconds: median(times[index]!),
    units: units[index]!,
    rounds: times[index]!,
  }));
}

/** How many times slower `timing` is than `base`: the median over the rounds, each round compared with its own neighbour. */
export function ratio(timing: Timing, base: Timing): number {
  return median(timing.rounds.map((time, round) => time / base.rounds[round]!));
}

async function calibrate(contender: Contender, milliseconds: number): Promise<number> {
  const enough = milliseconds * 1e6;
  let units = 1;
  let time = await timed(contender, units);
  while (time < enough / 2) {
    units *= 2;
    time = await timed(contender, units);
  }
  await timed(contender, units);
  return Math.max(1, Math.round((units * enough) / (await timed(contender, units))));
}

async function timed(contender: Contender, units: number): Promise<number> {
  const start = process.hrtime.bigint();
  await contender.run(units);
  return Number(process.hrtime.bigint() - start);
}
