/** A studio of two branches with a stockroom each, at which several engines and processes work. */
import { definePlugin, Money, openCommitment, operation, type Plugin, type StorageAdapter } from '@calotype/core'
import { z } from 'zod'
import { type Branch, openTwoBranches, type TwoBranchesGiven } from '../studio/two-branches.ts'
import { readFacts } from './facts.ts'
import { lostMarks, type Mark, markSchema, unmarked } from './marks.ts'
import { brokenRules } from './rules.ts'

/** In words; nothing where all agrees. */
const rules = operation({
  name: 'stockcheck.rules',
  summary:
    'Holds everything that the inventory keeps against its movements and the books, and looks for what was acknowledged.',
  kind: 'query',
  input: z.strictObject({
    marks: z.array(markSchema).default([]),
    /** Whether the marks are all that was ever done. */
    nothingElse: z.boolean().default(false),
  }),
  output: z.array(z.string()),
  async run({ store }, { marks, nothingElse }) {
    const facts = await readFacts(store)
    return [...brokenRules(facts), ...lostMarks(facts, marks), ...(nothingElse ? unmarked(facts, marks) : [])]
  },
})

/** Orders of a host that keeps its own: of them the ledger knows the commitment. */
const takeOrders = operation({
  name: 'stockcheck.takeOrders',
  summary: 'Opens the commitments of orders, whose goods are taken by hand.',
  kind: 'command',
  input: z.strictObject({ orderIds: z.array(z.string()).min(1) }),
  output: z.null(),
  async run(context, { orderIds }) {
    for (const orderId of orderIds) {
      openCommitment(context, { orderId, customerId: null, total: Money.of('1', 'CNY'), dueDate: null })
    }
    return null
  },
})

/** Orders that goods are taken and promised for. */
const orderIds = Array.from({ length: 60 }, (_, at) => `o${at}`)

const stockcheck = definePlugin({
  name: 'stockcheck',
  version: '1.0.0',
  requires: { inventory: '*', ledger: '*' },
  operations: { rules, takeOrders },
  roles: { manager: ['stockcheck.*'] },
})

/** An engine beside others on one store; nothing works in its background. */
export async function openStockroom<const P extends readonly Plugin[] = readonly []>(
  storage: StorageAdapter,
  { plugins, ...given }: TwoBranchesGiven & { readonly plugins?: P } = {},
) {
  const studio = await openTwoBranches(storage, [stockcheck, ...((plugins ?? []) as P)] as const, given)
  const desk = (branch: Branch = 'main', role = 'manager') => studio.desk(branch, role)
  return { ...studio, desk, owner: desk('main', 'owner'), main: desk('main'), west: desk('west') }
}

export type Stockroom = Awaited<ReturnType<typeof openStockroom>>
export type StockDesk = Stockroom['main']

/** Items of all kinds and ways of valuing, a recipe, and shelves beside the locations that every branch has. */
export async function furnish({ main, west }: Stockroom): Promise<void> {
  await main.stockcheck.takeOrders({ orderIds })
  const add = main.inventory.addItem
  await add({ code: 'album', name: '相册', kind: 'product', valuation: 'fifo' })
  await add({ code: 'frame', name: '相框', kind: 'product', valuation: 'average' })
  await add({ code: 'paper', name: '相纸', kind: 'consumable', unit: 'sheet', valuation: 'average' })
  await add({ code: 'ink', name: '墨水', kind: 'consumable', unit: 'ml', valuation: 'fifo' })
  await add({ code: 'cream', name: '面霜', kind: 'consumable', tracking: 'lot' })
  await add({ code: 'camera', name: '相机', kind: 'rentable', tracking: 'serial' })
  const lines = [
    { item: 'paper', quantity: 3 },
    { item: 'ink', quantity: 2 },
  ]
  await main.inventory.addRecipe({ code: 'bind', name: 'Bind an album', makesItem: 'album', lines })
  for (const desk of [main, west]) await desk.inventory.addLocation({ code: 'shelf', name: 'Shelf' })
}

/** What a business begins with: plenty of everything that is counted. Answers what stands of it. */
export async function fill({ main, west }: Stockroom, quantity = 400): Promise<readonly Mark[]> {
  const marks: Mark[] = []
  for (const desk of [main, west]) {
    for (const location of ['main', 'shelf']) {
      const lines = ['album', 'frame', 'paper', 'ink'].map((item, at) => {
        return { item, quantity, location, value: `${(at + 3) * quantity}.01` }
      })
      marks.push({ what: 'moved', id: (await desk.inventory.receive({ lines, against: 'Capital' })).id })
    }
  }
  return marks
}
