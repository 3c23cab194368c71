/** Retouching, design, the proof and the lab: lines walk their stages by what is done. */
import { accountIs } from './account.ts'
import type { Couple } from './couple.ts'
import type { StudioAtWork } from './studio.ts'

export async function produce(studio: StudioAtWork, couple: Couple): Promise<void> {
  studio.print.chapter('May: retouching, the album, the lab')
  await retouch(studio, couple)
  await design(studio, couple)
  await approve(studio, couple)
  await send(studio, couple)
  await accountIs(studio, couple, { total: '5659.00', paid: '3500.00', due: '2159.00', status: 'ready' })
}

async function retouch({ print, clock, checks, retoucher, manager }: StudioAtWork, couple: Couple): Promise<void> {
  const lines = [{ orderId: couple.orderId, lineId: couple.lineId }]
  clock.startDay('2026-05-08')
  print.step(
    clock.moveTo('11:00'),
    '8 May: An Ran has retouched the images that were picked; Zhou Min sends one of them back',
  )
  const { rounds } = await retoucher.production.startRound({ kind: 'retouching', lines, staffId: 'an-ran' })
  const [first] = rounds
  checks.is('images to retouch', first?.quantity ?? 0, 26)
  await retoucher.production.submitRound({ rounds: [{ roundId: first?.id ?? '', minutes: 780 }] })
  const image = first?.imageIds[2] ?? ''
  const { next } = await manager.production.checkRound({
    rounds: [
      { roundId: first?.id ?? '', faults: [{ imageId: image, cause: 'quality', note: 'The bin is still there' }] },
    ],
  })
  const again = [{ roundId: next[0]?.id ?? '', minutes: 20 }]
  print.step(clock.moveTo('15:00'), 'The bin is gone')
  await retoucher.production.submitRound({ rounds: again })
  await manager.production.checkRound({ rounds: [{ roundId: next[0]?.id ?? '' }], checks: { imagesComplete: true } })
}

async function design({ print, clock, designer, manager }: StudioAtWork, couple: Couple): Promise<void> {
  const lines = [{ orderId: couple.orderId, lineId: couple.lineId, quantity: 10 }]
  clock.startDay('2026-05-12')
  print.step(clock.moveTo('16:00'), '12 May: He Wei has designed ten spreads')
  const { rounds } = await designer.production.startRound({ kind: 'design', lines, staffId: 'he-wei' })
  const round = [{ roundId: rounds[0]?.id ?? '' }]
  await designer.production.submitRound({ rounds: [{ roundId: rounds[0]?.id ?? '', minutes: 240 }] })
  await manager.production.checkRound({ rounds: round, checks: { namesAndDates: true } })
}

async function approve({ print, clock, checks, designer, liNa }: StudioAtWork, couple: Couple): Promise<void> {
  const line = { orderId: couple.orderId, lineId: couple.lineId }
  print.step(clock.moveTo('17:00'), 'The proof goes to Chen Xiao; a day later she signs it')
  const pages = Array.from({ length: 10 }, (_, at) => ({
    page: at + 1,
    reference: `proofs/chen-xiao/1/${at + 1}.jpg`,
    hash: `sha256:${String(at + 1).padStart(64, '0')}`,
  }))
  const proof = await designer.production.sendProof({ ...line, pages })
  clock.startDay('2026-05-13')
  clock.moveTo('18:00')
  const { items: waiting } = await liNa.production.proofs({})
  checks.is('proofs that wait for customers', waiting.length, 1)
  await liNa.production.answerProof({
    proofId: proof.id,
    answer: 'approved',
    text: 'Names, dates and pictures are right. It may be made.',
    signature: { signer: 'Chen Xiao', method: 'onScreen', reference: 'signatures/2026-05-13/1.png' },
  })
}

async function send(
  { print, clock, checks, owner, storekeeper, manager }: StudioAtWork,
  couple: Couple,
): Promise<void> {
  const line = { orderId: couple.orderId, lineId: couple.lineId }
  const [lab] = (await owner.payables.suppliers({})).items
  clock.startDay('2026-05-14')
  print.step(clock.moveTo('09:30'), '14 May: the album goes to the lab, for 260.00')
  const { id: parcelId } = await storekeeper.production.sendOut({
    supplierId: lab?.id ?? '',
    lines: [{ ...line, price: '260.00' }],
  })
  clock.startDay('2026-05-25')
  print.step(clock.moveTo('10:00'), '25 May: it is back, and without a flaw')
  await storekeeper.production.receiveBack({ parcelId })
  await storekeeper.production.inspect({ parcelId, pieces: [{ lineId: couple.lineId, result: 'passed' }] })
  await manager.orders.moveStage({ lines: [line], from: 'inspected' })
  const { missing } = await manager.production.completeness({ orderId: couple.orderId })
  checks.is('what is missing', missing.length, 0)
}
