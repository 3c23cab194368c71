/** An order stays where it is while money of it is under way at a provider. */
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import { type CommitmentMoving, commitmentMoving } from '../ledger/index.ts'
import type { AttemptState } from './attempt-state.ts'
import { PaymentsUnderWay } from './errors.ts'
import { paymentsAttempts } from './tables.ts'

const underWay: readonly AttemptState[] = ['pending', 'unknown']

/** One statement. @throws PAYMENTS_UNDER_WAY */
async function refuseUnderWay({ store }: CommandContext, { commitment, orderIds }: CommitmentMoving): Promise<void> {
  const open = await store.find(paymentsAttempts, {
    where: {
      orderId: { in: [...orderIds] },
      anyOf: [{ state: { in: [...underWay] } }, { review: { ne: null } }],
    },
    orderBy: ['id'],
    limit: 'all',
  })
  if (open.length === 0) return
  throw PaymentsUnderWay.create({ orderId: commitment.orderId, attempts: open.map(({ id }) => id) })
}

export const holdOrders = on(commitmentMoving, refuseUnderWay)
