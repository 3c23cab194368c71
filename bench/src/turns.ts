/** Two sides that take turns in one run, so that neither has the machine at a better hour. */
import { inFlight, percentile, rounded, timed } from './measure.ts'

export interface Sides {
  readonly ours: () => Promise<unknown>
  readonly theirs: () => Promise<unknown>
  /** Turns of each side, and calls of a turn. */
  readonly rounds: number
  readonly perRound: number
}

export interface Measured {
  readonly perSecond: number
  readonly rawPerSecond: number
  /** By turn, the time by hand divided by ours: the median, then least and most. */
  readonly ratio: number
  readonly ratios: readonly number[]
  readonly p50ms: number
  readonly p99ms: number
}

/** With so many calls in flight. Rates and ratios are those of the median turn: a disk that stalls would drown them. */
export async function takeTurns(together: number, { ours, theirs, rounds, perRound }: Sides): Promise<Measured> {
  const warm = 50 + 10 * together
  await inFlight(together, warm, theirs)
  await inFlight(together, warm, ours)
  const samples: number[] = []
  const ourMs: number[] = []
  const theirMs: number[] = []
  const ourTurn = async () => {
    ourMs.push(await timed(async () => samples.push(...(await inFlight(together, perRound, ours)))))
  }
  const theirTurn = async () => {
    theirMs.push(await timed(() => inFlight(together, perRound, theirs)))
  }
  for (let round = 0; round < rounds; round++) {
    // Who comes first changes, so that neither always follows the other's checkpoint.
    for (const turn of round % 2 === 0 ? [theirTurn, ourTurn] : [ourTurn, theirTurn]) await turn()
  }
  const ratios = ourMs.map((ms, round) => (theirMs[round] ?? Number.NaN) / ms)
  return {
    perSecond: rounded((perRound * 1000) / percentile(ourMs, 0.5), 0),
    rawPerSecond: rounded((perRound * 1000) / percentile(theirMs, 0.5), 0),
    ratio: rounded(percentile(ratios, 0.5)),
    ratios: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
    p50ms: rounded(percentile(samples, 0.5)),
    p99ms: rounded(percentile(samples, 0.99)),
  }
}

/** A table of what was measured, by calls in flight. */
export function printTurns(results: ReadonlyMap<number, Measured>, library: string): void {
  console.log(`  in flight   Calotype/s   ${library}/s by hand   ratio          turns   p50 ms   p99 ms`)
  for (const [together, { perSecond, rawPerSecond, ratio, ratios, p50ms, p99ms }] of results) {
    const cells = [together, perSecond, rawPerSecond, ratio, ratios.join(' to '), p50ms, p99ms]
    const widths = [11, 13, 13 + library.length, 8, 16, 9, 9]
    console.log(cells.map((cell, at) => String(cell).padStart(widths[at] ?? 0)).join(''))
  }
}
