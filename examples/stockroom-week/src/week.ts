/** A week of the stockroom, from the opening stock to the books on Sunday. */

import type { Checks } from '@calotype/example-story'
import { receiveInWest, sendToWest } from './branches.ts'
import { billAlbums, billBoxes, order, receiveBoxes, suggest } from './buying.ts'
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
  sunPays,
} from './counter.ts'
import { countStock, lateSlip } from './counting.ts'
import {
  dressComesBack,
  dressEarned,
  dressIsReady,
  handOutDress,
  promiseDress,
  type Rented,
  repairDress,
} from './dress.ts'
import { soonExpired, throwAway } from './losses.ts'
import { type Opened, opened } from './opening.ts'
import { impossibleVoucher, lateDeliveryNote } from './papers.ts'
import { proof } from './proof.ts'
import { reports } from './reports.ts'
import { type StudioAtWork, week } from './studio.ts'
import { bindAlbums, makeUpBride, useBoxes } from './workroom.ts'

export async function runWeek(studio: StudioAtWork): Promise<Checks> {
  const start = await opened(studio)
  const orderId = await monday(studio, start)
  const { heldId, chenTook, rented } = await tuesday(studio, start)
  const parcel = await wednesday(studio, start, orderId)
  await thursday(studio, start, { heldId, parcel, rented })
  await friday(studio, start)
  await saturday(studio, start, { chenTook, rented })
  await sunday(studio)
  return studio.checks
}

function startDay({ clock, print }: StudioAtWork, date: string, title: string): void {
  clock.startDay(date)
  print.chapter(title)
}

async function monday(studio: StudioAtWork, start: Opened): Promise<string> {
  startDay(studio, week.monday, 'Monday: the workroom')
  await bindAlbums(studio)
  await makeUpBride(studio, '10:30', 'Wang Fang', start.orders.wang)
  await receiveAlbums(studio, start, { time: '14:00', quantity: 10, unitCost: '100.00', reference: 'L-1001' })
  await useBoxes(studio)
  await suggest(studio, start)
  return order(studio, start)
}

interface Tuesday {
  readonly heldId: string
  readonly chenTook: string
  readonly rented: Rented
}

async function tuesday(studio: StudioAtWork, start: Opened): Promise<Tuesday> {
  startDay(studio, week.tuesday, 'Tuesday: what is promised')
  const heldId = await reserveAlbums(studio, start)
  await receiveFrames(studio, start)
  const taking = { time: '16:00', name: 'Chen Jing', orderId: start.orders.chen, quantity: 4 }
  const chenTook = await issueAlbums(studio, taking)
  await useBoxes(studio)
  return { heldId, chenTook, rented: await promiseDress(studio) }
}

async function wednesday(studio: StudioAtWork, start: Opened, orderId: string): Promise<string> {
  startDay(studio, week.wednesday, 'Wednesday: what comes and goes')
  await receiveAlbums(studio, start, { time: '10:00', quantity: 6, unitCost: '120.00', reference: 'L-1007' })
  await receiveBoxes(studio, start, orderId)
  const parcel = await sendToWest(studio)
  await issueFrames(studio, start)
  await useBoxes(studio)
  return parcel
}

interface ForThursday {
  readonly heldId: string
  readonly parcel: string
  readonly rented: Rented
}

async function thursday(studio: StudioAtWork, start: Opened, { heldId, parcel, rented }: ForThursday): Promise<void> {
  startDay(studio, week.thursday, 'Thursday: handed over')
  await receiveInWest(studio, parcel)
  await handOutDress(studio, rented)
  await issueAlbums(studio, { time: '11:00', name: 'Sun Li', orderId: start.orders.sun, quantity: 5 })
  await albumsSoFar(studio)
  await sunPays(studio, start)
  await handOver(studio, start, heldId)
  await soonExpired(studio)
  await useBoxes(studio)
}

async function friday(studio: StudioAtWork, start: Opened): Promise<void> {
  startDay(studio, week.friday, 'Friday: papers that come late')
  await impossibleVoucher(studio)
  await lateDeliveryNote(studio, start)
  await billBoxes(studio, start)
  await billAlbums(studio, start)
  await useBoxes(studio)
}

async function saturday(
  studio: StudioAtWork,
  start: Opened,
  { chenTook, rented }: Pick<Tuesday, 'chenTook' | 'rented'>,
): Promise<void> {
  startDay(studio, week.saturday, 'Saturday: lost, given, brought back')
  await throwAway(studio)
  await dressComesBack(studio, rented)
  await repairDress(studio, rented)
  await sticks(studio, start)
  await albumComesBack(studio, start, chenTook)
  await useBoxes(studio)
  await dressIsReady(studio, rented)
}

async function sunday(studio: StudioAtWork): Promise<void> {
  startDay(studio, week.sunday, 'Sunday: counted, told and proved')
  const stocktakeId = await countStock(studio)
  await lateSlip(studio, stocktakeId)
  await reports(studio)
  await dressEarned(studio)
  await proof(studio)
}
