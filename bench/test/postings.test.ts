import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { afterAll, expect, it } from 'vitest'
import { requireRows } from '../src/by-hand/model-order.ts'
import { postingPlansFrom } from '../src/by-hand/model-posting.ts'
import { NodeSqlite } from '../src/by-hand/node-sqlite.ts'
import { postEntries, takePayments } from '../src/by-hand/posting-plan.ts'
import { openCounter, session } from '../src/counter.ts'
import { payCent, postEntry } from '../src/posting-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'calotype-postings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('an entry of four lines takes 6 statements, and a payment 10, BEGIN and COMMIT included', async () => {
  const sent: string[] = []
  const storage = sqlite({ file: join(folder, 'studio.db'), onStatement: (sql) => sent.push(sql) })
  const { engine, desk, paidOrder } = await openCounter(storage)
  const { id } = await desk.orders.place(paidOrder('one'))
  const sentBy = async (work: () => Promise<unknown>): Promise<string[]> => {
    sent.length = 0
    await work()
    return [...sent]
  }
  await payCent(desk, id, 'first')
  const firstEntry = await sentBy(() => postEntry(desk, 'first entry'))
  const entry = await sentBy(() => postEntry(desk, 'entry'))
  const payment = await sentBy(() => payCent(desk, id, 'second'))
  expect(entry).toHaveLength(6)
  expect(payment).toHaveLength(10)
  // Placing has read the settings.
  expect(firstEntry).toEqual(entry)
  await engine.close()
})

it('postings by hand leave the rows of those of the engine, orders that are paid as far, and books that it finds even', async () => {
  const file = join(folder, 'by-hand.db')
  const byHand = () => new NodeSqlite(file)
  const plans = await postingPlansFrom({ adapter: () => sqlite({ file }), byHand }, 2)
  const database = byHand()
  const counted = await database.countRows()
  const post = postEntries(database, plans.entry)
  const pay = takePayments(database, plans.payment, plans.orderIds)
  for (const number of [0, 1, 2]) await post(number)
  await requireRows(database, counted, 3, plans.entry)
  const posted = await database.countRows()
  for (const number of [0, 1, 2]) await pay(number)
  await requireRows(database, posted, 3, plans.payment)
  await database.close()

  expect([plans.entry.inserts.length, plans.payment.inserts.length]).toEqual([7, 5])
  const engine = await createEngine({
    storage: sqlite({ file }),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
    background: false,
  })
  const desk = engine.as(session)
  const balances = await Promise.all(plans.orderIds.map((orderId) => desk.ledger.balanceDue({ orderId })))
  // 5,959 less 1,000 each; the model paid a cent of the first, and by hand two of the first and one of the second.
  expect(balances.map(({ balanceDue }) => balanceDue)).toEqual(['4958.97', '4958.99'])
  const [total] = (await desk.ledger.trialBalance({})).totals
  expect([total?.debit, total?.credit]).toEqual(['2400.04', '2400.04'])
  await engine.close()
})
