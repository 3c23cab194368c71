/** The call after the pickup, and proof that nothing was lost. */
import type { Couple } from './couple.ts'
import type { StudioAtWork } from './studio.ts'

export async function afterwards(studio: StudioAtWork, { customerId, orderId }: Couple): Promise<void> {
  const { print, clock, checks, engine, manager, reception } = studio
  print.chapter('June: the call')
  await engine.settle()
  clock.startDay('2026-06-02')
  print.step(clock.moveTo('10:00'), '2 June: Xu Jing calls, as her list says')
  const [call] = (await reception.leads.followUps({ kind: 'afterDelivery' })).items
  checks.is('whom to call', call?.customerId === customerId, true)
  if (call !== undefined)
    await reception.leads.finishFollowUp({ followUpId: call.id, result: 'Happy; will bring the baby' })

  print.step(clock.moveTo('18:00'), 'What they were to the studio')
  const { changes } = await manager.orders.stages({ orderId })
  print.line(`the way of the package: ${changes.flatMap(({ toStage }) => toStage ?? []).join(' ')}`)
  const { items: work } = await manager.orders.work({ from: '2026-03-01', to: '2026-07-01' })
  print.table(
    ['who', 'what', 'part', 'how much', 'minutes'],
    work.map((one) => [one.staffId, one.stage, `${one.weight} %`, one.quantity, `${one.minutes}`]),
  )
  const verified = await manager.ledger.verify({})
  checks.is('the books are intact', verified.intact, true)
}
