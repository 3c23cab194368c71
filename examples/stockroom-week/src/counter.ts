/** What is sold: leather albums and frames, what is promised, and what comes back. */
import { isCalotypeError } from '@calotype/core'
import type { Opened } from './opening.ts'
import { balanceIs, costOfOrderIs, stockIs } from './stock.ts'
import type { StudioAtWork } from './studio.ts'

/** Leather albums come in; what they cost is booked until the supplier's bill comes. */
export async function receiveAlbums(
  { clock, print, storekeeper }: StudioAtWork,
  { albumsId: supplierId }: Opened,
  { time, quantity, unitCost, reference }: { time: string; quantity: number; unitCost: string; reference: string },
): Promise<string> {
  print.step(clock.moveTo(time), `${quantity} leather albums come at ${unitCost}, delivery note ${reference}`)
  const lines = [{ item: 'album-leather', quantity, unitCost }]
  const { id, number } = await storekeeper.inventory.receive({ lines, supplierId, reference })
  print.call(id, number)
  return id
}

/** Albums go to their customer; their cost is that of the order. */
export async function issueAlbums(
  studio: StudioAtWork,
  { time, name, orderId, quantity }: { time: string; name: string; orderId: string; quantity: number },
): Promise<string> {
  const { clock, print, counter } = studio
  print.step(clock.moveTo(time), `${name} takes ${quantity} leather albums home`)
  const { id, lines } = await counter.inventory.issue({ lines: [{ item: 'album-leather', quantity }], orderId })
  const cost = lines[0]?.value.slice(1) ?? ''
  await costOfOrderIs(studio, `the order of ${name}`, orderId, cost)
  return id
}

/** Ten at 100.00, four out, six at 120.00, five out. */
export async function albumsSoFar(studio: StudioAtWork): Promise<void> {
  await stockIs(studio, 'album-leather', 7, '770.00')
}

/** Revenue comes with the delivery, cost with the goods: together they are the margin of the order. */
export async function sunPays(studio: StudioAtWork, { orders: { sun: orderId } }: Opened): Promise<void> {
  const { clock, print, checks, counter, books } = studio
  print.step(clock.moveTo('11:10'), 'Sun Li pays 1,340.00, and her order is done')
  await counter.ledger.takePayment({ orderId, legs: [{ method: 'wechat', amount: '1340.00' }] })
  await counter.orders.pickUp({ orderId })
  const { netProfit, marginRatio } = await books.statements.orderMargin({ orderId })
  checks.is('margin', `${netProfit.amount}, ${marginRatio} of the price`, '790.00, 0.5896 of the price')
}

/** Of a request all lines count together, and two who want the last one cannot both have it. Answers what Wang Fang holds. */
export async function reserveAlbums(studio: StudioAtWork, { orders }: Opened): Promise<string> {
  const { clock, print, checks, counter } = studio
  print.step(clock.moveTo('11:00'), 'Wang Fang wants three albums for herself and two for her parents; there are four')
  const lines = [
    { item: 'album-12', quantity: 3 },
    { item: 'album-12', quantity: 2 },
  ]
  const refused = print.refused(counter.inventory.reserve({ lines, orderId: orders.wang }))
  checks.is('five of four', await refused, 'STOCK_SHORT')
  print.step(clock.moveTo('11:05'), 'So three are put aside for her')
  const [held] = await counter.inventory.reserve({ lines: lines.slice(0, 1), orderId: orders.wang })
  checks.is('open', held?.open ?? null, 3)
  print.step(clock.moveTo('11:30'), 'He Juan and Zhao Lei want the last one, at two screens, at the same time')
  const one = [{ item: 'album-12', quantity: 1 }]
  const both = await Promise.allSettled([
    counter.inventory.reserve({ lines: one, orderId: orders.he }),
    counter.inventory.reserve({ lines: one, orderId: orders.zhao }),
  ])
  const outcomes = both.map((outcome) => {
    if (outcome.status === 'fulfilled') return 'reserved'
    return isCalotypeError(outcome.reason) ? outcome.reason.code : 'failed'
  })
  checks.is('the two of them', outcomes.sort().join(', '), 'STOCK_SHORT, reserved')
  const { stock } = await counter.inventory.item({ item: 'album-12' })
  checks.is(
    'on hand, promised, free',
    stock.map((row) => `${row.onHand} ${row.reserved} ${row.available}`).join(),
    '4 4 0',
  )
  return held?.id ?? ''
}

/** What was promised is handed over: two now, and the third is not needed. */
export async function handOver(studio: StudioAtWork, { orders }: Opened, reservationId: string): Promise<void> {
  const { clock, print, checks, counter } = studio
  print.step(clock.moveTo('15:00'), 'Wang Fang takes two of her albums, and gives the third free again')
  const { lines } = await counter.inventory.fulfil({ reservations: [{ reservationId, quantity: 2 }] })
  checks.is('cost', lines[0]?.value ?? null, '-68.00')
  await counter.inventory.release({ reservations: [{ reservationId }] })
  // 13.50 for her make-up, 68.00 for two albums.
  await costOfOrderIs(studio, 'the order of Wang Fang', orders.wang, '81.50')
  const { stock } = await counter.inventory.item({ item: 'album-12' })
  checks.is(
    'on hand, promised, free',
    stock.map((row) => `${row.onHand} ${row.reserved} ${row.available}`).join(),
    '2 1 1',
  )
}

/** Frames cost what came first. */
export async function receiveFrames(studio: StudioAtWork, { albumsId: supplierId }: Opened): Promise<void> {
  const { clock, print, storekeeper } = studio
  print.step(clock.moveTo('14:00'), 'Five oak frames come at 50.00; five at 40.00 are there')
  const lines = [{ item: 'frame-oak', quantity: 5, unitCost: '50.00' }]
  await storekeeper.inventory.receive({ lines, supplierId, reference: 'F-88' })
  await stockIs(studio, 'frame-oak', 10, '450.00')
}

export async function issueFrames(studio: StudioAtWork, { orders }: Opened): Promise<void> {
  const { clock, print, checks, counter } = studio
  print.step(clock.moveTo('15:30'), 'Liu Yang takes seven of them: all that came first, and two of the dearer ones')
  const issued = await counter.inventory.issue({ lines: [{ item: 'frame-oak', quantity: 7 }], orderId: orders.liu })
  print.call(issued.id, issued.number)
  // 5 at 40.00 and 2 at 50.00.
  checks.is('cost', issued.lines[0]?.value ?? null, '-300.00')
  await stockIs(studio, 'frame-oak', 3, '150.00')
}

/** Three sticks for 100.00 in all: no cent is lost and none is made. */
export async function sticks(studio: StudioAtWork, { orders }: Opened): Promise<void> {
  const { clock, print, checks, counter } = studio
  print.step(clock.moveTo('11:00'), 'Two USB sticks are sold and one is given away; the three had cost 100.00')
  const one = [{ item: 'usb', quantity: 1 }]
  const first = await counter.inventory.issue({ lines: one, orderId: orders.liu })
  const second = await counter.inventory.issue({ lines: one, orderId: orders.liu })
  const given = await counter.inventory.gift({ lines: one, reason: 'Opening of the new hall' })
  const costs = [first, second, given].map(({ lines }) => lines[0]?.value ?? '')
  checks.is('costs', costs.join(' '), '-33.33 -33.34 -33.33')
  await balanceIs(studio, 'COGS:Gifts', '33.33')
  await stockIs(studio, 'usb', 0, '0.00')
}

/** What comes back is worth what it cost when it left, as that is known by now. */
export async function albumComesBack(studio: StudioAtWork, { orders }: Opened, movementId: string): Promise<void> {
  const { clock, print, checks, counter } = studio
  print.step(clock.moveTo('16:00'), 'Chen Jing brings one of her four leather albums back')
  const back = await counter.inventory.takeBack({ movementId, lines: [{ line: 1, quantity: 1 }], reason: 'Unused' })
  // The four left at 400.00, and cost 460.00 since Friday.
  checks.is('worth', back.lines[0]?.value ?? null, '115.00')
  await costOfOrderIs(studio, 'the order of Chen Jing', orders.chen, '345.00')
  await stockIs(studio, 'album-leather', 18, '2093.18')
}
