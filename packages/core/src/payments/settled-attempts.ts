/** The payments and refunds that a settlement file names, locked before any of them moves the books. */
import type { CommandContext } from '../engine/context.ts'
import { ledgerCommitments } from '../ledger/index.ts'
import type { AttemptRow } from './present-attempt.ts'
import type { SettledRow } from './settlement.ts'
import { paymentsAttempts } from './tables.ts'
import { lockAttempt, takeReport } from './take-report.ts'

interface NamedRow extends SettledRow {
  readonly attemptId: string
}

export interface SettledAttempts {
  /** The attempt as it stands now; undefined where there is none of this id at the provider. */
  get(attemptId: string): Promise<AttemptRow | undefined>
  /** A file is as good a word as a webhook: what it shows has moved, whatever was known before. */
  settle(attempt: AttemptRow, row: SettledRow): Promise<void>
}

/**
 * Locks them all: attempts, the newest first, since a refund that is reported locks its payment after itself; then the orders
 * of those that have not settled yet, by id. Whoever pays one of these orders locks it before its numbers and till, as does
 * this file. One statement; two where something has not settled, and one for each such row.
 */
export async function lockNamed(
  context: CommandContext,
  provider: string,
  rows: readonly NamedRow[],
): Promise<SettledAttempts> {
  const { store } = context
  const ids = [...new Set(rows.map((row) => row.attemptId).filter((id) => id.length <= 64))]
  const where = { id: { in: ids }, provider }
  const found = await store.findForUpdate(paymentsAttempts, { where, orderBy: ['-id'], limit: 'all' })
  const byId = new Map(found.map((attempt) => [attempt.id, attempt]))
  const open = found.filter((attempt) => attempt.state !== 'settled' && attempt.branch === context.branch)
  const orderIds = [...new Set(open.map((attempt) => attempt.orderId))]
  if (orderIds.length > 0) {
    const orders = { orderId: { in: orderIds } }
    await store.findForUpdate(ledgerCommitments, { where: orders, orderBy: ['orderId'], limit: 'all' })
  }
  // A refund that settles changes its payment as well, which may stand in the same file.
  let moved = false
  return {
    async get(attemptId) {
      const attempt = byId.get(attemptId)
      return moved && attempt?.branch === context.branch ? lockAttempt(context, attemptId) : attempt
    },
    async settle(attempt, { amount }) {
      const report = { amount: amount.toString(), currency: amount.currency }
      await takeReport(context, attempt, { state: 'settled', moved: report }, 'settlement')
      moved = true
    },
  }
}
