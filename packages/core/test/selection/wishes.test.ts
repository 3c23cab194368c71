import { describe, expect, it } from 'vitest'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { z } from 'zod'
import { readRetouchWishes } from '../../src/selection/index.ts'
import { readyStudio, shot, signed } from './studio.ts'

/** A room that retouches, as far as it reads. */
const darkroom = definePlugin({
  name: 'darkroom',
  version: '1.0.0',
  requires: { selection: '*' },
  operations: {
    wishes: operation({
      name: 'darkroom.wishes',
      summary: 'Reads wishes of lines.',
      kind: 'query',
      input: z.strictObject({ lineIds: z.array(z.string()) }),
      output: z.array(z.tuple([z.string(), z.array(z.any())])),
      run: async (context, { lineIds }) =>
        [...(await readRetouchWishes(context, lineIds))].map(([id, wishes]): [string, unknown[]] => [id, [...wishes]]),
    }),
  },
  roles: { owner: ['*'] },
})

async function wishing() {
  const studio = await readyStudio({ plugins: [darkroom] })
  const { orderId, lineId, imageIds, customer } = await shot(studio.desk, 6)
  const room = studio.desk.selection
  const { id: selectionId } = await room.open({ orderId, lineId })
  await room.pick({ selectionId, imageIds: imageIds.slice(0, 3) })
  const read = async () => {
    const desk = studio.desk as typeof studio.desk & {
      darkroom: {
        wishes(asked: {
          lineIds: string[]
        }): Promise<[string, { imageId: string; text: string | null; flags: string[] }[]][]>
      }
    }
    const [[, wishes] = ['', []]] = await desk.darkroom.wishes({ lineIds: [lineId] })
    return wishes.map(({ imageId, text, flags }) => [imageIds.indexOf(imageId), text, flags])
  }
  return { ...studio, room, orderId, lineId, imageIds, customer, selectionId, read }
}

describe('who makes what was picked', () => {
  it('reads picks and wishes, brings later versions, and changes nothing of the selection', async () => {
    const { as, selectionId, imageIds, orderId, lineId } = await wishing()
    for (const role of ['retoucher', 'designer']) {
      const { selection } = as(role)
      expect((await selection.get({ selectionId })).retouch).toHaveLength(3)
      expect((await selection.wishes({ selectionId })).items).toEqual([])
      expect((await selection.shoots({ orderId })).items).toHaveLength(1)
      const pick = selection.pick({ selectionId, imageIds: imageIds.slice(3, 4) })
      await expect(pick).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    }
    const maker = as('makeupArtist').selection
    await maker.use({ orderId, lineId, entitlement: 'looks', place: 'makeUp' })
    await expect(maker.confirm({ orderId, selectionId, ...signed })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })
})

describe('wishes for retouching', () => {
  it('are said of images that are picked, in words and by flags, and stand until they are said anew', async () => {
    const { room, selectionId, imageIds, read } = await wishing()
    const [first = '', second = '', third = ''] = imageIds
    await room.wish({ selectionId, imageIds: [third, first], text: '去掉路人', flags: ['background', 'background'] })
    await room.wish({ selectionId, imageIds: [second], flags: ['skin'] })
    expect(await read()).toEqual([
      [0, '去掉路人', ['background']],
      [1, null, ['skin']],
      [2, '去掉路人', ['background']],
    ])
    const { wishes } = await room.wish({ selectionId, imageIds: [first], text: '瘦一点' })
    expect(wishes).toMatchObject([{ imageId: first, text: '瘦一点', flags: [], wishedBy: 'the-owner' }])
    expect((await room.wish({ selectionId, imageIds: [second] })).wishes).toEqual([])
    expect((await room.wishes({ selectionId })).items.map(({ text }) => text)).toEqual(['瘦一点', '去掉路人'])
  })

  it('are of no image that is not retouched, and go with the pick', async () => {
    const { room, selectionId, imageIds, read } = await wishing()
    const [first = '', , , fourth = ''] = imageIds
    await expect(room.wish({ selectionId, imageIds: [first, fourth], text: 'x' })).rejects.toMatchObject({
      code: 'IMAGE_NOT_RETOUCHED',
      details: { imageIds: [fourth] },
    })
    await room.compose({ selectionId, item: 'album-12', spreads: 1, places: [{ imageId: fourth, spread: 1 }] })
    await room.wish({ selectionId, imageIds: [fourth], flags: ['skin'] })
    await room.wish({ selectionId, imageIds: [first], text: 'x' })
    await room.unpick({ selectionId, imageIds: [first] })
    expect(await read()).toEqual([[3, null, ['skin']]])
    await expect(room.wish({ selectionId: 'none', imageIds: [first] })).rejects.toMatchObject({
      code: 'SELECTION_UNKNOWN',
    })
    await expect(room.wish({ selectionId, imageIds: [fourth], flags: ['Not a word'] })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
  })

  it('may be said after the confirmation, which they do not change', async () => {
    const { room, orderId, selectionId, imageIds, read } = await wishing()
    const { hash } = await room.confirm({ orderId, selectionId, ...signed })
    await room.wish({ selectionId, imageIds: imageIds.slice(0, 1), text: '提亮' })
    expect((await room.confirmations({ selectionId })).items).toMatchObject([{ hash, intact: true }])
    expect(await read()).toEqual([[0, '提亮', []]])
  })

  it('go with the customer: they are erased, and exported', async () => {
    const { desk, room, selectionId, imageIds, customer } = await wishing()
    await room.wish({ selectionId, imageIds: imageIds.slice(0, 1), text: '去掉痣' })
    expect(JSON.stringify(await desk.people.export({ kind: 'customer', id: customer.id }))).toContain('去掉痣')
    await desk.people.erase({ kind: 'customer', id: customer.id, reason: 'asked' })
    expect((await room.wishes({ selectionId })).items.map(({ text }) => text)).not.toContain('去掉痣')
  })

  it('cost as many statements for one image as for many', async () => {
    const { room, selectionId, imageIds, statements } = await wishing()
    const cost = async (ids: readonly string[]) => {
      statements.length = 0
      await room.wish({ selectionId, imageIds: [...ids], flags: ['skin'] })
      return statements.length
    }
    await cost(imageIds.slice(0, 1))
    expect(await cost(imageIds.slice(0, 3))).toBe(await cost(imageIds.slice(0, 1)))
    expect(statements.length).toBeLessThanOrEqual(10)
  })
})
