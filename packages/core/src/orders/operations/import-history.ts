/** Brings in what an old system sold: customers, orders, payments and revenue, each on its own business date. */
import { z } from 'zod'
import { defaultCategory, type ItemRow, ItemRetired, ItemUnknown, itemsByCode } from '../../catalog/index.ts'
import { holdCustomersByReference } from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import {
  announceHistory,
  openCommitment,
  PaymentMethodUnknown,
  recogniseRevenue,
  recordPayment,
} from '../../ledger/index.ts'
import { handoverFlow } from '../../stages/index.ts'
import { Money } from '../../values/money.ts'
import { Quantity } from '../../values/quantity.ts'
import { ImportConflict, ImportInvalid, LineQuantityInvalid } from '../errors.ts'
import { ordersImported } from '../events.ts'
import { importedCustomers } from '../imported-customers.ts'
import { type ImportNumbers, importNumbers } from '../imported-numbers.ts'
import { type Purchase, purchaseInput, readPurchases, requireSame } from '../imported-purchase.ts'
import { recognisedAmounts } from '../recognised-amounts.ts'
import { orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Names the system that the purchases come from: their references are unique within it. */
  source: z.string().min(1).max(60).default('import'),
  purchases: z.array(purchaseInput).min(1).max(1000),
  /** The payment method by which they are booked as paid. */
  method: z.string().min(1).max(20).default('transfer'),
})

const outputSchema = z.object({
  /** Orders made by this batch. */
  orders: z.number(),
  /** Purchases that were there already, under the same reference and with the same content. */
  skipped: z.number(),
  /** Customers made by this batch. */
  customers: z.number(),
  /** The sum of the quantities of the orders made. */
  items: z.string(),
  amount: z.string(),
  currency: z.string(),
})

export interface ImportHistory extends z.input<typeof inputSchema> {}
export interface ImportedHistory extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ImportHistory> = inputSchema
const output: z.ZodType<ImportedHistory> = outputSchema

export const importHistory = operation({
  name: 'orders.importHistory',
  summary:
    'Imports 1 to 1,000 past purchases as paid and delivered orders; a reference that is there already is passed over.',
  kind: 'command',
  input,
  output,
  errors: [ImportInvalid, ImportConflict, LineQuantityInvalid, ItemUnknown, ItemRetired, PaymentMethodUnknown],
  async run(context, { source, purchases: given, method }) {
    const { currency } = context.studio
    const purchases = readPurchases(given, currency, context.businessDate)
    // Two imports of one file at the same time: the second waits, and then finds what the first has brought.
    await context.store.lock(['orders.importHistory'])
    const references = given.map((purchase) => purchase.reference)
    const standing = await context.store.find(orders, {
      where: { source, reference: { in: references } },
      limit: 'all',
    })
    const stands = new Map(standing.map((order) => [order.reference, order]))
    const known = await holdCustomersByReference(
      context,
      given.map((purchase) => purchase.customerReference),
    )
    for (const purchase of purchases) {
      const order = stands.get(purchase.given.reference)
      if (order !== undefined) requireSame(purchase, order, known.get(purchase.given.customerReference)?.id)
    }
    const wanted = purchases.filter((purchase) => !stands.has(purchase.given.reference))
    const codes = new Set(wanted.map((purchase) => purchase.given.item).filter((item) => item !== undefined))
    const items = codes.size === 0 ? new Map<string, ItemRow>() : await itemsByCode(context, [...codes])
    const customers = await importedCustomers(context, wanted, known)
    const numbers = await importNumbers(context, wanted)
    const orderIds: string[] = []
    const entryIds: string[] = []
    for (const purchase of wanted) {
      const item = purchase.given.item === undefined ? undefined : items.get(purchase.given.item)
      const customerId = customers.idOf(purchase.given.customerReference)
      const made = await importPurchase(context, { purchase, item, customerId, numbers, source, method })
      orderIds.push(made.orderId)
      entryIds.push(...made.entryIds)
    }
    const amount = Money.sum(
      currency,
      wanted.map((purchase) => purchase.amount),
    )
    announceHistory(context, entryIds)
    if (orderIds.length > 0) context.emit(ordersImported, { source, orderIds, amount: amount.toString(), currency })
    return {
      orders: orderIds.length,
      skipped: purchases.length - orderIds.length,
      customers: customers.created,
      items: wanted.reduce((sum, { quantity }) => sum.plus(quantity), Quantity.zero).toString(),
      amount: amount.toString(),
      currency,
    }
  },
})

/** What stands for the item of a purchase that names none. */
const unnamed = {
  code: 'imported',
  name: 'Imported purchase',
  kind: 'product',
  category: 'product',
  incomeAccount: defaultCategory('product')?.incomeAccount ?? 'Income:Product',
} as const

interface Importing {
  readonly purchase: Purchase
  readonly item: ItemRow | undefined
  readonly customerId: string
  readonly numbers: ImportNumbers
  readonly source: string
  readonly method: string
}

/** Writes one purchase. It reads nothing, and its rows leave together with those of all others. */
async function importPurchase(
  context: CommandContext,
  importing: Importing,
): Promise<{ readonly orderId: string; readonly entryIds: readonly string[] }> {
  const { purchase, item, customerId, numbers, source, method } = importing
  const { given, amount, quantity, unitPrice } = purchase
  const { branch, store } = context
  const { currency } = context.studio
  const orderId = context.newId()
  const businessDate = given.date
  const at = context.studio.days(branch).startOf(businessDate)
  store.insert(orders, {
    id: orderId,
    branch,
    number: numbers.order(businessDate),
    customerId,
    bookedDate: businessDate,
    placedAt: at,
    channel: 'import',
    source,
    reference: given.reference,
    currency,
    total: amount.minor,
    status: 'completed',
    revision: 1,
    lastLine: 1,
  })
  const line = store.insert(ordersLines, {
    id: context.newId(),
    branch,
    orderId,
    line: 1,
    customerId,
    soldDate: businessDate,
    itemId: item?.id ?? null,
    itemCode: item?.code ?? unnamed.code,
    name: item?.name ?? unnamed.name,
    nameEn: item?.nameEn ?? null,
    // Of a bundle nobody knows any more what each component cost: it stays one line.
    kind: item?.kind === 'bundle' ? 'package' : (item?.kind ?? unnamed.kind),
    category: item?.categoryCode ?? unnamed.category,
    shootType: given.shootType ?? item?.shootType ?? null,
    taxRate: item?.taxRate ?? null,
    incomeAccount: item?.incomeAccount ?? unnamed.incomeAccount,
    quantity: quantity.toString(),
    unitPrice: unitPrice.minor,
    discount: 0n,
    amount: amount.minor,
    origin: 'import',
    flow: handoverFlow.name,
    flowVersion: handoverFlow.version,
    stage: 'pickedUp',
    stageChangedAt: at,
    stageDate: businessDate,
    progress: 'pickedUp',
    handsOver: false,
    pickedUpDate: businessDate,
  })
  openCommitment(context, { orderId, customerId, total: amount, dueDate: null, businessDate })
  if (!amount.isPositive()) return { orderId, entryIds: [] }
  const legs = [{ method, amount: amount.toString() }]
  // Old payments are no news: the batch as a whole has its event, and the seal its own.
  const past = { businessDate, at, announce: false }
  const receipt = await recordPayment(context, { orderId, legs, number: numbers.receipt(businessDate), ...past })
  const amounts = recognisedAmounts(currency, [line])
  const recognition = await recogniseRevenue(context, { orderId, amounts, ...past })
  return { orderId, entryIds: [receipt.id, ...(recognition === null ? [] : [recognition.id])] }
}
