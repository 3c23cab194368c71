/** Locks documents, and changes what is open of them. Everything that settles or voids goes through here. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { BillNotApproved, PayableExceedsOpen, PayableNotFitting, PayableUnknown } from './errors.ts'
import { type MovementRow, type OpenRow, payablesMovements, payablesOpen } from './tables.ts'

export type DocumentKind = 'bill' | 'creditNote' | 'advance'

/**
 * The documents, locked until the command ends, in the order of their ids: so no two commands wait for each other. One
 * statement.
 *
 * @throws PAYABLE_UNKNOWN, PAYABLE_NOT_FITTING where one is named twice
 */
export async function lockDocuments(
  { store, branch }: CommandContext,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, OpenRow>> {
  const rows = await store.findForUpdate(payablesOpen, {
    where: { documentId: { in: documentIds } },
    orderBy: ['documentId'],
    limit: 'all',
  })
  const found = new Map(rows.map((row) => [row.documentId, row]))
  for (const [index, documentId] of documentIds.entries()) {
    if (found.get(documentId)?.branch !== branch) throw PayableUnknown.create({ documentId, branch })
    if (documentIds.indexOf(documentId) !== index) {
      throw PayableNotFitting.create({ documentId, rule: 'be named once', value: 'named twice' })
    }
  }
  return found
}

/** @throws PAYABLE_UNKNOWN */
export async function lockDocument(context: CommandContext, documentId: string): Promise<OpenRow> {
  const row = (await lockDocuments(context, [documentId])).get(documentId)
  if (row === undefined) throw PayableUnknown.create({ documentId, branch: context.branch })
  return row
}

/** @throws PAYABLE_NOT_FITTING */
export function requireKind(row: OpenRow, kinds: readonly DocumentKind[]): void {
  const { documentId, kind, voided } = row
  if (voided) throw PayableNotFitting.create({ documentId, rule: 'stand', value: 'voided' })
  if (kinds.some((one) => one === kind)) return
  throw PayableNotFitting.create({ documentId, rule: `be of kind ${kinds.join(' or ')}`, value: kind })
}

/** @throws PAYABLE_NOT_FITTING, BILL_NOT_APPROVED */
export function requirePayable(row: OpenRow, supplierId: string): void {
  requireKind(row, ['bill'])
  const { documentId, approval, amount, currency } = row
  if (row.supplierId !== supplierId) {
    throw PayableNotFitting.create({ documentId, rule: `be of supplier ${supplierId}`, value: row.supplierId })
  }
  if (approval === 'needed') {
    throw BillNotApproved.create({ documentId, amount: Money.ofMinor(amount, currency).toString() })
  }
}

/** What something does to a document. */
export interface Change {
  readonly row: OpenRow
  /** Below zero where less is open afterwards. */
  readonly by: Money
  readonly kind: string
}

/** What the changes of one step have in common. */
export interface Step {
  readonly settlementId: string | null
  readonly businessDate: CalendarDate
  readonly entryId: string | null
}

/** What is open of each document after the changes. @throws PAYABLE_EXCEEDS_OPEN */
export function openAfter(changes: readonly Change[]): ReadonlyMap<OpenRow, bigint> {
  const after = new Map<OpenRow, bigint>()
  for (const { row, by } of changes) {
    const before = after.get(row) ?? row.open
    const open = before + by.minor
    const { documentId, currency } = row
    if (open < 0n) {
      const most = Money.ofMinor(before, currency).toString()
      throw PayableExceedsOpen.create({ documentId, amount: by.negated().toString(), open: most })
    }
    if (open > row.amount) throw new Error(`more is open of ${documentId} than it ever was`)
    after.set(row, open)
  }
  return after
}

/**
 * Applies changes to documents that are locked, and keeps each as a movement. One update for each document, and one insert.
 *
 * @throws PAYABLE_EXCEEDS_OPEN
 */
export async function changeOpen(
  context: CommandContext,
  changes: readonly Change[],
  step: Step,
): Promise<readonly OpenRow[]> {
  const changed: OpenRow[] = []
  for (const [row, open] of openAfter(changes)) {
    changed.push(await context.store.update(payablesOpen, row, { open, isOpen: open > 0n }))
  }
  for (const { row, by, kind } of changes) addMovement(context, row, by, kind, step)
  return changed
}

/** Keeps a change as a fact. */
export function addMovement(context: CommandContext, row: OpenRow, by: Money, kind: string, step: Step): MovementRow {
  const { branch, supplierId, documentId, kind: documentKind, dueOn, currency } = row
  return recordFact(context, payablesMovements, {
    id: context.newId(),
    branch,
    supplierId,
    documentId,
    documentKind,
    dueOn,
    kind,
    at: context.now,
    currency,
    amount: by.minor,
    ...step,
  })
}
