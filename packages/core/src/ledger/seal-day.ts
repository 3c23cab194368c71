/** Seals what a business day holds, for rooms above that print where the chain then ends. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { sealEntries } from './seal-entries.ts'
import type { ChainEnd } from './seal-head.ts'
import { ledgerEntries } from './tables.ts'

/**
 * Seals the entries of a business day of the session's branch that still wait for it, and answers the end of the chain, which
 * stays locked until the command ends: call it last. Entries of other days that wait are left to the subscriber.
 * Three statements, and five more where entries are to be sealed, six where one of them corrects another: all of
 * them but the first two again for each further 500 entries of the day.
 */
export async function sealDay(context: CommandContext, businessDate: CalendarDate): Promise<ChainEnd> {
  const { store, branch } = context
  const entries = await store.find(ledgerEntries, {
    where: { branch, businessDate },
    orderBy: ['businessDate', 'id'],
    limit: 'all',
  })
  const { sequence, hash } = await sealEntries(
    context,
    entries.map(({ id }) => id),
  )
  return { branch, sequence, hash }
}
