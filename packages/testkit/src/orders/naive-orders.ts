/** Orders as somebody keeps them on paper: what stands on the lines, what was paid, and what follows, in cents. */
import {
  handsOver,
  isDelivered,
  leads,
  type NaiveFlow,
  type NaiveFlowName,
  naiveFlows,
  waitsFor,
} from './naive-flows.ts'

/** What a cancellation keeps of deposits, in per cent: of earnest money, up to which part of the contract that counts, and of all else. */
export interface NaivePolicy {
  readonly earnestKept: number
  readonly earnestCap: number
  readonly otherKept: number
}

export type Branch = 'main' | 'west'

export interface NaiveLine {
  readonly id: string
  readonly line: number
  item: string
  category: string
  shootType: string | null
  readonly addOnTo: number | null
  readonly origin: string
  readonly soldDate: string
  flow: NaiveFlowName
  unitPrice: number
  /** In ten thousandths. */
  quantity: number
  discount: number
  amount: number
  /** By how much it costs less than the wall says: what was given by hand, and what the coupon took off. */
  off: number
  /** Which bundle of the order it was sold in. */
  readonly bundle: number | null
  /** Whether the coupon took something off it. */
  coupon: boolean
  /** `cancelled` beside the stages of its flow. */
  stage: string
  stageDate: string
  shootDate: string | null
  assigneeId: string | null
  due: string | null
  hold: string | null
  redo: 'rework' | 'reshoot' | null
  redoUntil: string | null
  pickedUpDate: string | null
  /** Who did what of its stages, as long as it stands. */
  work: NaiveWork[]
  /** Where it came, one after the other. */
  readonly came: string[]
}

export interface NaiveWork {
  /** Of the order, when it was done. */
  readonly branch: Branch
  readonly stage: string
  readonly department: string
  readonly staffId: string
  readonly redo: string | null
  /** To how many stages the line had come by then. */
  readonly after: number
}

export interface NaiveReceipt {
  readonly id: string
  readonly branch: Branch
  readonly date: string
  readonly earnest: boolean
  readonly legs: { readonly method: string; readonly amount: number; refunded: number }[]
  voided: boolean
}

/** What was handed over at once. */
export interface NaiveSlip {
  readonly id: string
  /** Of the order, when it was written. */
  readonly branch: Branch
  /** How each line stood before; those that were taken back are gone from it. */
  handed: NaiveHanded[]
}

export interface NaiveHanded {
  readonly line: NaiveLine
  readonly stage: string
  readonly pickedUpDate: string | null
  readonly redo: 'rework' | 'reshoot' | null
  readonly redoUntil: string | null
  readonly work: NaiveWork
  /** What was earned by it, where it was handed over for the first time. */
  readonly earned: NaiveEarned | null
}

export interface NaiveEarned {
  readonly category: string
  readonly shootType: string | null
  readonly gross: number
  readonly discount: number
}

export interface NaiveOrder {
  readonly id: string
  readonly number: string
  branch: Branch
  customerId: string
  readonly bookedDate: string
  readonly lines: NaiveLine[]
  readonly receipts: NaiveReceipt[]
  promised: string | null
  /** The rules of cancellation that were on the wall when it was placed. */
  readonly policy: NaivePolicy
  cancelled: boolean
  revision: number
  paid: number
  forfeited: number
  waived: number
  /** By category, what was recognised before discounts, and the discounts. */
  readonly earned: NaiveEarned[]
  readonly slips: NaiveSlip[]
}

export const flowOf = (line: NaiveLine): NaiveFlow => naiveFlows[line.flow]

export type NaiveProgress = 'ordered' | 'inProgress' | 'ready' | 'pickedUp' | 'cancelled'

export function progressOf(line: NaiveLine): NaiveProgress {
  const flow = flowOf(line)
  if (line.stage === 'cancelled') return 'cancelled'
  if (isDelivered(flow, line.stage)) return 'pickedUp'
  if (line.stage === flow[0]?.name) return line.redo === null ? 'ordered' : 'inProgress'
  return handsOver(flow, line.stage) ? 'ready' : 'inProgress'
}

export const mayBeHandedOver = (line: NaiveLine): boolean =>
  line.stage !== 'cancelled' && handsOver(flowOf(line), line.stage)

export const isOver = (line: NaiveLine): boolean => ['pickedUp', 'cancelled'].includes(progressOf(line))

export const liveLines = (order: NaiveOrder): readonly NaiveLine[] =>
  order.lines.filter(({ stage }) => stage !== 'cancelled')

/** The status, in the words of the docs. */
export function statusOf(order: NaiveOrder): string {
  const live = liveLines(order)
  if (live.length === 0) return 'cancelled'
  const left = live.filter((line) => !isOver(line))
  if (left.length === 0) return 'completed'
  if (left.length < live.length) return 'partlyPickedUp'
  const mayGo = left.every((line) => mayBeHandedOver(line) && line.hold === null)
  if (mayGo && left.some((line) => progressOf(line) === 'ready')) return 'ready'
  return left.some((line) => progressOf(line) !== 'ordered') ? 'inProgress' : 'open'
}

export const isClosed = (order: NaiveOrder): boolean => ['completed', 'cancelled'].includes(statusOf(order))

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

export const totalOf = (order: NaiveOrder): number => sum(liveLines(order).map(({ amount }) => amount))

/** Everything that follows from what is on the order and what was paid. */
export function accountOf(order: NaiveOrder) {
  const { paid, forfeited, waived } = order
  const recognised = sum(order.earned.map(({ gross, discount }) => gross - discount))
  const earned = recognised + forfeited - waived
  // What is kept of cancelled lines is owed beside those that are left; of a cancelled order only what it has earned.
  const total = (order.cancelled ? recognised : totalOf(order)) + forfeited
  return {
    total,
    paid,
    recognised,
    forfeited,
    waived,
    balanceDue: Math.max(0, total - waived - paid),
    overpaid: Math.max(0, paid + waived - total),
    deposits: Math.max(0, paid - earned),
    receivable: Math.max(0, earned - paid),
    earnest: Math.min(Math.max(0, earnestPaid(order) - forfeited), Math.max(0, paid - earned)),
  }
}

export const leftOf = (receipt: NaiveReceipt): number =>
  receipt.voided ? 0 : sum(receipt.legs.map(({ amount, refunded }) => amount - refunded))

const earnestPaid = (order: NaiveOrder): number => sum(order.receipts.filter(({ earnest }) => earnest).map(leftOf))

/** Cents of a price times a quantity in ten thousandths, halves up. */
export const priceOf = (unitPrice: number, quantity: number): number =>
  Math.floor((unitPrice * quantity + 5000) / 10_000)

export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** By when a line is due where nobody has said otherwise. */
export function dueOf(line: Pick<NaiveLine, 'flow' | 'stage' | 'stageDate' | 'shootDate'>, promised: string | null) {
  const due = waitsFor(naiveFlows[line.flow], line.stage)?.due ?? null
  if (due === null) return null
  const [from, days] = due
  const date = { entered: line.stageDate, shoot: line.shootDate, promise: promised }[from]
  return date === null ? null : dayAfter(date, days)
}

/** Brings a line to a stage of its flow. */
export function enter(line: NaiveLine, stage: string, on: { readonly date: string; readonly promised: string | null }) {
  line.stage = stage
  line.came.push(stage)
  line.stageDate = on.date
  line.assigneeId = null
  line.due = dueOf(line, on.promised)
}

/** Takes the work of some stages back that was done since the line last stood where it goes back to, or before that. */
export function undoWork(line: NaiveLine, to: string, undone: readonly string[]): void {
  const flow = flowOf(line)
  const knows = (stage: string): boolean => flow.some(({ name }) => name === stage)
  const last = line.came.findLastIndex((stage) => stage === to || (knows(stage) && leads(flow, stage, to))) + 1
  line.work = line.work.filter(({ stage, after }) => !undone.includes(stage) || after < last)
}

export const textOf = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
export const centsOf = (text: string): number => Math.round(Number(text) * 100)
