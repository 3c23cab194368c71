/** Uses something of a package beside the selection: a look, an outfit, a scene, further spreads of the album. */
import { z } from 'zod'
import { ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import { findItems, LinesTooMany, LineUnknown, OrderClosed, OrderUnknown, sellLines } from '../../orders/index.ts'
import { Money } from '../../values/money.ts'
import { entitlementKinds, named, splitUse } from '../entitlement.ts'
import {
  EntitlementBySelection,
  ExtraNotPriced,
  LineCancelled,
  SelectionOtherBranch,
  SelectionPriceChanged,
} from '../errors.ts'
import { entitlementUsed } from '../events.ts'
import { openOwnOrder, standingLine } from '../hold-selection.ts'
import { keepCredits, mainSeller } from '../keep-credits.ts'
import { type EntitlementUse, presentUse, useSchema } from '../present-use.ts'
import { wantedExtras } from '../price-extras.ts'
import { idText, sellersInput } from '../shapes.ts'
import { includedOf, keepBefore, readUsed } from '../standing.ts'
import { selectionUses } from '../tables.ts'

const inputSchema = z
  .strictObject({
    orderId: idText,
    /** The line whose package is used. */
    lineId: idText,
    /** Any but `imagesRetouched`, which a confirmation counts by the images that are picked. */
    entitlement: z.enum(entitlementKinds),
    /** Of products and others, which: the code in the package. */
    code: z.string().trim().min(1).max(60).optional(),
    variant: z.string().trim().min(1).max(60).optional(),
    quantity: z.int().min(1).max(100_000).default(1),
    /** Where what is beyond the package is sold: `counter`, `makeUp`, `studio`, or a word of the studio's own. */
    place: z.string().trim().min(1).max(20).default('counter'),
    sellers: sellersInput,
    /** What the customer was told that it costs beyond the package: another amount is refused. */
    extraAmount: z.string().min(1).max(30).optional(),
  })
  .refine(
    ({ entitlement, code }) => (entitlement === 'products' || entitlement === 'others') === (code !== undefined),
    'must name code for products and others, and for those only',
  )

export interface UseEntitlement extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, UseEntitlement> = inputSchema
const output: z.ZodType<EntitlementUse> = useSchema

export const useEntitlement = operation({
  name: 'selection.use',
  summary: 'Uses so much of one entitlement of a package; what is beyond it becomes lines of second sale.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    SelectionOtherBranch,
    LineUnknown,
    LineCancelled,
    EntitlementBySelection,
    LinesTooMany,
    ExtraNotPriced,
    SelectionPriceChanged,
    ItemUnknown,
    ItemRetired,
    ItemVariantInvalid,
  ],
  async run(context, given) {
    const { orderId, lineId, place, sellers } = given
    if (given.entitlement === 'imagesRetouched') {
      throw EntitlementBySelection.create({ entitlement: given.entitlement })
    }
    const open = await openOwnOrder(context, orderId, 'use what is included')
    const line = standingLine(open.order, open.lines, lineId)
    const { selections, counted: before } = await readUsed(context, { orderId, lineId })
    const wanted = { ...named(given.entitlement, given.code, given.variant), quantity: given.quantity }
    const counted = splitUse(includedOf(line), before, [wanted])
    const extras = (await wantedExtras(context, { order: open.order, line }, { counted, before })).map((extra) => ({
      ...extra.line,
      ...mainSeller(sellers),
    }))
    const items = findItems(context, extras)
    const sold =
      extras.length === 0
        ? { added: [] }
        : await sellLines(context, open, extras, { origin: 'secondSale', place, items })
    keepCredits(context, sold.added, sellers)
    const { branch, customerId, currency } = open.order
    const minor = sold.added.reduce((sum, { amount }) => sum + amount, 0n)
    const extraAmount = Money.ofMinor(minor, currency).toString()
    const expected =
      given.extraAmount === undefined ? extraAmount : Money.of(given.extraAmount, currency, 'extraAmount').toString()
    if (expected !== extraAmount) {
      throw SelectionPriceChanged.create({ selectionId: lineId, total: extraAmount, expected })
    }
    const [split] = counted
    const { included = 0, extra = 0 } = split ?? {}
    const row = recordFact(context, selectionUses, {
      id: context.newId(),
      branch,
      orderId,
      lineId,
      customerId,
      ...named(given.entitlement, given.code, given.variant),
      included,
      extra,
      soldLines: sold.added.map(({ id }) => id),
      place,
      businessDate: context.businessDate,
      at: context.now,
      actor: context.actor,
    })
    await keepBefore(context, selections, [...before, ...counted])
    const { entitlement } = given
    context.emit(entitlementUsed, { useId: row.id, orderId, lineId, customerId, entitlement, included, extra })
    return presentUse(row, extraAmount)
  },
})
