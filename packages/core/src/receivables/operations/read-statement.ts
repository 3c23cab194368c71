import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { customerIdsOf } from '../../customers/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  depositsOf,
  duesOf,
  ledgerCommitments,
  mergedInto,
  orderIdsOf,
  receivableOf,
  standingOf,
} from '../../ledger/index.ts'
import { CursorInvalid, decodeCursor, encodeCursor } from '../../storage/cursor.ts'
import type { OrderBy } from '../../storage/port.ts'
import { Money } from '../../values/money.ts'
import { DebtorUnknown } from '../errors.ts'
import { debtorSchema, readDebtors } from '../present-debtor.ts'
import { readAccountMovements } from '../read-movements.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'
import {
  type Account,
  accountOver,
  movementKind,
  movementKinds,
  placeOf,
  withBalances,
  withinRange,
} from '../statement-lines.ts'

const schema = z.strictObject({
  ...pageMembers,
  customerId: idText,
  /** The first business date; from the beginning unless told. */
  from: dateText.optional(),
  /** The last business date; today unless told. */
  to: dateText.optional(),
})

export interface ReadStatement extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStatement> = schema

const accountMembers = {
  /** What the customer owed before; below zero where the studio held deposits. */
  opening: z.string(),
  /** Sums by kind; what lowers the debt is below zero. */
  moved: z.record(z.enum(movementKinds), z.string()),
  closing: z.string(),
}

const dueShape = z.object({ orderId: z.string(), dueDate: z.string().nullable(), amount: z.string() })

const outputShape = z.object({
  customer: debtorSchema,
  currency: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  ...accountMembers,
  /** What moved in branches that the session does not see; in `closing`, and in no item. Zero for who sees every branch. */
  elsewhere: z.string(),
  items: z.array(
    z.object({
      entryId: z.string(),
      businessDate: z.string(),
      at: z.string(),
      /** deliveries, payments, refunds, cancellations, waivers, writeOffs or other. */
      kind: z.enum(movementKinds),
      /** The kind of the journal entry. */
      entryKind: z.string(),
      number: z.string().nullable(),
      orderId: z.string(),
      amount: z.string(),
      balance: z.string(),
    }),
  ),
  next: z.string().nullable(),
  orders: z.array(z.object({ orderId: z.string(), ...accountMembers })),
  /** What is open now, by the day on which it is due, contracts that are not delivered included. */
  dues: z.array(dueShape),
  /** Now: the sum of `dues`. */
  outstanding: z.string(),
})

/** A customer's statement of account (对账单). Amounts are decimal strings in `currency`. */
export interface Statement extends z.output<typeof outputShape> {}

const output: z.ZodType<Statement> = outputShape

const order: readonly OrderBy[] = [{ column: 'place', direction: 'asc' }]

/**
 * Four statements, and one more for every 500 entries beyond the first: the customer's orders, who it is, and what moved.
 * Through today it closes with exactly what the orders of the customer come to.
 */
export const statement: Operation<'query', ReadStatement, Statement, typeof DebtorUnknown> = operation({
  name: 'receivables.statement',
  summary: "Answers a customer's account over a range: what was owed, what moved, what is owed, and what is due when.",
  kind: 'query',
  input,
  output,
  errors: [DebtorUnknown],
  async run(context, { customerId: debtor, from, to, limit, cursor }) {
    const { studio, businessDate } = context
    const { currency } = studio
    const { customerId, commitments } = await readCommitments(context, debtor)
    if (commitments.length === 0) throw DebtorUnknown.create({ customerId })
    const customer = (await readDebtors(context, [customerId])).debtorOf(customerId)
    const standing = commitments.filter((commitment) => mergedInto(commitment) === null)
    const standsFor = new Map(standing.flatMap((one) => orderIdsOf(one).map((id) => [id, one.orderId] as const)))
    const moved = await readAccountMovements(context, [...standsFor.keys()], businessDate)
    const all = moved.map((one) => ({ ...one, orderId: standsFor.get(one.orderId) ?? one.orderId }))
    const range = { from: from ?? '0000-00-00', to: to ?? businessDate }
    const account = accountOver(currency, all, range)
    const balances = commitments.map((commitment) => {
      const standing = standingOf(commitment)
      return receivableOf(standing).minus(depositsOf(standing))
    })
    const seen = Money.sum(
      currency,
      all.map(({ amount }) => amount),
    )
    const elsewhere = Money.sum(currency, balances).minus(seen)
    const lines = withBalances(account.opening, withinRange(all, range))
    const after = cursor === undefined ? '' : placeIn(cursor)
    const rest = lines.filter((line) => placeOf(line) > after)
    const page = rest.slice(0, limit)
    const end = page.at(-1)
    const dues = commitments.flatMap((commitment) =>
      duesOf(commitment).map(({ dueDate, amount }) => ({ orderId: commitment.orderId, dueDate, amount })),
    )
    return {
      customer,
      currency,
      from: from ?? null,
      to: range.to,
      ...presentAccount({ ...account, closing: account.closing.plus(elsewhere) }),
      elsewhere: elsewhere.toString(),
      items: page.map(({ entryId, businessDate, at, kind, number, orderId, amount, balance }) => ({
        entryId,
        businessDate,
        at,
        kind: movementKind(kind),
        entryKind: kind,
        number,
        orderId,
        amount: amount.toString(),
        balance: balance.toString(),
      })),
      next: rest.length > limit && end !== undefined ? encodeCursor(order, [placeOf(end)]) : null,
      orders: standing.map(({ orderId }) => {
        const own = all.filter((movement) => movement.orderId === orderId)
        return { orderId, ...presentAccount(accountOver(currency, own, range)) }
      }),
      dues: dues.map(({ amount, ...due }) => ({ ...due, amount: amount.toString() })),
      outstanding: Money.sum(
        currency,
        dues.map(({ amount }) => amount),
      ).toString(),
    }
  },
})

function placeIn(cursor: string): string {
  const [place] = decodeCursor(order, cursor)
  if (typeof place !== 'string') throw CursorInvalid.create({ reason: 'it does not fit this listing' })
  return place
}

const presentAccount = ({ opening, moved, closing }: Account) => ({
  opening: opening.toString(),
  moved: {
    deliveries: moved.deliveries.toString(),
    payments: moved.payments.toString(),
    refunds: moved.refunds.toString(),
    cancellations: moved.cancellations.toString(),
    waivers: moved.waivers.toString(),
    writeOffs: moved.writeOffs.toString(),
    other: moved.other.toString(),
  },
  closing: closing.toString(),
})

/** The orders of a customer. One statement; three where that one was merged into another, who has them now. */
async function readCommitments(context: QueryContext, debtor: string) {
  const of = (customerId: string) =>
    context.store.find(ledgerCommitments, { where: { customerId }, orderBy: ['openedOn', 'orderId'], limit: 'all' })
  const commitments = await of(debtor)
  if (commitments.length > 0) return { customerId: debtor, commitments }
  const [customerId = debtor] = await customerIdsOf(context, debtor)
  return { customerId, commitments: customerId === debtor ? commitments : await of(customerId) }
}
