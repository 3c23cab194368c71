/** Sums what open orders want of the stock. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { inventoryItems, requireItems, StockItemUnknown } from '../../inventory/index.ts'
import { openNeeds, stockOf } from '../open-needs.ts'
import { wantedBy } from '../read-order-lines.ts'

const schema = z.strictObject({
  /** The code or id of an item of the inventory; all unless told. */
  item: z.string().min(1).max(64).optional(),
  /** Only what is wanted by this day, or earlier. */
  until: z.iso.date().optional(),
})

export interface AskDemand extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AskDemand> = schema

const demandShape = z.object({
  item: z.string(),
  itemId: z.string(),
  unit: z.string(),
  /** What lies in the branch, and what of it is promised to anybody. */
  onHand: z.int(),
  reserved: z.int(),
  /** Units that open lines are still to take, and what of them is promised. */
  outstanding: z.int(),
  promised: z.int(),
  /** The same by the day by which it is wanted, the first first; null last, for what is due on no day. */
  byDue: z.array(z.object({ due: z.string().nullable(), outstanding: z.int(), promised: z.int(), lines: z.int() })),
})

/** What open orders want of an item. */
export interface Demand extends z.output<typeof demandShape> {}

const output: z.ZodType<Demand[]> = z.array(demandShape)

export const demand: Operation<'query', AskDemand, Demand[], typeof StockItemUnknown> = operation({
  name: 'supplies.demand',
  summary: 'Sums what open orders of the branch want of the stock, by item and by the day on which it is due.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { item, until }) {
    const { store } = context
    const [of] = item === undefined ? [] : await requireItems(store, [item])
    const waiting = await openNeeds(context, { itemIds: of === undefined ? undefined : [of.id] })
    const wanted = waiting.filter((one) => until === undefined || (wantedBy(one) ?? '9999-12-31') <= until)
    const itemIds = [...new Set(wanted.map(({ need }) => need.itemId))]
    const rows = await store.find(inventoryItems, { where: { id: { in: itemIds } }, orderBy: ['code'], limit: 'all' })
    const stock = [...(await stockOf(context, itemIds)).values()]
    return rows.map(({ id, code, unit }): Demand => {
      const lying = stock.filter(({ itemId }) => itemId === id)
      const own = wanted.filter(({ need }) => need.itemId === id)
      const sum = (list: typeof own) => ({
        outstanding: list.reduce((total, { need }) => total + need.outstanding, 0),
        promised: list.reduce((total, { promised }) => total + promised, 0),
      })
      const days = [...new Set(own.map(wantedBy))].sort((one, other) =>
        (one ?? '9999-12-31') < (other ?? '9999-12-31') ? -1 : 1,
      )
      return {
        item: code,
        itemId: id,
        unit,
        onHand: lying.reduce((total, { onHand }) => total + onHand, 0),
        reserved: lying.reduce((total, { reserved }) => total + reserved, 0),
        ...sum(own),
        byDue: days.map((due) => {
          const ofDay = own.filter((one) => wantedBy(one) === due)
          return { due, ...sum(ofDay), lines: new Set(ofDay.map(({ line }) => line.id)).size }
        }),
      }
    })
  },
})
