/** Closing books against posting into them, from two processes at once: the closed trial balance never changes. */
import { createEngine, credit, debit, definePlugin, entryPosted, Money, operation, postEntry } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()

const past = operation({
  name: 'clerk.past',
  summary: 'Posts rent on a date that is over.',
  kind: 'command',
  input: z.strictObject({ businessDate: z.string() }),
  output: z.string(),
  async run(context, { businessDate }) {
    const amount = Money.of('10', 'CNY')
    const lines = [debit('Rent', amount), credit('Bank:icbc', amount)]
    const { entry } = await postEntry(context, { kind: 'manual', lines, amount, businessDate })
    const { id: entryId, kind, currency } = entry
    context.emit(entryPosted, { entryId, kind, orderId: null, currency, amount: amount.toString() })
    return entryId
  },
})

const clerk = definePlugin({ name: 'clerk', version: '1.0.0', requires: { ledger: '*' }, operations: { past } })

describe.skipIf(lab.absent)('closed books', { meta: lab.meta }, () => {
  it('are never both closed and posted to, and every entry is sealed once', async () => {
    const schema = await lab.newSchema()
    const open = async () => {
      const storage = await lab.open({ schema, poolSize: 5, notify: false })
      const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai' } as const
      const engine = await createEngine({ storage, studio, plugins: [clerk], background: false })
      const desk = (branch: string) => engine.as({ tenant: 'rose', branch, actor: { id: 'li-na', roles: ['owner'] } })
      return { engine, desk }
    }
    const here = await open()
    const there = await open()
    let closedAndPosted = 0
    for (let round = 0; round < 12; round++) {
      // A branch of its own each time, so that the first row of the lock is raced for as well.
      const branch = `b${round}`
      const posting = [here, there, here, there, here, there].map((one) =>
        one.desk(branch).clerk.past({ businessDate: '2020-10-15' }),
      )
      const closing = here.desk(branch).ledger.closeMonth({ month: '2020-10' })
      const sealing = [here, there].map((one) => one.desk(branch).ledger.seal({}))
      const outcomes = await Promise.allSettled([...posting, closing, ...sealing])
      const refused = outcomes.filter((one) => one.status === 'rejected').map((one) => one.reason.code)
      expect(new Set([...refused, 'PERIOD_CLOSED'])).toEqual(new Set(['PERIOD_CLOSED']))
      expect(await there.desk(branch).ledger.verifyPeriod({})).toMatchObject({
        intact: true,
        lockedThrough: '2020-10-31',
      })
      if (refused.length > 0 && refused.length < 6) closedAndPosted++
    }
    expect(closedAndPosted).toBeGreaterThan(0)
    await Promise.all([here.engine.settle(), there.engine.settle()])
    await here.engine.settle()
    for (let round = 0; round < 12; round++) {
      const verified = await there.desk(`b${round}`).ledger.verify({})
      expect(verified).toMatchObject({ intact: true, unsealed: { count: 0 } })
    }
    await here.engine.close()
    await there.engine.close()
  })
})
