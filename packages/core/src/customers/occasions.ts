/** Keeps the days that customers celebrate where the list of upcoming ones walks along them. */
import type { CommandContext } from '../engine/context.ts'
import type { NewRowOf } from '../storage/table.ts'
import { lunarCalendar } from './lunar-calendar.ts'
import { type KeptBy, occasionKey } from './occasion-days.ts'
import { type AnniversaryRow, type CustomerRow, customersAnniversaries, customersOccasions } from './tables.ts'

type NewOccasion = NewRowOf<typeof customersOccasions>
type Celebrating = Pick<CustomerRow, 'id' | 'birthday' | 'birthdayCalendar' | 'mergedIntoId'>

/** The kind of an occasion that is the birthday. */
export const birthdayKind = 'birthday'

/** The occasions of a customer: the birthday, and the anniversaries given. Each once, however often it was written down. */
export async function occasionsOf(
  row: Celebrating,
  anniversaries: readonly Pick<AnniversaryRow, 'kind' | 'date' | 'calendar'>[] = [],
): Promise<NewOccasion[]> {
  if (row.mergedIntoId !== null) return []
  const days = [
    { kind: birthdayKind, date: row.birthday, calendar: row.birthdayCalendar ?? 'solar' },
    ...anniversaries,
  ].flatMap(({ date, ...kept }) => (date === null ? [] : [{ ...kept, date }]))
  const lunar = days.some(({ calendar }) => calendar === 'lunar') ? await lunarCalendar() : undefined
  const found = days.map(({ kind, date, calendar }) => ({
    dayKey: occasionKey(date, calendar as KeptBy, lunar),
    customerId: row.id,
    kind,
    date,
  }))
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()]
}

/** Writes the occasions of a customer anew. Three statements. */
export async function rewriteOccasions(context: CommandContext, row: Celebrating): Promise<void> {
  const { store } = context
  await store.deleteWhere(customersOccasions, { customerId: row.id })
  const anniversaries = await store.find(customersAnniversaries, { where: { customerId: row.id }, limit: 'all' })
  store.insertAll(customersOccasions, await occasionsOf(row, anniversaries))
}
