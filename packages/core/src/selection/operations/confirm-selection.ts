/** Confirms a selection: signed, counted against the package, and what is beyond it sold. */
import { z } from 'zod'
import { ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import {
  findItems,
  LineHeld,
  LinesTooMany,
  LineUnknown,
  type OpenOrder,
  OrderClosed,
  type OrderLineRow,
  OrderUnknown,
  sellLines,
} from '../../orders/index.ts'
import { CalendarClosed, ChecksOpen, FlowVersionUnknown, StageMoveRefused, StageUnknown } from '../../stages/index.ts'
import type { Json } from '../../values/json.ts'
import { Money } from '../../values/money.ts'
import { documentOf, hashOf } from '../confirmation.ts'
import { retouchedImages, useOf } from '../content.ts'
import { splitUse } from '../entitlement.ts'
import {
  ExtraNotPriced,
  LineCancelled,
  SelectionChanged,
  SelectionConfirmed,
  SelectionEmpty,
  SelectionOtherBranch,
  SelectionPriceChanged,
  SelectionUnknown,
} from '../errors.ts'
import { selectionConfirmed } from '../events.ts'
import { beforeOf, contentOf, holdOpen, openOwnOrder, standingLine } from '../hold-selection.ts'
import { selectionConfirming } from '../hook-points.ts'
import { keepCredits, mainSeller } from '../keep-credits.ts'
import { moveToSelected } from '../move-selected.ts'
import { expectedRevision } from '../pick-input.ts'
import { presentSelection, selectionSchema } from '../present.ts'
import { wantedExtras } from '../price-extras.ts'
import { idText, type Seller, sellersInput } from '../shapes.ts'
import { includedOf } from '../standing.ts'
import { selectionConfirmations, selectionSelections, selectionSignatures } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  selectionId: idText,
  /** The words that are signed. Never personal data. */
  text: z.string().trim().min(1).max(5000),
  signature: z.strictObject({
    signer: z.string().trim().min(1).max(100),
    /** `signature`, `onScreen`, `code`, or a word of the studio's own. */
    method: z.string().trim().min(1).max(40),
    /** Where the host keeps the picture of the signature. */
    reference: z.string().min(1).max(500).optional(),
  }),
  /** What the customer was told that it costs beyond the package: another amount is refused. */
  extraAmount: z.string().min(1).max(30).optional(),
  /** Who sold what is beyond the package. */
  sellers: sellersInput,
  revision: expectedRevision,
})

const outputSchema = z.object({
  selection: selectionSchema,
  confirmationId: z.string(),
  /** SHA-256 of what was confirmed. */
  hash: z.string(),
  /** What was sold beyond the package. */
  extras: z.array(z.object({ lineId: z.string(), item: z.string(), quantity: z.string(), amount: z.string() })),
  extraAmount: z.string(),
  order: z.object({ id: z.string(), total: z.string(), revision: z.int() }),
})

export interface ConfirmSelection extends z.input<typeof inputSchema> {}
export interface ConfirmedSelection extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ConfirmSelection> = inputSchema
const output: z.ZodType<ConfirmedSelection> = outputSchema

export const confirmSelection = operation({
  name: 'selection.confirm',
  summary: 'Confirms a selection with a signature; what is beyond the package becomes lines of second sale.',
  kind: 'command',
  input,
  output,
  errors: [
    SelectionUnknown,
    SelectionConfirmed,
    SelectionChanged,
    SelectionEmpty,
    SelectionPriceChanged,
    OrderUnknown,
    OrderClosed,
    SelectionOtherBranch,
    LineUnknown,
    LineCancelled,
    LinesTooMany,
    LineHeld,
    StageUnknown,
    StageMoveRefused,
    ChecksOpen,
    FlowVersionUnknown,
    CalendarClosed,
    ExtraNotPriced,
    ItemUnknown,
    ItemRetired,
    ItemVariantInvalid,
  ],
  async run(context, given) {
    const { orderId, selectionId, revision, text, signature, sellers } = given
    const open = await openOwnOrder(context, orderId, 'confirm a selection')
    const held = await holdOpen(context, selectionId, { action: 'confirm it', revision })
    if (held.orderId !== orderId) throw SelectionUnknown.create({ selectionId })
    const { lineId } = held
    const line = standingLine(open.order, open.lines, lineId)
    const content = contentOf(held)
    const uses = useOf(content, held.retouchPlaced)
    if (uses.length === 0) throw SelectionEmpty.create({ selectionId })

    const before = beforeOf(held)
    const counted = splitUse(includedOf(line), before, uses)
    const extras = (await wantedExtras(context, { order: open.order, line }, { counted, before })).map((extra) => ({
      ...extra.line,
      ...mainSeller(sellers),
    }))
    await context.raise(selectionConfirming, { selection: held, order: open.order, line, content, counted, extras })

    const sold = await sellExtras(context, open, extras, sellers)
    const { currency } = open.order
    const shown = (minor: bigint) => Money.ofMinor(minor, currency).toString()
    const extraAmount = shown(sold.added.reduce((sum, { amount }) => sum + amount, 0n))
    requireExpected(selectionId, { extraAmount, expected: given.extraAmount, currency })
    const soldExtras = sold.added.map(({ id, itemCode: item, quantity, amount }) => {
      return { lineId: id, item, quantity, amount: shown(amount) }
    })
    const document = documentOf(content, {
      order: open.order.number,
      line: line.line,
      selection: held.number,
      confirmedAt: context.now,
      method: signature.method,
      text,
      counted,
      extras: soldExtras,
      currency,
    })
    const confirmationId = context.newId()
    const hash = hashOf(document)
    const row = await context.store.update(selectionSelections, held, {
      state: 'confirmed',
      stateAt: context.now,
      counted: counted as unknown as Json,
      soldLines: sold.added.map(({ id }) => id),
      confirmationId,
      undoable: 0,
      revision: held.revision + 1,
    })
    const { branch, customerId } = open.order
    const of = { branch, customerId }
    recordFact(context, selectionConfirmations, {
      ...of,
      id: confirmationId,
      selectionId,
      orderId,
      lineId,
      revision: held.revision,
      confirmedAt: context.now,
      actor: context.actor,
      text,
      content: document as unknown as Json,
      hash,
    })
    const { signer, method, reference = null } = signature
    context.store.insert(selectionSignatures, { ...of, confirmationId, signer, method, reference })
    context.emit(selectionConfirmed, {
      selectionId,
      orderId,
      lineId,
      customerId,
      confirmationId,
      images: retouchedImages(content, held.retouchPlaced).length,
      products: content.products.length,
      extraLineIds: sold.added.map(({ id }) => id),
      extraAmount,
      currency,
    })
    await moveToSelected(context, sold, line, sellers)
    return {
      selection: presentSelection(row, includedOf(line)),
      confirmationId,
      hash,
      extras: soldExtras,
      extraAmount,
      order: { id: orderId, total: shown(sold.order.total), revision: sold.order.revision },
    }
  },
})

async function sellExtras(
  context: CommandContext,
  open: OpenOrder,
  extras: Parameters<typeof sellLines>[2],
  sellers: readonly Seller[],
): Promise<OpenOrder & { readonly added: readonly OrderLineRow[] }> {
  if (extras.length === 0) return { ...open, added: [] }
  const sold = await sellLines(context, open, extras, {
    origin: 'secondSale',
    place: 'selection',
    items: findItems(context, extras),
  })
  keepCredits(context, sold.added, sellers)
  return sold
}

function requireExpected(
  selectionId: string,
  { extraAmount, expected, currency }: { extraAmount: string; expected: string | undefined; currency: string },
): void {
  if (expected === undefined) return
  const told = Money.of(expected, currency, 'extraAmount').toString()
  if (told !== extraAmount) throw SelectionPriceChanged.create({ selectionId, total: extraAmount, expected: told })
}
