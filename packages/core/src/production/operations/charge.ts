import { z } from 'zod'
import { ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import {
  findItems,
  LinesTooMany,
  LineUnknown,
  OrderClosed,
  openOrder,
  OrderUnknown,
  sellLines,
} from '../../orders/index.ts'
import { Money } from '../../values/money.ts'
import { ChargeNone, ProductionOtherBranch, RoundUnknown } from '../errors.ts'
import { keepFact } from '../keep-fact.ts'
import { idText } from '../shapes.ts'
import { productionRounds, productionRushes } from '../tables.ts'

const inputSchema = z
  .strictObject({
    orderId: idText,
    /** The round, or the rush, that is charged. */
    roundId: idText.optional(),
    rushId: idText.optional(),
    /** What is sold, where the settings name nothing: by hand. */
    item: z.string().min(1).max(64).optional(),
    /** Another price than the catalogue's; needs the permission `orders.setPrice`. */
    unitPrice: z.string().min(1).max(30).optional(),
    /** Who sells it. */
    sellerId: idText.optional(),
  })
  .refine(({ roundId, rushId }) => (roundId === undefined) !== (rushId === undefined), {
    message: 'must name a roundId or a rushId',
  })

const outputSchema = z.object({
  lineId: z.string(),
  item: z.string(),
  quantity: z.string(),
  amount: z.string(),
  order: z.object({ id: z.string(), total: z.string(), revision: z.int() }),
})

export interface ChargeProduction extends z.input<typeof inputSchema> {}
export interface ProductionCharged extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ChargeProduction> = inputSchema
const output: z.ZodType<ProductionCharged> = outputSchema

/** Sells what a round beyond the free ones, or a rush, costs: a line of second sale. Once. */
export const charge = operation({
  name: 'production.charge',
  summary: 'Sells what is proposed for a round or a rush.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    LineUnknown,
    LinesTooMany,
    ItemUnknown,
    ItemRetired,
    ItemVariantInvalid,
    ProductionOtherBranch,
    RoundUnknown,
    ChargeNone,
  ],
  async run(context, { orderId, roundId, rushId, item: byHand, unitPrice, sellerId }) {
    const { store } = context
    const open = await openOrder(context, orderId, { action: 'charge', revision: undefined })
    const { number, branch, currency } = open.order
    if (branch !== context.branch) throw ProductionOtherBranch.create({ number, branch, session: context.branch })
    const of = roundId ?? rushId ?? ''
    const round = roundId === undefined ? undefined : await store.get(productionRounds, roundId)
    const rush = rushId === undefined ? undefined : await store.get(productionRushes, rushId)
    const charged = round ?? rush
    if (charged === undefined || charged.orderId !== orderId) throw RoundUnknown.create({ roundIds: [of] })
    if (charged.chargeLineId !== null) throw ChargeNone.create({ of, rule: `line "${charged.chargeLineId}" was sold` })
    const item = byHand ?? charged.chargeItem
    if (item === null) throw ChargeNone.create({ of, rule: 'the settings name nothing to sell' })
    const quantity = String(Math.max(round?.chargeQuantity ?? 1, 1))
    const given = { ...(unitPrice === undefined ? {} : { unitPrice }), ...(sellerId === undefined ? {} : { sellerId }) }
    const wanted = [{ item, quantity, ...given }]
    const items = findItems(context, wanted)
    const sold = await sellLines(context, open, wanted, { origin: 'secondSale', place: 'production', items })
    const [added] = sold.added
    const line = open.lines.find(({ id }) => id === charged.lineId)
    if (added === undefined || line === undefined) throw new Error('sellLines answered no line')
    const set = { chargeLineId: added.id }
    if (round !== undefined) await store.update(productionRounds, round, set)
    if (rush !== undefined) await store.update(productionRushes, rush, set)
    const amount = Money.ofMinor(added.amount, currency).toString()
    const content = { lineId: added.id, item: added.itemCode, amount }
    keepFact(context, { line, kind: 'charged', subjectId: charged.id, content })
    const total = Money.ofMinor(sold.order.total, currency).toString()
    return {
      ...{ lineId: added.id, item: added.itemCode, quantity: added.quantity, amount },
      order: { id: orderId, total, revision: sold.order.revision },
    }
  },
})
