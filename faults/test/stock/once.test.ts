/** Who asks again tells whether a command stands once. */
import { memory } from '@calotype/core'
import { afterEach, expect, it } from 'vitest'
import { type Asked, askedOf, type Entry } from '../../src/journal/entries.ts'
import { journaled, marksOf } from '../../src/stock/journal.ts'
import { askAllAgain } from '../../src/stock/once.ts'
import { furnish, openStockroom, type Stockroom } from '../../src/stock/studio.ts'
import { whole } from './lab.ts'

const opened: Stockroom[] = []
afterEach(async () => {
  for (const room of opened.splice(0)) await room.engine.close()
})

/** A stockroom in which ten frames came, three went to the other branch and were received, and fifty more were refused. */
async function atWork() {
  const room = await openStockroom(memory())
  opened.push(room)
  await furnish(room)
  const entries: Entry[] = []
  const at = journaled(room, 'one', (entry) => entries.push(JSON.parse(JSON.stringify(entry))))
  await at('main').receive({ lines: [{ item: 'frame', quantity: 10, value: '100' }] })
  const sent = await at('main').sendTransfer({ lines: [{ item: 'frame', quantity: 3 }], toBranch: 'west' })
  await at('west').receiveTransfer({ transferId: sent.id })
  await at('main').reserve({ lines: [{ item: 'frame', quantity: 2 }], orderId: 'o1' })
  const short = at('main').issue({ lines: [{ item: 'frame', quantity: 50 }] })
  await expect(short).rejects.toMatchObject({ code: 'STOCK_SHORT' })
  return { room, asked: askedOf(entries) }
}

const withoutEnd = ({ key, branch, operation, input }: Asked): Asked => ({ key, branch, operation, input })

it('what was answered is answered so again, and what nobody heard of stands once', async () => {
  const { room, asked } = await atWork()
  expect(asked.map(({ refused }) => refused)).toEqual([undefined, undefined, undefined, undefined, 'STOCK_SHORT'])
  const marks = marksOf(asked)
  expect(marks.map(({ what }) => what)).toEqual(['moved', 'sent', 'ended', 'reserved'])
  // The process heard no answer of the third, and died before the last was sent.
  const later: Asked = {
    key: 'one-9',
    branch: 'west',
    operation: 'issue',
    input: { lines: [{ item: 'frame', quantity: 1 }] },
  }
  const known = [...asked.map((one, at) => (at === 2 ? withoutEnd(one) : one)), later]
  const again = await askAllAgain(room, known)
  expect(again.violations).toEqual([])
  expect(again.entries.map(({ what, key }) => `${what} ${key}`)).toEqual(['done one-3', 'done one-9'])
  await whole(room, { marks: again.marks, nothingElse: true })
  expect((await room.owner.inventory.item({ item: 'frame' })).branches.map(({ quantity }) => quantity)).toEqual([7, 2])
})

it('an answer that was another one is told, and a command that is refused now', async () => {
  const { room, asked } = await atWork()
  const [first, second, third] = asked
  if (first === undefined || second === undefined || third === undefined) throw new Error('three were asked')
  const lied = await askAllAgain(room, [{ ...first, answer: { ...(first.answer as object), id: 'another' } }])
  expect(lied.violations).toHaveLength(1)
  // Under another key the transfer is received already: its first answer was lost with its key.
  const lost = await askAllAgain(room, [{ ...third, key: 'other' }])
  expect(lost.violations).toMatchObject([expect.stringContaining('is refused')])
  // Done again under another key, it stands twice.
  await askAllAgain(room, [{ ...withoutEnd(second), key: 'twice' }])
  expect((await room.owner.stockcheck.rules({ marks: [...marksOf(asked)], nothingElse: true })).length).toBeGreaterThan(
    0,
  )
})
