/** Moving lines over to another flow asks whoever is asked of a move: no gate is walked around by it. */
import { describe, expect, it } from 'vitest'
import { on } from '../../src/engine/hook.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { type MovingLine, orderStageMoved, stageMoving } from '../../src/orders/index.ts'
import { named } from '../contracts/studio.ts'
import { productionStudio } from '../production/studio.ts'
import { walking } from './walking.ts'

const title = { en: 'Short', zh: '简' }
const stage = (name: string, next: string[], more: object = {}) => ({
  ...{ name, title: { en: name, zh: name }, department: 'store', turn: 'studio' as const, next },
  ...more,
})
/** A way without design, proofs and labs. */
const short = {
  name: 'short',
  title,
  stages: [stage('ordered', ['finished']), stage('finished', ['pickedUp']), stage('pickedUp', [], { delivers: true })],
}
/** One that has a shoot behind which everything lies. */
const shooting = {
  ...short,
  stages: [
    stage('ordered', ['shot']),
    stage('shot', ['finished'], { shoot: true }),
    stage('finished', ['pickedUp']),
    stage('pickedUp', [], { delivers: true }),
  ],
}

describe('orders.changeFlow', () => {
  it('says of each line where it goes, in which flow, and what it leaves', async () => {
    const seen: MovingLine[] = []
    const told: object[] = []
    const hooks = [on(stageMoving, (_context, { moves }) => void seen.push(...moves))]
    const plugin = definePlugin({
      name: 'board',
      version: '1.0.0',
      subscribers: [
        subscribe({ name: 'tell', to: [orderStageMoved], handle: async (_context, { data }) => void told.push(data) }),
      ],
    })
    const { desk, shoot, bring, engine } = await walking({ hooks, plugins: [plugin] })
    await desk.stages.saveFlow({ definition: shooting })
    const [early, late] = [await shoot(), await shoot()]
    await bring(late.lines, 'ready')
    await engine.settle()
    seen.length = 0
    told.length = 0
    const lines = [...early.lines, ...late.lines]
    await desk.orders.changeFlow({ flow: 'short', lines, stages: { ready: 'shot' } })
    expect(seen.map(({ kind, from, to, undone }) => [kind, from, to, undone.includes('ready')])).toEqual([
      ['reflowed', 'ordered', 'ordered', false],
      ['reflowed', 'ready', 'shot', true],
    ])
    expect(seen.map(({ over }) => [over?.flow.name, over?.former.name])).toEqual([
      ['short', 'shoot'],
      ['short', 'shoot'],
    ])
    await engine.settle()
    expect(told).toMatchObject([
      { kind: 'reflowed', from: 'ordered', to: 'ordered' },
      { kind: 'reflowed', from: 'ready', to: 'shot' },
    ])
  })

  it('asks for the signed contract, before a stage that needs one and beyond it', async () => {
    const { desk, shoot, bring } = await walking()
    const neededBefore = [{ stage: 'shot', fromAmount: '0' }]
    await desk.stages.saveFlow({ definition: shooting })
    const [early, late] = [await shoot(), await shoot()]
    await bring(late.lines, 'shot')
    await bring(early.lines, 'styled')
    await desk.settings.change({ plugin: 'contracts', set: { studio: named, neededBefore } })
    const over = ({ lines }: typeof early, to: string) =>
      desk.orders.changeFlow({ flow: 'short', lines, stages: { styled: to, shot: 'finished' } })
    for (const to of ['shot', 'finished']) {
      await expect(over(early, to)).rejects.toThrow(/has no contract; it needs a signed one before stage "shot"/)
    }
    // What was shot already comes to nothing new.
    expect(await over(late, 'shot')).toMatchObject({ moved: 1 })
    expect(await over(early, 'ordered')).toMatchObject({ moved: 1 })
  })

  it('asks for what the stage demands to know that a line goes to, and not again where it stays', async () => {
    const { desk, shoot, bring } = await walking()
    const [ordered, shot, ...rest] = shooting.stages
    const fields = ['shootDate'] as const
    const planned = { ...shooting, stages: [ordered, { ...shot, fields: [...fields] }, ...rest] }
    await desk.stages.saveFlow({ definition: planned as never })
    const { lines } = await shoot()
    const over = (stages: Record<string, string>) => desk.orders.changeFlow({ flow: 'short', lines, stages })
    await bring(lines, 'ready')
    expect(await over({ ready: 'shot' })).toMatchObject({ moved: 1 })
    const early = await shoot()
    await desk.orders.moveStage({
      ...{ lines: early.lines, from: 'ordered', to: 'styled', reason: 'x' },
    })
    await expect(
      desk.orders.changeFlow({ flow: 'short', lines: early.lines, stages: { styled: 'shot' } }),
    ).rejects.toMatchObject({ code: 'LINE_FIELD_MISSING', details: { stage: 'shot', field: 'shootDate' } })
  })

  it('asks for it too where the stage of the other flow only shares its name', async () => {
    const { desk, shoot } = await walking()
    const [, , ...rest] = shooting.stages
    const lax = { ...shooting, stages: [stage('ordered', ['scheduled']), stage('scheduled', ['finished']), ...rest] }
    await desk.stages.saveFlow({ definition: lax })
    const { lines } = await shoot()
    await desk.orders.changeFlow({ flow: 'short', lines })
    await desk.orders.moveStage({ lines, from: 'ordered', to: 'scheduled' })
    const back = desk.orders.changeFlow({ flow: 'shoot', lines })
    await expect(back).rejects.toMatchObject({
      code: 'LINE_FIELD_MISSING',
      details: { stage: 'scheduled', field: 'shootDate' },
    })
  })

  it('takes no line away from an open round, a piece at a lab, or its proof', async () => {
    const studio = await productionStudio()
    const { desk, designer, keeper, lab, album, shown, approved, lineOf } = studio
    await desk.stages.saveFlow({ definition: short })
    const over = (line: { readonly orderId: string; readonly lineId: string }, from: string) =>
      desk.orders.changeFlow({ flow: 'short', lines: [line], stages: { [from]: 'finished' } })
    const designed = await album()
    await designer.production.startRound({ kind: 'design', lines: [{ ...designed, quantity: 4 }] })
    await expect(over(designed, 'designing')).rejects.toThrow(/a round of design is open/)
    const { reference: sent } = await approved()
    await keeper.production.sendOut({ supplierId: lab.id, lines: [{ ...sent, price: '1' }] })
    await expect(over(sent, 'sentOut')).rejects.toThrow(/a piece of it is at a lab/)
    // A proof that the flow does not know ends with it.
    const { reference, proof } = await shown()
    await over(reference, 'awaitingProof')
    expect(await lineOf(reference)).toMatchObject({ stage: 'finished' })
    expect((await desk.production.proofs({ lineId: reference.lineId })).items).toMatchObject([
      { id: proof.id, state: 'ended' },
    ])
  })

  it('keeps what is rush due earlier', async () => {
    const rushLevels = [{ code: 'rush', title: { zh: '加急', en: 'Rush' }, percent: 50 }]
    const studio = await productionStudio({ settings: { production: { rushLevels } } })
    const { desk, album, lineOf } = studio
    const lead = { from: 'previous', days: 10 }
    const [first, finished, ...rest] = short.stages
    await desk.stages.saveFlow({ definition: { ...short, stages: [first, { ...finished, lead }, ...rest] } as never })
    const [usual, rush] = [await album(), await album()]
    await desk.production.rush({ lines: [rush], level: 'rush' })
    await desk.orders.changeFlow({ flow: 'short', lines: [usual, rush] })
    expect([(await lineOf(usual)).stageDue, (await lineOf(rush)).stageDue]).toEqual(['2026-12-02', '2026-11-27'])
  })
})
