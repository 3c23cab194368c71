/** A studio that is owed money: the counter of the ledger's tests, with the room of receivables and statements counted. */
import { approving, definePlugin, on, operation, subscribe } from '../../src/index.ts'
import { ledgerCommitments } from '../../src/ledger/index.ts'
import { receivablesEvents, receivablesRoom } from '../../src/receivables/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { z } from 'zod'
import { openStudio } from '../ledger/counter.ts'
import { counting } from '../orders/studio.ts'

export const cash = (amount: string) => [{ method: 'cash', amount }]

/** What was told: the name of an event, and its data. */
export type Told = readonly [name: string, data: Record<string, unknown>]

const merge = operation({
  name: 'listening.merge',
  summary: 'What a merge of customers does to the books: gives all orders of one to another.',
  kind: 'command',
  input: z.strictObject({ from: z.string(), to: z.string() }),
  output: z.null(),
  async run(context, { from, to }) {
    await context.store.updateWhere(ledgerCommitments, { customerId: from }, { customerId: to })
    return null
  },
})

/** Believes "the-boss", and nobody else; hears what happens to debts. */
const host = (heard: Told[]) =>
  definePlugin({
    name: 'listening',
    version: '1.0.0',
    requires: { ledger: '*', receivables: '*' },
    operations: { merge },
    roles: { owner: ['listening.merge'] },
    subscribers: [
      subscribe({
        name: 'debts',
        to: receivablesEvents,
        async handle(_context, { name, data }) {
          heard.push([name, { ...data }])
        },
      }),
    ],
    hooks: [
      on(approving, (_context, { approver, vouch }) => {
        if (approver === 'the-boss') vouch()
      }),
    ],
  })

export interface DebtOptions {
  readonly storage?: StorageAdapter
  readonly heard?: Told[]
}

export async function openDebts({ storage = memory(), heard = [] }: DebtOptions = {}) {
  const { adapter, statements } = counting(storage)
  const studio = await openStudio({
    storage: adapter,
    plugins: [receivablesRoom, host(heard)],
  })
  const { engine, clock, as, manager } = studio
  const owner = as('owner')
  const accountant = as('accountant')

  /** An order of a customer, delivered in part, paid in part. */
  async function order(
    orderId: string,
    given: { customerId?: string; total: string; dueDate?: string; paid?: string; delivered?: string },
  ): Promise<void> {
    const { customerId, total, dueDate, paid, delivered } = given
    await manager.sales.open({
      orderId,
      total,
      ...(dueDate === undefined ? {} : { dueDate }),
      ...(customerId === undefined ? {} : { customerId }),
    })
    if (paid !== undefined) await manager.ledger.takePayment({ orderId, legs: cash(paid) })
    if (delivered !== undefined) await deliver(orderId, delivered)
  }
  const deliver = (orderId: string, amount: string): Promise<string> =>
    manager.sales.deliver({ orderId, amounts: [{ account: 'Income:Package', category: 'package', amount }] })

  let phone = 13_800_000_000
  const register = async (name: string): Promise<string> =>
    (await owner.customers.register({ name, phone: String(phone++) })).id

  /** What a query or command asks of the store, without what every command has. */
  async function counted<T>(work: () => Promise<T>): Promise<readonly [T, readonly string[]]> {
    await owner.receivables.followUps({})
    statements.length = 0
    const answer = await work()
    return [answer, [...statements]]
  }

  /** Noon in Shanghai of a day. */
  const goTo = (date: string): void => {
    clock.now = `${date}T04:00:00.000Z`
  }
  /** Lets the jobs of the day run. */
  async function nextDay(date: string): Promise<void> {
    goTo(date)
    await engine.settle()
  }
  /** What an event told so far. */
  async function told(name: string): Promise<Record<string, unknown>[]> {
    await engine.settle()
    return heard.flatMap(([of, data]) => (of === name ? [data] : []))
  }
  return { told, engine, clock, as, manager, owner, accountant, order, deliver, register, counted, goTo, nextDay }
}

export type DebtStudio = Awaited<ReturnType<typeof openDebts>>
