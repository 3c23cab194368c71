import { describe, expect, it } from 'vitest'
import { withoutSettings } from '../selection/studio.ts'
import { approval, pagesOf, productionStudio } from './studio.ts'

const code = (name: string) => ({ code: name })

async function sent(lines = 2) {
  const studio = await productionStudio()
  const { keeper, lab, approved } = studio
  const references: { orderId: string; lineId: string }[] = []
  for (let at = 0; at < lines; at++) references.push((await approved()).reference)
  const parcel = await keeper.production.sendOut({
    supplierId: lab.id,
    lines: references.map((reference, at) => ({ ...reference, quantity: at + 1, price: `${100 * (at + 1)}` })),
    reference: 'SF1234567',
    expectedOn: '2026-11-30',
  })
  const [first, second] = references
  if (first === undefined || second === undefined) throw new Error('at least two lines')
  return { ...studio, references, first, second, parcel, parcelId: parcel.id }
}

describe('a parcel', () => {
  it('takes lines of several orders to the lab and back, and each is inspected', async () => {
    const { keeper, desk, first, second, references, parcel, parcelId, stageOf, clock } = await sent()
    expect(parcel).toMatchObject({ pieces: 2, out: 2, back: 0, state: 'out', reference: 'SF1234567' })
    expect(await stageOf(first)).toBe('sentOut')
    const { items: jobs } = await desk.procurement.labJobs({})
    expect(jobs.map(({ orderLineId, quantity, price, number }) => [orderLineId, quantity, price, number])).toEqual([
      [first.lineId, 1, '100.00', 'Lmain-2026-0001'],
      [second.lineId, 2, '200.00', 'Lmain-2026-0002'],
    ])
    clock.at = '2026-12-02T02:00:00.000Z'
    expect((await keeper.production.parcels({ overdue: true })).items).toMatchObject([{ id: parcelId, overdue: 2 }])
    const some = await keeper.production.receiveBack({ parcelId, lineIds: [first.lineId] })
    expect([some.out, some.back, some.state]).toEqual([1, 1, 'out'])
    expect([await stageOf(first), await stageOf(second)]).toEqual(['returned', 'sentOut'])
    const all = await keeper.production.receiveBack({ parcelId })
    expect([all.out, all.back, all.state]).toEqual([0, 2, 'back'])
    await expect(keeper.production.receiveBack({ parcelId })).rejects.toMatchObject(code('PIECE_NOT_FITTING'))
    const closed = await keeper.production.inspect({
      parcelId,
      pieces: [
        { lineId: first.lineId, result: 'passed' },
        { lineId: second.lineId, result: 'passedWithFlaws', note: '封面轻微划痕' },
      ],
    })
    expect(closed.state).toBe('closed')
    for (const reference of references) expect(await stageOf(reference)).toBe('inspected')
    const figures = await desk.procurement.labFigures({ from: '2026-11-01', to: '2026-12-31' })
    expect(figures).toMatchObject({ labs: [{ returned: 2, accepted: 3, rejectRate: '0.0' }] })
  })

  it('is sent only of what was approved', async () => {
    const { keeper, lab, shown, designer, checker, reception } = await productionStudio()
    const { reference, proof } = await shown()
    const out = (line: object) =>
      keeper.production.sendOut({ supplierId: lab.id, lines: [{ ...reference, price: '80', ...line }] })
    await expect(out({})).rejects.toMatchObject(code('PRODUCTION_NOT_DUE'))
    await reception.production.answerProof({
      ...{ proofId: proof.id, answer: 'changes', changes: [{ page: 1, text: '换图' }], cause: 'quality' },
    })
    await expect(out({})).rejects.toMatchObject(code('ROUND_OPEN'))
    const { items } = await designer.production.rounds({ lineId: reference.lineId, state: 'working' })
    const rounds = [{ roundId: items[0]?.id ?? '' }]
    await designer.production.submitRound({ rounds })
    await checker.production.checkRound({ rounds, checks: { namesAndDates: true } })
    await expect(out({})).rejects.toMatchObject(code('PRODUCTION_NOT_DUE'))
    const second = await designer.production.sendProof({ ...reference, pages: pagesOf(2) })
    await reception.production.answerProof({ proofId: second.id, ...approval })
    await expect(out({ proofVersion: 1 })).rejects.toMatchObject(code('PROOF_NOT_APPROVED'))
    const { items: pieces } = await out({ proofVersion: 2 })
    expect(pieces).toMatchObject([{ proofId: second.id, proofHash: second.hash }])
  })

  it('with a piece that is rejected sends it to the lab again, and its payer is kept', async () => {
    const { keeper, desk, second, parcelId, lineOf, first } = await sent()
    await keeper.production.receiveBack({ parcelId })
    const after = await keeper.production.inspect({
      parcelId,
      pieces: [
        { lineId: first.lineId, result: 'missing' },
        { lineId: second.lineId, result: 'rejected', cause: 'lab', units: 1, expectedOn: '2026-12-20', note: '色差' },
      ],
    })
    expect([after.out, after.back, after.state, after.expectedOn]).toEqual([2, 0, 'out', '2026-12-20'])
    expect(await lineOf(second)).toMatchObject({ stage: 'sentOut', redo: 'rework' })
    expect(await lineOf(first)).toMatchObject({ stage: 'sentOut', redo: null })
    const { changes } = await desk.orders.stages({ orderId: second.orderId })
    expect(changes.at(-1)).toMatchObject({ kind: 'rework', cause: 'quality', payer: 'supplier' })
    await keeper.production.receiveBack({ parcelId })
    const pieces = [first, second].map(({ lineId }) => ({ lineId, result: 'passed' as const }))
    const done = await keeper.production.inspect({ parcelId, pieces })
    expect([done.state, done.items.map(({ round }) => round)]).toEqual(['closed', [2, 2]])
    expect(await lineOf(second)).toMatchObject({ stage: 'inspected', redo: null })
    const reworks = await desk.production.reworks({ from: '2026-11-01', to: '2026-12-31' })
    expect(reworks).toMatchObject({
      causes: [{ cause: 'lab', payer: 'supplier', rounds: 0, proofs: 0, pieces: 1 }],
      pieceRate: '50.0',
    })
  })

  it('with a piece that is given up makes it anew, from what was approved or from the design', async () => {
    const { keeper, lab, desk, first, second, parcelId, stageOf } = await sent()
    await keeper.production.receiveBack({ parcelId })
    const given = { result: 'rejected', cause: 'wrongImage', outcome: 'remake' } as const
    const after = await keeper.production.inspect({
      parcelId,
      pieces: [
        { lineId: first.lineId, ...given },
        { lineId: second.lineId, ...given, to: 'designing' },
      ],
    })
    expect([after.state, after.items.map(({ state }) => state)]).toEqual(['closed', ['rejected', 'rejected']])
    expect([await stageOf(first), await stageOf(second)]).toEqual(['approved', 'designing'])
    const again = (reference: object) =>
      keeper.production.sendOut({ supplierId: lab.id, lines: [{ ...reference, price: '90' } as never] })
    await expect(again(second)).rejects.toMatchObject(code('PRODUCTION_NOT_DUE'))
    const { id } = await again(first)
    expect(id).not.toBe(parcelId)
    const { items } = await desk.procurement.labJobs({ orderId: first.orderId })
    expect(items.map(({ status }) => status).sort()).toEqual(['rejected', 'sent'])
  })

  it('reaches the order’s line with its cost, once it is billed', async () => {
    const { desk, first, second, keeper, parcelId } = await sent()
    await keeper.production.receiveBack({ parcelId })
    expect(await desk.production.labCosts({ orderId: first.orderId })).toMatchObject({
      total: { agreed: '100.00', billed: '0.00', cost: '100.00' },
    })
    const { items } = await desk.procurement.labJobs({ orderId: second.orderId })
    const jobId = items[0]?.id ?? ''
    const supplierId = items[0]?.supplierId ?? ''
    await desk.procurement.billLab({ supplierId, number: 'F-1', lines: [{ jobId, amount: '203.00' }] })
    expect(await desk.production.labCosts({ orderId: second.orderId })).toEqual({
      currency: 'CNY',
      lines: [{ lineId: second.lineId, jobs: 1, agreed: '200.00', billed: '203.00', credited: '0.00', cost: '203.00' }],
      total: { agreed: '200.00', billed: '203.00', credited: '0.00', cost: '203.00' },
    })
  })

  it('holds its lines: nobody moves them, and what is cancelled comes back all the same', async () => {
    const { desk, keeper, first, second, parcelId } = await sent()
    await expect(desk.orders.moveStage({ lines: [first], from: 'sentOut' })).rejects.toThrow(/production.receiveBack/)
    await desk.orders.cancel({ orderId: second.orderId, reason: 'x' })
    // It is awaited no more, and comes all the same.
    expect((await keeper.production.receiveBack({ parcelId })).items.map(({ state }) => state).sort()).toEqual([
      'back',
      'withdrawn',
    ])
    await keeper.production.receiveBack({ parcelId, lineIds: [second.lineId] })
    await expect(
      desk.orders.moveStage({ lines: [first], from: 'returned', result: 'passed', checks: { countComplete: true } }),
    ).rejects.toThrow(/production.inspect/)
    const pieces = [first, second].map(({ lineId }) => ({ lineId, result: 'passed' as const }))
    expect((await keeper.production.inspect({ parcelId, pieces })).state).toBe('closed')
  })

  it('is refused what it does not hold, unknown labs, and inspections that make no sense', async () => {
    const { keeper, lab, first, second, parcelId, approved } = await sent()
    const { reference } = await approved()
    const lines = [{ ...reference, price: '1' }]
    await expect(keeper.production.sendOut({ supplierId: 'nobody', lines })).rejects.toMatchObject(
      code('SUPPLIER_UNKNOWN'),
    )
    await expect(
      keeper.production.sendOut({ supplierId: lab.id, lines, expectedOn: '2026-11-01' }),
    ).rejects.toMatchObject(code('PURCHASE_ORDER_INVALID'))
    await expect(
      keeper.production.sendOut({ supplierId: lab.id, lines: [{ ...reference, price: '1', proofVersion: 2 }] }),
    ).rejects.toMatchObject(code('PROOF_NOT_APPROVED'))
    await expect(
      keeper.production.sendOut({ supplierId: lab.id, lines: [{ ...first, price: '1' }] }),
    ).rejects.toMatchObject({
      code: 'PIECE_NOT_FITTING',
      message: `Line "${first.lineId}" is out: you cannot send it.`,
    })
    await expect(keeper.production.receiveBack({ parcelId, lineIds: [reference.lineId] })).rejects.toMatchObject(
      code('PIECE_NOT_FITTING'),
    )
    await expect(keeper.production.receiveBack({ parcelId: 'nobody' })).rejects.toMatchObject(code('PARCEL_UNKNOWN'))
    const inspect = (piece: object) =>
      keeper.production.inspect({ parcelId, pieces: [{ lineId: second.lineId, ...piece } as never] })
    await expect(inspect({ result: 'rejected' })).rejects.toMatchObject(code('INPUT_INVALID'))
    await expect(inspect({ result: 'passed', units: 1 })).rejects.toMatchObject(code('INPUT_INVALID'))
    await expect(inspect({ result: 'passed' })).rejects.toMatchObject(code('PIECE_NOT_FITTING'))
    await keeper.production.receiveBack({ parcelId })
    await expect(inspect({ result: 'rejected', cause: 'mood' })).rejects.toMatchObject(code('CAUSE_UNKNOWN'))
    await expect(inspect({ result: 'rejected', cause: 'lab', units: 3 })).rejects.toMatchObject(
      code('LAB_JOB_NOT_FITTING'),
    )
  })

  it('costs as many statements whatever is in it', async () => {
    const { keeper, lab, place, desk, statements } = await productionStudio()
    const cost = async (count: number) => {
      const order = await place(Array.from({ length: count }, () => 'album'))
      const lines = order.lines.map(({ id: lineId }) => ({ orderId: order.id, lineId }))
      await desk.orders.moveStage({ lines, from: 'ordered', to: 'approved' })
      const counts: number[] = []
      const counted = async <T>(work: Promise<T>): Promise<T> => {
        statements.length = 0
        const done = await work
        counts.push(withoutSettings(statements).length)
        return done
      }
      const pieces = lines.map((line) => ({ ...line, price: '10' }))
      const { id: parcelId } = await counted(keeper.production.sendOut({ supplierId: lab.id, lines: pieces }))
      await counted(keeper.production.receiveBack({ parcelId }))
      const passed = lines.map(({ lineId }) => ({ lineId, result: 'passed' as const }))
      await counted(keeper.production.inspect({ parcelId, pieces: passed }))
      return counts
    }
    await cost(1)
    const one = await cost(1)
    expect(await cost(40)).toEqual(one)
    expect(one).toEqual([20, 21, 22])
  })
})
