import { expect, it, vi } from 'vitest'
import { holderOf, takeTurn } from '../../src/engine/connection-turns.ts'

const nobody = (): undefined => undefined

it('two copies of this code give turns on one connection together, one after the other', async () => {
  vi.resetModules()
  const copy = await import('../../src/engine/connection-turns.ts')
  expect(copy.takeTurn).not.toBe(takeTurn)
  const connection = {}
  const seen: string[] = []
  const work = (name: string) => async (): Promise<string> => {
    seen.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(`${name} ends`)
    return name
  }
  const failing = takeTurn(connection, nobody, async () => {
    await work('one')()
    throw new Error('one fails')
  })
  const others = [copy.takeTurn(connection, nobody, work('two')), takeTurn(connection, nobody, work('three'))]
  await expect(failing).rejects.toThrow('one fails')
  expect(await Promise.all(others)).toEqual(['two', 'three'])
  expect(seen).toEqual(['one', 'two', 'three'].flatMap((name) => [`${name} begins`, `${name} ends`]))
})

it('who holds the turn is told while it lasts, and turns on another connection are others', async () => {
  const [one, other] = [{}, {}]
  const holder = (): string => 'shelf.put'
  await takeTurn(one, holder, async () => {
    expect(holderOf(one)).toBe('shelf.put')
    expect(holderOf(other)).toBeUndefined()
    expect(await takeTurn(other, nobody, async () => 'at once')).toBe('at once')
  })
  expect(holderOf(one)).toBeUndefined()
})

it('a host that looks at its connection sees nothing of it', async () => {
  const connection = { threadId: 7 }
  await takeTurn(connection, nobody, async () => undefined)
  expect(Object.keys(connection)).toEqual(['threadId'])
  expect(Object.getOwnPropertySymbols({ ...connection })).toEqual([])
})
