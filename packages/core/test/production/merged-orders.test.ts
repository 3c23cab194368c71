/** Production goes with its lines into the order that takes them in, and nothing of it is lost. */
import { describe, expect, it } from 'vitest'
import { approval, productionStudio } from './studio.ts'

const rushLevels = [{ code: 'rush', title: { zh: '加急', en: 'Rush' }, percent: 50 }]

/** An order of one album more than those in production, which takes their orders in. */
async function merging() {
  const studio = await productionStudio({ settings: { production: { rushLevels } } })
  const { desk, album } = studio
  const survivor = await album()
  /** The line, in the order that took it in. */
  const merge = async ({ orderId, lineId }: typeof survivor) => {
    await desk.orders.merge({ survivorId: survivor.orderId, mergedId: orderId })
    return { orderId: survivor.orderId, lineId }
  }
  return { ...studio, survivor, merge }
}

describe('an order in production that becomes a part of another one', () => {
  it('takes its round along, which is submitted and checked there', async () => {
    const { desk, designer, checker, album, merge, stageOf } = await merging()
    const before = await album()
    const { rounds } = await designer.production.startRound({ kind: 'design', lines: [{ ...before, quantity: 4 }] })
    const line = await merge(before)
    expect((await desk.production.rounds({ lineId: line.lineId })).items).toMatchObject([
      { orderId: line.orderId, state: 'working' },
    ])
    const ids = rounds.map(({ id: roundId }) => ({ roundId }))
    await designer.production.submitRound({ rounds: ids })
    await checker.production.checkRound({ rounds: ids, checks: { namesAndDates: true } })
    expect(await stageOf(line)).toBe('designChecked')
    const { items } = await desk.production.history({ lineId: line.lineId })
    expect(items.map(({ kind }) => kind)).toEqual(['roundStarted', 'roundSubmitted', 'roundPassed'])
  })

  it('takes a proof along that waits, is approved there, and sent out', async () => {
    const { desk, reception, keeper, lab, shown, merge, stageOf, survivor } = await merging()
    const { reference, proof } = await shown()
    const line = await merge(reference)
    expect((await desk.production.proofs({})).items).toMatchObject([
      { id: proof.id, orderId: survivor.orderId, line: 2 },
    ])
    const { missing } = await desk.production.completeness({ orderId: survivor.orderId })
    expect(missing.map(({ kind }) => kind)).toContain('proofWaiting')
    await reception.production.answerProof({ proofId: proof.id, ...approval })
    const { items } = await desk.production.approvals({ lineId: line.lineId })
    expect(items).toMatchObject([{ proofId: proof.id, intact: true, ended: null }])
    await keeper.production.sendOut({ supplierId: lab.id, lines: [{ ...line, price: '100.00' }] })
    expect(await stageOf(line)).toBe('sentOut')
  })

  it('takes a piece at a lab along, with its cost, and its rush', async () => {
    const { desk, keeper, lab, approved, merge, stageOf, survivor } = await merging()
    const { reference } = await approved()
    await desk.production.rush({ lines: [reference], level: 'rush' })
    const { id: parcelId } = await keeper.production.sendOut({
      supplierId: lab.id,
      lines: [{ ...reference, price: '100.00' }],
    })
    const line = await merge(reference)
    expect((await desk.production.timetable({})).lines).toMatchObject([{ ...line, rush: 'rush' }, { line: 1 }])
    await keeper.production.receiveBack({ parcelId })
    await keeper.production.inspect({ parcelId, pieces: [{ lineId: line.lineId, result: 'passed' }] })
    expect(await stageOf(line)).toBe('inspected')
    expect(await desk.production.labCosts({ orderId: survivor.orderId })).toMatchObject({ total: { agreed: '100.00' } })
    const { rushes } = await desk.production.endRush({ lines: [line], reason: 'x' })
    expect(rushes).toMatchObject([{ orderId: survivor.orderId }])
    // What was written in the order that is gone is sealed as it was written.
    expect(await desk.ledger.verify({})).toMatchObject({ intact: true })
  })

  it('costs one statement where nothing was begun, and five where anything was', async () => {
    const { desk, shown, album, survivor, statements } = await merging()
    const cost = async ({ orderId }: typeof survivor) => {
      statements.length = 0
      await desk.orders.merge({ survivorId: survivor.orderId, mergedId: orderId })
      return statements.filter((one) => one.includes('production_')).length
    }
    expect(await cost(await album())).toBe(1)
    expect(await cost((await shown()).reference)).toBe(5)
  })
})

it('an order in production goes to no other branch; the error names the lines and the way', async () => {
  const { desk, shown } = await productionStudio()
  const { reference } = await shown()
  await desk.orders.addLine({ orderId: reference.orderId, line: { item: 'album-12' } })
  const { orderId } = reference
  await expect(desk.orders.transferToBranch({ orderId, toBranch: 'north', reason: 'x' })).rejects.toMatchObject({
    code: 'PRODUCTION_STAYS',
    details: { lines: [1], branch: 'main', to: 'north' },
    mend: expect.stringContaining('orders.pickUpElsewhere'),
  })
})
