import { describe, expect, it } from 'vitest'
import { withoutSettings } from '../selection/studio.ts'
import { productionStudio } from './studio.ts'

const code = (name: string) => ({ code: name })

describe('a round of retouching', () => {
  it('concerns what the customer picked, is checked by a second person, and credits who did it', async () => {
    const { retoucher, second, desk, selected, lineOf } = await productionStudio()
    const { reference, imageIds } = await selected(5)
    const wishes = [{ imageId: imageIds[0] ?? '', text: '脸小一点' }, { text: '整体偏暖' }]
    const { rounds } = await retoucher.production.startRound({
      kind: 'retouching',
      lines: [{ ...reference, wishes }],
      staffId: 'an',
      due: '2026-11-30',
    })
    const [round] = rounds
    expect(round).toMatchObject({
      number: 1,
      state: 'working',
      quantity: 5,
      imageIds,
      wishes,
      charge: null,
      cause: null,
    })
    expect(await lineOf(reference)).toMatchObject({ stage: 'retouching', assigneeId: 'an', stageDue: '2026-11-30' })
    const roundId = round?.id ?? ''
    await retoucher.production.submitRound({ rounds: [{ roundId, minutes: 90 }] })
    await expect(retoucher.production.checkRound({ rounds: [{ roundId }] })).rejects.toMatchObject(
      code('ROUND_OWN_WORK'),
    )
    await expect(second.production.checkRound({ rounds: [{ roundId }] })).rejects.toMatchObject(code('CHECKS_OPEN'))
    const checks = { imagesComplete: true }
    const { rounds: checked, next } = await second.production.checkRound({
      rounds: [{ roundId, quality: '4.5' }],
      checks,
    })
    expect([checked[0]?.state, checked[0]?.passed, next]).toEqual(['passed', 5, []])
    expect(await lineOf(reference)).toMatchObject({ stage: 'retouchChecked', redo: null })
    const { items } = await desk.orders.work({ from: '2026-11-01', to: '2026-12-31' })
    expect(items.filter(({ department }) => department === 'postProduction').slice(-1)).toMatchObject([
      {
        staffId: 'an',
        role: 'retoucher',
        stage: 'retouchChecked',
        quantity: '5',
        minutes: 90,
        quality: '4.5',
        weight: '100',
      },
    ])
  })

  it('sends back the images with faults; the rest is credited to who did it first', async () => {
    const { retoucher, second, owner, desk, selected, stageOf } = await productionStudio()
    const { reference, imageIds } = await selected(5)
    const started = await retoucher.production.startRound({ kind: 'retouching', lines: [reference], staffId: 'an' })
    const roundId = started.rounds[0]?.id ?? ''
    await retoucher.production.submitRound({ rounds: [{ roundId, minutes: 60 }] })
    const faults = imageIds.slice(0, 2).map((imageId) => ({ imageId, cause: 'quality', note: '磨皮过度' }))
    const { rounds, next } = await second.production.checkRound({
      rounds: [{ roundId, faults }],
      next: { staffId: 'bo' },
    })
    expect(rounds[0]).toMatchObject({ state: 'sentBack', passed: 3 })
    expect(next[0]).toMatchObject({
      ...{ number: 2, quantity: 2, imageIds: imageIds.slice(0, 2), staffId: 'bo', cause: 'quality', payer: 'studio' },
    })
    expect(await stageOf(reference)).toBe('retouching')
    const nextId = next[0]?.id ?? ''
    await second.production.submitRound({ rounds: [{ roundId: nextId, minutes: 15 }] })
    await owner.production.checkRound({ rounds: [{ roundId: nextId }], checks: { imagesComplete: true } })
    const { items } = await desk.orders.work({ from: '2026-11-01', to: '2026-12-31' })
    const work = items.filter(({ stage }) => stage === 'retouchChecked')
    expect(work.map(({ staffId, quantity, minutes, weight }) => [staffId, quantity, minutes, weight]).sort()).toEqual([
      ['an', '3', 60, '60'],
      ['bo', '2', 15, '40'],
    ])
    const reworks = await owner.production.reworks({ from: '2026-11-01', to: '2026-12-01' })
    expect(reworks).toEqual({
      causes: [{ cause: 'quality', payer: 'studio', rounds: 1, proofs: 0, pieces: 0 }],
      ...{ roundRate: '50.0', proofRate: null, pieceRate: null },
    })
  })

  it('that is withdrawn is gone on with: what passed before is credited once', async () => {
    const { retoucher, second, owner, desk, selected } = await productionStudio()
    const { reference, imageIds } = await selected(4)
    const started = await retoucher.production.startRound({ kind: 'retouching', lines: [reference], staffId: 'an' })
    const roundId = started.rounds[0]?.id ?? ''
    await retoucher.production.submitRound({ rounds: [{ roundId }] })
    const faults = [{ imageId: imageIds[0] ?? '', cause: 'wrongImage' }]
    const { next } = await second.production.checkRound({ rounds: [{ roundId, faults }] })
    await owner.production.withdrawRound({ rounds: [{ roundId: next[0]?.id ?? '' }], reason: 'An is ill' })
    const again = await second.production.startRound({
      kind: 'retouching',
      lines: [{ ...reference, imageIds: imageIds.slice(0, 1) }],
      staffId: 'bo',
    })
    const lastId = again.rounds[0]?.id ?? ''
    await second.production.submitRound({ rounds: [{ roundId: lastId }] })
    await owner.production.checkRound({ rounds: [{ roundId: lastId }], checks: { imagesComplete: true } })
    const { items } = await desk.orders.work({ from: '2026-11-01', to: '2026-12-31' })
    const work = items.filter(({ stage }) => stage === 'retouchChecked')
    expect(work.map(({ staffId, quantity }) => [staffId, quantity]).sort()).toEqual([
      ['an', '3'],
      ['bo', '1'],
    ])
  })

  it('beyond the free ones is charged on request, once, by the image', async () => {
    const settings = {
      production: { freeRounds: { usual: 1 }, roundCharges: { retouching: { item: 'extra-round', per: 'image' } } },
    }
    const { retoucher, second, reception, owner, round, selected, lineOf } = await productionStudio({ settings })
    const { reference, imageIds } = await selected(3)
    await round('retouching', reference)
    const again = { cause: 'customerWish', reason: '换风格' }
    const wish = async () => {
      const lines = [{ ...reference, imageIds: imageIds.slice(0, 2) }]
      const { rounds } = await retoucher.production.startRound({ kind: 'retouching', lines, again })
      const [one] = rounds
      await retoucher.production.withdrawRound({ rounds: [{ roundId: one?.id ?? '' }], reason: 'later' })
      return one
    }
    const free = await wish()
    expect(free).toMatchObject({ payer: 'customer', charge: null })
    expect(await lineOf(reference)).toMatchObject({ stage: 'retouching', redo: 'rework' })
    const { rounds } = await retoucher.production.startRound({ kind: 'retouching', lines: [reference] })
    await retoucher.production.submitRound({ rounds: [{ roundId: rounds[0]?.id ?? '' }] })
    const faults = imageIds.slice(0, 2).map((imageId) => ({ imageId, cause: 'customerWish' }))
    const roundId = rounds[0]?.id ?? ''
    const { next } = await second.production.checkRound({ rounds: [{ roundId, faults }] })
    const [paid] = next
    expect(paid).toMatchObject({ payer: 'customer', charge: { item: 'extra-round', quantity: 2, lineId: null } })
    const { orderId } = reference
    const charge = { orderId, roundId: paid?.id ?? '' }
    const sold = await reception.production.charge(charge)
    expect(sold).toMatchObject({ item: 'extra-round', quantity: '2', amount: '240.00', order: { total: '5239.00' } })
    await expect(reception.production.charge(charge)).rejects.toMatchObject(code('CHARGE_NONE'))
    await expect(reception.production.charge({ orderId, roundId })).rejects.toMatchObject(code('CHARGE_NONE'))
    await expect(reception.production.charge({ orderId, roundId: 'nobody' })).rejects.toMatchObject(
      code('ROUND_UNKNOWN'),
    )
    const byHand = await owner.production.charge({ orderId, roundId, item: 'extra-round', unitPrice: '50.00' })
    expect(byHand.amount).toBe('50.00')
  })

  it('is refused before its stage, twice, of nothing, of strange images, without a cause where it is past', async () => {
    const { retoucher, shoot, selected, album, round, desk, place } = await productionStudio()
    const { reference } = await shoot()
    const start = retoucher.production.startRound
    await expect(start({ kind: 'retouching', lines: [reference] })).rejects.toMatchObject(code('PRODUCTION_NOT_DUE'))
    const ready = await selected(3)
    await expect(
      start({ kind: 'retouching', lines: [{ ...ready.reference, imageIds: ['nobody'] }] }),
    ).rejects.toMatchObject(code('ROUND_IMAGE_UNKNOWN'))
    await expect(start({ kind: 'retouching', lines: [{ ...ready.reference, quantity: 0 }] })).rejects.toMatchObject(
      code('ROUND_EMPTY'),
    )
    await start({ kind: 'retouching', lines: [ready.reference] })
    await expect(start({ kind: 'retouching', lines: [ready.reference] })).rejects.toMatchObject(code('ROUND_OPEN'))
    const own = await album()
    await round('design', own, { quantity: 4 })
    await expect(start({ kind: 'design', lines: [{ ...own, quantity: 1 }] })).rejects.toMatchObject(
      code('PRODUCTION_NOT_DUE'),
    )
    await expect(
      start({ kind: 'design', lines: [{ ...own, quantity: 1 }], again: { cause: 'mood', reason: 'x' } }),
    ).rejects.toMatchObject(code('CAUSE_UNKNOWN'))
    const shelf = await place(['album-12'])
    const onShelf = { orderId: shelf.id, lineId: shelf.lines[0]?.id ?? '', quantity: 1 }
    await expect(start({ kind: 'design', lines: [onShelf] })).rejects.toMatchObject(code('PRODUCTION_STAGE_MISSING'))
    await desk.orders.cancel({ orderId: ready.reference.orderId, reason: 'x' })
    const { items } = await retoucher.production.rounds({ lineId: ready.reference.lineId, kind: 'retouching' })
    const roundId = items[0]?.id ?? ''
    expect(items.map(({ state }) => state)).toEqual(['withdrawn'])
    await expect(retoucher.production.submitRound({ rounds: [{ roundId }] })).rejects.toMatchObject(
      code('PRODUCTION_LINE_CANCELLED'),
    )
    await expect(
      retoucher.production.withdrawRound({ rounds: [{ roundId }], reason: 'cancelled' }),
    ).rejects.toMatchObject(code('PRODUCTION_LINE_CANCELLED'))
    await expect(retoucher.production.submitRound({ rounds: [{ roundId: 'nobody' }] })).rejects.toMatchObject(
      code('ROUND_UNKNOWN'),
    )
  })

  it('keeps the line where it is, whoever would move it', async () => {
    const { retoucher, desk, selected } = await productionStudio()
    const { reference } = await selected(2)
    await retoucher.production.startRound({ kind: 'retouching', lines: [reference] })
    const move = { lines: [reference], from: 'retouching', checks: { imagesComplete: true } }
    await expect(desk.orders.moveStage(move)).rejects.toThrow(/a round of retouching is open/)
  })

  it('keeps the line from another flow, and ends its proof where that has none', async () => {
    const { desk, designer, album, approved, lab, keeper } = await productionStudio()
    const instead = { item: 'extra-round', to: 'ordered' }
    const reference = await album()
    const { rounds } = await designer.production.startRound({ kind: 'design', lines: [{ ...reference, quantity: 4 }] })
    const exchange = () => desk.orders.exchangeLine({ ...reference, ...instead })
    await expect(exchange()).rejects.toThrow(/a round of design is open/)
    const own = rounds.map(({ id: roundId }) => ({ roundId }))
    await designer.production.withdrawRound({ rounds: own, reason: 'another item' })
    await exchange()
    const { reference: sent } = await approved()
    await keeper.production.sendOut({ supplierId: lab.id, lines: [{ ...sent, price: '10' }] })
    await expect(desk.orders.exchangeLine({ ...sent, ...instead })).rejects.toThrow(/a piece of it is at a lab/)
    const { reference: shown } = await approved()
    await desk.orders.exchangeLine({ ...shown, ...instead })
    const { items } = await desk.production.proofs({ lineId: shown.lineId })
    expect(items.map(({ state }) => state)).toEqual(['ended'])
  })

  it('costs as many statements for fifty lines as for one, but those that differ', async () => {
    const { owner, retoucher, place, statements } = await productionStudio()
    const cost = async (lines: number) => {
      const order = await place(Array.from({ length: lines }, () => 'album'))
      const references = order.lines.map(({ id: lineId }) => ({ orderId: order.id, lineId, quantity: 3 }))
      statements.length = 0
      const { rounds } = await retoucher.production.startRound({ kind: 'design', lines: references, staffId: 'an' })
      const started = withoutSettings(statements).length
      statements.length = 0
      const ids = rounds.map(({ id: roundId }) => ({ roundId }))
      await retoucher.production.submitRound({ rounds: ids })
      const submitted = withoutSettings(statements).length
      statements.length = 0
      await owner.production.checkRound({ rounds: ids, checks: { namesAndDates: true } })
      return [started, submitted, withoutSettings(statements).length]
    }
    await cost(1)
    const one = await cost(1)
    expect(await cost(50)).toEqual(one)
    expect(one).toEqual([17, 12, 19])
  })
})
