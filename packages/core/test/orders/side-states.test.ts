import { describe, expect, it } from 'vitest'
import { accountBalance, trialBalanceIsZero } from './studio.ts'
import { asked, walking } from './walking.ts'

const paid = { payment: { legs: [{ method: 'card', amount: '4999.00' }] } }

describe('picking up a line that walks stages', () => {
  it('is refused while its flow does not lead to it, and names the stage in the way', async () => {
    const { desk, shoot, bring, lineOf } = await walking()
    const { order, reference, lines } = await shoot(paid)
    const refused = (message: string) =>
      expect(desk.orders.pickUp({ orderId: order.id })).rejects.toMatchObject({ code: 'LINE_NOT_READY', message })
    await refused(
      'Line 1 of order main-261122-0001 cannot be picked up: it is in stage ordered and waits for scheduled.',
    )
    await bring(lines, 'sentOut')
    await refused(
      'Line 1 of order main-261122-0001 cannot be picked up: it is in stage sentOut and waits for returned.',
    )
    expect(await lineOf(reference)).toMatchObject({ stage: 'sentOut', pickedUpDate: null })
  })

  it('hands over what needs no stages, and by name what is ready', async () => {
    const { desk, place, bring } = await walking()
    const order = await place(['wedding-classic', 'album-12'], {
      payment: { legs: [{ method: 'card', amount: '5599.00' }] },
    })
    const [shoot, album] = order.lines
    await expect(desk.orders.pickUp({ orderId: order.id })).rejects.toMatchObject({ code: 'LINE_NOT_READY' })
    const part = await desk.orders.pickUp({ orderId: order.id, lines: [album?.id ?? ''] })
    expect(part.status).toBe('partlyPickedUp')
    await bring([{ orderId: order.id, lineId: shoot?.id ?? '' }], 'ready')
    expect(await desk.orders.pickUp({ orderId: order.id })).toMatchObject({ status: 'completed' })
  })

  it('before it is done needs a permission', async () => {
    const { as, shoot } = await walking()
    const { order } = await shoot(paid)
    const anyway = { orderId: order.id, unfinishedAllowed: true }
    await expect(as('cashier').orders.pickUp(anyway)).rejects.toMatchObject({
      details: { permission: 'orders.pickUpUnfinished' },
    })
    const handed = await as('manager').orders.pickUp(anyway)
    expect(handed).toMatchObject({ status: 'completed', lines: [{ stage: 'pickedUp', nextStage: 'closed' }] })
  })

  it('takes as many statements for ten lines as for one', async () => {
    const { desk, place, statements } = await walking()
    const counts: number[] = []
    // Placing has read the settings.
    for (const count of [1, 1, 10]) {
      const order = await place(Array.from({ length: count }, () => 'album-12'))
      statements.length = 0
      await desk.orders.pickUp({ orderId: order.id, arrearsAllowed: true })
      counts.push(statements.length)
    }
    expect(counts).toEqual([19, 19, 19])
  })
})

describe('a line that is held', () => {
  it('neither moves nor is handed over until it is released, and waits for whom it is held', async () => {
    const { desk, as, shoot, bring, lineOf } = await walking()
    const { order, reference, lines } = await shoot()
    await bring(lines, 'inspected')
    await as('cashier').orders.hold({ lines, cause: 'arrears', note: 'Balance since October' })
    expect(await lineOf(reference)).toMatchObject({ hold: 'arrears', turn: 'customer', nextStage: 'ready' })
    const message = 'Line 1 of order main-261122-0001 is held: it waits for arrears.'
    const held = { code: 'LINE_HELD', message }
    await expect(desk.orders.moveStage({ lines, from: 'inspected' })).rejects.toMatchObject(held)
    await expect(desk.orders.hold({ lines, cause: 'studio' })).rejects.toMatchObject(held)
    await expect(desk.orders.pickUp({ orderId: order.id, unfinishedAllowed: true })).rejects.toMatchObject(held)
    const again = { lines, from: 'inspected', cause: 'damage', payer: 'supplier', reason: 'x' } as const
    await expect(desk.orders.startRework(again)).rejects.toMatchObject(held)
    await desk.orders.release({ lines, due: '2026-12-24' })
    expect(await lineOf(reference)).toMatchObject({ hold: null, turn: 'studio', stageDue: '2026-12-24' })
    await desk.orders.moveStage({ lines, from: 'inspected' })
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.slice(-3)).toMatchObject([
      { kind: 'held', stage: 'inspected', toStage: null, cause: 'arrears', note: 'Balance since October' },
      { kind: 'released', cause: 'arrears' },
      { kind: 'moved', toStage: 'ready' },
    ])
  })

  it('keeps its order from being ready', async () => {
    const { desk, shoot, bring, lineOf } = await walking()
    const { reference, lines } = await shoot(paid)
    await bring(lines, 'ready')
    await desk.orders.hold({ lines, cause: 'arrears' })
    expect((await lineOf(reference)).status).toBe('inProgress')
    await desk.orders.release({ lines })
    expect((await lineOf(reference)).status).toBe('ready')
  })

  it('is not one that waits for nothing, is cancelled, or is not held', async () => {
    const { desk, shoot, place } = await walking()
    const { lines } = await shoot()
    const refused = (work: Promise<unknown>, message: string) =>
      expect(work).rejects.toMatchObject({ code: 'SIDE_STATE_REFUSED', message })
    await refused(
      desk.orders.release({ lines }),
      'Line 1 of order main-261122-0001 in stage ordered cannot be released.',
    )
    const other = await place(['album-12'])
    const album = [{ orderId: other.id, lineId: other.lines[0]?.id ?? '' }]
    await desk.orders.cancel({ orderId: other.id, reason: 'x' })
    const said = (action: string) => `Line 1 of order main-261122-0002 in stage cancelled cannot be ${action}.`
    await expect(desk.orders.hold({ lines: album, cause: 'customer' })).rejects.toMatchObject({ message: said('held') })
    await refused(desk.orders.assign({ lines: album, assigneeId: 'li' }), said('assigned'))
  })
})

describe('what is done again', () => {
  const rework = { cause: 'quality', payer: 'studio', reason: 'Skin too smooth' } as const

  it('goes back to where its flow says, and is done again until it is where it was', async () => {
    const { desk, as, shoot, bring, lineOf } = await walking()
    const { order, reference, lines } = await shoot()
    await bring(lines, 'retouching')
    const work = [
      { staffId: 'an', weight: '70', quantity: '28' },
      { staffId: 'bo', weight: '30', quantity: '12' },
    ]
    await desk.orders.moveStage({ lines, from: 'retouching', ...asked['retouchChecked'], work })
    await bring(lines, 'awaitingProof', 'retouchChecked')
    await as('designer').orders.startRework({ lines, from: 'awaitingProof', to: 'retouching', ...rework })
    expect(await lineOf(reference)).toMatchObject({
      stage: 'retouching',
      nextStage: 'retouchChecked',
      redo: 'rework',
      progress: 'inProgress',
    })
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.at(-1)).toMatchObject({
      kind: 'rework',
      stage: 'awaitingProof',
      toStage: 'retouching',
      cause: 'quality',
      payer: 'studio',
      note: 'Skin too smooth',
      firstAuthors: [
        { stage: 'retouchChecked', staffId: 'an' },
        { stage: 'retouchChecked', staffId: 'bo' },
        { stage: 'designing', staffId: 'the-owner' },
        { stage: 'designChecked', staffId: 'the-owner' },
        { stage: 'awaitingProof', staffId: 'the-owner' },
      ],
    })
    const second = [
      { staffId: 'an', weight: '50' },
      { staffId: 'cai', weight: '50' },
    ]
    await desk.orders.moveStage({ lines, from: 'retouching', ...asked['retouchChecked'], work: second })
    expect(await lineOf(reference)).toMatchObject({ redo: 'rework' })
    const { items } = await desk.orders.work({ staffId: 'an', from: '2026-11-22', to: '2026-11-22' })
    expect(items.map(({ redo, again }) => [redo, again])).toEqual([
      [null, false],
      ['rework', true],
    ])
    const [cai] = (await desk.orders.work({ staffId: 'cai', from: '2026-11-22', to: '2026-11-22' })).items
    expect(cai).toMatchObject({ redo: 'rework', again: false })
    await bring(lines, 'awaitingProof', 'retouchChecked')
    expect(await lineOf(reference)).toMatchObject({ stage: 'awaitingProof', redo: null })
  })

  it('is photographed again on a day yet to be found', async () => {
    const { desk, shoot, bring, lineOf } = await walking()
    const { reference, lines } = await shoot()
    await bring(lines, 'selecting')
    const again = { lines, from: 'selecting', cause: 'customerWish', payer: 'customer', reason: 'Closed eyes' } as const
    await desk.orders.startReshoot(again)
    expect(await lineOf(reference)).toMatchObject({
      stage: 'ordered',
      redo: 'reshoot',
      shootDate: null,
      status: 'inProgress',
    })
    // It has begun, and is not a line that one takes off an order.
    const change = { orderId: reference.orderId, lineId: reference.lineId, quantity: 2 }
    await expect(desk.orders.changeLine(change)).rejects.toMatchObject({ code: 'LINE_NOT_CHANGEABLE' })
    await bring(lines, 'preEdited')
    expect(await lineOf(reference)).toMatchObject({ redo: 'reshoot', shootDate: '2026-11-22' })
    await bring(lines, 'selecting', 'preEdited')
    expect(await lineOf(reference)).toMatchObject({ redo: null })
  })

  it('after it was handed over is handed over again, and earns once', async () => {
    const studio = await walking()
    const { desk, clock, shoot, bring, lineOf } = studio
    const { order, reference, lines } = await shoot(paid)
    await bring(lines, 'ready')
    await desk.orders.pickUp({ orderId: order.id })
    clock.at = '2026-12-03T02:00:00.000Z'
    const damage = { cause: 'damage', payer: 'supplier', reason: 'Torn spine' } as const
    await desk.orders.startRework({ lines, from: 'pickedUp', to: 'approved', ...damage })
    expect(await lineOf(reference)).toMatchObject({ status: 'inProgress', pickedUpDate: '2026-11-22', redo: 'rework' })
    const cancel = desk.orders.cancel({ orderId: order.id, reason: 'x' })
    await expect(cancel).rejects.toMatchObject({ code: 'ORDER_PARTLY_DELIVERED' })
    await bring(lines, 'ready', 'approved')
    const handed = await desk.orders.pickUp({ orderId: order.id })
    expect(handed).toMatchObject({ status: 'completed', lines: [{ pickedUpDate: '2026-11-22', redo: null }] })
    expect(await accountBalance(studio, 'Income:Package')).toBe('-4999.00')
    await trialBalanceIsZero(studio)
  })

  it('needs the day of the new shoot where it goes to a stage that demands one', async () => {
    const { desk, shoot, lineOf, bring } = await walking()
    const { reference, lines } = await shoot()
    await bring(lines, 'shot')
    const again = {
      lines,
      from: 'shot',
      to: 'scheduled',
      cause: 'quality',
      payer: 'studio',
      reason: 'Blurred',
    } as const
    await expect(desk.orders.startReshoot(again)).rejects.toMatchObject({
      code: 'LINE_FIELD_MISSING',
      details: { stage: 'scheduled', field: 'shootDate' },
    })
    await desk.orders.startReshoot({ ...again, shootDate: '2026-12-19' })
    expect(await lineOf(reference)).toMatchObject({ stage: 'scheduled', shootDate: '2026-12-19', redo: 'reshoot' })
  })

  it('is refused where the flow does not allow it', async () => {
    const { desk, as, shoot, bring } = await walking()
    const { lines } = await shoot()
    await bring(lines, 'shot')
    const refused = (work: Promise<unknown>, message: string, mend: string) =>
      expect(work).rejects.toMatchObject({ code: 'SIDE_STATE_REFUSED', message, mend })
    const lead = 'Line 1 of order main-261122-0001 in stage shot cannot be'
    await refused(
      desk.orders.startRework({ lines, from: 'shot', ...rework }),
      `${lead} sent back for rework.`,
      'Its flow allows that in other stages only: stages.flow tells which (hold, rework, reshoot), orders.get where the line stands.',
    )
    await refused(
      desk.orders.startReshoot({ lines, from: 'shot', to: 'styled', ...rework }),
      `${lead} shot again to styled.`,
      'It may be sent back to: ordered, scheduled.',
    )
    const stale = desk.orders.startReshoot({ lines, from: 'styled', ...rework })
    await expect(stale).rejects.toMatchObject({ code: 'LINE_MOVED_ON' })
    const byMaker = as('makeupArtist').orders.startReshoot({ lines, from: 'shot', ...rework })
    await expect(byMaker).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })
})

describe('cancelling what is under way', () => {
  it('ends every line of the order, and leaves nothing to do', async () => {
    const { desk, shoot, bring } = await walking()
    const { order, lines } = await shoot()
    await bring(lines, 'retouching')
    await desk.orders.cancel({ orderId: order.id, reason: 'moved away' })
    expect((await desk.orders.tasks({})).items).toEqual([])
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.at(-1)).toMatchObject({ kind: 'cancelled', stage: 'retouching', toStage: 'cancelled' })
    const move = desk.orders.moveStage({ lines, from: 'retouching' })
    await expect(move).rejects.toMatchObject({
      code: 'LINE_MOVED_ON',
      details: { stage: 'cancelled', by: 'the-owner', at: '2026-11-22T02:00:00.000Z' },
    })
  })

  it('of one line that has begun needs a reason, and a changed quantity never', async () => {
    const { desk, place, bring } = await walking()
    const order = await place(['wedding-classic', 'wedding-classic'])
    const [first, second] = order.lines.map(({ id: lineId }) => ({ orderId: order.id, lineId }))
    if (first === undefined || second === undefined) throw new Error('two lines were placed')
    await bring([first], 'scheduled')
    await expect(desk.orders.cancelLine(first)).rejects.toMatchObject({ code: 'REASON_MISSING' })
    await expect(desk.orders.changeLine({ ...first, quantity: 2 })).rejects.toMatchObject({
      code: 'LINE_NOT_CHANGEABLE',
    })
    expect(await desk.orders.cancelLine(second)).toMatchObject({ status: 'inProgress' })
  })
})
