/** What the core's rooms know of the life of a customer. */
import { customersConsents } from '../customers/index.ts'
import { entry } from '../engine/registry.ts'
import { leads, leadsFollowUps, leadsInvitations, leadsVisits } from '../leads/index.ts'
import { ledgerEntries } from '../ledger/index.ts'
import { orders } from '../orders/index.ts'
import { receivablesContacts } from '../receivables/index.ts'
import { rentalsRentals } from '../rentals/index.ts'
import type { RowOf, Table } from '../storage/table.ts'
import { Money } from '../values/money.ts'
import { type TimelineEntry, type TimelineSource, timelineFilter, timelineSources } from './timeline-source.ts'

type Told = Pick<TimelineEntry, 'kind' | 'details'> & Partial<Pick<TimelineEntry, 'orderId' | 'amount' | 'currency'>>

/** A source that tells of each row of a table. */
function ofTable<T extends Table>(
  name: string,
  table: T,
  at: keyof RowOf<T> & keyof T['columns'] & string,
  tell: (row: RowOf<T>) => Told,
): TimelineSource {
  return {
    name,
    async read({ store }, asked) {
      const rows = await store.find(table, {
        where: timelineFilter<RowOf<T>>(asked, {
          at,
          id: 'id' as keyof RowOf<T> & string,
          customer: 'customerId' as keyof RowOf<T> & string,
        }),
        orderBy: [`-${at}`, '-id' as `-${keyof T['columns'] & string}`],
        limit: asked.limit,
      })
      return rows.map((row) => {
        const { id, branch = null } = row as unknown as { id: string; branch?: string }
        const told = { orderId: null, amount: null, currency: null, ...tell(row) }
        return { id, at: String(row[at]), branch, ...told }
      })
    },
  }
}

const amountOf = (minor: bigint, currency: string) => ({ amount: Money.ofMinor(minor, currency).toString(), currency })

const sources: readonly TimelineSource[] = [
  ofTable('consents', customersConsents, 'at', ({ channel, purpose, given }) => ({
    kind: given ? 'customers.consentGiven' : 'customers.consentTakenBack',
    details: { channel, purpose },
  })),
  ofTable('leads', leads, 'createdAt', ({ number, source, state }) => ({
    kind: 'leads.registered',
    details: { number, source, state },
  })),
  ofTable('invitations', leadsInvitations, 'at', ({ channel, outcome }) => ({
    kind: 'leads.invited',
    details: { channel, outcome },
  })),
  ofTable('visits', leadsVisits, 'at', ({ purpose, result, orderId }) => ({
    kind: 'leads.visited',
    orderId,
    details: { purpose, result },
  })),
  ofTable('followUps', leadsFollowUps, 'createdAt', ({ kind, state, result, orderId, dueAt }) => ({
    kind: 'leads.followUp',
    orderId,
    details: { about: kind, state, result, dueAt },
  })),
  ofTable('orders', orders, 'placedAt', ({ id: orderId, number, status, total, currency }) => ({
    kind: 'orders.placed',
    orderId,
    ...amountOf(total, currency),
    details: { number, status },
  })),
  // Receipts, refunds, deliveries, cancellations: whatever the books know of the customer.
  ofTable('ledger', ledgerEntries, 'at', ({ kind, number, orderId, amount, currency }) => ({
    kind: `ledger.${kind}`,
    orderId,
    ...amountOf(amount, currency),
    details: { number },
  })),
  ofTable('contacts', receivablesContacts, 'at', ({ channel, outcome, orderId }) => ({
    kind: 'receivables.contact',
    orderId,
    details: { channel, outcome },
  })),
  ofTable('rentals', rentalsRentals, 'startsAt', ({ itemCode, state, orderId }) => ({
    kind: 'rentals.rental',
    orderId,
    details: { item: itemCode, state },
  })),
]

export const coreTimeline = sources.map((source) => entry(timelineSources, source))
