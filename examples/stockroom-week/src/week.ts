/** A week of the stockroom, from the opening stock to the books on Sunday. */
import { receiveInWest, sendToWest } from './branches.ts'
import type { Checks } from './checks.ts'
import {
  albumComesBack,
  albumsSoFar,
  handOver,
  issueAlbums,
  issueFrames,
  receiveAlbums,
  receiveFrames,
  reserveAlbums,
  sticks,
} from './counter.ts'
import { soonExpired, throwAway } from './losses.ts'
import { type Opened, opened } from './opening.ts'
import { impossibleVoucher, lateDeliveryNote } from './papers.ts'
import { proof } from './proof.ts'
import { reports } from './reports.ts'
import { type StudioAtWork, week } from './studio.ts'
import { bindAlbums, makeUpBride, useBoxes } from './workroom.ts'

export async function runWeek(studio: StudioAtWork): Promise<Checks> {
  const start = await opened(studio)
  await monday(studio, start)
  const { heldId, chenTook } = await tuesday(studio, start)
  const parcel = await wednesday(studio, start)
  await thursday(studio, start, { heldId, parcel })
  await friday(studio, start)
  await saturday(studio, start, chenTook)
  await sunday(studio)
  return studio.checks
}

function startDay({ clock, print }: StudioAtWork, date: string, title: string): void {
  clock.startDay(date)
  print.chapter(title)
}

async function monday(studio: StudioAtWork, start: Opened): Promise<void> {
  startDay(studio, week.monday, 'Monday: the workroom')
  await bindAlbums(studio)
  await makeUpBride(studio, '10:30', 'Wang Fang', start.orders.wang)
  await receiveAlbums(studio, start, { time: '14:00', quantity: 10, unitCost: '100.00', reference: 'L-1001' })
  await useBoxes(studio)
}

async function tuesday(studio: StudioAtWork, start: Opened): Promise<{ heldId: string; chenTook: string }> {
  startDay(studio, week.tuesday, 'Tuesday: what is promised')
  const heldId = await reserveAlbums(studio, start)
  await receiveFrames(studio, start)
  const order = { time: '16:00', name: 'Chen Jing', orderId: start.orders.chen, quantity: 4 }
  const chenTook = await issueAlbums(studio, order)
  await useBoxes(studio)
  return { heldId, chenTook }
}

async function wednesday(studio: StudioAtWork, start: Opened): Promise<string> {
  startDay(studio, week.wednesday, 'Wednesday: what comes and goes')
  await receiveAlbums(studio, start, { time: '10:00', quantity: 6, unitCost: '120.00', reference: 'L-1007' })
  const parcel = await sendToWest(studio)
  await issueFrames(studio, start)
  await useBoxes(studio)
  return parcel
}

async function thursday(
  studio: StudioAtWork,
  start: Opened,
  { heldId, parcel }: { heldId: string; parcel: string },
): Promise<void> {
  startDay(studio, week.thursday, 'Thursday: handed over')
  await receiveInWest(studio, parcel)
  await issueAlbums(studio, { time: '11:00', name: 'Sun Li', orderId: start.orders.sun, quantity: 5 })
  await albumsSoFar(studio)
  await handOver(studio, start, heldId)
  await soonExpired(studio)
  await useBoxes(studio)
}

async function friday(studio: StudioAtWork, start: Opened): Promise<void> {
  startDay(studio, week.friday, 'Friday: papers that come late')
  await impossibleVoucher(studio)
  await lateDeliveryNote(studio, start)
  await useBoxes(studio)
}

async function saturday(studio: StudioAtWork, start: Opened, chenTook: string): Promise<void> {
  startDay(studio, week.saturday, 'Saturday: lost, given, brought back')
  await throwAway(studio)
  await sticks(studio, start)
  await albumComesBack(studio, start, chenTook)
  await useBoxes(studio)
}

async function sunday(studio: StudioAtWork): Promise<void> {
  startDay(studio, week.sunday, 'Sunday: how the stock stands')
  await reports(studio)
  await proof(studio)
}
