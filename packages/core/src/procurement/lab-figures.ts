/** How outside labs work. Pure: no I/O. */
import { divideRounded } from '../values/rounding.ts'

/** What happened at a lab in a time. */
export interface LabSums {
  /** Jobs that came back, whatever became of them. */
  readonly returned: number
  /** Days that they were away, in all. */
  readonly days: number
  /** Of them, those that came later than expected. */
  readonly late: number
  /** Units that were inspected and kept, and sent back or given up. */
  readonly accepted: number
  readonly rejected: number
}

export interface LabFigures {
  /** Mean days from sending to return, with one decimal; null where nothing came back. */
  readonly turnaroundDays: string | null
  /** Of what came back, the share that came in time, in per cent with one decimal; null where nothing did. */
  readonly onTimeRate: string | null
  /** Of what was inspected, the share that was rejected, in per cent with one decimal; null where nothing was. */
  readonly rejectRate: string | null
}

function ratio(part: number, whole: number, times: number): string | null {
  if (whole === 0) return null
  const tenths = divideRounded(BigInt(part) * BigInt(times) * 10n, BigInt(whole), 'half-up')
  return `${tenths / 10n}.${tenths % 10n}`
}

export function labFigures({ returned, days, late, accepted, rejected }: LabSums): LabFigures {
  return {
    turnaroundDays: ratio(days, returned, 1),
    onTimeRate: ratio(returned - late, returned, 100),
    rejectRate: ratio(rejected, accepted + rejected, 100),
  }
}
