/** The one gate of the journal: payments, refunds, deliveries, manual entries and imports all pass it. */
import type { CommandContext } from '../engine/context.ts'
import type { RowOf } from '../storage/table.ts'
import { type CalendarDate, parseCalendarDate } from '../values/calendar-date.ts'
import { type Instant, parseInstant } from '../values/instant.ts'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import { balancedEntry, type Line } from './balanced-entry.ts'
import { chartAccount, isMoneyAccount } from './chart-of-accounts.ts'
import { AccountClosed, AccountUnknown, EntryAmountTooLarge, EntryDatedAhead } from './errors.ts'
import { type Posting, posting } from './hook-points.ts'
import { movePositions } from './move-positions.ts'
import { isTotalled, refuseClosedPeriod } from './period-lock.ts'
import { ledgerAccounts, ledgerEntries, ledgerLines } from './tables.ts'
import { addToTotals } from './totals.ts'

export type PostedEntry = RowOf<typeof ledgerEntries>
export type PostedLine = RowOf<typeof ledgerLines>

export interface Posted {
  readonly entry: PostedEntry
  readonly lines: readonly PostedLine[]
}

/** When something happened, where that is not now: for importing history. */
export interface Backdating {
  /** Unless told: the business day of `at`. */
  readonly businessDate?: CalendarDate | undefined
  /** Unless told: now, or the start of `businessDate`. */
  readonly at?: Instant | undefined
  /** False: no event is emitted, since nothing happens now that a subscriber should act on. */
  readonly announce?: boolean | undefined
  /** The branch in whose books it stands: that of the session unless told. The day is that branch's own. */
  readonly branch?: string | undefined
}

export interface EntryDraft extends Backdating {
  readonly kind: string
  readonly lines: readonly Line[]
  /** What the entry is about. */
  readonly amount: Money
  readonly number?: string | undefined
  readonly orderId?: string | null | undefined
  readonly customerId?: string | null | undefined
  readonly correctsId?: string | undefined
  readonly till?: string | undefined
  /** Null says that there is none to look for. */
  readonly shift?: string | null | undefined
  readonly methods?: readonly string[] | undefined
  readonly memo?: string | undefined
  readonly document?: Json | undefined
}

/** The times of an entry. @throws ENTRY_DATED_AHEAD */
export function timesOf(context: CommandContext, given: Backdating): { businessDate: CalendarDate; at: Instant } {
  const { branch = context.branch } = given
  const days = context.studio.days(branch)
  const today = branch === context.branch ? context.businessDate : days.dateOf(context.now)
  if (given.at === undefined && given.businessDate === undefined) return { businessDate: today, at: context.now }
  const at = given.at === undefined ? days.startOf(given.businessDate ?? today) : parseInstant(given.at)
  const businessDate = given.businessDate === undefined ? days.dateOf(at) : parseCalendarDate(given.businessDate)
  if (businessDate > today) throw EntryDatedAhead.create({ field: 'businessDate', value: businessDate, now: today })
  if (at > context.now) throw EntryDatedAhead.create({ field: 'at', value: at, now: context.now })
  return { businessDate, at }
}

/**
 * Where and on which day an entry was posted, for the event that tells of it: its chain is that of its branch. Nothing to say of an
 * entry of the session's own branch.
 */
export function inBranchOf(
  context: CommandContext,
  { branch, businessDate }: Pick<PostedEntry, 'branch' | 'businessDate'>,
): { readonly branch?: string; readonly businessDate?: CalendarDate } {
  return branch === context.branch ? {} : { branch, businessDate }
}

/**
 * Posts an entry, in the branch of the session unless told. Reads nothing where its accounts are of the default chart and it is dated
 * today; an earlier date costs the command one statement, which holds the lock of periods. Where foreign money is exchanged,
 * its position moves with the entry (movePositions), and what that realises is added to its lines. The caller emits the event.
 *
 * @throws PERIOD_CLOSED, ENTRY_EMPTY, ENTRY_LINE_NOT_POSITIVE, ENTRY_UNBALANCED, ENTRY_DATED_AHEAD, ACCOUNT_UNKNOWN,
 * ACCOUNT_CLOSED, VETOED
 */
export async function postEntry(context: CommandContext, draft: EntryDraft): Promise<Posted> {
  await refuseClosedPeriod(context, timesOf(context, draft).businessDate, draft.branch)
  return postEntryAnyway(context, draft)
}

/** Past the gate of closed periods: for the closing of a year alone, which holds the lock itself. */
export async function postEntryAnyway(context: CommandContext, draft: EntryDraft): Promise<Posted> {
  const given = balancedEntry(draft.lines)
  const { businessDate, at } = timesOf(context, draft)
  await checkAccounts(context, given)
  checkAmounts(given)
  const { store } = context
  const { branch = context.branch, kind, orderId = null, customerId = null } = draft
  const raised: Posting = {
    kind,
    branch,
    businessDate,
    at,
    orderId,
    lines: given,
    till: draft.till ?? null,
    shift: draft.shift,
  }
  await context.raise(posting, raised)
  const { till, shift = null } = raised
  // Last of all locks. What giving foreign money away gained or lost belongs to the entry that gave it.
  const lines = [...given, ...(await movePositions(context, given))]
  const entry = store.insert(ledgerEntries, {
    id: context.newId(),
    branch,
    kind,
    number: draft.number ?? null,
    businessDate,
    at,
    recordedAt: context.now,
    actor: context.actor,
    currency: draft.amount.currency,
    amount: draft.amount.minor,
    orderId,
    customerId,
    correctsId: draft.correctsId ?? null,
    till,
    shift,
    methods: draft.methods === undefined ? null : `|${[...new Set(draft.methods)].join('|')}|`,
    memo: draft.memo ?? null,
    document: draft.document ?? null,
  })
  const cash = lines.some((line) => isMoneyAccount(line.account))
  const posted = lines.map((line, index) =>
    store.insert(ledgerLines, {
      entryId: entry.id,
      line: index + 1,
      branch,
      account: line.account,
      businessDate,
      currency: line.amount.currency,
      debit: line.side === 'debit' ? line.amount.minor : 0n,
      credit: line.side === 'credit' ? line.amount.minor : 0n,
      orderId: line.orderId ?? orderId,
      customerId: line.customerId ?? customerId,
      method: line.method ?? null,
      leg: line.leg ?? null,
      category: line.category ?? null,
      shootType: line.shootType ?? null,
      staff: line.staff ?? null,
      till: line.till ?? till,
      shift: line.shift ?? shift,
      cash,
    }),
  )
  if (await isTotalled(context, businessDate, branch)) addToTotals(store, posted)
  return { entry, lines: posted }
}

/**
 * No line may be so large that a sum of many could leave the 64 bits in which stores keep money: the books would be right
 * and could not be read. 10^14 minor units are a million million of a currency with two decimals.
 */
const largestMinor = 10n ** 14n

function checkAmounts(lines: readonly Line[]): void {
  for (const { account, amount } of lines) {
    if (amount.minor <= largestMinor) continue
    const most = Money.ofMinor(largestMinor, amount.currency).toString()
    throw EntryAmountTooLarge.create({ account, amount: amount.toString(), most })
  }
}

async function checkAccounts(context: CommandContext, lines: readonly Line[]): Promise<void> {
  const codes = new Set(lines.map((line) => line.account).filter((code) => chartAccount(code) === undefined))
  if (codes.size === 0) return
  const opened = await context.store.find(ledgerAccounts, { where: { code: { in: [...codes] } }, limit: 'all' })
  for (const account of opened) {
    if (!account.active) throw AccountClosed.create({ account: account.code })
    codes.delete(account.code)
  }
  if (codes.size > 0) throw AccountUnknown.create({ accounts: [...codes] })
}
