/** Makes the papers of a till from what the room of tills answers. Pure: no I/O, no clock. */
import { type CashMovement, localTimeAt, Money, type TillDayRecord, type TillShiftReport } from '@calotype/core'
import { isZeroText } from './amount-text.ts'
import { DayReportWithoutTotals } from './errors.ts'
import { letterheadOf } from './letterhead.ts'
import type { ReceiptTemplate } from './template.ts'
import type { TillDocument, TillRow } from './till-document.ts'
import { tillWordings } from './till-wording.ts'
import { wordings } from './wording.ts'

/** What every paper of a till needs beside what it is about. */
export interface TillPaper {
  readonly template: ReceiptTemplate
  /** IANA name of the branch's zone, for the times of day. */
  readonly timeZone: string
  /** Names of payment methods by code, such as the registry's. The template's win. */
  readonly methodNames?: Readonly<Record<string, { readonly en: string; readonly zh: string }>> | undefined
  /** 0 or left out: the original. */
  readonly copy?: number | undefined
}

/** The report of a shift as `tills.shiftReport` or `tills.closeShift` answers it: X while it is open, Z after. */
export function makeShiftReport(report: TillShiftReport, paper: TillPaper): TillDocument {
  const { words, receiptWords, local, method, base } = settingOf(paper, report.branch, report.currency)
  const { closedAt, countedBy, handedTo, note, counted, difference, denominations } = report
  const drawer: TillRow[] = [
    amountRow(words.float, report.float),
    amountRow(words.expected, report.expected),
    ...told(counted, (amount) => amountRow(words.counted, amount)),
    ...told(difference, (amount) => amountRow(words.difference, amount, true)),
    ...told(report.toSafe, (amount) => amountRow(words.toSafe, amount)),
    ...told(report.left, (amount) => amountRow(words.left, amount)),
    ...report.foreign.flatMap((one): TillRow[] => [
      amountRow(`${words.float} ${one.currency}`, one.float),
      amountRow(`${words.expected} ${one.currency}`, one.expected),
      ...told(one.counted, (amount) => amountRow(`${words.counted} ${one.currency}`, amount)),
      ...told(one.difference, (amount) => amountRow(`${words.difference} ${one.currency}`, amount, true)),
      ...told(one.left, (amount) => amountRow(`${words.left} ${one.currency}`, amount)),
    ]),
  ]
  const pieces = (denominations ?? [])
    .filter((one) => one.pieces > 0)
    .map((one) => {
      const worth = Money.of(one.value, report.currency).times(BigInt(one.pieces))
      return amountRow(`${one.value} x ${one.pieces}`, worth.toString())
    })
  const others = report.methods.flatMap((one): TillRow[] => [
    amountRow(
      `${method(one.method)} ${one.currency === report.currency ? '' : `${one.currency} `}${words.booked}`,
      one.expected,
    ),
    ...told(one.counted, (amount) => amountRow(`  ${words.confirmed}`, amount)),
    ...told(one.difference, (amount) => amountRow(`  ${words.difference}`, amount, !isZeroText(amount))),
  ])
  return {
    ...base,
    kind: 'shiftReport',
    title: report.report === 'X' ? words.shiftOpen : words.shiftClosed,
    number: report.number,
    time: local(closedAt ?? report.openedAt),
    facts: [
      { label: receiptWords.date, value: report.businessDate },
      { label: receiptWords.till, value: report.till },
      { label: receiptWords.cashier, value: report.cashier },
      { label: words.opened, value: local(report.openedAt) },
      ...told(closedAt, (at) => ({ label: words.closed, value: local(at) })),
      ...told(countedBy, (value) => ({ label: words.countedBy, value })),
      ...told(handedTo, (value) => ({ label: words.handedTo, value })),
      ...told(note, (value) => ({ label: receiptWords.note, value })),
    ],
    sections: [section(words.drawer, drawer), section(words.pieces, pieces), section(words.others, others)].flat(),
    signatures: report.report === 'X' ? [] : [words.cashier, words.manager],
    headHash: null,
  }
}

/**
 * The close of a day as `tills.closeDay` answers it, or as it stands among the records of `tills.readDay`.
 *
 * @throws DAY_REPORT_WITHOUT_TOTALS for a reopening
 */
export function makeDayReport(day: TillDayRecord, paper: TillPaper): TillDocument {
  const currency = day.totals?.currency
  if (day.totals === null || currency === undefined)
    throw DayReportWithoutTotals.create({ date: day.date, branch: day.branch })
  const { words, receiptWords, local, method, base } = settingOf(paper, day.branch, currency)
  const { methods, categories, ranges, shifts, difference, unreviewed } = day.totals
  const sumOf = (amounts: readonly string[]) =>
    Money.sum(
      currency,
      amounts.map((amount) => Money.of(amount, currency)),
    ).toString()
  const own = methods.filter((one) => one.currency === currency)
  const foreign = methods.filter((one) => one.currency !== currency)
  const money = [...own, ...foreign].flatMap((one): TillRow[] => [
    amountRow(one.currency === currency ? method(one.method) : `${method(one.method)} ${one.currency}`, one.net),
    ...(isZeroText(one.out) ? [] : [amountRow(`  ${words.in}`, one.in), amountRow(`  ${words.out}`, one.out)]),
  ])
  const titles: Readonly<Record<string, string>> = receiptWords.titles
  return {
    ...base,
    kind: 'dayReport',
    title: words.day,
    number: day.number,
    time: local(day.at),
    facts: [
      { label: receiptWords.date, value: day.date },
      { label: words.dayClosed, value: local(day.at) },
      { label: words.closedBy, value: day.actor },
      ...(day.revision === 1 ? [] : [{ label: words.revision, value: String(day.revision) }]),
    ],
    sections: [
      section(
        words.money,
        money.length === 0 ? [] : [...money, amountRow(words.net, sumOf(own.map(({ net }) => net)), true)],
      ),
      section(
        words.income,
        categories.map(({ category, account, amount }) => amountRow(`${category} ${account}`, amount)),
      ),
      section(words.receipts, [
        ...ranges.flatMap((range): TillRow[] => [
          amountRow(`${titles[range.kind] ?? range.kind} x ${range.count}`, range.amount),
          { label: `  ${receiptWords.number}`, value: range.first },
          ...(range.count === 1 ? [] : [{ label: '  –', value: range.last }]),
        ]),
        { label: words.unreviewed, value: String(unreviewed) },
      ]),
      section(
        words.shifts,
        shifts.flatMap((shift): TillRow[] => [
          { label: `${shift.till} ${shift.cashier}`, value: shift.number },
          amountRow(`  ${words.expected}`, shift.expected),
          amountRow(`  ${words.counted}`, shift.counted),
          amountRow(`  ${words.difference}`, shift.difference, !isZeroText(shift.difference)),
          ...shift.foreign.flatMap((one): TillRow[] => [
            amountRow(`  ${words.expected} ${one.currency}`, one.expected),
            ...told(one.counted, (amount) => amountRow(`  ${words.counted} ${one.currency}`, amount)),
            ...told(one.difference, (amount) =>
              amountRow(`  ${words.difference} ${one.currency}`, amount, !isZeroText(amount)),
            ),
          ]),
        ]),
      ),
      section(null, [amountRow(words.differences, difference, true)]),
    ].flat(),
    signatures: [words.cashier, words.manager],
    headHash: day.headHash === null ? null : `${day.headSequence}:${day.headHash}`,
  }
}

/** What `tills.payOut` does not answer of what it did. */
export interface PayOutDetails {
  readonly branch: string
  /** When it was paid. */
  readonly at: string
  readonly businessDate: string
  readonly cashier: string
  readonly reason: string
  /** How the account is called; its code unless told. */
  readonly accountName?: string | undefined
}

/** The voucher that who got the money signs, for a pay-out as `tills.payOut` answers it. */
export function makePayOutVoucher(paid: CashMovement, details: PayOutDetails, paper: TillPaper): TillDocument {
  const { words, receiptWords, local, base } = settingOf(paper, details.branch, paid.currency)
  return {
    ...base,
    kind: 'payOut',
    title: words.payOut,
    // An entry of the journal without a number of its own: its id is what finds it.
    number: paid.entryId,
    time: local(details.at),
    facts: [
      { label: receiptWords.date, value: details.businessDate },
      { label: receiptWords.time, value: local(details.at) },
      { label: receiptWords.till, value: paid.till },
      { label: receiptWords.cashier, value: details.cashier },
      { label: words.paidFor, value: details.accountName ?? paid.account },
      { label: receiptWords.reason, value: details.reason },
    ],
    sections: section(null, [amountRow(`${words.paidOut} ${paid.currency}`, paid.amount, true)]),
    signatures: [words.receivedBy, words.cashier, words.manager],
    headHash: null,
  }
}

function settingOf({ template, timeZone, methodNames = {}, copy = 0 }: TillPaper, branch: string, currency: string) {
  const { language } = template
  const receiptWords = wordings[language]
  return {
    words: tillWordings[language],
    receiptWords,
    local(instant: string): string {
      const { date, time } = localTimeAt(instant, timeZone)
      return `${date} ${time}`
    },
    method: (code: string): string =>
      template.methods[code] ?? methodNames[code]?.[language] ?? receiptWords.methods[code] ?? code,
    base: {
      version: 1,
      language,
      paper: template.paper,
      header: letterheadOf(template, branch),
      copy,
      currency,
    },
  } as const
}

const amountRow = (label: string, amount: string, strong = false): TillRow => ({ label, amount, strong })

const section = (title: string | null, rows: readonly TillRow[]): TillDocument['sections'] =>
  rows.length === 0 ? [] : [{ title, rows: [...rows] }]

/** What there is to say of a value; nothing where there is none. */
const told = <V, T>(value: V | null, of: (value: V) => T): T[] => (value === null ? [] : [of(value)])
