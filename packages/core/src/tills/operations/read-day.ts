import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ledgerEntries } from '../../ledger/index.ts'
import { readDayHistory } from '../day-state.ts'
import { type TillDayRecord, dayRecordSchema, presentDay } from '../present-day.ts'
import { dateText } from '../shapes.ts'

const schema = z.strictObject({ date: dateText })

export interface ReadTillDay extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadTillDay> = schema

const outputShape = z.object({
  date: z.string(),
  branch: z.string(),
  closed: z.boolean(),
  /** Receipts that came after the last close: reopen the day and close it again to have them in it. */
  receiptsSince: z.int(),
  /** Closings and reopenings, the newest first. */
  records: z.array(dayRecordSchema),
})

export interface TillDay extends z.output<typeof outputShape> {
  records: TillDayRecord[]
}

const output: z.ZodType<TillDay> = outputShape

/** How a day of the session's branch stands, with everything that was closed and reopened. Two statements. */
export const readDay: Operation<'query', ReadTillDay, TillDay, never> = operation({
  name: 'tills.readDay',
  summary: 'Answers the closings and reopenings of a day of the branch.',
  kind: 'query',
  input,
  output,
  async run({ store, branch, studio }, { date }) {
    const records = (await readDayHistory(store, branch, date)).map(presentDay)
    const [receipts] = await store.aggregate(ledgerEntries, {
      where: { branch, businessDate: date, currency: studio.currency, number: { ne: null } },
      measures: { count: { of: 'count' } },
      limit: 1,
    })
    const last = records.find((record) => record.kind === 'closed')
    const receiptsSince = last === undefined ? 0 : (receipts?.count ?? 0) - (last.totals?.receipts.length ?? 0)
    return { date, branch, closed: records[0]?.kind === 'closed', receiptsSince, records }
  },
})
