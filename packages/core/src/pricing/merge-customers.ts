/** What becomes of the uses of coupons where two customers are one person: what either used counts for both as one. */
import { customersMerging, customersUnmerging } from '../customers/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import type { Json } from '../values/json.ts'
import { pricingCouponUses } from './tables.ts'

/** What the merge counted for the survivor; what was saved in minor units. */
interface Counted {
  readonly coupon: string
  readonly branch: string
  readonly at: string
  readonly uses: number
  readonly saved: string
  readonly currency: string
}

async function count({ store }: CommandContext, customerId: string, counted: readonly Counted[], sign: 1 | -1) {
  const rows = counted.map(({ uses, saved, ...same }) => ({
    ...same,
    scope: 'customer',
    scopeId: customerId,
    customerId,
    // Never the zero below zero, which is no whole number to a store.
    uses: sign === 1 ? uses : 0 - uses,
    saved: BigInt(sign) * BigInt(saved),
  }))
  await store.accumulate(pricingCouponUses, rows, ['uses', 'saved'])
}

/** The count of the merged customer stays as it is, and is asked for no more. */
const joinUses = on(customersMerging, async (context, { survivorId, mergedId, notes }) => {
  const where = { scope: 'customer', scopeId: mergedId }
  const own = await context.store.findForUpdate(pricingCouponUses, { where, orderBy: ['coupon'], limit: 'all' })
  const counted = own.map(({ coupon, branch, at, uses, saved, currency }): Counted => {
    return { coupon, branch, at, uses, saved: saved.toString(), currency }
  })
  await count(context, survivorId, counted, 1)
  notes.pricing = counted as unknown as Json
})

const partUses = on(customersUnmerging, async (context, { survivorId, notes }) => {
  const counted = notes.pricing as unknown as readonly Counted[]
  await count(context, survivorId, counted, -1)
  await context.store.deleteWhere(pricingCouponUses, {
    coupon: { in: counted.map(({ coupon }) => coupon) },
    scope: 'customer',
    scopeId: survivorId,
    uses: 0,
  })
})

export const mergeHooks = [joinUses, partUses]
