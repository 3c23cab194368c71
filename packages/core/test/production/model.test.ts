/** Rounds, proofs and parcels at random: lines are where their facts say, and everything adds up. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { ordersLines, ordersWork } from '../../src/orders/index.ts'
import {
  productionFacts,
  productionLines,
  productionParcels,
  productionPieces,
  productionProofs,
  productionRounds,
} from '../../src/production/index.ts'
import { approval, pagesOf, productionStudio } from './studio.ts'

const look = operation({
  name: 'auditor.look',
  summary: 'Everything of production.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.any(),
  async run({ store }) {
    const all = { limit: 'all' } as const
    return {
      facts: await store.find(productionFacts, { ...all, orderBy: ['id'] }),
      states: await store.find(productionLines, all),
      rounds: await store.find(productionRounds, { ...all, orderBy: ['id'] }),
      proofs: await store.find(productionProofs, { ...all, orderBy: ['id'] }),
      parcels: await store.find(productionParcels, all),
      pieces: await store.find(productionPieces, all),
      lines: (await store.find(ordersLines, { ...all, orderBy: ['id'] })).map(({ id, stage }) => ({ id, stage })),
      work: await store.find(ordersWork, { ...all, where: { stage: 'designChecked' } }),
    }
  },
})
const auditor = definePlugin({
  ...{ name: 'auditor', version: '1.0.0', requires: { production: '*' } },
  operations: { look },
  roles: { owner: ['auditor.*'] },
})

interface Fact {
  readonly lineId: string
  readonly kind: string
  readonly subjectId: string
  readonly content: Readonly<Record<string, unknown>>
}

/** Where a line is by its facts alone, as the house's flow of albums has it. */
function stageByFacts(facts: readonly Fact[]): string {
  let stage = 'ordered'
  let open = false
  for (const { kind, content } of facts) {
    if (kind === 'roundStarted') [stage, open] = ['designing', true]
    if (kind === 'roundWithdrawn') open = false
    if (kind === 'roundPassed') [stage, open] = ['designChecked', false]
    if (kind === 'proofSent' || kind === 'approvalRetracted') stage = 'awaitingProof'
    if (kind === 'proofApproved') stage = 'approved'
    if (kind === 'pieceSent' || kind === 'pieceMissing') stage = 'sentOut'
    if (kind === 'pieceReturned') stage = 'returned'
    if (kind === 'piecePassed') stage = 'inspected'
    if (kind === 'pieceRejected') stage = content.outcome === 'again' ? 'sentOut' : 'approved'
  }
  expect(open && stage !== 'designing').toBe(false)
  return stage
}

const actions = [
  ...['start', 'again', 'submit', 'pass', 'fault', 'withdraw', 'proof', 'approve', 'changes'],
  ...['retract', 'send', 'receive', 'inspect', 'reject', 'remake', 'missing', 'move'],
] as const

describe('production at random', () => {
  it('keeps lines where their facts say, sends out what was approved, and loses no piece and no work', async () => {
    const step = fc.record({ action: fc.constantFrom(...actions), line: fc.nat(2), pick: fc.nat(5) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 45 }), async (steps) => {
        const studio = await productionStudio({ plugins: [auditor] })
        const { desk, owner, designer, checker, reception, keeper, lab, album, engine } = studio
        const audit = () =>
          (
            owner as unknown as { auditor: { look(input: object): Promise<Record<string, Record<string, unknown>[]>> } }
          ).auditor.look({})
        const lines = [await album(), await album(), await album()]
        for (const { action, line: at, pick } of steps) {
          const line = lines[at] ?? lines[0]
          if (line === undefined) break
          const { rounds = [], proofs = [], pieces = [] } = await audit()
          const own = rounds.filter(({ lineId }) => lineId === line.lineId).at(-1)
          const roundId = String(own?.id ?? 'none')
          const proofId = String(
            proofs.filter(({ lineId }) => lineId === line.lineId).at(-1 - (pick === 5 ? 1 : 0))?.id ?? 'none',
          )
          const parcelId = String(pieces.filter(({ lineId }) => lineId === line.lineId).at(-1)?.parcelId ?? 'none')
          const { lineId } = line
          const start = { kind: 'design' as const, lines: [{ ...line, quantity: pick + 1 }], staffId: 'ding' }
          const inspect = (piece: object) =>
            keeper.production.inspect.attempt({ parcelId, pieces: [{ lineId, ...piece } as never] })
          const act = {
            start: () => designer.production.startRound.attempt(start),
            again: () => designer.production.startRound.attempt({ ...start, again: { cause: 'quality', reason: 'x' } }),
            submit: () => designer.production.submitRound.attempt({ rounds: [{ roundId, minutes: pick }] }),
            pass: () =>
              checker.production.checkRound.attempt({ rounds: [{ roundId }], checks: { namesAndDates: true } }),
            fault: () =>
              checker.production.checkRound.attempt({ rounds: [{ roundId, faults: [{ page: 1, cause: 'quality' }] }] }),
            withdraw: () => designer.production.withdrawRound.attempt({ rounds: [{ roundId }], reason: 'x' }),
            proof: () => designer.production.sendProof.attempt({ ...line, pages: pagesOf(pick + 1) }),
            approve: () => reception.production.answerProof.attempt({ proofId, ...approval }),
            changes: () =>
              reception.production.answerProof.attempt({
                proofId,
                answer: 'changes',
                changes: [{ page: 1, text: 'x' }],
              }),
            retract: () => desk.production.retractApproval.attempt({ proofId, reason: 'x' }),
            send: () => keeper.production.sendOut.attempt({ supplierId: lab.id, lines: [{ ...line, price: '1' }] }),
            receive: () => keeper.production.receiveBack.attempt({ parcelId }),
            inspect: () => inspect({ result: 'passed' }),
            reject: () => inspect({ result: 'rejected', cause: 'lab' }),
            remake: () => inspect({ result: 'rejected', cause: 'lab', outcome: 'remake' }),
            missing: () => inspect({ result: 'missing' }),
            // By hand a line gets nowhere while production has something of it open.
            move: async () => {
              const { stage } = await studio.lineOf(line)
              const open = (await audit()).states?.find((state) => state.lineId === lineId)
              if (open?.round == null && open?.piece == null) return { ok: false }
              return desk.orders.moveStage
                .attempt({ lines: [line], from: stage, reason: 'x' })
                .catch(() => ({ ok: false }))
            },
          }[action]
          const outcome = await act()
          if (action === 'move') expect(outcome.ok).toBe(false)
          await holds(await audit())
        }
        await engine.close()
      }),
      { numRuns: 6 },
    )
  }, 120_000)
})

async function holds(all: Readonly<Record<string, Record<string, unknown>[]>>): Promise<void> {
  const { facts = [], lines = [], proofs = [], pieces = [], parcels = [], work = [], states = [] } = all
  const told = facts as unknown as Fact[]
  for (const { id, stage } of lines) {
    const own = told.filter(({ lineId }) => lineId === id)
    if (own.length > 0) expect(stage).toBe(stageByFacts(own))
    const versions = proofs.filter(({ lineId }) => lineId === id)
    const standing = versions.filter(({ state }) => state === 'approved' || state === 'waiting')
    // What stands is the last that was sent, and what is sent out is what was approved.
    expect(standing.length).toBeLessThanOrEqual(1)
    if (standing.length === 1) expect(standing[0]?.proofVersion).toBe(versions.length)
    const state = states.find(({ lineId }) => lineId === id)
    if (versions.length > 0 && ['approved', 'sentOut', 'returned', 'inspected'].includes(String(stage))) {
      expect(state?.proof).toBe('approved')
    }
    // A round that passed credits what passed in it, and in those that led up to it.
    const chain = own.filter(({ kind }) => kind === 'roundPassed' || kind === 'roundSentBack')
    const last = chain.findLastIndex(({ kind }) => kind === 'roundPassed')
    const credited = chain.slice(0, last + 1).reduce((sum, { content }) => sum + Number(content.passed), 0)
    const recorded = work.filter(({ lineId }) => lineId === id).reduce((sum, { quantity }) => sum + Number(quantity), 0)
    expect(recorded).toBeLessThanOrEqual(credited)
    if (last === chain.length - 1 && !own.some(({ kind }) => kind === 'roundWithdrawn')) expect(recorded).toBe(credited)
  }
  const count = (kind: string) => told.filter((fact) => fact.kind === kind).length
  const again = told.filter(
    ({ kind, content }) => kind === 'pieceMissing' || (kind === 'pieceRejected' && content.outcome === 'again'),
  ).length
  expect(pieces.filter(({ state }) => state === 'out').length).toBe(count('pieceSent') + again - count('pieceReturned'))
  for (const { id, out, back, state } of parcels) {
    const inside = pieces.filter(({ parcelId }) => parcelId === id)
    expect(out).toBe(inside.filter((piece) => piece.state === 'out').length)
    expect(back).toBe(inside.filter((piece) => piece.state === 'back').length)
    expect(state).toBe(out !== 0 ? 'out' : back !== 0 ? 'back' : 'closed')
  }
}
