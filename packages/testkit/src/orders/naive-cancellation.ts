/** What a cancellation keeps by the rules that its customer agreed to, in cents. */
import { leads, type NaiveFlow } from './naive-flows.ts'
import {
  accountOf,
  flowOf,
  liveLines,
  type NaiveLine,
  type NaiveOrder,
  type NaiveReceipt,
  sum,
} from './naive-orders.ts'

const percent = (cents: number, of: number): number => Math.floor((cents * of) / 100)

/** What of a line is charged for work that was done, by the farthest stage that it had come to. */
const charges = [
  ['shot', 50],
  ['selected', 100],
  ['performed', 100],
  ['designing', 50],
  ['sentOut', 100],
  ['out', 100],
] as const

function chargeOf(line: NaiveLine): number {
  const flow: NaiveFlow = flowOf(line)
  const has = (name: string): boolean => flow.some((one) => one.name === name)
  const places = [line.stage, ...(line.redoUntil === null ? [] : [line.redoUntil])]
  const reached = charges.filter(
    ([from]) => has(from) && places.some((place) => from === place || leads(flow, from, place)),
  )
  return percent(line.amount, Math.max(0, ...reached.map(([, of]) => of)))
}

/** What the deposits of a whole order lose; of some lines their share by price of what is not delivered. */
function earnestPart(order: NaiveOrder, lines?: readonly NaiveLine[]): number {
  const { policy } = order
  const { deposits, earnest, total, recognised, forfeited } = accountOf(order)
  const binding = Math.min(earnest, percent(total, policy.earnestCap))
  const whole = percent(binding, policy.earnestKept) + percent(deposits - binding, policy.otherKept)
  if (lines === undefined) return whole
  const undelivered = total - recognised - forfeited
  if (undelivered <= 0) return 0
  const amount = Math.min(sum(lines.map((line) => line.amount)), undelivered)
  return Number((BigInt(whole) * BigInt(amount)) / BigInt(undelivered))
}

/** Of two amounts the larger one, and no more than was paid. All that is left of the order unless lines are named. */
export function keptByPolicy(order: NaiveOrder, lines?: readonly NaiveLine[]): number {
  const charged = sum((lines ?? liveLines(order)).map(chargeOf))
  return Math.min(accountOf(order).deposits, Math.max(earnestPart(order, lines), charged))
}

/** In which order receipts give back: the newest first, earnest money last. */
export function givingBack({ receipts }: NaiveOrder): readonly NaiveReceipt[] {
  const newest = receipts.toReversed()
  return [...newest.filter(({ earnest }) => !earnest), ...newest.filter(({ earnest }) => earnest)]
}
