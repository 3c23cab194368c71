/** Why somebody could not have the time that they asked for, and the next times that they could have. */
import type { Asked } from './asking.ts'
import { unlessTaken } from './desk.ts'
import type { StudioAtWork } from './studio.ts'

export async function explainRefusal({ desk, print, checks }: StudioAtWork, { answered }: Asked): Promise<void> {
  const refused = answered.find(({ request, bookingId }) => bookingId === null && request.service === 'wedding')
  if (refused === undefined) throw new Error('everybody was given a wedding')
  const { service, date, time, customer } = refused.request
  print.line(`${customer} asked for a ${service} on ${date} at ${time}`)
  const wish = { service, date, time }
  const { free, requirements, nearest } = await desk.bookings.explain(wish)
  for (const { name, needed, free: there, members } of requirements) {
    print.line(`${name}: ${there} of ${needed}`)
    for (const { code, reasons } of members) for (const { text } of reasons) print.line(`  ${code} ${text}`)
  }
  const booked = await unlessTaken(desk.bookings.book(wish))
  checks.is('what is explained is what happens', booked !== undefined, free)
  const said = [nearest.before, nearest.after].map((one) =>
    one === null ? 'none' : `${one.local.date} ${one.local.time}`,
  )
  print.line(`nearest: ${said[0]} before, ${said[1]} after`)
  const from = `${date}T00:00:00+08:00`
  const { items } = await desk.bookings.slots({ service, from, limit: 3, withResources: true })
  for (const { local, price, resources } of items) {
    const who = (resources ?? []).map(({ codes }) => codes.join(', '))
    print.line(`next: ${local.date} ${local.time} for ${price}, with ${who.join(', ')}`)
  }
  checks.is('times that could be had', items.length, 3)
  checks.is(
    'the nearest after it',
    items.find(({ startsAt }) => startsAt === nearest.after?.startsAt) !== undefined,
    true,
  )
}
