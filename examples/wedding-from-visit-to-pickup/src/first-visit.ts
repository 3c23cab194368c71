/** From the question to the order: a lead, a visit, earnest money. */
import { accountIs } from './account.ts'
import { signContract } from './contract.ts'
import type { Couple } from './couple.ts'
import { printReceipt } from './receipt.ts'
import type { StudioAtWork } from './studio.ts'

export async function firstVisit(studio: StudioAtWork): Promise<Couple> {
  const { print, clock, checks, reception, liNa, engine } = studio
  print.chapter('March: the question and the visit')
  print.step(clock.moveTo('10:05'), 'Chen Xiao writes on Douyin; Xu Jing notes her and invites her')
  const { lead, known } = await reception.leads.register({
    name: 'Chen Xiao',
    phone: '13912345678',
    source: 'douyin',
  })
  checks.is('customers whom she may be', known.length, 0)
  await reception.leads.invite({ leadId: lead.id, outcome: 'agreed' })
  clock.startDay('2026-03-14')
  print.step(clock.moveTo('14:00'), '14 March: she and Liu Yang come; they become customers')
  const visit = await reception.leads.arrive({ leadId: lead.id, people: 2 })
  const { customer } = await reception.leads.convert({ leadId: lead.id })
  print.call(customer.id, 'Chen Xiao')

  print.step(clock.moveTo('15:20'), 'They order the classic wedding and pay 1,500.00 earnest money by WeChat')
  const order = await liNa.orders.place({
    customerId: customer.id,
    lines: [{ item: 'wedding-classic', sellerId: 'li-na' }],
    payment: { purpose: 'earnest', legs: [{ method: 'wechat', amount: '1500.00' }] },
  })
  const [line] = order.lines
  if (line === undefined || order.receipt === null) throw new Error('the order has no line or no receipt')
  const couple: Couple = { customerId: customer.id, visitId: visit.id, orderId: order.id, lineId: line.id }
  await accountIs(studio, couple, { total: '4999.00', paid: '1500.00', due: '3499.00', status: 'open' })
  checks.is('waits for', line.nextStage, 'scheduled')
  checks.is('whose work that is', line.department, 'reception')
  await printReceipt(studio, order.receipt)
  await signContract(studio, couple)
  await reception.leads.finishVisit({ visitId: visit.id, result: 'bought' })
  await engine.settle()
  const { items } = await reception.leads.visits({ ordered: true })
  checks.is('the visit led to the order', items[0]?.orderId === order.id, true)
  return couple
}
