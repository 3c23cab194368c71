/** What is open of lines that are cancelled ends with them: rounds, proofs, pieces at labs, rush. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on, veto } from '../engine/hook.ts'
import { type CancelledLines, linesCancelled, type OrderLineRow } from '../orders/index.ts'
import { lineRushed } from './events.ts'
import { endProofs } from './guard-moves.ts'
import { countParcel, withPieces } from './hold-parcel.ts'
import { changeStates, keepFact, type StateChange } from './keep-fact.ts'
import { hasProof } from './move-fits.ts'
import { tellRound } from './open-rounds.ts'
import { tellParcel } from './present-parcel.ts'
import {
  type LineStateRow,
  productionLines,
  productionParcels,
  productionPieces,
  productionRounds,
  productionRushes,
} from './tables.ts'

const note = 'The line was cancelled.'

type LineOf = (lineId: string) => OrderLineRow

/** One statement, and more where something is open. A piece that came back is inspected all the same: the lab is paid by it. */
async function endWithLines(context: CommandContext, { lines }: CancelledLines): Promise<void> {
  const found = await context.store.find(productionLines, {
    where: { lineId: { in: lines.map(({ id }) => id) } },
    limit: 'all',
  })
  const states = found.filter(isOpen)
  if (states.length === 0) return
  const byId = new Map(lines.map((line) => [line.id, line]))
  const lineOf: LineOf = (lineId) => {
    const line = byId.get(lineId)
    if (line === undefined) throw new Error(`line "${lineId}" is not cancelled`)
    return line
  }
  requireBranch(context, states)
  await withdrawRounds(context, idsOf(states.filter(({ round }) => round !== null)), lineOf)
  await withdrawPieces(context, idsOf(states.filter(({ piece }) => piece === 'out')), lineOf)
  await endRushes(context, idsOf(states.filter(({ rush }) => rush !== null)), lineOf)
  const changes = states.map((state): StateChange => {
    const proof = hasProof(state) ? { proof: 'ended' } : {}
    const piece = state.piece === 'out' ? { piece: null } : {}
    return { line: lineOf(state.lineId), state, set: { round: null, rush: null, ...proof, ...piece } }
  })
  const shown = changes.filter(({ set }) => set.proof !== undefined)
  if (shown.length > 0) await endProofs(context, shown)
  await changeStates(
    context,
    changes.filter(({ set }) => set.proof === undefined),
  )
}

const idsOf = (states: readonly LineStateRow[]): string[] => states.map(({ lineId }) => lineId)

const isOpen = (state: LineStateRow): boolean =>
  state.round !== null || state.rush !== null || state.piece === 'out' || hasProof(state)

/** What is kept of a line is sealed in the books of its branch. */
function requireBranch(context: CommandContext, states: readonly LineStateRow[]): void {
  const other = states.find(({ branch }) => branch !== context.branch)
  if (other === undefined) return
  throw veto(`Production of line ${other.lineId} ends with it: cancel it in a session of branch ${other.branch}.`)
}

async function withdrawRounds(context: CommandContext, lineIds: readonly string[], lineOf: LineOf): Promise<void> {
  if (lineIds.length === 0) return
  const { store } = context
  const open = await store.find(productionRounds, {
    where: { lineId: { in: lineIds }, state: { in: ['working', 'submitted'] } },
    limit: 'all',
  })
  for (const round of await store.updateAll(productionRounds, open, { state: 'withdrawn' })) {
    const { id: subjectId, lineId, quantity } = round
    keepFact(context, { line: lineOf(lineId), kind: 'roundWithdrawn', subjectId, quantity, note })
    tellRound(context, round)
  }
}

/** The parcels are locked after the orders of their lines, as whoever receives them does it. */
async function withdrawPieces(context: CommandContext, lineIds: readonly string[], lineOf: LineOf): Promise<void> {
  if (lineIds.length === 0) return
  const { store } = context
  const out = await store.find(productionPieces, { where: { lineId: { in: lineIds }, state: 'out' }, limit: 'all' })
  const parcelIds = [...new Set(out.map(({ parcelId }) => parcelId))].sort()
  const where = { id: { in: parcelIds } }
  const parcels = await store.findForUpdate(productionParcels, { where, orderBy: ['id'], limit: 'all' })
  const all = await store.find(productionPieces, { where: { parcelId: { in: parcelIds } }, limit: 'all' })
  const after = await store.updateAll(productionPieces, out, { state: 'withdrawn' })
  for (const { id: subjectId, lineId, parcelId, quantity } of after) {
    const content = { parcelId }
    keepFact(context, { line: lineOf(lineId), kind: 'pieceWithdrawn', subjectId, quantity, content, note })
  }
  for (const parcel of parcels) {
    const { id } = parcel
    const inside = withPieces(all, after).filter(({ parcelId }) => parcelId === id)
    const withdrawn = after.filter(({ parcelId }) => parcelId === id)
    const counted = await countParcel(context, parcel, inside)
    tellParcel(context, counted, { change: 'withdrawn', lineIds: withdrawn.map(({ lineId }) => lineId) })
  }
}

async function endRushes(context: CommandContext, lineIds: readonly string[], lineOf: LineOf): Promise<void> {
  if (lineIds.length === 0) return
  const { store } = context
  const where = { lineId: { in: lineIds }, endedAt: null }
  const open = await store.find(productionRushes, { where, limit: 'all' })
  for (const rush of await store.updateAll(productionRushes, open, { endedAt: context.now })) {
    const { id: rushId, orderId, lineId, level } = rush
    const content = { level, due: null }
    keepFact(context, { line: lineOf(lineId), kind: 'rushEnded', subjectId: rushId, content, note })
    context.emit(lineRushed, { orderId, lineId, rushId, level: null, due: null })
  }
}

export const cancellationHooks: readonly Hook[] = [on(linesCancelled, endWithLines)]
