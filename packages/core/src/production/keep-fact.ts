/** Keeps what happened, and writes where lines then stand. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { OrderLineRow } from '../orders/index.ts'
import { updateAlike } from '../procurement/index.ts'
import type { Json } from '../values/json.ts'
import { type FactRow, type LineStateRow, productionFacts, productionLines } from './tables.ts'

export type FactKind =
  | 'roundStarted'
  | 'roundSubmitted'
  | 'roundPassed'
  | 'roundSentBack'
  | 'roundWithdrawn'
  | 'proofSent'
  | 'proofApproved'
  | 'proofChanges'
  | 'approvalRetracted'
  | 'approvalEnded'
  | 'pieceSent'
  | 'pieceReturned'
  | 'piecePassed'
  | 'pieceRejected'
  | 'pieceMissing'
  | 'pieceWithdrawn'
  | 'rushStarted'
  | 'rushEnded'
  | 'charged'

export interface Happened {
  readonly line: Pick<OrderLineRow, 'id' | 'orderId' | 'branch'>
  readonly kind: FactKind
  readonly subjectId: string
  readonly quantity?: number
  readonly cause?: string | null
  readonly payer?: string | null
  readonly content?: Json
  readonly note?: string | null | undefined
}

/** Leaves late, with everything else. */
export function keepFact(context: CommandContext, { line, kind, subjectId, ...rest }: Happened): FactRow {
  const { quantity = 0, cause = null, payer = null, content = {}, note = null } = rest
  return recordFact(context, productionFacts, {
    id: context.newId(),
    branch: line.branch,
    orderId: line.orderId,
    lineId: line.id,
    kind,
    subjectId,
    at: context.now,
    businessDate: context.businessDate,
    actor: context.actor,
    quantity,
    cause,
    payer,
    content,
    note,
  })
}

type LineState = Omit<LineStateRow, 'lineId' | 'branch' | 'orderId' | 'version' | 'tenant'>

/** What becomes of what was done with a line. */
export type StateSet = Partial<LineState>

/** A line with which nothing was done yet. */
const freshState: LineState = {
  round: null,
  retouchRounds: 0,
  designRounds: 0,
  wishRounds: 0,
  proofs: 0,
  proof: null,
  piece: null,
  rush: null,
}

export interface StateChange {
  readonly line: OrderLineRow
  /** The row of the line; undefined where there is none yet. */
  readonly state: LineStateRow | undefined
  readonly set: StateSet
}

/** One statement for all lines that become alike, and one for all that are new. */
export async function changeStates(context: CommandContext, changes: readonly StateChange[]): Promise<void> {
  await updateAlike(
    context,
    productionLines,
    changes.flatMap(({ state, set }) => (state === undefined ? [] : [{ row: state, set }])),
  )
  for (const { line, state, set } of changes) {
    if (state !== undefined) continue
    const { id: lineId, orderId, branch } = line
    context.store.insert(productionLines, { ...freshState, ...set, lineId, orderId, branch })
  }
}
