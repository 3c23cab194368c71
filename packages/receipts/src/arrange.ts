/** In which order a receipt says what it says. The one arrangement that all renderers draw. Pure. */
import { amountText, isZeroText } from './amount-text.ts'
import { type Block, centred, heading, letterhead, rule } from './block.ts'
import { cleanText } from './clean-text.ts'
import type { ReceiptDocument } from './document.ts'
import { wordings } from './wording.ts'

/** The blocks of a document, its texts cleaned of what could command a printer. */
export function arrange(document: ReceiptDocument): readonly Block[] {
  const words = wordings[document.language]
  const mark: Block[] = [
    ...(document.voided ? [heading(words.voided)] : []),
    ...(document.copy === 0 ? [] : [heading(words.copy(document.copy))]),
  ]
  return [
    ...letterhead(document.header, document.language),
    heading(words.titles[document.kind]),
    ...mark,
    rule,
    ...facts(document),
    ...goods(document),
    rule,
    ...money(document),
    ...ending(document),
    // Also at the foot: the head of a copy could be torn off.
    ...mark,
  ]
}

function facts(document: ReceiptDocument): Block[] {
  const words = wordings[document.language]
  const told: readonly (readonly [string, string | null])[] = [
    [words.number, document.number],
    [words.corrects, document.corrects],
    [words.date, document.businessDate],
    [words.time, document.time],
    [words.cashier, document.cashier],
    [words.till, document.till],
    [words.order, document.order],
    [words.customer, document.customer],
    [words.purpose, document.purpose],
    [words.reason, document.reason],
    [words.approver, document.approver],
  ]
  return told.flatMap(([label, value]) =>
    value === null ? [] : [{ block: 'pair', label, value: cleanText(value) } as const],
  )
}

function goods({ lines, sums, taxes, currency, language }: ReceiptDocument): Block[] {
  const words = wordings[language]
  if (sums === null) return []
  return [
    rule,
    ...lines.flatMap((line): Block[] => [
      { block: 'text', text: cleanText(line.name) },
      amount(`  ${cleanText(line.quantity)} x ${amountText(line.unitPrice)}`, line.gross),
      ...(isZeroText(line.discount) ? [] : [amount(`  ${words.discount}`, `-${line.discount}`)]),
    ]),
    rule,
    ...(isZeroText(sums.discount)
      ? []
      : [amount(words.gross, sums.gross), amount(words.discounts, `-${sums.discount}`)]),
    amount(`${words.total} ${currency}`, sums.total, true),
    ...taxes.map((tax) => amount(words.tax(cleanText(tax.rate)), tax.amount)),
  ]
}

function money(document: ReceiptDocument): Block[] {
  const words = wordings[document.language]
  return [
    ...document.legs.flatMap((leg) => [
      amount(cleanText(leg.method), leg.amount),
      ...foreignMoney(leg, document),
      ...(leg.tendered === null || leg.tendered === leg.amount ? [] : [amount(`  ${words.tendered}`, leg.tendered)]),
      ...(isZeroText(leg.change) ? [] : [amount(`  ${words.change}`, leg.change)]),
      ...(leg.voucher === null
        ? []
        : [{ block: 'pair', label: `  ${words.voucher}`, value: cleanText(leg.voucher) } as const]),
    ]),
    amount(`${words.paid[document.kind]} ${document.currency}`, document.amount, true),
    ...(document.kept === null ? [] : [amount(words.kept, document.kept)]),
    ...(document.bonus === null ? [] : [amount(words.bonus, document.bonus)]),
    ...(document.storedValue === null ? [] : [amount(words.storedValue, document.storedValue)]),
    ...(document.totalPaid === null ? [] : [amount(words.totalPaid, document.totalPaid)]),
    ...(document.balanceDue === null ? [] : [amount(words.balanceDue, document.balanceDue, true)]),
  ]
}

/** What was handed over in foreign money, at which rate of which day, and what came back of it. */
function foreignMoney(
  { foreign, change }: ReceiptDocument['legs'][number],
  { currency: home, language }: ReceiptDocument,
): Block[] {
  const words = wordings[language]
  if (foreign === undefined) return []
  const { currency, tendered, rate, rateOn, source } = foreign
  const told: readonly (readonly [string, string])[] = [
    [`  ${words.rate} ${cleanText(rateOn)}`, `1 ${currency} = ${rate} ${home}`],
    [`  ${words.rateSource}`, cleanText(source)],
  ]
  return [
    amount(`  ${currency}`, foreign.amount),
    ...(tendered === null ? [] : [amount(`  ${words.tendered} ${currency}`, tendered)]),
    ...(isZeroText(foreign.change) ? [] : [amount(`  ${words.change} ${currency}`, foreign.change)]),
    ...told.map(([label, value]): Block => ({ block: 'pair', label, value })),
    // What was paid says it already, unless some of it was given back.
    ...(isZeroText(change) ? [] : [amount(`  ${words.worth}`, foreign.worth)]),
  ]
}

function ending({ note, headHash, qr, footer, language }: ReceiptDocument): Block[] {
  const words = wordings[language]
  return [
    ...(note === null ? [] : [rule, { block: 'text', text: `${words.note}: ${cleanText(note)}` } as const]),
    ...(headHash === null ? [] : [rule, { block: 'text', text: `${words.headHash}: ${cleanText(headHash)}` } as const]),
    ...(qr === null ? [] : [{ block: 'qr', text: cleanText(qr) } as const]),
    ...(footer.length === 0 ? [] : [rule, ...footer.flatMap((line) => centred(line))]),
  ]
}

function amount(label: string, value: string, strong = false): Block {
  return { block: 'amount', label, amount: amountText(value), strong }
}
