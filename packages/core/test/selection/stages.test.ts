import { describe, expect, it } from 'vitest'
import { walking } from '../orders/walking.ts'
import { signed, withoutSettings } from './studio.ts'

async function selecting() {
  const studio = await walking()
  const { desk, shoot, bring } = studio
  const { reference, lines } = await shoot()
  await bring(lines, 'selecting')
  const { imageIds } = await desk.selection.registerImages({ orderId: reference.orderId, images: ['a', 'b'] })
  const { id: selectionId } = await desk.selection.open(reference)
  await desk.selection.pick({ selectionId, imageIds })
  const stageOf = async () => (await desk.orders.get({ orderId: reference.orderId })).lines[0]?.stage
  return { ...studio, ...reference, lines, selectionId, stageOf }
}

describe('the stages of a line', () => {
  it('go on to selecting when its selection is opened, where that comes next', async () => {
    const { desk, shoot, bring } = await walking()
    const { reference, lines } = await shoot()
    await bring(lines, 'preEdited')
    expect((await desk.selection.open(reference)).stage).toBe('selecting')
    const [line] = (await desk.orders.get({ orderId: reference.orderId })).lines
    expect(line?.stage).toBe('selecting')
  })

  it('stay where selecting does not come next, or the line is held', async () => {
    const { desk, shoot, bring } = await walking()
    const early = await shoot()
    expect((await desk.selection.open(early.reference)).stage).toBe('ordered')
    const held = await shoot()
    await bring(held.lines, 'preEdited')
    await desk.orders.hold({ lines: held.lines, cause: 'arrears' })
    expect((await desk.selection.open(held.reference)).stage).toBe('preEdited')
  })

  it('go on with the confirmation, done by who sold, and back when it is opened again', async () => {
    const { desk, orderId, selectionId, stageOf } = await selecting()
    const sellers = [{ staffId: 'mei', weight: 2 }, { staffId: 'lan' }]
    await desk.selection.confirm({ orderId, selectionId, ...signed, sellers })
    expect(await stageOf()).toBe('selected')
    const work = async () =>
      (await desk.orders.work({ from: '2026-11-01', to: '2026-12-31' })).items
        .filter(({ stage }) => stage === 'selected')
        .map(({ staffId, weight }) => [staffId, weight])
        .sort()
    expect(await work()).toEqual([
      ['lan', '33.33'],
      ['mei', '66.67'],
    ])
    await desk.selection.reopen({ orderId, selectionId, reason: '换一张' })
    expect(await stageOf()).toBe('selecting')
    await desk.selection.confirm({ orderId, selectionId, ...signed })
    expect(await stageOf()).toBe('selected')
    const { changes } = await desk.orders.stages({ orderId })
    expect(changes.slice(-3).map(({ kind, toStage }) => [kind, toStage])).toEqual([
      ['moved', 'selected'],
      ['back', 'selecting'],
      ['moved', 'selected'],
    ])
  })

  it('stay where a line stands elsewhere, or has gone further', async () => {
    const { desk, bring, orderId, lines, selectionId, stageOf } = await selecting()
    await desk.orders.moveStage({ lines, from: 'selecting', to: 'preEdited', reason: 'again' })
    await desk.selection.confirm({ orderId, selectionId, ...signed })
    expect(await stageOf()).toBe('preEdited')
    await bring(lines, 'retouching', 'preEdited')
    await desk.selection.reopen({ orderId, selectionId, reason: 'x' })
    expect(await stageOf()).toBe('retouching')
  })

  it('hold a line that is held: it is not confirmed', async () => {
    const { desk, orderId, lines, selectionId, stageOf } = await selecting()
    await desk.orders.hold({ lines, cause: 'arrears' })
    await expect(desk.selection.confirm({ orderId, selectionId, ...signed })).rejects.toMatchObject({
      code: 'LINE_HELD',
    })
    expect([await stageOf(), (await desk.selection.get({ selectionId })).state]).toEqual(['selecting', 'open'])
  })

  it('cost a confirmation three statements more', async () => {
    const { desk, orderId, selectionId, statements } = await selecting()
    statements.length = 0
    await desk.selection.confirm({ orderId, selectionId, ...signed })
    expect(withoutSettings(statements).length).toBeLessThanOrEqual(14)
  })
})
