/** What the owner wants to know on Sunday. */
import { money } from '@calotype/example-story'
import { type StudioAtWork, week } from './studio.ts'

const period = { from: week.monday, to: week.sunday, branch: 'main' }
const shown = (text: string | null): string => text ?? '–'

export async function reports(studio: StudioAtWork): Promise<void> {
  await stockThen(studio)
  await alerts(studio)
  await turnover(studio)
  await abc(studio)
  await slowMovers(studio)
  await status(studio)
}

async function stockThen({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('14:00'), 'What was in stock on Tuesday evening, as it is known now?')
  const { items, value } = await manager.inventory.stockAt({ on: week.tuesday, branch: 'main' })
  print.table(
    ['item', 'quantity', 'value', 'a unit'],
    items.map((item) => [item.code, `${item.quantity}`, money(item.value), shown(item.unitCost)]),
  )
  print.line(`all of it ${money(value)}`)
  const leather = items.find(({ code }) => code === 'album-leather')
  // Twenty for 2,300.00 on Monday, ten of them known since Friday; four left for 460.00.
  checks.is('leather albums on Tuesday', `${leather?.quantity} worth ${leather?.value}`, '16 worth 1840.00')
}

async function alerts({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('14:10'), 'What is short, and of what is there too much?')
  const { items } = await manager.inventory.alerts({ branch: 'main', days: 30 })
  print.table(
    ['item', 'alert', 'by', 'available', 'used in 30 days', 'days left'],
    items.map((one) => [one.code, one.alert, one.by, `${one.available}`, `${one.used}`, shown(one.daysLeft)]),
  )
  const short = items.filter(({ alert }) => alert !== 'over')
  checks.is('short', short.map(({ code, alert }) => `${code} ${alert}`).join(', '), 'usb out, box low')
}

async function turnover({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('14:20'), 'How fast was it turned over this week?')
  const { items, total } = await manager.inventory.turnover(period)
  print.table(
    ['item', 'cost', 'mean value', 'turnover', 'days on hand'],
    [...items, { code: 'all', ...total }].map((one) => [
      one.code,
      money(one.cost),
      money(one.meanValue),
      shown(one.turnover),
      shown(one.daysOnHand),
    ]),
  )
  const of = (wanted: string) => items.find(({ code }) => code === wanted)
  // 460.00 + 581.82 − 115.00 came to 926.82; half of 0.00 and 2,093.18 was tied up.
  checks.is('turnover of leather albums', of('album-leather')?.turnover ?? null, '0.89')
  checks.is('days on hand', of('album-leather')?.daysOnHand ?? null, '7.90')
  checks.is('days on hand of what nobody used', of('magnets')?.daysOnHand ?? null, null)
  // 926.82, boxes 194.59, frames 300.00, sticks 100.00, two albums 68.00, make-up 13.50; what albums were made of is no cost.
  checks.is('cost of all', total.cost, '1602.91')
}

async function abc({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('14:30'), 'What does most of the money go through?')
  const { items } = await manager.inventory.abc(period)
  print.table(
    ['item', 'class', 'cost of use', 'share', 'up to here'],
    items.map((one) => [one.code, shown(one.class), money(one.cost), shown(one.share), shown(one.cumulative)]),
  )
  const most = items.filter((one) => one.class === 'A').map(({ code }) => code)
  checks.is('class A', most.join(', '), 'album-leather, frame-oak, box')
}

async function slowMovers({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('14:40'), 'What hardly moves, and what to do about it?')
  const { promote } = await manager.inventory.slowMovers({ branch: 'main' })
  print.table(
    ['item', 'idle days', 'quantity', 'value', 'price', 'margin', 'of the price', 'so'],
    promote.map((one) => [
      one.code,
      shown(one.idleDays === null ? null : `${one.idleDays}`),
      `${one.quantity}`,
      money(one.value),
      shown(one.price),
      shown(one.margin),
      shown(one.marginRatio),
      one.suggestion,
    ]),
  )
  const [magnets] = promote
  checks.is('to promote', `${magnets?.code} at a margin of ${magnets?.margin}`, 'magnets at a margin of 27.00')
}

async function status({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('14:50'), 'All on one page')
  const { value, kinds, inTransit, reserved, expiring } = await manager.inventory.statusReport({})
  print.table(
    ['kind', 'items', 'value', 'share'],
    kinds.map((one) => [one.kind, `${one.items}`, money(one.value), shown(one.share)]),
  )
  print.line(`all of it ${money(value)}; ${reserved.reservations} promised, ${inTransit.transfers} on the way`)
  checks.is('expired', expiring.expired, 0)
}
