/** Lines move only as their rounds, proofs and pieces allow, whoever moves them; and what is rush is due earlier. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on, veto } from '../engine/hook.ts'
import { type StageMoving, stageMoving } from '../orders/index.ts'
import { openFlowBook } from '../stages/index.ts'
import { changeStates, keepFact, type StateChange } from './keep-fact.ts'
import { hastenedDue } from './hasten.ts'
import { tellProof } from './hold-proof.ts'
import { endsProof, moveFault } from './move-fits.ts'
import { productionStageNames } from './production-stages.ts'
import { productionSettings } from './settings.ts'
import { productionLines, productionProofs } from './tables.ts'

/** One statement, and none where no line comes to or from a stage of production, or goes over to another flow. */
async function guardMoves(context: CommandContext, { moves }: StageMoving): Promise<void> {
  const near = moves.filter(({ kind, from, to }) => {
    if (kind === 'pickedUp') return false
    return kind === 'reflowed' || productionStageNames.has(from) || productionStageNames.has(to)
  })
  if (near.length === 0) return
  const rows = await context.store.find(productionLines, {
    where: { lineId: { in: near.map(({ line }) => line.id) } },
    limit: 'all',
  })
  if (rows.length === 0) return
  const states = new Map(rows.map((row) => [row.lineId, row]))
  const { rushLevels } = await context.settings(productionSettings)
  const book = await openFlowBook(context)
  const flowOf = await book.walked(near.flatMap(({ line, over }) => (over === undefined ? [line] : [])))
  const ended: StateChange[] = []
  for (const move of near) {
    const { order, line, to } = move
    const state = states.get(line.id)
    if (state === undefined) continue
    const flow = move.over?.flow ?? flowOf(line)
    const fault = moveFault(state, to, flow)
    if (fault !== undefined) throw veto(`Line ${line.line} of order ${order.number} cannot go to ${to}: ${fault}.`)
    if (endsProof(state, to, flow)) ended.push({ line, state, set: { proof: 'ended' } })
    const level = rushLevels.find(({ code }) => code === state.rush)
    const pending = flow.pending(to)
    if (level !== undefined && pending !== null) {
      const entered = move.kind === 'reflowed' ? line.stageDate : context.businessDate
      const days = { entered, shoot: move.shootDate, promised: order.promisedDate }
      move.due = hastenedDue(pending.lead, level, days, book.calendar(order.branch))
    }
  }
  if (ended.length > 0) await endProofs(context, ended)
}

/** What was approved, or waits for an answer, is made anew: it is no longer what is sent out. */
export async function endProofs(context: CommandContext, ended: readonly StateChange[]): Promise<void> {
  const { store } = context
  const proofs = await store.find(productionProofs, {
    where: { lineId: { in: ended.map(({ line }) => line.id) }, state: { in: ['waiting', 'approved'] } },
    limit: 'all',
  })
  for (const { line } of ended) {
    if (line.branch === context.branch) continue
    throw veto(`The proof of line ${line.line} ends with this: send it back in a session of branch ${line.branch}.`)
  }
  const customers = new Map(ended.map(({ line }) => [line.id, line.customerId]))
  for (const proof of await store.updateAll(productionProofs, proofs, { state: 'ended' })) {
    const { id, orderId, lineId, branch, proofVersion } = proof
    const line = { id: lineId, orderId, branch }
    keepFact(context, { line, kind: 'approvalEnded', subjectId: id, content: { proofVersion } })
    tellProof(context, proof, customers.get(lineId) ?? '')
  }
  await changeStates(context, ended)
}

export const productionHooks: readonly Hook[] = [on(stageMoving, guardMoves)]
