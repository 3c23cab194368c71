/** Whether what customers hold in their hands is right: receipts, their numbers, refunds and vouchers. Pure: no I/O. */
import type { SqlRow } from '../stores/reader.ts'
import { type Books, sums, whole, words } from './books.ts'

interface Leg {
  readonly leg: number
  readonly method: string
  readonly amount: bigint
  readonly voucher: string | undefined
}

/** Legs as the document of a receipt tells them; two decimals. */
function legsOf(entry: SqlRow): readonly Leg[] {
  const document: unknown = typeof entry.document === 'string' ? JSON.parse(entry.document) : entry.document
  const { legs } = document as { legs: { leg: number; method: string; amount: string; voucher?: string }[] }
  return legs.map(({ leg, method, amount, voucher }) => ({
    leg,
    method,
    amount: BigInt(amount.replace('.', '')),
    voucher,
  }))
}

/** No leg gave back more than it took; what a refund gives it consumes; a void consumes all. */
export function refundViolations({ entries, refunds }: Books): readonly string[] {
  const taken = new Map<string, bigint>()
  for (const entry of entries) {
    if (words(entry.kind) !== 'receipt') continue
    for (const { leg, amount } of legsOf(entry)) taken.set(`${words(entry.id)} ${leg}`, amount)
  }
  const given = sums(
    refunds,
    (row) => `${words(row.receipt_id)} ${words(row.leg)}`,
    (row) => whole(row.amount),
  )
  const over = [...given].flatMap(([leg, amount]) =>
    amount > (taken.get(leg) ?? 0n) ? [`leg ${leg} gave ${amount} back of ${taken.get(leg) ?? 0n}`] : [],
  )
  const consumed = sums(
    refunds,
    (row) => words(row.refund_entry_id),
    (row) => whole(row.amount),
  )
  const paidOut = entries.filter(({ kind }) => ['refund', 'void'].includes(words(kind)))
  const short = paidOut.flatMap((entry) => {
    const amount = consumed.get(words(entry.id)) ?? 0n
    return amount === whole(entry.amount)
      ? []
      : [`refund ${words(entry.id)} of ${whole(entry.amount)} consumed ${amount}`]
  })
  return [...over, ...short]
}

/** Numbers of a branch, a day and a kind run from 1 on without a gap, and none is there twice. */
export function numberViolations({ entries }: Books): readonly string[] {
  const series = new Map<string, number[]>()
  for (const { number } of entries) {
    const [, lead, place] = /^(.*?)(\d+)$/.exec(words(number)) ?? []
    if (lead === undefined) continue
    series.set(lead, [...(series.get(lead) ?? []), Number(place)])
  }
  return [...series].flatMap(([lead, places]) => {
    const sorted = places.toSorted((one, other) => one - other)
    const wrong = sorted.findIndex((place, at) => place !== at + 1)
    return wrong < 0 ? [] : [`numbers ${lead}… have ${sorted[wrong]} in place ${wrong + 1} of ${sorted.length}`]
  })
}

/** A voucher stands on one receipt that was not voided, and on that which its row names. */
export function voucherViolations({ entries, reversals, vouchers }: Books): readonly string[] {
  const voided = new Set(reversals.map((row) => words(row.entry_id)))
  const used = new Map<string, string[]>()
  for (const entry of entries) {
    if (words(entry.kind) !== 'receipt' || voided.has(words(entry.id))) continue
    for (const { method, voucher } of legsOf(entry)) {
      if (voucher === undefined) continue
      const key = `${method} ${voucher}`
      used.set(key, [...(used.get(key) ?? []), words(entry.number)])
    }
  }
  const rows = new Map(vouchers.map((row) => [`${words(row.method)} ${words(row.code)}`, words(row.receipt)]))
  return [...new Set([...used.keys(), ...rows.keys()])].flatMap((key) => {
    const receipts = used.get(key) ?? []
    const said = rows.get(key) ?? ''
    return receipts.join(' ') === said
      ? []
      : [`voucher ${key} stands on "${receipts.join(' ')}", and its row says "${said}"`]
  })
}
