import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type PeriodChange, periodChangeSchema, presentChange } from '../period-change.ts'
import { idText, pageMembers } from '../shapes.ts'
import { ledgerPeriodChanges, ledgerPeriods } from '../tables.ts'

const schema = z.strictObject({ ...pageMembers, branch: idText.optional() })

export interface ReadPeriods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadPeriods> = schema

const outputShape = z.object({
  branch: z.string(),
  /** The last business date that takes no more entries; null where everything is open. */
  lockedThrough: z.string().nullable(),
  /** The newest first. */
  changes: z.array(periodChangeSchema),
  next: z.string().nullable(),
})

export interface Periods extends z.output<typeof outputShape> {
  changes: PeriodChange[]
}

const output: z.ZodType<Periods> = outputShape

/** Through which date a branch is closed, and every closing and reopening. Two statements. */
export const periods: Operation<'query', ReadPeriods, Periods, never> = operation({
  name: 'ledger.periods',
  summary: 'Answers through which date the books of a branch are closed, and who closed or reopened them.',
  kind: 'query',
  input,
  output,
  async run({ store, branch: here }, { limit, cursor, branch = here }) {
    const lock = await store.get(ledgerPeriods, branch)
    const page = await store.page(ledgerPeriodChanges, { where: { branch }, orderBy: ['-sequence'], limit, cursor })
    return {
      branch,
      lockedThrough: lock?.lockedThrough ?? null,
      changes: page.items.map(presentChange),
      next: page.next,
    }
  },
})
