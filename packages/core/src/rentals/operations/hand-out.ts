import { claimFirstFree } from '../../claims/index.ts'
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { inventorySerials } from '../../inventory/index.ts'
import { CommitmentUnknown, lockCommitment } from '../../ledger/index.ts'
import { localSpan } from '../../values/local-span.ts'
import { Money } from '../../values/money.ts'
import { bondOfOut } from '../charge-customer.ts'
import {
  RentalBondMissing,
  RentalPeriodInvalid,
  RentalUnitGone,
  RentalUnitNotReady,
  RentalUnitTaken,
} from '../errors.ts'
import { inTheWayTold } from '../asked-lines.ts'
import { keepRental } from '../keep-rental.ts'
import { meantRentals } from '../lock-rentals.ts'
import { meantErrors } from '../operation-errors.ts'
import { readAway, resourceOf } from '../overruns.ts'
import { presentRental, type RentalList, rentalListSchema } from '../present-rental.ts'
import { isHere, readCounts } from '../rentable-items.ts'
import { idText, noteText, quantityNumber, saidSchema } from '../shapes.ts'
import type { RentalRow } from '../tables.ts'

const one = z.strictObject({
  rentalId: idText,
  /** Fewer than were reserved; the rest stays reserved, as a rental of its own. */
  quantity: quantityNumber.optional(),
  /** How it looks. Never personal data. */
  condition: noteText.optional(),
})

const schema = z.strictObject({
  rentals: saidSchema(one),
  /** Hands out although the bond is not held; needs the permission rentals.handOutWithoutBond. */
  withoutBond: z.boolean().default(false),
})

export interface HandOutUnits extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, HandOutUnits> = schema

const errors = [
  ...meantErrors,
  RentalPeriodInvalid,
  RentalUnitNotReady,
  RentalUnitGone,
  RentalUnitTaken,
  RentalBondMissing,
  CommitmentUnknown,
] as const

/** Hands units over to the customer, once they are in the house and ready and the bond is held. */
export const handOut: Operation<'command', HandOutUnits, RentalList, (typeof errors)[number]> = operation({
  name: 'rentals.handOut',
  summary: 'Hands reserved units over to the customer, all that are named or none.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors,
  async run(context, { rentals: said, withoutBond }) {
    const meant = await meantRentals(context, said, () => 'handedOut', 'hand it out')
    const rentals = meant.map(({ rental }) => rental)
    for (const { endsAt, id } of rentals) {
      if (endsAt > context.now) continue
      const field = `the time of rental "${id}"`
      throw RentalPeriodInvalid.create({ field, rule: `not be over now, ${context.now}`, value: endsAt })
    }
    // Two rentals of one unit never go out at once: the unit is held while one looks where it is.
    await context.store.lock(rentals.map((rental) => `rentals.out:${resourceOf(rental)}`))
    await requireReady(context, rentals)
    const starts = await claimEarlier(context, rentals)
    const bare = await requireBonds(context, rentals, withoutBond)
    const items = []
    for (const { rental, said: own } of meant) {
      const out = await keepRental(
        context,
        rental,
        { state: 'handedOut', handedOutAt: context.now, busyFrom: starts.get(rental.id) },
        { kind: 'handedOut', note: own.condition, allowed: bare.has(rental.id) ? 'withoutBond' : undefined },
      )
      items.push(presentRental(out))
    }
    return { items }
  },
})

/** Statements: one, and one for serials or two for counts. @throws RENTAL_UNIT_GONE, RENTAL_UNIT_NOT_READY */
async function requireReady(context: CommandContext, rentals: readonly RentalRow[]): Promise<void> {
  const { store, branch } = context
  const serialIds = rentals.flatMap(({ serialId }) => serialId ?? [])
  const serials =
    serialIds.length === 0 ? [] : await store.find(inventorySerials, { where: { id: { in: serialIds } }, limit: 'all' })
  const counted = rentals.filter(({ serialId }) => serialId === null)
  const counts = await readCounts(context, [...new Set(counted.map(({ itemId }) => itemId))])
  const away = await readAway(store, { itemIds: [...new Set(rentals.map(({ itemId }) => itemId))] })
  const going = new Map<string, number>()
  for (const rental of rentals) {
    const { serialId, itemId, itemCode: item, serial, quantity } = rental
    const resource = resourceOf(rental)
    const unit = serials.find(({ id }) => id === serialId)
    if (serialId !== null && (unit === undefined || !isHere(unit, branch))) {
      const rule = `is not in stock in branch "${branch}"`
      throw RentalUnitGone.create({ item, serial: serial ?? serialId, branch, rule })
    }
    const gone = away.filter((other) => resourceOf(other) === resource)
    const before = going.get(resource) ?? 0
    const all = serialId === null ? (counts.get(itemId) ?? 0) : 1
    const ready = all - gone.reduce((sum, other) => sum + other.quantity, 0) - before
    if (ready < quantity) {
      throw RentalUnitNotReady.create({
        item,
        serial,
        wanted: quantity,
        ready: Math.max(0, ready),
        away: gone.map(({ id: rentalId, state, quantity: of }) => ({ rentalId, state, quantity: of })),
      })
    }
    going.set(resource, before + quantity)
  }
}

/**
 * What goes out before its time is claimed from now on: answers the new beginnings. Statements: none where nothing goes out
 * early.
 *
 * @throws RENTAL_UNIT_TAKEN
 */
async function claimEarlier(
  context: CommandContext,
  rentals: readonly RentalRow[],
): Promise<ReadonlyMap<string, string>> {
  const { now } = context
  const early = rentals.filter(({ busyFrom }) => busyFrom > now)
  if (early.length === 0) return new Map()
  const counted = early.filter(({ serialId }) => serialId === null)
  const counts = await readCounts(context, [...new Set(counted.map(({ itemId }) => itemId))])
  const wishes = early.map((rental) => ({
    reference: rental.id,
    kind: 'rental' as const,
    quantity: rental.quantity,
    choices: [
      {
        resource: resourceOf(rental),
        capacity: rental.serialId === null ? (counts.get(rental.itemId) ?? 0) : 1,
        from: now,
        to: rental.busyTo,
      },
    ],
  }))
  const replaces = early.map(({ id }) => id)
  const outcome = await claimFirstFree(context, wishes, { replaces })
  if (!outcome.ok) {
    const refused = early[outcome.wish]
    if (refused === undefined) throw new Error('claims refused a wish that was not asked for')
    const { itemCode: item, serial, busyTo: to, quantity: wanted } = refused
    const { timeZone } = context.studio.days(context.branch)
    throw RentalUnitTaken.create({
      item,
      serial,
      from: now,
      to,
      wanted,
      free: outcome.free,
      inTheWay: outcome.standing.map((taken) => inTheWayTold(taken, serial, timeZone)),
      local: localSpan(now, to, timeZone),
      timeZone,
    })
  }
  return new Map(replaces.map((id) => [id, now]))
}

/**
 * Whether the bond of each order covers what is out and goes out; answers the rentals that go out without. Locks orders in the
 * order of their ids: two statements for each.
 *
 * @throws RENTAL_BOND_MISSING, COMMITMENT_UNKNOWN, PERMISSION_MISSING
 */
async function requireBonds(
  context: CommandContext,
  rentals: readonly RentalRow[],
  withoutBond: boolean,
): Promise<ReadonlySet<string>> {
  const bare = new Set<string>()
  const orders = [...new Set(rentals.map(({ orderId }) => orderId))].sort()
  for (const orderId of orders) {
    const own = rentals.filter((rental) => rental.orderId === orderId)
    const going = own.reduce((sum, rental) => sum + rental.bond, 0n)
    if (going === 0n) continue
    const held = orderId === null ? 0n : (await lockCommitment(context, orderId)).bond
    const out = orderId === null ? 0n : await bondOfOut(context, orderId, [])
    if (held >= going + out) continue
    if (!withoutBond) {
      const text = (minor: bigint) => Money.ofMinor(minor, context.studio.currency).toString()
      throw RentalBondMissing.create({ orderId, expected: text(going + out), held: text(held) })
    }
    context.demand('rentals.handOutWithoutBond')
    for (const { id } of own) bare.add(id)
  }
  return bare
}
