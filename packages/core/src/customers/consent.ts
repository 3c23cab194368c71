/** Whether a customer may be contacted: the last word on a channel and a purpose counts. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { allIdsOf, requireCustomer } from './read-customers.ts'
import { customersSettings } from './settings.ts'
import { type ConsentRow, customersConsents } from './tables.ts'

export const consentChannels = ['phone', 'sms', 'wechat', 'email', 'post'] as const
export type ConsentChannel = (typeof consentChannels)[number]

/** The consents in force: of each channel and purpose the last. Pure. `rows` come in the order in which they were given. */
export function consentsInForce(rows: readonly ConsentRow[]): ConsentRow[] {
  return [...new Map(rows.map((row) => [`${row.channel} ${row.purpose}`, row])).values()]
}

/** Everything that a customer, under whatever id, ever agreed to or took back, the earliest first. One statement. */
export function readConsents(
  { store }: Pick<QueryContext | CommandContext, 'store'>,
  customerIds: readonly string[],
  of: { readonly channel?: string; readonly purpose?: string } = {},
): Promise<ConsentRow[]> {
  const where = { customerId: { in: customerIds }, ...of }
  return store.find(customersConsents, { where, orderBy: ['at', 'id'], limit: 'all' })
}

/**
 * Whether a customer may be contacted on a channel for a purpose: as the customer said last; without a word, only for the
 * purposes of the setting `contactWithoutConsent`. For rooms and plugins that are about to write or call. Two statements.
 *
 * @throws CUSTOMER_UNKNOWN
 */
export async function mayContact(
  context: QueryContext | CommandContext,
  { customerId, channel, purpose }: { customerId: string; channel: ConsentChannel; purpose: string },
): Promise<boolean> {
  const customer = await requireCustomer(context, customerId)
  const last = (await readConsents(context, allIdsOf(customer), { channel, purpose })).at(-1)
  if (last !== undefined) return last.given
  const { contactWithoutConsent } = await context.settings(customersSettings)
  return contactWithoutConsent.includes(purpose)
}
