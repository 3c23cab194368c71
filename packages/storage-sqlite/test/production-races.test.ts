/** Two engines on one file: a proof is answered once, a parcel received once, and a cancelled line gets no further. */
import { beforeEach, describe, expect, it } from 'vitest'
import { failed, meetingPlaces, succeeded, twoEngines } from './two-engines.ts'

const pages = [{ page: 1, reference: 'proofs/1.jpg', hash: 'sha256:0123456789abcdef' }]
const approved = { answer: 'approved', text: '确认', signature: { signer: '王芳', method: 'onScreen' } } as const
const changes = { answer: 'changes' as const, changes: [{ page: 1, text: '换图' }] }

describe.each(meetingPlaces)('two engines on %s', (on) => {
  const { deskOf } = twoEngines({ on })
  let [customerId, supplierId] = ['', '']

  beforeEach(async () => {
    const desk = deskOf(0)
    await desk.catalog.addItem({
      code: 'album',
      kind: 'product',
      name: '相册',
      price: '600.00',
      category: 'album-add-on',
    })
    customerId = (await desk.customers.register({ name: '王芳' })).id
    supplierId = (await desk.payables.addSupplier({ name: '彩云输出' })).id
  })

  async function album(to: string) {
    const order = await deskOf(0).orders.place({ customerId, lines: [{ item: 'album' }] })
    const line = { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
    const from = 'ordered'
    await deskOf(0).orders.moveStage({ lines: [line], from, to: 'designing' })
    if (to === 'designing') return line
    const checks = { namesAndDates: true }
    await deskOf(0).orders.moveStage({ lines: [line], from: 'designing', to: 'designChecked', checks })
    return line
  }

  it('keep one answer to a proof: approved or changes, never both', async () => {
    for (let round = 0; round < 3; round++) {
      const line = await album('designChecked')
      const { id: proofId } = await deskOf(0).production.sendProof({ ...line, pages })
      const outcomes = await Promise.all([
        deskOf(round).production.answerProof.attempt({ proofId, ...approved }),
        deskOf(round + 1).production.answerProof.attempt({ proofId, ...changes }),
      ])
      expect(failed(outcomes)).toEqual(['PROOF_NOT_FITTING'])
      const { items } = await deskOf(1).production.proofs({ lineId: line.lineId })
      const [{ stage } = { stage: '' }] = (await deskOf(1).orders.get({ orderId: line.orderId })).lines
      expect(['approved', 'designing']).toContain(stage)
      expect(items[0]?.state).toBe(stage === 'approved' ? 'approved' : 'changes')
    }
  })

  it('submit a round or cancel its order: what is cancelled gets no further', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const line = await album('designing')
      const { rounds } = await deskOf(0).production.startRound({ kind: 'design', lines: [{ ...line, quantity: 1 }] })
      const roundId = rounds[0]?.id ?? ''
      const [submitted, cancelled] = await Promise.all([
        deskOf(turn).production.submitRound.attempt({ rounds: [{ roundId }] }),
        deskOf(turn + 1).orders.cancel.attempt({ orderId: line.orderId, reason: 'race' }),
      ])
      expect(cancelled.ok).toBe(true)
      if (!submitted.ok) expect(submitted.error.code).toBe('PRODUCTION_LINE_CANCELLED')
      const checked = await deskOf(turn).production.checkRound.attempt({ rounds: [{ roundId }] })
      expect(checked.ok ? '' : checked.error.code).toMatch(/PRODUCTION_LINE_CANCELLED|ROUND_NOT_FITTING/)
      expect((await deskOf(0).orders.get({ orderId: line.orderId })).lines[0]?.stage).toBe('cancelled')
    }
  })

  it('receive a parcel once, and start one round of a line', async () => {
    const line = await album('designChecked')
    const { id: proofId } = await deskOf(0).production.sendProof({ ...line, pages })
    await deskOf(0).production.answerProof({ proofId, ...approved })
    const parcel = { supplierId, lines: [{ ...line, price: '80' }] }
    const sent = await Promise.all([0, 1, 2].map((turn) => deskOf(turn).production.sendOut.attempt(parcel)))
    expect(failed(sent)).toEqual(['PIECE_NOT_FITTING', 'PIECE_NOT_FITTING'])
    const [{ id: parcelId } = { id: '' }] = (await deskOf(0).production.parcels({})).items
    const received = await Promise.all(
      [0, 1, 2].map((turn) => deskOf(turn).production.receiveBack.attempt({ parcelId })),
    )
    expect(failed(received)).toEqual(['PIECE_NOT_FITTING', 'PIECE_NOT_FITTING'])
    expect((await deskOf(1).procurement.labJobs({})).items).toMatchObject([{ status: 'returned', round: 1 }])
    const other = await album('designing')
    const start = { kind: 'design' as const, lines: [{ ...other, quantity: 1 }] }
    const started = await Promise.all([0, 1, 2].map((turn) => deskOf(turn).production.startRound.attempt(start)))
    expect([succeeded(started), failed(started)]).toEqual([1, ['ROUND_OPEN', 'ROUND_OPEN']])
  })
})
