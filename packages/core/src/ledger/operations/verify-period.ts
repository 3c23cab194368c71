import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { closedHash } from '../period-balances.ts'
import { idText } from '../shapes.ts'
import { ledgerPeriodChanges, ledgerPeriods } from '../tables.ts'

const schema = z.strictObject({ branch: idText.optional() })

export interface VerifyPeriod extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, VerifyPeriod> = schema

const outputShape = z.object({
  branch: z.string(),
  lockedThrough: z.string().nullable(),
  /** Whether the closed trial balance is the one that was closed, and the lock where the last closing left it. */
  intact: z.boolean(),
  /** What was closed; null where nothing ever was. */
  closedHash: z.string().nullable(),
  /** What stands now. */
  hash: z.string(),
})

export interface PeriodVerified extends z.output<typeof outputShape> {}

const output: z.ZodType<PeriodVerified> = outputShape

/** Holds the trial balance of what is closed against the hash that was kept when it was closed. Three statements. */
export const verifyPeriod: Operation<'query', VerifyPeriod, PeriodVerified, never> = operation({
  name: 'ledger.verifyPeriod',
  summary: 'Tells whether the closed books of a branch still add up to what was closed.',
  kind: 'query',
  input,
  output,
  async run(context, { branch = context.branch }) {
    // Of a branch out of reach nothing is seen, which is not to say that it is intact.
    context.demand('ledger.verifyPeriod', branch)
    const { store } = context
    const lockedThrough = (await store.get(ledgerPeriods, branch))?.lockedThrough ?? null
    const [last] = await store.find(ledgerPeriodChanges, { where: { branch }, orderBy: ['-sequence'], limit: 1 })
    const hash = await closedHash({ store, branch }, lockedThrough)
    const intact =
      last === undefined ? lockedThrough === null : last.balanceHash === hash && last.through === lockedThrough
    return { branch, lockedThrough, intact, closedHash: last?.balanceHash ?? null, hash }
  },
})
