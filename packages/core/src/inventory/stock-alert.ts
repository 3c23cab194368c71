/** When stock is too low, out or too much. Pure: no I/O. */
import { ratioOf } from './ratio.ts'

export type StockAlertKind = 'out' | 'low' | 'over'

export interface StandingStock {
  readonly onHand: number
  /** Promised to customers. */
  readonly reserved: number
  /** What the branch wants to have; null or missing where nobody said. */
  readonly low?: number | null | undefined
  readonly high?: number | null | undefined
  /** How much was used in so many days. */
  readonly used: number
  readonly days: number
}

export interface AlertRules {
  /** Without a level: low when what is left lasts fewer days. */
  readonly lowDays: number
  /** Without a level: too much when it lasts longer. */
  readonly overDays: number
}

export interface StockAlert {
  readonly alert: StockAlertKind
  /** Whether a level says so, or how much is used. */
  readonly by: 'level' | 'use'
}

/** How many days what is available lasts, one decimal; null where nothing is used. */
export function daysLeft({ onHand, reserved, used, days }: StandingStock): string | null {
  const available = Math.max(onHand - reserved, 0)
  return used > 0 ? ratioOf(BigInt(available) * BigInt(days), BigInt(used), 1) : null
}

/**
 * What is to be told of an item in a branch, if anything. Out and low are asked of what is available, that is on hand and not
 * promised; too much of what is on hand. A level counts before the use; zero is out by either.
 */
export function alertOf(stock: StandingStock, rules: AlertRules): StockAlert | null {
  const { onHand, reserved, low = null, high = null, used, days } = stock
  const available = onHand - reserved
  if (available <= 0) return { alert: 'out', by: low === null ? 'use' : 'level' }
  if (low !== null && available <= low) return { alert: 'low', by: 'level' }
  if (low === null && used > 0 && available * days < used * rules.lowDays) return { alert: 'low', by: 'use' }
  if (high !== null) return onHand > high ? { alert: 'over', by: 'level' } : null
  return used > 0 && onHand * days > used * rules.overDays ? { alert: 'over', by: 'use' } : null
}
