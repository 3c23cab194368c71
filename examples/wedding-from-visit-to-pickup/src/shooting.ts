/** The day of the shoot, and the images that come of it. */
import { accountIs } from './account.ts'
import type { Couple } from './couple.ts'
import type { StudioAtWork } from './studio.ts'

export async function shoot(studio: StudioAtWork, couple: Couple): Promise<readonly string[]> {
  const { print, clock, checks, reception, makeup, photographer, retoucher } = studio
  const { orderId, lineId } = couple
  const lines = [{ orderId, lineId }]
  print.chapter('April: the shoot')
  print.step(clock.moveTo('15:40'), 'Xu Jing finds a day: 18 April')
  await reception.orders.moveStage({ lines, from: 'ordered', shootDate: '2026-04-18', assigneeId: 'sun-yue' })
  clock.startDay('2026-04-18')
  print.step(clock.moveTo('09:00'), '18 April: Sun Yue does make-up and hair for the first of two looks')
  const [task] = (await makeup.orders.tasks({ assigneeId: 'sun-yue' })).items
  checks.is('on her list, due', task?.due ?? null, '2026-04-18')
  await makeup.orders.moveStage({ lines, from: 'scheduled', assigneeId: 'mo-fan' })
  await photographer.selection.use({ orderId, lineId, entitlement: 'looks', quantity: 2, place: 'makeUp' })
  print.step(clock.moveTo('17:30'), 'Mo Fan has taken 240 pictures in five hours, Ya Ting assisted')
  await photographer.orders.moveStage({
    lines,
    from: 'styled',
    work: [
      { staffId: 'mo-fan', role: 'photographer', weight: '70', quantity: '240', minutes: 300 },
      { staffId: 'ya-ting', role: 'assistant', weight: '30', minutes: 300 },
    ],
  })
  const images = Array.from({ length: 240 }, (_, at) => `2026-04-18/chen-xiao/${String(at + 1).padStart(4, '0')}.cr3`)
  const { imageIds } = await photographer.selection.registerImages({
    orderId,
    name: 'Garden and studio',
    shotDate: '2026-04-18',
    images,
  })
  checks.is('images registered', imageIds.length, 240)
  clock.startDay('2026-04-19')
  print.step(clock.moveTo('10:00'), '19 April: An Ran copies them to two places and sorts out what is blurred')
  await retoucher.orders.moveStage({ lines, from: 'shot', checks: { copiedTwice: true } })
  await retoucher.orders.moveStage({ lines, from: 'ingested', to: 'preEdited' })
  await accountIs(studio, couple, { total: '4999.00', paid: '1500.00', due: '3499.00', status: 'inProgress' })
  return imageIds
}
