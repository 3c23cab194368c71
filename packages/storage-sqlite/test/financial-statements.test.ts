/** Statements are the same on this store as in memory, and every number is the sum of the lines that it is followed to. */
import {
  clockToken,
  createEngine,
  credit,
  debit,
  definePlugin,
  memory,
  Money,
  operation,
  postEntry,
  provide,
  type StatementSelection,
  type StorageAdapter,
} from '@calotype/core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { sqlite } from '../src/index.ts'
import { temporaryFile } from './temporary.ts'

const post = operation({
  name: 'clerk.post',
  summary: 'Posts an entry on a date.',
  kind: 'command',
  input: z.strictObject({
    date: z.string(),
    debit: z.string(),
    credit: z.string(),
    amount: z.string(),
    category: z.string().optional(),
    shootType: z.string().optional(),
  }),
  output: z.string(),
  async run(context, given) {
    const { date: businessDate, category, shootType } = given
    const amount = Money.of(given.amount, 'CNY')
    const told = { category, shootType }
    const lines = [debit(given.debit, amount, told), credit(given.credit, amount, told)]
    return (await postEntry(context, { kind: 'manual', lines, amount, businessDate })).entry.id
  },
})

const clerk = definePlugin({
  name: 'clerk',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { post },
  roles: { owner: ['clerk.*'] },
})

const pairs = [
  ['Bank:icbc', 'Capital'],
  ['Rent', 'Bank:icbc'],
  ['Bank:icbc', 'Income:Package'],
  ['COGS:Albums', 'Inventory:Albums'],
  ['Inventory:Albums', 'AP:Suppliers'],
  ['AP:Suppliers', 'Clearing:Card'],
  ['Clearing:Card', 'Income:Product'],
  ['Income:Discounts', 'Cash:Safe'],
] as const

async function open(storage: StorageAdapter) {
  const engine = await createEngine({
    storage,
    plugins: [clerk],
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => '2027-01-02T04:00:00.000Z' } })],
  })
  const as = (branch: string) => engine.as({ tenant: 'rose', branch, actor: { id: 'li-na', roles: ['owner'] } })
  for (let made = 0; made < 60; made++) {
    const [left, right] = pairs[(made * 5) % pairs.length] ?? pairs[0]
    await as(made % 3 === 0 ? 'south' : 'main').clerk.post({
      date: `2026-${String(10 + (made % 3)).padStart(2, '0')}-${String(1 + ((made * 7) % 28)).padStart(2, '0')}`,
      debit: left,
      credit: right,
      amount: `${made + 1}.37`,
      ...(made % 4 === 0 ? {} : { category: made % 4 === 1 ? 'package' : 'album' }),
      ...(made % 5 === 0 ? { shootType: 'wedding' } : {}),
    })
  }
  await as('main').ledger.closeYear({ year: 2026 })
  const desk = as('main')
  const { statements } = desk
  const year = { from: '2026-01-01', to: '2026-12-31' }
  const november = { from: '2026-11-01', to: '2026-11-30', compare: 'previous' } as const
  const answers = [
    await statements.profitAndLoss({ ...year, interval: 'quarter', by: 'category' }),
    await statements.profitAndLoss({ ...november, basis: 'cash', by: 'branch' }),
    await statements.profitAndLoss({ ...november, shootType: null, category: null }),
    await statements.balanceSheet({ asOf: '2026-12-31', compare: 'previous' }),
    await statements.cashFlow(november),
    await statements.costStructure(november),
    await statements.trialBalance({ from: '2026-11-01', to: '2026-11-30' }),
  ]
  const ledger = []
  let cursor: string | undefined
  do {
    const page = await statements.generalLedger({ account: 'Bank:icbc', from: '2026-10-10', limit: 3, cursor })
    ledger.push(...page.items.map(({ debit: left, credit: right, counterAccounts }) => [left, right, counterAccounts]))
    expect(page.items.length).toBeGreaterThan(0)
    if (page.next === null) expect(page.items.at(-1)?.balance).toBe(page.closing.amount)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return { engine, desk, answers, ledger: ledger.map((line) => JSON.stringify(line)).sort() }
}

function numbersIn(answer: unknown, found: { amount: string; follow: StatementSelection }[] = []) {
  if (answer === null || typeof answer !== 'object') return found
  if ('amount' in answer && 'follow' in answer) found.push(answer as (typeof found)[number])
  for (const member of Object.values(answer)) numbersIn(member, found)
  return found
}

it('statements in a file are those in memory, and each number is the sum of its lines', async () => {
  const there = await open(sqlite({ file: temporaryFile() }))
  const here = await open(memory())
  expect(there.answers).toEqual(here.answers)
  expect(there.ledger).toEqual(here.ledger)
  const numbers = numbersIn(there.answers)
  expect(numbers.length).toBeGreaterThan(200)
  for (const [at, { amount, follow }] of numbers.entries()) {
    if (at % 7 !== 0) continue
    const followed = await there.desk.statements.follow({ selection: follow, limit: 200 })
    expect(followed.amount).toBe(amount)
    const sum = followed.items.reduce((total, line) => total.plus(Money.of(line.amount, 'CNY')), Money.zero('CNY'))
    expect(sum.toString()).toBe(amount)
  }
  await there.engine.close()
  await here.engine.close()
})
