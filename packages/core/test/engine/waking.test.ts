import { expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { type Logger, loggerToken, provide } from '../../src/engine/tokens.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter, WakeUps } from '../../src/storage/port.ts'
import { boxPut, shelfEngine } from './bench-plugin.ts'

/** Longer than any test: what is not announced is not found. */
const pollMs = 3_600_000

function channel() {
  const listeners = new Set<() => void>()
  let announced = 0
  const wakeUps: WakeUps = {
    announce() {
      announced++
      for (const wake of listeners) setImmediate(wake)
    },
    async listen(wake) {
      listeners.add(wake)
      return async () => {
        listeners.delete(wake)
      }
    },
  }
  return { wakeUps, listeners, announced: () => announced }
}

const withWakeUps = (storage: StorageAdapter, wakeUps: WakeUps): StorageAdapter =>
  Object.assign(storage, { can: { ...storage.can, wakeUps: true }, wakeUps })

function follower(seen: string[]) {
  return definePlugin({
    name: 'follower',
    version: '1.0.0',
    subscribers: [
      subscribe({
        name: 'boxes',
        to: [boxPut],
        async handle(_context, event) {
          seen.push(event.data.boxId)
        },
      }),
    ],
  })
}

it('the background work of one process is woken by what another one commits', async () => {
  const disk = memoryDisk()
  const { wakeUps, listeners } = channel()
  const seen: string[] = []
  const here = await shelfEngine({
    storage: withWakeUps(memory({ disk }), wakeUps),
    background: { pollMs },
    plugins: [follower(seen)] as const,
  })
  const there = await shelfEngine({ storage: withWakeUps(memory({ disk }), wakeUps) })
  await expect.poll(() => listeners.size).toBe(1)
  const first = await there.desk.shelf.put({ label: 'red' })
  await expect.poll(() => seen).toEqual([first.id])
  const second = await there.desk.shelf.put({ label: 'blue' })
  await expect.poll(() => seen).toEqual([first.id, second.id])
  await here.engine.close()
  expect(listeners.size).toBe(0)
  await there.engine.close()
})

it('others are told of commits with events or jobs, and of no others', async () => {
  const { wakeUps, announced } = channel()
  const { engine, desk } = await shelfEngine({ storage: withWakeUps(memory(), wakeUps) })
  const box = await desk.shelf.put({ label: 'red' })
  expect(announced()).toBe(1)
  await desk.shelf.read()
  await desk.shelf.fill({ id: box.id, by: 1 })
  await desk.shelf.put({ label: 'red' }).catch(() => undefined)
  expect(announced()).toBe(1)
  await engine.close()
})

it('a store that cannot wake or listen after all is reported, and harms no command', async () => {
  const reports: string[] = []
  const logger: Logger = { warn: () => {}, error: (message) => void reports.push(message) }
  const broken: WakeUps = {
    announce() {
      throw new Error('no channel')
    },
    listen: () => Promise.reject(new Error('no channel')),
  }
  const seen: string[] = []
  const { engine, desk } = await shelfEngine({
    storage: withWakeUps(memory(), broken),
    background: { pollMs },
    plugins: [follower(seen)] as const,
    provide: [provide(loggerToken, { useValue: logger })],
  })
  const { id } = await desk.shelf.put({ label: 'red' })
  await expect.poll(() => seen).toEqual([id])
  await engine.close()
  expect(reports.sort()).toEqual([
    'The store cannot tell of the commits of other processes; they are looked for now and then',
    'The store could not wake other processes',
  ])
})

it('a flood of notices starts few passes', async () => {
  const { wakeUps, listeners } = channel()
  const disk = memoryDisk()
  const storage = withWakeUps(memory({ disk }), wakeUps)
  let looks = 0
  const look = storage.snapshot.bind(storage)
  Object.assign(storage, {
    snapshot: (...call: Parameters<StorageAdapter['snapshot']>) => {
      looks++
      return look(...call)
    },
  })
  const { engine } = await shelfEngine({ storage, plugins: [follower([])], background: { pollMs } })
  for (const wake of listeners) wake()
  const before = looks
  for (let notice = 0; notice < 5000; notice++) {
    for (const wake of listeners) wake()
    if (notice % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(looks - before).toBeLessThan(200)
  await engine.close()
})
