import { afterAll, expect, it } from 'vitest'
import { handledViolations } from '../src/check/handled.ts'
import { readerOf } from '../src/stores/open.ts'
import { type SmallStudio, smallStudio } from './small-studio.ts'

async function found({ place }: SmallStudio): Promise<string> {
  const reader = await readerOf(place)
  try {
    return (await handledViolations(reader)).join('\n')
  } finally {
    await reader.close()
  }
}

const settled = await smallStudio({ also: (engine) => engine.settle() })
afterAll(() => settled[Symbol.dispose]())

it('subscribers of a studio at work saw everything once and in order, and its jobs ran once', async () => {
  expect(await found(settled)).toBe('')
})

it('events that nobody has handled yet are told', async () => {
  using studio = await smallStudio()
  expect(await found(studio)).toMatch(/subscriber everything handled event \S+ 0 times/)
})

it.each([
  ["delete from witness_seen where handler = 'money' and seq = 3", /^subscriber money handled event \S+ 0 times$/],
  [
    "insert into witness_seen select tenant, id || '2', handler, 1000, subject, owner from witness_seen where handler = 'everything' and seq = 3",
    /^subscriber everything handled event \S+ 2 times$/,
  ],
  [
    "update witness_seen set seq = 9 - seq where handler = 'everything' and seq in (4, 5)",
    /^subscriber everything saw at place 3 event \S+, where the outbox has \S+$/,
  ],
  ["delete from witness_seen where handler = 'reminded' and seq = 1", /^job reminded handled mark \S+ 0 times$/],
  [
    'delete from witness_asked where id = (select min(id) from witness_asked)',
    /^job reminded handled mark \S+, which there is none of$/,
  ],
])('a store after "%s" is found out', async (sql, what) => {
  using studio = settled.copy()
  studio.spoil(sql)
  expect(await found(studio)).toMatch(what)
})
