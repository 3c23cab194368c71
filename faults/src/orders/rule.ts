/** What a rule of orders is made of, and the small questions that several ask. */
import type { OrderFacts } from './facts.ts'

export interface Rule {
  readonly name: string
  /** What goes against it, in words. */
  readonly broken: (facts: OrderFacts) => readonly string[]
}

export type Line = OrderFacts['lines'][number]

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)
export const orZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n)

/** Rows by the order that they are of. */
export function byOrder<Row extends { readonly orderId: string | null }>(rows: readonly Row[]) {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    if (row.orderId !== null) found.set(row.orderId, [...(found.get(row.orderId) ?? []), row])
  }
  return (orderId: string): readonly Row[] => found.get(orderId) ?? []
}

export const isLive = ({ stage }: Line): boolean => stage !== 'cancelled'

/** In words, where something is not what it should be. */
export const unlike = (what: string, is: unknown, should: unknown): string[] =>
  is === should ? [] : [`${what} is ${String(is)}, not ${String(should)}`]
