import { describe, expect, it } from 'vitest'
import { readyStudio, shot } from './studio.ts'

const named = (from: number, count: number) => Array.from({ length: count }, (_, at) => `img/${from + at}`)

describe('images of a shoot', () => {
  it('come in batches, in order, each once', async () => {
    const { desk } = await readyStudio()
    const { orderId, shoot } = await shot(desk, 3)
    const more = await desk.selection.registerImages({
      orderId,
      shootId: shoot.id,
      images: ['raw/3.cr3', 'raw/4.cr3', 'raw/4.cr3', 'raw/5.cr3'],
    })
    expect(more).toMatchObject({
      batch: 2,
      registered: 2,
      known: 2,
      shoot: { imageCount: 5, batches: 2, name: '外景' },
    })
    const again = await desk.selection.registerImages({ orderId, shootId: shoot.id, images: ['raw/5.cr3'] })
    expect(again).toMatchObject({ batch: 2, registered: 0, known: 1, shoot: { imageCount: 5 } })
    const { items } = await desk.selection.images({ shootId: shoot.id })
    expect(items.map(({ sequence, batch, reference }) => [sequence, batch, reference])).toEqual([
      [1, 1, 'raw/1.cr3'],
      [2, 1, 'raw/2.cr3'],
      [3, 1, 'raw/3.cr3'],
      [4, 2, 'raw/4.cr3'],
      [5, 2, 'raw/5.cr3'],
    ])
    expect((await desk.selection.images({ shootId: shoot.id, batch: 2 })).items).toHaveLength(2)
  })

  it('are a thousand in few statements, and the next thousand in no more', async () => {
    const { desk, statements } = await readyStudio()
    const { orderId } = await shot(desk, 1)
    statements.length = 0
    const { shoot } = await desk.selection.registerImages({ orderId, images: named(0, 1000), shotDate: '2026-11-20' })
    expect(statements.length).toBeLessThanOrEqual(9)
    statements.length = 0
    const next = await desk.selection.registerImages({ orderId, shootId: shoot.id, images: named(900, 1000) })
    expect(statements.length).toBeLessThanOrEqual(10)
    expect(next).toMatchObject({ registered: 900, known: 100, shoot: { imageCount: 1900, shotDate: '2026-11-20' } })
    const page = await desk.selection.images({ shootId: shoot.id, limit: 1000 })
    const rest = await desk.selection.images({ shootId: shoot.id, limit: 1000, cursor: page.next ?? '' })
    expect([page.items.length, rest.items.length, rest.next]).toEqual([1000, 900, null])
    expect(
      (await desk.selection.shoots({ orderId })).items.map(({ number, imageCount }) => [number, imageCount]),
    ).toEqual([
      [1, 1],
      [2, 1900],
    ])
  })

  it('are rated and hidden; the best come first', async () => {
    const { desk } = await readyStudio()
    const { orderId, shoot, imageIds } = await shot(desk, 6)
    const room = desk.selection
    await room.markImages({ orderId, imageIds: imageIds.slice(0, 3), rating: 3 })
    const five = await room.markImages({ orderId, imageIds: imageIds.slice(2, 4), rating: 5 })
    expect(five.images.map(({ rating, hidden }) => [rating, hidden])).toEqual([
      [5, false],
      [5, false],
    ])
    await room.markImages({ orderId, imageIds: imageIds.slice(0, 1), hidden: true })
    const best = await room.images({ shootId: shoot.id, minRating: 3 })
    expect(best.items.map(({ sequence, rating }) => [sequence, rating])).toEqual([
      [4, 5],
      [3, 5],
      [2, 3],
    ])
    expect((await room.images({ shootId: shoot.id })).items.map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5, 6])
    const all = await room.images({ shootId: shoot.id, hidden: true })
    expect(all.items[0]).toMatchObject({ sequence: 1, rating: 3, hidden: true })
    await expect(room.markImages({ orderId, imageIds })).rejects.toThrow('must say rating or hidden')
  })

  it('are listed for a whole order, shoot by shoot or the best rated first', async () => {
    const { desk, statements } = await readyStudio()
    const { orderId, shoot, imageIds } = await shot(desk, 2)
    const evening = await desk.selection.registerImages({ orderId, name: '夜景', images: named(1, 2) })
    const other = await shot(desk, 1)
    const room = desk.selection
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await room.images({ orderId, limit: 3, ...(cursor === undefined ? {} : { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual([...imageIds, ...evening.imageIds])
    await room.markImages({ orderId, imageIds: [imageIds[1] ?? '', evening.imageIds[0] ?? ''], rating: 4 })
    await room.markImages({ orderId, imageIds: evening.imageIds.slice(1), rating: 5 })
    await room.markImages({ orderId: other.orderId, imageIds: other.imageIds, rating: 5 })
    const best = await room.images({ orderId, minRating: 4 })
    expect(best.items.map(({ id, rating }) => [id, rating])).toEqual([
      [evening.imageIds[1], 5],
      [imageIds[1], 4],
      [evening.imageIds[0], 4],
    ])
    statements.length = 0
    await room.images({ orderId })
    expect(statements).toHaveLength(4)
    await expect(room.images({ orderId: 'nothing' })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    await expect(room.images({ orderId, shootId: shoot.id })).rejects.toThrow('must name shootId or orderId')
    await expect(room.images({})).rejects.toThrow('must name shootId or orderId')
    await expect(room.images({ orderId, batch: 1 })).rejects.toThrow('batches are counted by shoot')
  })

  it('have versions, each once', async () => {
    const { desk } = await readyStudio()
    const { orderId, imageIds, order } = await shot(desk, 2)
    const [imageId = ''] = imageIds
    const versions = [{ imageId, reference: 'edit/1.jpg' }]
    expect(await desk.selection.addVersions({ orderId, kind: 'preEdited', versions })).toEqual({ added: 1 })
    expect(await desk.selection.addVersions({ orderId, kind: 'preEdited', versions })).toEqual({ added: 0 })
    await desk.selection.addVersions({ orderId, kind: 'retouched', versions: [{ imageId, reference: 'done/1.jpg' }] })
    const { items } = await desk.selection.versions({ imageIds })
    expect(items.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['preEdited', 'edit/1.jpg'],
      ['retouched', 'done/1.jpg'],
    ])
    const unknown = desk.selection.addVersions({
      orderId,
      kind: 'x',
      versions: [{ imageId: 'nothing', reference: 'r' }],
    })
    await expect(unknown).rejects.toThrow(`Order ${order.number} has no image "nothing".`)
  })

  it('belong to an order that stands, and to one shoot', async () => {
    const { desk } = await readyStudio()
    const { orderId } = await shot(desk, 2)
    const other = await shot(desk, 3)
    const elsewhere = desk.selection.registerImages({ orderId, shootId: other.shoot.id, images: ['x'] })
    await expect(elsewhere).rejects.toMatchObject({ code: 'SHOOT_UNKNOWN' })
    await desk.orders.cancel({ orderId, reason: 'x' })
    const late = desk.selection.registerImages({ orderId, images: ['x'] })
    await expect(late).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
    await expect(desk.selection.registerImages({ orderId: 'x', images: ['x'] })).rejects.toMatchObject({
      code: 'ORDER_UNKNOWN',
    })
    await expect(desk.selection.images({ shootId: 'x' })).rejects.toMatchObject({ code: 'SHOOT_UNKNOWN' })
  })
})
