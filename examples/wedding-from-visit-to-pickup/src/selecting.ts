/** They come to choose, and buy more than the package includes. */
import { accountIs } from './account.ts'
import { signContract, tellAdditions } from './contract.ts'
import type { Couple } from './couple.ts'
import { printReceipt } from './receipt.ts'
import type { StudioAtWork } from './studio.ts'

export async function select(studio: StudioAtWork, couple: Couple, imageIds: readonly string[]): Promise<void> {
  const { print, clock, checks, manager, liNa } = studio
  const { orderId, lineId } = couple
  print.chapter('May: the selection')
  clock.startDay('2026-05-02')
  print.step(clock.moveTo('13:00'), '2 May: they pick 26 of 240 images; the package includes 20')
  const { id: selectionId } = await liNa.selection.open({ orderId, lineId })
  await liNa.selection.pick({ selectionId, imageIds: imageIds.slice(0, 26) })
  await liNa.selection.compose({
    selectionId,
    item: 'album-12',
    spreads: 10,
    places: imageIds.slice(0, 20).map((imageId, at) => ({ imageId, spread: Math.floor(at / 2) + 1 })),
  })
  await liNa.selection.wish({
    selectionId,
    imageIds: imageIds.slice(2, 3),
    text: 'Please take the bin in the background away',
  })
  const { extraAmount } = await liNa.selection.preview({ selectionId })
  checks.is('six images beyond the package, 80.00 each', extraAmount, '480.00')
  print.step(clock.moveTo('15:10'), 'Chen Xiao signs; Li Na and Xu Jing sold it, two parts to one')
  const { hash } = await liNa.selection.confirm({
    orderId,
    selectionId,
    text: 'These are the images and the album that we want. Retouching begins now.',
    signature: { signer: 'Chen Xiao', method: 'onScreen', reference: 'signatures/2026-05-02/1.png' },
    extraAmount,
    sellers: [{ staffId: 'li-na', weight: 2 }, { staffId: 'xu-jing' }],
  })
  const [signed] = (await manager.selection.confirmations({ selectionId })).items
  checks.is('what was signed is what is kept', signed?.hash === hash && signed.intact, true)
  const { items: credits } = await manager.selection.credits({ from: '2026-05-02', to: '2026-05-03' })
  checks.is(
    'sold by',
    credits.map(({ staffId, amount }) => `${staffId} ${amount}`).join(', '),
    'li-na 320.00, xu-jing 160.00',
  )
  print.step(clock.moveTo('15:25'), 'At the counter a frame of 180.00 catches their eye, and they pay 2,000.00')
  await liNa.orders.addLine({
    orderId,
    line: { item: 'frame-30x40', sellerId: 'li-na' },
    secondSale: true,
    place: 'counter',
  })
  const { items: promised } = await manager.inventory.reservations({ orderId, open: true })
  checks.is('frames that are promised to them', promised.length, 1)
  const receipt = await liNa.ledger.takePayment({ orderId, legs: [{ method: 'alipay', amount: '2000.00' }] })
  await accountIs(studio, couple, { total: '5659.00', paid: '3500.00', due: '2159.00', status: 'inProgress' })
  await printReceipt(studio, receipt)
  checks.is('what the contract does not say yet', await tellAdditions(studio, couple), 5)
  await signContract(studio, couple)
}
