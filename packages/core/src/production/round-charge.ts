/** What is to be sold for a round that the customer asked for. Pure. */
import type { ProductionSettings } from './settings.ts'
import type { RoundKind } from './shapes.ts'

/** So much of an item, to be sold on request. */
export interface Charge {
  readonly item: string
  readonly quantity: number
}

/** How many rounds of a line its customer has free. */
export function freeRoundsOf({ freeRounds: { usual, items } }: ProductionSettings, itemCode: string): number {
  return (Object.hasOwn(items, itemCode) ? items[itemCode] : undefined) ?? usual
}

/**
 * @param wished which of the line's rounds that the customer pays for this is, from 1
 * @returns null where somebody else pays, it is free, or the settings name no item
 */
export function chargeOfRound(
  settings: ProductionSettings,
  round: {
    readonly kind: RoundKind
    readonly itemCode: string
    readonly payer: string | null
    readonly quantity: number
  },
  wished: number,
): Charge | null {
  const { kind, itemCode, payer, quantity } = round
  if (payer !== 'customer' || wished <= freeRoundsOf(settings, itemCode)) return null
  const charge = settings.roundCharges[kind]
  return charge === undefined ? null : { item: charge.item, quantity: charge.per === 'image' ? quantity : 1 }
}
