/** Keeps lines from stages that need a signed contract. Off unless the studio sets it. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on, veto } from '../engine/hook.ts'
import {
  type ExchangingLine,
  lineExchanging,
  type MovingLine,
  type OrderLineRow,
  ordersLines,
  type StageMoving,
  stageMoving,
} from '../orders/index.ts'
import { openFlowBook } from '../stages/index.ts'
import { type Gated, reaches, ruledMoves } from './gate.ts'
import { outdatedBy } from './hold-contract.ts'
import { contractsSettings } from './settings.ts'
import { type ContractRow, contractsContracts, contractsStandings, type StandingRow } from './tables.ts'

/** No statement where nothing needs a contract, else one; two more where it must be what the order is now. Orders are locked already. */
async function requireSigned(context: CommandContext, { moves }: StageMoving): Promise<void> {
  const { neededBefore } = await context.settings(contractsSettings)
  const gated = await gatedMoves(context, ruledMoves(neededBefore, moves))
  if (gated.length === 0) return
  const { store } = context
  const orderIds = [...new Set(gated.map(({ move }) => move.order.id))]
  const standings = await store.find(contractsStandings, { where: { orderId: { in: orderIds } }, limit: 'all' })
  const standingOf = new Map(standings.map((one) => [one.orderId, one]))
  for (const one of gated) requireOneSigned(one, standingOf.get(one.move.order.id))

  const strict = gated.filter(({ gate }) => !gate.outdatedPasses)
  if (strict.length === 0) return
  const strictIds = [...new Set(strict.map(({ move }) => move.order.id))]
  const contractIds = standings.flatMap(({ orderId, contractId }) => (strictIds.includes(orderId) ? [contractId] : []))
  const contracts = await store.find(contractsContracts, { where: { id: { in: contractIds } }, limit: 'all' })
  const contractOf = new Map(contracts.map((one) => [one.orderId, one]))
  const lines = await store.find(ordersLines, {
    where: { orderId: { in: strictIds } },
    orderBy: ['orderId', 'line'],
    limit: 'all',
  })
  for (const one of strict) {
    const { id } = one.move.order
    const own = lines.filter(({ orderId }) => orderId === id)
    requireOneCurrent(one, contractOf.get(id), own)
  }
}

/**
 * A line that goes on behind such a stage as something else: signed before, and never where the contract must be what the order is,
 * which the exchange changes. One statement where a rule speaks of it.
 */
async function requireSignedExchange(context: CommandContext, { order, line, goesOn }: ExchangingLine): Promise<void> {
  if (goesOn === null) return
  const { neededBefore } = await context.settings(contractsSettings)
  const { flow, stage: to } = goesOn
  const move: MovingLine = {
    ...{ order, line, kind: 'moved', from: line.stage, to, skipped: [], undone: [] },
    ...{ answers: { checks: null, result: null }, work: [], shootDate: line.shootDate },
  }
  const ruled = ruledMoves(neededBefore, [move])
  if (ruled.length === 0) return
  const former = (await (await openFlowBook(context)).walked([line], flow))(line)
  const gated = ruled.filter(({ gate }) => reaches(gate.stage, move, { flow, former }))
  if (gated.length === 0) return
  const standing = await context.store.get(contractsStandings, order.id)
  for (const one of gated) {
    requireOneSigned(one, standing)
    if (one.gate.outdatedPasses) continue
    const { stage } = one.gate
    throw veto(
      `Order ${order.number} is changed by this exchange; it needs a contract drawn anew and signed before stage "${stage}": let the line go on before it.`,
    )
  }
}

/** Those that come to the stage of their rule, by the flows that the lines walk. */
async function gatedMoves(context: CommandContext, ruled: readonly Gated[]): Promise<readonly Gated[]> {
  if (ruled.length === 0) return []
  const book = await openFlowBook(context)
  const flowOf = await book.walked(ruled.flatMap(({ move }) => (move.over === undefined ? [move.line] : [])))
  const ways = ({ line, over }: MovingLine) => over ?? { flow: flowOf(line), former: flowOf(line) }
  return ruled.filter(({ move, gate }) => reaches(gate.stage, move, ways(move)))
}

function requireOneSigned({ move: { order }, gate }: Gated, standing: StandingRow | undefined): void {
  if (standing?.state === 'signed') return
  const why =
    standing === undefined ? 'has no contract' : `has contract ${standing.number}, which is ${words[standing.state]}`
  throw veto(`Order ${order.number} ${why}; it needs a signed one before stage "${gate.stage}".`)
}

const words: Readonly<Record<string, string>> = {
  unsigned: 'not signed',
  partly: 'signed by one side alone',
  void: 'void',
}

function requireOneCurrent(
  { move: { order }, gate }: Gated,
  contract: ContractRow | undefined,
  lines: readonly OrderLineRow[],
): void {
  if (contract === undefined || outdatedBy(contract, lines).length === 0) return
  throw veto(
    `Order ${order.number} was changed since contract ${contract.number} was signed; it needs one drawn anew and signed before stage "${gate.stage}".`,
  )
}

export const contractHooks: readonly Hook[] = [
  on(stageMoving, requireSigned),
  on(lineExchanging, requireSignedExchange),
]
