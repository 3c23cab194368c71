/** Makes what stands on a receipt from what the ledger knows. Pure: no I/O, no clock. */
import { localTimeAt, Money, type Receipt } from '@calotype/core'
import { isZeroText } from './amount-text.ts'
import type { ReceiptDocument, ReceiptLanguage } from './document.ts'
import { includedTaxes } from './included-taxes.ts'
import { letterheadOf } from './letterhead.ts'
import type { ReceiptTemplate } from './template.ts'
import { wordings } from './wording.ts'

/** A line of an order, as `orders.get` answers it; what else it has is passed over. */
export interface ReceiptOrderLine {
  readonly name: string
  /** What it is called on a receipt in English; by its name where there is none. */
  readonly nameEn?: string | null | undefined
  readonly quantity: string
  readonly unitPrice: string
  readonly discount: string
  readonly amount: string
  /** Per cent within the amount. */
  readonly taxRate: string | null
  /** A line that is `cancelled` is not printed. */
  readonly stage: string
}

/** The order that a receipt is about, as `orders.get` answers it. */
export interface ReceiptOrder {
  readonly number: string
  readonly total: string
  readonly lines: readonly ReceiptOrderLine[]
}

/** What a receipt is made of. */
export interface ReceiptParts {
  /** As `ledger.receipt` answers it. */
  readonly receipt: Receipt
  readonly template: ReceiptTemplate
  /** IANA name of the branch's zone, for the time of day. */
  readonly timeZone: string
  readonly order?: ReceiptOrder | undefined
  /** 0 or left out: the original. */
  readonly copy?: number | undefined
  /** Whether it was voided since, as `ledger.receipt` tells. */
  readonly voided?: boolean | undefined
  /** Names of payment methods by code, such as the registry's. The template's win. */
  readonly methodNames?: Readonly<Record<string, Readonly<Record<ReceiptLanguage, string>>>> | undefined
  /** How the cashier and customer are called; the cashier's id stands where nothing is said. */
  readonly cashier?: string | undefined
  readonly customer?: string | undefined
  /** The number of the receipt that a refund gives back from. */
  readonly corrects?: string | undefined
  /** The head of the ledger's hash chain, as `<sequence>:<hash>`. */
  readonly headHash?: string | undefined
}

/**
 * The document of a receipt or refund. A branch's own letterhead stands in place of the studio's, member by member.
 *
 * @throws TIME_ZONE_UNKNOWN, CURRENCY_UNKNOWN, MONEY_MALFORMED where a part is malformed
 */
export function makeReceiptDocument(parts: ReceiptParts): ReceiptDocument {
  const { receipt, template, order, methodNames = {} } = parts
  const { language } = template
  const words = wordings[language]
  const branch = template.branches[receipt.branch]
  const local = localTimeAt(receipt.at, parts.timeZone)
  const lines = (order?.lines ?? []).filter((line) => line.stage !== 'cancelled')
  return {
    version: 1,
    language,
    paper: template.paper,
    kind: kindOf(receipt.kind),
    header: letterheadOf(template, receipt.branch),
    number: receipt.number,
    copy: parts.copy ?? 0,
    voided: parts.voided ?? false,
    businessDate: receipt.businessDate,
    time: `${local.date} ${local.time}`,
    cashier: parts.cashier ?? receipt.cashier,
    till: receipt.till,
    order: order?.number ?? null,
    customer: parts.customer ?? null,
    purpose: receipt.purpose === null ? null : (words.purposes[receipt.purpose] ?? receipt.purpose),
    reason: receipt.reason,
    approver: receipt.approver ?? null,
    corrects: parts.corrects ?? null,
    currency: receipt.currency,
    lines: lines.map(({ name, nameEn, quantity, unitPrice, discount, amount }) => ({
      name: language === 'en' ? (nameEn ?? name) : name,
      quantity: shortQuantity(quantity),
      unitPrice,
      gross: sum(receipt.currency, [amount, discount]),
      discount,
      amount,
    })),
    sums: order === undefined ? null : sumsOf(receipt.currency, lines, order.total),
    taxes: includedTaxes(lines, receipt.currency),
    legs: receipt.legs.map(({ method, amount, tendered, change, voucher = null, foreign }) => ({
      method: template.methods[method] ?? methodNames[method]?.[language] ?? words.methods[method] ?? method,
      amount,
      tendered,
      change,
      voucher,
      ...(foreign === undefined ? {} : { foreign }),
    })),
    amount: receipt.amount,
    change: receipt.change,
    kept: receipt.kept ?? null,
    bonus: receipt.bonus ?? null,
    storedValue: receipt.storedValue ?? null,
    totalPaid: receipt.orderId === null ? null : receipt.totalPaid,
    balanceDue: receipt.orderId === null ? null : receipt.balanceDue,
    note: receipt.note,
    headHash: parts.headHash ?? null,
    qr: template.qr === undefined ? null : filled(template.qr, receipt),
    footer: branch?.footer ?? template.footer ?? [],
  }
}

/** What gives money back under a kind of a plugin's own is a refund to the customer. */
function kindOf(kind: string): ReceiptDocument['kind'] {
  return kind === 'receipt' || kind === 'void' || kind === 'bondReturn' || kind === 'cancellation' ? kind : 'refund'
}

function sum(currency: string, amounts: readonly string[]): string {
  return Money.sum(
    currency,
    amounts.map((amount) => Money.of(amount, currency)),
  ).toString()
}

function sumsOf(currency: string, lines: readonly ReceiptOrderLine[], total: string): ReceiptDocument['sums'] {
  const discount = sum(
    currency,
    lines.map((line) => line.discount),
  )
  const charged = sum(
    currency,
    lines.map((line) => line.amount),
  )
  return { gross: sum(currency, [charged, discount]), discount, total }
}

/** `1.000` as `1`, and `1.500` as `1.5`. */
const shortQuantity = (quantity: string): string => {
  const [whole = '', fraction = ''] = quantity.split('.')
  return isZeroText(fraction) ? whole : `${whole}.${fraction.replace(/0+$/, '')}`
}

/** Values are encoded as of a URL, in whose query they mostly stand. */
function filled(pattern: string, { number, id, amount }: Receipt): string {
  const values: Readonly<Record<string, string>> = { number, id, amount }
  return pattern.replace(/\{(number|id|amount)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : encodeURIComponent(value)
  })
}
