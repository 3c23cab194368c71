/** Parts a rental of counted units, so that each part can go its own way: eight chairs come back, two do not. */
import { splitClaims } from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { allocateByWeights } from '../values/allocation.ts'
import { addRental, keepRental } from './keep-rental.ts'
import type { RentalRow } from './tables.ts'

/**
 * Leaves `quantity` units with the rental and gives the rest, with its share of all amounts, to a new one that stands where this
 * one did. Answers the rental. Statements: none where all are meant; else its update, its claim, and the claim's update.
 */
export async function splitRental(context: CommandContext, rental: RentalRow, quantity: number): Promise<RentalRow> {
  if (quantity === rental.quantity) return rental
  const rest = rental.quantity - quantity
  const share = (amount: bigint): readonly [bigint, bigint] => {
    const [stays = 0n, goes = 0n] = allocateByWeights(amount, [BigInt(quantity), BigInt(rest)])
    return [stays, goes]
  }
  const id = context.newId()
  const { version: _, ...copied } = rental
  const [price, otherPrice] = share(rental.price)
  const [bond, otherBond] = share(rental.bond)
  const other = { ...copied, id, quantity: rest, price: otherPrice, bond: otherBond, splitFrom: rental.id }
  // What was billed before stays where it was billed.
  addRental(
    context,
    { ...other, lateFee: 0n, damage: 0n, kept: 0n, owed: 0n, repairCost: 0n },
    { kind: 'split', otherId: rental.id },
  )
  const kept = await keepRental(context, rental, { quantity, price, bond }, { kind: 'split', otherId: id })
  await splitClaims(context, rental.id, id, rest)
  return kept
}
