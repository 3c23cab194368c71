import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import { defineDepartment, defineFlow, stageDepartments, stageFlows } from '../../src/stages/index.ts'
import { walking } from '../orders/walking.ts'
import { stage, title } from './flows-at-random.ts'

const taken = stage('pickedUp', [], { delivers: true })
const framing = { name: 'framing', title, stages: [stage('ordered', ['framed']), stage('framed', ['pickedUp']), taken] }
const asOneItem = { stages: { flowOfItem: { 'album-12': 'framing' } } }

describe('a flow of the studio', () => {
  it('is saved in versions; lines go on by the one that they began with', async () => {
    const { desk, as, place, lineOf } = await walking()
    const first = await desk.stages.saveFlow({ definition: framing, note: 'Frames are made here now' })
    expect(first).toMatchObject({ flow: 'framing', version: '0.1', own: true })
    await desk.settings.change({ plugin: 'stages', set: { flowOfItem: { 'album-12': 'framing' } } })
    const old = await place(['album-12'])
    const more = {
      ...framing,
      stages: [stage('ordered', ['cut']), stage('cut', ['framed']), ...framing.stages.slice(1)],
    }
    const changing = { definition: more, version: '0.1' }
    await expect(as('cashier').stages.saveFlow(changing)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    expect(await desk.stages.saveFlow(changing)).toMatchObject({ version: '0.2' })
    const young = await place(['album-12'])
    const [before, after] = [old, young].map(({ id, lines }) => ({ orderId: id, lineId: lines[0]?.id ?? '' }))
    if (before === undefined || after === undefined) throw new Error('two were placed')
    expect(await lineOf(before)).toMatchObject({ flow: 'framing', flowVersion: '0.1', nextStage: 'framed' })
    expect(await lineOf(after)).toMatchObject({ flow: 'framing', flowVersion: '0.2', nextStage: 'cut' })
    const moved = await desk.orders.moveStage({ lines: [before], from: 'ordered' })
    expect(moved.lines[0]).toMatchObject({ stage: 'framed', flowVersion: '0.1', progress: 'ready' })
    expect(await desk.stages.flow({ flow: 'framing' })).toMatchObject({
      version: '0.2',
      changes: [
        { version: '0.2', withdrawn: false, actor: 'the-owner', note: null },
        { version: '0.1', note: 'Frames are made here now' },
      ],
    })
    expect((await desk.stages.flow({ flow: 'framing', version: '0.1' })).definition.stages).toHaveLength(3)
    await expect(desk.stages.flow({ flow: 'framing', version: '0.3' })).rejects.toMatchObject({
      code: 'FLOW_VERSION_UNKNOWN',
    })
  })

  it('may change one of the house, and be given up again', async () => {
    const { desk, place } = await walking()
    const shoot = await desk.stages.flow({ flow: 'shoot' })
    expect(shoot).toMatchObject({ version: '1', own: false, changes: [] })
    const slower = {
      ...shoot.definition,
      stages: shoot.definition.stages.map((one) =>
        one.name === 'scheduled' ? { ...one, lead: { from: 'previous' as const, days: 10 } } : one,
      ),
    }
    expect(await desk.stages.saveFlow({ definition: slower })).toMatchObject({ version: '1.1', own: true })
    expect((await place(['wedding-classic'])).lines[0]).toMatchObject({ flowVersion: '1.1', stageDue: '2026-12-02' })
    const same = desk.stages.saveFlow({ definition: slower })
    await expect(same).rejects.toMatchObject({ code: 'FLOW_UNCHANGED' })
    expect(await desk.stages.withdrawFlow({ flow: 'shoot' })).toMatchObject({ version: '1', own: false })
    expect((await place(['wedding-classic'])).lines[0]).toMatchObject({ flowVersion: '1', stageDue: '2026-11-25' })
    await expect(desk.stages.withdrawFlow({ flow: 'shoot' })).rejects.toMatchObject({ code: 'FLOW_UNCHANGED' })
    // A version is never given twice, though the one before was given up.
    expect(await desk.stages.saveFlow({ definition: slower })).toMatchObject({ version: '1.3' })
  })

  it.each([
    [
      { ...framing, stages: [stage('ordered', ['pickedUp']), stage('framed', ['pickedUp']), taken] },
      'Stage "framed" of flow "framing" cannot be reached from "ordered".',
    ],
    [
      { ...framing, stages: [stage('ordered', ['framed'], { department: 'kitchen' }), ...framing.stages.slice(1)] },
      'Stage "ordered" of flow "framing" belongs to the department "kitchen", which is not known.',
    ],
    [
      { ...framing, name: 'Framing' },
      'Flow "Framing" has something wrong at name: must be camelCase, such as retouchChecked.',
    ],
  ])('that breaks a rule is refused by its stage and the rule', async (definition, message) => {
    const { desk } = await walking()
    await expect(desk.stages.saveFlow({ definition })).rejects.toMatchObject({ code: 'FLOW_INVALID', message })
  })

  it.each([
    [{ ...framing, name: Object.create(null) as string }, 'Flow "without a name" has something wrong at name'],
    [
      { ...framing, stages: [{ ...taken, name: Object.create(null) as string }, taken] },
      'Flow "framing" has something wrong at stages.0.name',
    ],
  ])('whose names are none is refused all the same', async (definition, message) => {
    const { desk } = await walking()
    const refused = { code: 'FLOW_INVALID', message: expect.stringContaining(message) }
    await expect(desk.stages.saveFlow({ definition })).rejects.toMatchObject(refused)
    await expect(desk.stages.checkFlow({ definition })).rejects.toMatchObject(refused)
  })

  it('is tried without being saved', async () => {
    const { desk } = await walking()
    const broken = { ...framing, stages: [stage('ordered', ['pickedUp']), stage('framed'), taken] }
    expect(await desk.stages.checkFlow({ definition: broken })).toEqual({
      sound: false,
      faults: [{ stage: 'framed', rule: 'cannot be reached from "ordered"' }],
    })
    expect(await desk.stages.checkFlow({ definition: framing })).toEqual({ sound: true, faults: [] })
    expect((await desk.stages.flows({})).flows.map(({ flow }) => flow)).toEqual([
      'handover',
      'shoot',
      'album',
      'service',
      'rental',
    ])
  })

  it('is not changed by two at once for one version', async () => {
    const { desk } = await walking()
    await desk.stages.saveFlow({ definition: framing })
    const renamed = (zh: string) => ({ definition: { ...framing, title: { en: 'Frames', zh } }, version: '0.1' })
    const outcomes = await Promise.allSettled([
      desk.stages.saveFlow(renamed('一')),
      desk.stages.saveFlow(renamed('二')),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: {
        code: 'FLOW_CHANGED',
        message: expect.stringContaining('is at version 0.2; the change was made for version 0.1'),
      },
    })
  })

  it('of another studio is not there', async () => {
    const { desk, as } = await walking({ tenants: ['rose', 'lily'] })
    await desk.stages.saveFlow({ definition: framing })
    const lily = as('owner', 'lily')
    await expect(lily.stages.flow({ flow: 'framing' })).rejects.toMatchObject({ code: 'FLOW_UNKNOWN' })
  })
})

describe('which flow a line walks', () => {
  it('is said by its item, else its category, else its kind', async () => {
    const { desk, place } = await walking()
    await desk.catalog.addItem({ code: 'bride', kind: 'service', name: '新娘妆', price: '800.00', category: 'makeup' })
    await desk.catalog.addItem({ code: 'prints', kind: 'package', name: '相片套装', price: '300.00' })
    await desk.catalog.addItem({ code: 'spread', kind: 'product', name: '加页', price: '80', category: 'album-add-on' })
    await desk.settings.change({ plugin: 'stages', set: { flowOfItem: { prints: 'album' } } })
    const order = await place(['wedding-classic', 'album-12', 'bride', 'prints', 'spread'])
    expect(order.lines.map(({ flow }) => flow)).toEqual(['shoot', 'handover', 'service', 'album', 'album'])
  })

  it('is one that there is: settings that name another are refused, and flows are no settings', async () => {
    const { desk } = await walking()
    const set = (settings: object) =>
      desk.settings.change({ plugin: 'stages', set: settings as Record<string, string> })
    await expect(set({ flowOfItem: { frame: 'framming' } })).rejects.toMatchObject({
      code: 'FLOW_UNKNOWN',
      message: 'There is no flow "framming".',
    })
    await expect(set({ flows: {} })).rejects.toMatchObject({ code: 'FLOWS_NOT_SETTINGS' })
    await expect(set({ closedWeekdays: [1, 2, 3, 4, 5, 6, 7] })).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
    await expect(set({ closedDays: [{ from: '2026-10-02', to: '2026-10-01' }] })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    })
    await expect(set({ departments: [{ name: 'frames', title, permission: 'frames.make' }] })).rejects.toMatchObject({
      code: 'PERMISSION_UNKNOWN',
    })
    await desk.stages.saveFlow({ definition: framing })
    await set({ flowOfItem: { frame: 'framing' } })
    await set({ departments: [{ name: 'frames', title }], closedWeekdays: [7] })
    const inFrames = [stage('ordered', ['framed'], { department: 'frames' }), ...framing.stages.slice(1)]
    await desk.stages.saveFlow({ definition: { ...framing, stages: inFrames } })
  })
})

describe('a plugin', () => {
  const lab = defineDepartment({
    name: 'darkroom',
    title: { en: 'Darkroom', zh: '暗房' },
    permission: 'darkroom.print',
  })
  const printing = defineFlow({
    name: 'printing',
    version: 1,
    title,
    stages: [stage('ordered', ['printed']), stage('printed', ['pickedUp'], { department: 'darkroom' }), taken],
  })
  const darkroom = definePlugin({
    name: 'darkroom',
    version: '1.0.0',
    requires: { stages: '*' },
    permissions: ['darkroom.print'],
    roles: { owner: ['*'], photographer: ['darkroom.print'] },
    entries: [entry(stageDepartments, lab), entry(stageFlows, printing)],
  })

  it('adds flows and departments, with who may bring lines there', async () => {
    const settings = { stages: { flowOfItem: { 'album-12': 'printing' } } }
    const { as, place } = await walking({ plugins: [darkroom], settings })
    const order = await place(['album-12'])
    expect(order.lines[0]).toMatchObject({ flow: 'printing', department: 'darkroom' })
    const lines = [{ orderId: order.id, lineId: order.lines[0]?.id ?? '' }]
    const byDesigner = as('designer').orders.moveStage({ lines, from: 'ordered' })
    await expect(byDesigner).rejects.toMatchObject({ details: { permission: 'darkroom.print' } })
    await as('photographer').orders.moveStage({ lines, from: 'ordered' })
  })

  it('with an unsound flow stops the engine from starting, which says why', async () => {
    const loose = { ...darkroom, entries: [entry(stageFlows, printing)] }
    await expect(walking({ plugins: [loose] })).rejects.toMatchObject({
      code: 'FLOW_INVALID',
      message: 'Stage "printed" of flow "printing" belongs to the department "darkroom", which is not known.',
    })
  })

  it('brings a newer version beside the older, which lines go on by', async () => {
    const newer = defineFlow({ ...printing.data, version: 2, title: { en: 'Printing', zh: '冲印' } })
    const both = { ...darkroom, entries: [...darkroom.entries, entry(stageFlows, newer)] }
    const settings = { stages: { flowOfItem: { 'album-12': 'printing' } } }
    const { desk, place } = await walking({ plugins: [both], settings })
    expect((await place(['album-12'])).lines[0]).toMatchObject({ flowVersion: '2' })
    expect(await desk.stages.flow({ flow: 'printing', version: '1' })).toMatchObject({ own: false })
    const twice = { ...darkroom, entries: [...darkroom.entries, entry(stageFlows, printing)] }
    await expect(walking({ plugins: [twice] })).rejects.toMatchObject({ code: 'PLUGIN_COLLISION' })
  })
})

describe('moving lines over', () => {
  it('takes those under way to the version in force, page by page', async () => {
    const { desk, place, clock } = await walking({ settings: {} })
    await desk.stages.saveFlow({ definition: framing })
    await desk.settings.change({ plugin: 'stages', set: asOneItem.stages })
    const order = await place(Array.from({ length: 5 }, () => 'album-12'))
    const references = order.lines.map(({ id: lineId }) => ({ orderId: order.id, lineId }))
    await desk.orders.moveStage({ lines: references.slice(0, 2), from: 'ordered' })
    await desk.orders.cancelLine(references[4] ?? { orderId: '', lineId: '' })
    // What was framed is glazed now.
    const glazing = {
      ...framing,
      stages: [
        stage('ordered', ['glazed']),
        stage('glazed', ['pickedUp'], { lead: { from: 'previous', days: 3 } }),
        taken,
      ],
    }
    await desk.stages.saveFlow({ definition: glazing })
    clock.at = '2026-11-24T02:00:00.000Z'
    const change = { flow: 'framing', limit: 3 }
    await expect(desk.orders.changeFlow(change)).rejects.toMatchObject({
      code: 'STAGE_UNKNOWN',
      message: 'Flow "framing" (version 0.2) has no stage "framed".',
    })
    const first = await desk.orders.changeFlow({ ...change, stages: { framed: 'glazed' } })
    expect(first).toMatchObject({ version: '0.2', moved: 3 })
    const rest = await desk.orders.changeFlow({ ...change, stages: { framed: 'glazed' }, cursor: first.next ?? '' })
    expect(rest).toMatchObject({ moved: 1, next: null })
    expect(await desk.orders.changeFlow(change)).toMatchObject({ moved: 0, next: null })
    const lines = (await desk.orders.get({ orderId: order.id })).lines
    expect(lines.map((line) => [line.stage, line.flowVersion, line.nextStage, line.stageDue])).toEqual([
      ['glazed', '0.2', 'pickedUp', null],
      ['glazed', '0.2', 'pickedUp', null],
      ['ordered', '0.2', 'glazed', '2026-11-25'],
      ['ordered', '0.2', 'glazed', '2026-11-25'],
      ['cancelled', '0.1', null, null],
    ])
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.at(-1)).toMatchObject({ kind: 'reflowed', flowVersion: '0.1', note: 'to framing 0.2' })
  })

  it('never delivers, nor takes back what was delivered', async () => {
    const { desk, shoot, bring } = await walking()
    const { order, lines } = await shoot()
    await bring(lines, 'ready')
    const over = (stages: Record<string, string>) => desk.orders.changeFlow({ flow: 'handover', lines, stages })
    await expect(over({ ready: 'pickedUp' })).rejects.toMatchObject({
      code: 'STAGE_MOVE_REFUSED',
      message:
        'A line of flow "handover" in stage "ready" cannot go to "pickedUp": it would be delivered by that, or not be any more.',
    })
    await over({ ready: 'ordered' })
    await desk.orders.pickUp({ orderId: order.id, arrearsAllowed: true })
    const after = desk.orders.changeFlow({ flow: 'shoot', lines, stages: {} })
    await expect(after).rejects.toMatchObject({ code: 'LINE_NOT_CHANGEABLE' })
  })
})
