/** Receipts as people read them. */
import type { Receipt } from '@calotype/core'
import { type Cell, money, type Printer, type Words } from './print.ts'

const methods: Readonly<Record<string, Words>> = {
  cash: { zh: '现金', en: 'cash' },
  card: { zh: '刷卡', en: 'card' },
  wechat: { zh: '微信', en: 'WeChat' },
  alipay: { zh: '支付宝', en: 'Alipay' },
}

const kinds: Readonly<Record<string, Words>> = {
  receipt: { zh: '收款', en: 'payment' },
  refund: { zh: '退款', en: 'refund' },
  cancellation: { zh: '退单', en: 'cancellation' },
}

export const methodName = (code: string): Words => methods[code] ?? { zh: code, en: code }

export function printReceipt(print: Printer, receipt: Receipt | null): void {
  if (receipt === null) return
  const { number, amount, balanceDue } = receipt
  const due = money(balanceDue)
  print.detail({
    zh: `${kindOf(receipt).zh} ${number}：${money(amount)} 元，尾款 ${due} 元`,
    en: `${kindOf(receipt).en} ${number}: ${money(amount)}, balance due ${due}`,
  })
  for (const { method, amount: paid, tendered, change } of receipt.legs) {
    const { zh, en } = methodName(method)
    const cash = tendered === null ? { zh: '', en: '' } : handedOver(tendered, change)
    print.detail({ zh: `  ${zh} ${money(paid)}${cash.zh}`, en: `  ${en} ${money(paid)}${cash.en}` })
  }
}

const handedOver = (tendered: string, change: string): Words => ({
  zh: `，收 ${money(tendered)} 找零 ${money(change)}`,
  en: `, ${money(tendered)} handed over, ${money(change)} change`,
})

/** One row of the receipts list; what went out stands with a minus. */
export function receiptRow(print: Printer, receipt: Receipt): Cell[] {
  const paid = receipt.kind === 'receipt'
  return [
    receipt.number,
    kindOf(receipt),
    print.nameOf(receipt.customerId),
    print.nameOf(receipt.orderId),
    receipt.legs.reduce<Words>((names, leg) => joined(names, methodName(leg.method)), { zh: '', en: '' }),
    `${paid ? '' : '-'}${money(receipt.amount)}`,
  ]
}

const kindOf = (receipt: Receipt): Words => kinds[receipt.kind] ?? { zh: receipt.kind, en: receipt.kind }

const joined = (one: Words, other: Words): Words =>
  one.zh === '' ? other : { zh: `${one.zh}+${other.zh}`, en: `${one.en} + ${other.en}` }
