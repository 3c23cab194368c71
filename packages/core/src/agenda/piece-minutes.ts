/** How long a piece of work takes: by the settings, else by what was recorded of such work, else as usual. Pure. */
import { Quantity } from '../values/quantity.ts'
import type { AgendaSettings } from './settings.ts'

/** What was recorded of a stage. */
export interface Recorded {
  readonly stage: string
  /** Images, spreads, pieces. */
  readonly quantity: string
  readonly minutes: number
}

export interface PieceMinutes {
  /** 1 or more. */
  readonly minutes: number
  /** settings, records or usual. */
  readonly from: 'settings' | 'records' | 'usual'
}

/** Asked by stage and units. */
export function pieceMinutes(
  { minutes: told, usualMinutes }: AgendaSettings['production'],
  recorded: readonly Recorded[],
): (stage: string, units: number) => PieceMinutes {
  const known = new Map(recorded.map((one) => [one.stage, one]))
  return (stage, units) => {
    const own = Object.hasOwn(told, stage) ? told[stage] : undefined
    if (own !== undefined) return { minutes: Math.max(1, own.each + own.perUnit * units), from: 'settings' }
    const record = known.get(stage)
    if (record === undefined || record.minutes <= 0 || !Quantity.of(record.quantity).isPositive()) {
      return { minutes: usualMinutes, from: 'usual' }
    }
    const each = record.minutes / Number(record.quantity)
    return { minutes: Math.max(1, Math.ceil(each * units - 1e-9)), from: 'records' }
  }
}
