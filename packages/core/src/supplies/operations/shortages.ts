/** Lists the lines for which there is too little in stock. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { inventoryItems, inventoryLocations, requireItems, StockItemUnknown } from '../../inventory/index.ts'
import { shortOf } from '../coverage.ts'
import { type OpenNeed, openNeeds, placeOf, stockOf } from '../open-needs.ts'
import { compareDue, wantedBy } from '../read-order-lines.ts'

const schema = z.strictObject({
  /** The code or id of an item of the inventory; all unless told. */
  item: z.string().min(1).max(64).optional(),
  /** Only what is wanted by this day, or earlier. */
  until: z.iso.date().optional(),
  /** 1 to 500; 100 unless told. `left` says how many more there are. */
  limit: z.int().min(1).max(500).default(100),
})

export interface ListShortages extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListShortages> = schema

const shortageShape = z.object({
  orderId: z.string(),
  number: z.string(),
  lineId: z.string(),
  line: z.int(),
  name: z.string(),
  item: z.string(),
  itemId: z.string(),
  location: z.string(),
  /** By when it is wanted: as promised to the customer, or as the next stage is due. */
  due: z.string().nullable(),
  stage: z.string().nullable(),
  /** Units that are still to be taken; what of them is promised; and how many there are too few. */
  outstanding: z.int(),
  promised: z.int(),
  short: z.int(),
})

/** A line that waits for more than there is. */
export interface Shortage extends z.output<typeof shortageShape> {}
export interface Shortages {
  items: Shortage[]
  /** Lines that are short beyond the limit. */
  left: number
}

const output: z.ZodType<Shortages> = z.object({ items: z.array(shortageShape), left: z.int() })

export const shortages: Operation<'query', ListShortages, Shortages, typeof StockItemUnknown> = operation({
  name: 'supplies.shortages',
  summary: 'Lists the lines of open orders for which there is too little in stock, those that are due first.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { item, until, limit }) {
    const { store } = context
    const [of] = item === undefined ? [] : await requireItems(store, [item])
    const waiting = await openNeeds(context, { itemIds: of === undefined ? undefined : [of.id] })
    const itemIds = [...new Set(waiting.map(({ need }) => need.itemId))]
    const stock = await stockOf(context, itemIds)
    const byPlace = new Map<string, OpenNeed[]>()
    for (const one of waiting) byPlace.set(placeOf(one.need), [...(byPlace.get(placeOf(one.need)) ?? []), one])
    const short = [...byPlace].flatMap(([place, list]) => {
      const { onHand = 0, reserved = 0 } = stock.get(place) ?? {}
      const units = shortOf(
        list.map(({ need, promised }) => ({ outstanding: need.outstanding, promised })),
        { onHand, reserved },
      )
      return list.flatMap((one, at) => ((units[at] ?? 0) > 0 ? [{ ...one, short: units[at] ?? 0 }] : []))
    })
    const due = short.filter((one) => until === undefined || (wantedBy(one) ?? '9999-12-31') <= until).sort(compareDue)
    const shown = due.slice(0, limit)
    const ids = (list: readonly string[]) => ({ id: { in: [...new Set(list)] } })
    const items = await store.find(inventoryItems, { where: ids(shown.map(({ need }) => need.itemId)), limit: 'all' })
    const codes = new Map(items.map(({ id, code }) => [id, code]))
    const where = ids(shown.map(({ need }) => need.locationId))
    const places = new Map((await store.find(inventoryLocations, { where, limit: 'all' })).map((row) => [row.id, row]))
    return {
      items: shown.map((one): Shortage => {
        const { order, line, need, promised } = one
        return {
          orderId: order.id,
          number: order.number,
          lineId: line.id,
          line: line.line,
          name: line.name,
          item: codes.get(need.itemId) ?? need.itemId,
          itemId: need.itemId,
          location: places.get(need.locationId)?.code ?? need.locationId,
          due: wantedBy(one),
          stage: need.stage,
          outstanding: need.outstanding,
          promised,
          short: one.short,
        }
      }),
      left: due.length - shown.length,
    }
  },
})
