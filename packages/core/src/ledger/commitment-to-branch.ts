/** Brings what stands between a customer and the studio over an order into the books of another branch. For rooms above. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { accounts } from './chart-of-accounts.ts'
import { lockCommitment } from './commitment.ts'
import { commitmentMoving } from './commitment-moving.ts'
import { entryPosted } from './events.ts'
import { orderIdsOf } from './merged-commitment.ts'
import { branchLines, customerAccounts, movedAmount, type Owed } from './moved-lines.ts'
import { postEntry } from './post-entry.ts'
import type { Commitment } from './standing.ts'
import { ledgerCommitments, ledgerLines } from './tables.ts'

/** The entries in the books of either branch; null where nothing stood in the books of the first. */
export interface BranchMove {
  readonly commitment: Commitment
  readonly fromEntryId: string | null
  readonly toEntryId: string | null
  /** What went over: deposits and bonds less what is owed for deliveries. The branch that gave it up owes it to the other. */
  readonly owed: Money
}

/**
 * The money that came in stays in the books of the branch that took it; what is owed for it goes over, by one entry in each
 * branch, evened out over InterBranch. It goes by what stands in the books of the commitment's branch, so what a third branch
 * took stays there. Statements: the lock, the lines, the commitment, and one insert each for entries and lines.
 *
 * @throws COMMITMENT_UNKNOWN, VETOED
 */
export async function commitmentToBranch(
  context: CommandContext,
  orderId: string,
  branch: string,
): Promise<BranchMove> {
  const commitment = await lockCommitment(context, orderId)
  const orderIds = orderIdsOf(commitment)
  await context.raise(commitmentMoving, { commitment, orderIds, to: { kind: 'branch', branch } })
  const owed = await owedIn(context, commitment)
  const { currency, customerId } = commitment
  const lines = branchLines(owed)
  const moved = await context.store.update(ledgerCommitments, commitment, { branch })
  const net = owed.deposits.plus(owed.bond).minus(owed.receivable)
  if (lines.from.length === 0) return { commitment: moved, fromEntryId: null, toEntryId: null, owed: net }
  const kind = 'branchTransfer'
  const post = async (at: string, own: BranchLinesOf) => {
    const amount = movedAmount(currency, own)
    const { entry } = await postEntry(context, {
      kind,
      branch: at,
      lines: own,
      amount,
      orderId: commitment.orderId,
      customerId,
      shift: null,
    })
    const told = { entryId: entry.id, kind, orderId: commitment.orderId, currency, amount: amount.toString() }
    context.emit(entryPosted, told, { branch: at, businessDate: entry.businessDate })
    return entry.id
  }
  const fromEntryId = await post(commitment.branch, lines.from)
  const toEntryId = await post(branch, lines.to)
  return { commitment: moved, fromEntryId, toEntryId, owed: net }
}

type BranchLinesOf = ReturnType<typeof branchLines>['from']

/** What stands in the books of the commitment's branch. */
async function owedIn({ store }: CommandContext, commitment: Commitment): Promise<Owed> {
  const rows = await store.aggregate(ledgerLines, {
    where: {
      orderId: { in: [...orderIdsOf(commitment)] },
      branch: commitment.branch,
      account: { in: [...customerAccounts] },
    },
    groupBy: ['account'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    limit: 'all',
  })
  const owing = (account: string): bigint => {
    const row = rows.find((one) => one.account === account)
    return row === undefined ? 0n : row.credit - row.debit
  }
  const money = (minor: bigint) => Money.ofMinor(minor, commitment.currency)
  return {
    deposits: money(owing(accounts.customerDeposits)),
    receivable: money(-owing(accounts.receivables)),
    bond: money(owing(accounts.rentalBonds)),
  }
}
