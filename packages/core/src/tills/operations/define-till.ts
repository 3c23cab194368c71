import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { tillText } from '../../ledger/index.ts'
import { TillInUse, TillTaken } from '../errors.ts'
import { presentTill, type Till, tillSchema } from '../present-till.ts'
import { tills } from '../tables.ts'

const schema = z.strictObject({
  /** Stands in the account `Cash:Till:<code>`, so it is unique in the studio and never changes. */
  code: tillText,
  name: z.string().min(1).max(100),
  /** False takes it out of use; it must have no open shift. */
  active: z.boolean().default(true),
  /**
   * Whether cash may come and go at it while no shift is open. The next shift then carries it, and its opening reads all
   * entries of the till's account.
   */
  cashOutsideShift: z.boolean().default(false),
})

export interface DefineTill extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, DefineTill> = schema

const errors = [TillTaken, TillInUse] as const

/** Adds a till to the branch of the session, or changes one. From its first till on, a branch takes cash only in a shift. */
export const define: Operation<'command', DefineTill, Till, (typeof errors)[number]> = operation({
  name: 'tills.define',
  summary: 'Adds a till to the branch, or renames it or takes it out of use.',
  kind: 'command',
  input,
  output: tillSchema,
  errors,
  async run({ store, branch }, { code, ...given }) {
    const stands = await store.getForUpdate(tills, code)
    if (stands === undefined) {
      const added = await store.insertNew(tills, [{ code, branch, ...given }], 'primary')
      if (added === 0) throw TillTaken.create({ till: code })
      const fresh = { code, branch, shiftId: null, cashier: null, version: 1, ...given }
      return presentTill(fresh)
    }
    if (stands.branch !== branch) throw TillTaken.create({ till: code })
    if (!given.active && stands.shiftId !== null) {
      throw TillInUse.create({ till: code, cashier: stands.cashier ?? '' })
    }
    return presentTill(await store.update(tills, stands, given))
  },
})
