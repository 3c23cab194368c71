/** On which terms a unit is rented: its own, else the item's, else the studio's. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import type { LatePolicy } from './late-fee.ts'
import { rentalSettings } from './settings.ts'
import { rentalsTerms, type TermsRow } from './tables.ts'

export interface Terms {
  readonly prepareMinutes: number
  readonly cleanMinutes: number
  /** For a unit. */
  readonly price: Money
  readonly bond: Money
  readonly late: LatePolicy
}

/** Answers the terms of a unit (null: of what is only counted) of an item. */
export type TermsOf = (itemId: string, serialId: string | null) => Terms

/** The name of the version, among those of claims, that rises with every change of the terms of an item or of one of its units. */
export const termsVersion = (itemId: string): string => `terms:${itemId}`

/** The terms of items and of all their units. One statement. */
export async function readTerms(context: QueryContext | CommandContext, itemIds: readonly string[]): Promise<TermsOf> {
  const { currency } = context.studio
  const settings = await context.settings(rentalSettings)
  const rows = await context.store.find(rentalsTerms, { where: { itemId: { in: itemIds } }, limit: 'all' })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const zero = Money.zero(currency)
  return (itemId, serialId) => {
    const own = [serialId === null ? undefined : byId.get(serialId), byId.get(itemId)].filter(
      (row) => row !== undefined,
    )
    const first = <T>(member: (row: TermsRow) => T | null): T | undefined =>
      own.map(member).find((value) => value !== null) ?? undefined
    const money = (member: (row: TermsRow) => bigint | null): Money | undefined => {
      const minor = first(member)
      return minor === undefined ? undefined : Money.ofMinor(minor, currency)
    }
    const cap = settings.lateFeeCap === null ? null : Money.of(settings.lateFeeCap, currency)
    return {
      prepareMinutes: first((row) => row.prepareMinutes) ?? settings.prepareMinutes,
      cleanMinutes: first((row) => row.cleanMinutes) ?? settings.cleanMinutes,
      price: money((row) => row.price) ?? zero,
      bond: money((row) => row.bond) ?? zero,
      late: {
        perDay: money((row) => row.lateFeePerDay) ?? Money.of(settings.lateFeePerDay, currency),
        graceMinutes: first((row) => row.lateGraceMinutes) ?? settings.lateGraceMinutes,
        cap: money((row) => row.lateFeeCap) ?? cap,
      },
    }
  }
}
