/** What is open of lines that are cancelled ends with them, in the same transaction. */
import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { lineRushed, parcelChanged, proofChanged, roundChanged } from '../../src/production/index.ts'
import { productionStudio } from './studio.ts'

type Studio = Awaited<ReturnType<typeof productionStudio>>

const settings = {
  production: { rushLevels: [{ code: 'rush', title: { zh: '加急', en: 'Rush' }, percent: 50, daysLess: 0 }] },
}

function host() {
  const told: object[] = []
  const plugin = definePlugin({
    name: 'displays',
    version: '1.0.0',
    requires: { production: '*' },
    subscribers: [
      subscribe({
        name: 'tell',
        to: [roundChanged, proofChanged, parcelChanged, lineRushed],
        async handle(_context, { name, data }) {
          told.push({ name, ...data })
        },
      }),
    ],
  })
  return { told, plugin }
}

/** What somebody would still take for work. */
async function open({ desk, keeper }: Studio) {
  const rounds = await desk.production.rounds({ kind: 'design', state: 'working' })
  const submitted = await desk.production.rounds({ kind: 'design', state: 'submitted' })
  const out = await keeper.production.parcels({})
  return {
    rounds: rounds.items.length + submitted.items.length,
    proofs: (await desk.production.proofs({})).items.length,
    parcels: out.items.length,
    timetable: (await desk.production.timetable({})).lines.length,
  }
}

const nothing = { rounds: 0, proofs: 0, parcels: 0, timetable: 0 }

type Reference = { readonly orderId: string; readonly lineId: string }

/** The three ways in which a line is cancelled. */
const ways = {
  'orders.cancel': (studio: Studio, { orderId }: Reference) => studio.desk.orders.cancel({ orderId, reason: 'x' }),
  'orders.cancelLine': async (studio: Studio, { orderId, lineId }: Reference) => {
    await studio.desk.orders.addLine({ orderId, line: { item: 'album-12' } })
    await studio.desk.orders.cancelLine({ orderId, lineId, reason: 'x' })
  },
}

describe.each(Object.entries(ways))('%s', (_name, cancel) => {
  it('withdraws the round that is open, submitted or not', async () => {
    const studio = await productionStudio()
    const { designer, album } = studio
    const [first, second] = [await album(), await album()]
    const { rounds } = await designer.production.startRound({
      kind: 'design',
      lines: [first, second].map((line) => ({ ...line, quantity: 4 })),
    })
    await designer.production.submitRound({ rounds: [{ roundId: rounds[1]?.id ?? '' }] })
    expect(await open(studio)).toMatchObject({ rounds: 2, timetable: 2 })
    for (const line of [first, second]) await cancel(studio, line)
    expect(await open(studio)).toEqual(nothing)
    const { items } = await studio.desk.production.history({ lineId: first.lineId })
    expect(items.map(({ kind }) => kind)).toEqual(['roundStarted', 'roundWithdrawn'])
  })

  it('ends the proof that waits for the customer, and the one that was approved', async () => {
    const { told, plugin } = host()
    const studio = await productionStudio({ plugins: [plugin] })
    const waiting = await studio.shown()
    const approved = await studio.approved()
    expect(await open(studio)).toMatchObject({ proofs: 1, timetable: 1 })
    for (const { reference } of [waiting, approved]) await cancel(studio, reference)
    expect(await open(studio)).toEqual(nothing)
    const { items } = await studio.desk.production.approvals({ lineId: approved.reference.lineId })
    expect(items).toMatchObject([{ intact: true, ended: { kind: 'approvalEnded' } }])
    await studio.engine.settle()
    const ended = told.filter((one) => 'state' in one && one.state === 'ended')
    expect(ended).toMatchObject([{ proofId: waiting.proof.id }, { proofId: approved.proof.id }])
  })

  it('awaits nothing from the lab, while the rest of the parcel is awaited as before', async () => {
    const { told, plugin } = host()
    const studio = await productionStudio({ plugins: [plugin] })
    const { keeper, lab } = studio
    const [one, other] = [(await studio.approved()).reference, (await studio.approved()).reference]
    const { id: parcelId } = await keeper.production.sendOut({
      supplierId: lab.id,
      lines: [one, other].map((line) => ({ ...line, price: '100.00' })),
    })
    await cancel(studio, one)
    expect((await keeper.production.parcels({})).items).toMatchObject([{ id: parcelId, pieces: 2, out: 1, back: 0 }])
    await cancel(studio, other)
    expect(await open(studio)).toEqual(nothing)
    expect(await keeper.production.parcel({ parcelId })).toMatchObject({
      state: 'closed',
      items: [{ state: 'withdrawn' }, { state: 'withdrawn' }],
    })
    await studio.engine.settle()
    expect(told.filter((event) => 'change' in event && event.change === 'withdrawn')).toHaveLength(2)
    // What was agreed with the lab stands: it bills it, or somebody calls it back.
    const { items: jobs } = await studio.desk.procurement.labJobs({ orderId: one.orderId })
    expect(jobs).toMatchObject([{ status: 'sent', billId: null }])
    // It comes all the same, and is inspected.
    await keeper.production.receiveBack({ parcelId, lineIds: [one.lineId] })
    const inspected = await keeper.production.inspect({
      parcelId,
      pieces: [{ lineId: one.lineId, result: 'passed' }],
    })
    expect(inspected).toMatchObject({ state: 'closed', back: 0 })
  })

  it('ends its rush, and leaves what came back to be inspected', async () => {
    const studio = await productionStudio({ settings })
    const { desk, keeper, lab } = studio
    const { reference } = await studio.approved()
    await desk.production.rush({ lines: [reference], level: 'rush', reason: 'x' })
    const { id: parcelId } = await keeper.production.sendOut({
      supplierId: lab.id,
      lines: [{ ...reference, price: '1' }],
    })
    await keeper.production.receiveBack({ parcelId })
    await cancel(studio, reference)
    const { items } = await desk.production.history({ lineId: reference.lineId })
    expect(items.map(({ kind }) => kind).slice(-2)).toEqual(['rushEnded', 'approvalEnded'])
    await expect(desk.production.endRush({ lines: [reference], reason: 'x' })).rejects.toMatchObject({
      code: 'PRODUCTION_LINE_CANCELLED',
    })
    expect((await keeper.production.parcels({ state: 'back' })).items).toMatchObject([{ id: parcelId, back: 1 }])
  })
})

it('a line that was dropped by a merge leaves nothing open either', async () => {
  const studio = await productionStudio({ settings })
  const { desk, album } = studio
  const [one, other] = [await album(), await album()]
  await desk.production.rush({ lines: [one], level: 'rush', reason: 'x' })
  await desk.orders.merge({ survivorId: one.orderId, mergedId: other.orderId, drop: [one.lineId] })
  const { items } = await desk.production.history({ lineId: one.lineId })
  expect(items.map(({ kind }) => kind)).toEqual(['rushStarted', 'rushEnded'])
})

it('is refused in a session of another branch, whose books are others', async () => {
  const { shown, staff } = await productionStudio()
  const { reference } = await shown()
  const north = staff('boss', 'owner', 'north')
  await expect(north.orders.cancel({ orderId: reference.orderId, reason: 'x' })).rejects.toThrow(
    /cancel it in a session of branch main/,
  )
})
