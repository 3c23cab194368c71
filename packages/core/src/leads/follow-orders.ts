/** What follows for leads and visits from what happens to orders: told after the commit, so that no sale waits for it. */
import { allIdsOf, findAndHoldCustomer } from '../customers/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type Subscriber, subscribe } from '../engine/subscriber.ts'
import { orderPickedUp, orderPlaced } from '../orders/index.ts'
import { addDays } from '../values/calendar-date.ts'
import { visitAttributed } from './events.ts'
import { moveLead } from './hold-person.ts'
import { isOpen, type LeadState } from './lead-state.ts'
import { planFollowUp } from './plan-follow-up.ts'
import { leadsSettings } from './settings.ts'
import { leads, leadsFollowUps, leadsVisits, type VisitRow } from './tables.ts'

/** The purpose of visits that orders are credited to. */
export const salesPurpose = 'sales'
/** The kind of the call after everything was handed over. */
export const afterDeliveryKind = 'afterDelivery'

/** Credits an order to a visit. */
export async function attributeVisit(
  context: CommandContext,
  visit: VisitRow,
  { orderId, orderedOn }: { orderId: string; orderedOn: string },
): Promise<VisitRow> {
  const changed = await context.store.update(leadsVisits, visit, { orderId, orderedOn })
  const { id: visitId, leadId, customerId, purpose } = visit
  context.emit(visitAttributed, { visitId, leadId, customerId, purpose, orderId })
  return changed
}

/** All ids of who bought, the standing one first; locked, so that a merge at the same moment takes over what is written, or is seen. */
async function holdBuyer(context: CommandContext, customerId: string): Promise<readonly string[]> {
  const customer = await findAndHoldCustomer(context, customerId)
  return customer === undefined ? [customerId] : allIdsOf(customer)
}

/** The last sales visit of the customer that led to no order yet gets it, and open leads of the customer are won. */
export const creditVisits: Subscriber = subscribe({
  name: 'creditVisits',
  to: [orderPlaced],
  async handle(context, { data: { orderId, customerId, bookedDate } }) {
    const { store } = context
    const { attributionDays } = await context.settings(leadsSettings)
    const ids = await holdBuyer(context, customerId)
    const [known] = await store.find(leadsVisits, { where: { orderId }, limit: 1 })
    if (known === undefined) {
      const [visit] = await store.findForUpdate(leadsVisits, {
        where: {
          customerId: { in: ids },
          purpose: salesPurpose,
          orderId: null,
          businessDate: { gte: addDays(bookedDate, -attributionDays), lte: bookedDate },
        },
        orderBy: ['-at', '-id'],
        limit: 1,
      })
      if (visit !== undefined) await attributeVisit(context, visit, { orderId, orderedOn: bookedDate })
    }
    const where = { customerId: { in: ids } }
    const own = await store.findForUpdate(leads, { where, orderBy: ['id'], limit: 'all' })
    for (const lead of own) if (isOpen(lead.state as LeadState)) await moveLead(context, lead, 'win')
  },
})

/** Once everything of an order was handed over, somebody is to ask how the customer likes it. */
export const callAfterDelivery: Subscriber = subscribe({
  name: 'callAfterDelivery',
  to: [orderPickedUp],
  // Nobody is called about what was delivered before the studio began to follow up.
  from: 'now',
  async handle(context, { businessDate, data: { orderId, customerId: buyer, status } }) {
    if (status !== 'completed') return
    const { callAfterDeliveryDays: days } = await context.settings(leadsSettings)
    if (days === null) return
    const [known] = await context.store.find(leadsFollowUps, { where: { orderId, kind: afterDeliveryKind }, limit: 1 })
    if (known !== undefined) return
    const [customerId = buyer] = await holdBuyer(context, buyer)
    const dueAt = context.studio.days(context.branch).startOf(addDays(businessDate, days))
    await planFollowUp(context, { leadId: null, customerId, orderId, kind: afterDeliveryKind, ownerId: null, dueAt })
  },
})
