/** Orders as callers see them. */
import { z } from 'zod'
import { type CustomValues, customValues } from '../engine/custom-field.ts'
import { includedTax, priceStepSchema } from '../pricing/index.ts'
import { Money } from '../values/money.ts'
import { progresses, turns } from '../stages/index.ts'
import { orderStatuses } from './order-status.ts'
import { holdCauses, redoKinds } from './side-states.ts'
import { traceOf } from './price-trace.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

export const orderLineSchema = z.object({
  id: z.string(),
  /** 1, 2, 3 … within the order. */
  line: z.number(),
  itemId: z.string().nullable(),
  /** The version of the item that was sold; see catalog.version. */
  itemVersion: z.int().nullable(),
  item: z.string(),
  variant: z.string().nullable(),
  options: z.array(
    z.object({
      group: z.string(),
      groupName: z.string(),
      groupNameEn: z.string().nullable(),
      choice: z.string(),
      name: z.string(),
      nameEn: z.string().nullable(),
      price: z.string(),
    }),
  ),
  /** The bundle that it was sold in. */
  bundle: z
    .object({
      item: z.string(),
      itemId: z.string(),
      itemVersion: z.int(),
      name: z.string(),
      nameEn: z.string().nullable(),
    })
    .nullable(),
  /** The number of the line that it is an add-on of. */
  addOnTo: z.int().nullable(),
  /** The day that it is for. */
  forDate: z.string(),
  name: z.string(),
  /** In English, where the item had such a name when it was sold. */
  nameEn: z.string().nullable(),
  kind: z.string(),
  category: z.string(),
  /** The kind of photography that it was sold for. */
  shootType: z.string().nullable(),
  taxRate: z.string().nullable(),
  quantity: z.string(),
  unitPrice: z.string(),
  discount: z.string(),
  amount: z.string(),
  /** The tax that the amount includes. */
  tax: z.string(),
  /** Why it costs that: steps whose changes add up to the amount. */
  priceTrace: z.array(priceStepSchema),
  origin: z.enum(['order', 'secondSale', 'import']),
  /** The flow that it walks, and the version of it. */
  flow: z.string(),
  flowVersion: z.string(),
  stage: z.string(),
  /** When it entered its stage, and the business date of that. */
  stageSince: z.string(),
  /** The business date on which it was sold. */
  soldDate: z.string(),
  /** When it was sold; null where only the date is known. */
  soldAt: z.string().nullable(),
  /** Where a line was sold that was added to the order. */
  soldPlace: z.string().nullable(),
  /** The business date on which it entered its stage. */
  stageDate: z.string(),
  /** How far it is. */
  progress: z.enum(progresses),
  /** Whether its flow allows to hand it over as it stands. */
  handsOver: z.boolean(),
  /** The stage it waits for; null at the end of its flow. */
  nextStage: z.string().nullable(),
  /** Whose work that is. */
  department: z.string().nullable(),
  /** Who has to act for it. */
  turn: z.enum(turns).nullable(),
  assigneeId: z.string().nullable(),
  /** The business date by which it is due. */
  stageDue: z.string().nullable(),
  /** What a held line waits for. */
  hold: z.enum(holdCauses).nullable(),
  /** Whether it is being done again. */
  redo: z.enum(redoKinds).nullable(),
  /** The business date of its shoot: planned until it was shot. */
  shootDate: z.string().nullable(),
  /** When it was handed over. */
  pickedUpDate: z.string().nullable(),
  sellerId: z.string().nullable(),
  entitlements: z.json(),
  note: z.string().nullable(),
})

export const orderHeadSchema = z.object({
  id: z.string(),
  number: z.string(),
  branch: z.string(),
  customerId: z.string(),
  bookedDate: z.string(),
  placedAt: z.string(),
  channel: z.string(),
  source: z.string().nullable(),
  reference: z.string().nullable(),
  region: z.string().nullable(),
  note: z.string().nullable(),
  currency: z.string(),
  total: z.string(),
  status: z.enum(orderStatuses),
  dueDate: z.string().nullable(),
  /** When the customer was promised to have it. */
  promisedDate: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  /** Pass it back with a change, to be refused where somebody was faster. */
  revision: z.number(),
  custom: customValues,
  lines: z.array(orderLineSchema),
})

export const orderSchema = orderHeadSchema.extend({
  /** What was paid and not refunded; bonds apart. */
  paid: z.string(),
  /** What is still to be paid. */
  balanceDue: z.string(),
  /** What was paid beyond it: a deposit that waits to be refunded or used. */
  overpaid: z.string(),
  /** The order that it was merged into, which stands for it; null where it stands for itself. */
  mergedInto: z.string().nullable(),
  /** The orders that were merged into it. */
  mergedFrom: z.array(z.string()),
})

export interface OrderLine extends z.output<typeof orderLineSchema> {}
/** An order with its lines, without its account. */
export interface ListedOrder extends z.output<typeof orderHeadSchema> {}
/** An order with its lines and what is paid. */
export interface Order extends z.output<typeof orderSchema> {}

export function presentLine(row: OrderLineRow, currency: string): OrderLine {
  const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
  return {
    id: row.id,
    line: row.line,
    itemId: row.itemId,
    itemVersion: row.itemVersion,
    item: row.itemCode,
    variant: row.variant,
    options: (row.options ?? []) as unknown as OrderLine['options'],
    bundle: row.bundle as unknown as OrderLine['bundle'],
    addOnTo: row.addOnTo,
    forDate: row.forDate ?? row.soldDate,
    name: row.name,
    nameEn: row.nameEn,
    kind: row.kind,
    category: row.category,
    shootType: row.shootType,
    taxRate: row.taxRate,
    quantity: row.quantity,
    unitPrice: shown(row.unitPrice),
    discount: shown(row.discount),
    amount: shown(row.amount),
    tax: taxOf(row, currency),
    priceTrace: [...traceOf(row, currency)],
    origin: row.origin as OrderLine['origin'],
    flow: row.flow,
    flowVersion: row.flowVersion,
    stage: row.stage,
    stageSince: row.stageChangedAt,
    soldDate: row.soldDate,
    soldAt: row.soldAt,
    soldPlace: row.soldPlace,
    stageDate: row.stageDate,
    progress: row.progress as OrderLine['progress'],
    handsOver: row.handsOver,
    nextStage: row.nextStage,
    department: row.department,
    turn: row.turn as OrderLine['turn'],
    assigneeId: row.assigneeId,
    stageDue: row.stageDue,
    hold: row.hold as OrderLine['hold'],
    redo: row.redo as OrderLine['redo'],
    shootDate: row.shootDate,
    pickedUpDate: row.pickedUpDate,
    sellerId: row.sellerId,
    entitlements: row.entitlements as OrderLine['entitlements'],
    note: row.note,
  }
}

const taxOf = ({ taxRate, amount }: OrderLineRow, currency: string): string =>
  (taxRate === null ? Money.zero(currency) : includedTax(Money.ofMinor(amount, currency), taxRate)).toString()

export function presentHead(row: OrderRow, lines: readonly OrderLineRow[], custom: CustomValues): ListedOrder {
  return {
    id: row.id,
    number: row.number,
    branch: row.branch,
    customerId: row.customerId,
    bookedDate: row.bookedDate,
    placedAt: row.placedAt,
    channel: row.channel,
    source: row.source,
    reference: row.reference,
    region: row.region,
    note: row.note,
    currency: row.currency,
    total: Money.ofMinor(row.total, row.currency).toString(),
    status: row.status as ListedOrder['status'],
    dueDate: row.dueDate,
    promisedDate: row.promisedDate,
    cancelledAt: row.cancelledAt,
    cancelReason: row.cancelReason,
    revision: row.revision,
    custom,
    lines: [...lines].sort((a, b) => a.line - b.line).map((line) => presentLine(line, row.currency)),
  }
}

export function presentOrder(
  row: OrderRow,
  lines: readonly OrderLineRow[],
  custom: CustomValues,
  account: {
    readonly paid: Money
    readonly balanceDue: Money
    readonly overpaid: Money
    readonly mergedInto: string | null
    readonly mergedFrom: readonly string[]
  },
): Order {
  return {
    ...presentHead(row, lines, custom),
    paid: account.paid.toString(),
    balanceDue: account.balanceDue.toString(),
    overpaid: account.overpaid.toString(),
    mergedInto: account.mergedInto,
    mergedFrom: [...account.mergedFrom],
  }
}
