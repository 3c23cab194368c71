import { createEngine, customerRegistered, definePlugin, subscribe } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers } from './drivers.ts'
import { temporaryFile } from './temporary.ts'

const session = { tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } } as const

describe.each(drivers)("operations in a host's own transaction ($name)", ({ open, raw }) => {
  const opened = async () => {
    const file = temporaryFile()
    const registered: string[] = []
    const welcome = definePlugin({
      name: 'welcome',
      version: '1.0.0',
      subscribers: [
        subscribe({
          name: 'letters',
          to: [customerRegistered],
          async handle(_context, event) {
            registered.push(event.data.customerId)
          },
        }),
      ],
    })
    const engine = await createEngine({
      storage: sqlite(open === undefined ? { file } : { file, open }),
      plugins: [welcome],
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
      background: false,
    })
    const host = raw(file)
    host.exec('create table appointments (slot text primary key, customer text not null)')
    const book = (slot: string, customer: string) =>
      host.prepare('insert into appointments values (?, ?)').run(slot, customer)
    const booked = () => host.prepare('select count(*) as count from appointments').get()
    const end = async (): Promise<void> => {
      host.close()
      await engine.close()
    }
    return { engine, desk: engine.as(session), host, book, booked, registered, end }
  }

  it('stand with the tables of the host, and reach subscribers', async () => {
    const { engine, desk, host, book, booked, registered, end } = await opened()
    host.exec('begin')
    const joined = engine.join(host, session)
    const customer = await joined.desk.customers.register({ name: '王芳', phone: '13800000000' })
    book('10:00', customer.id)
    expect((await desk.customers.list()).items).toEqual([])
    host.exec('commit')
    joined.committed()
    expect((await desk.customers.list()).items.map((one) => one.id)).toEqual([customer.id])
    expect(booked()).toEqual({ count: 1 })
    await engine.settle()
    expect(registered).toEqual([customer.id])
    await end()
  })

  it('are refused on a connection to another store, and nothing is written there', async () => {
    const [ours, theirs] = [await opened(), await opened()]
    await ours.desk.customers.register({ name: '王芳', phone: '13800000000' })
    await theirs.desk.customers.register({ name: '李雷', phone: '13900000000' })
    theirs.host.exec('begin')
    const joined = ours.engine.join(theirs.host, session)
    const given = joined.desk.customers.register({ name: '韩梅梅', phone: '13700000000' })
    await expect(given).rejects.toMatchObject({ code: 'JOINED_ELSEWHERE' })
    theirs.host.exec('commit')
    expect((await theirs.desk.customers.list()).items.map(({ name }) => name)).toEqual(['李雷'])
    await ours.end()
    await theirs.end()
  })

  it('are undone with the tables of the host, whichever of the two has failed', async () => {
    const { engine, desk, host, book, booked, registered, end } = await opened()
    host.exec('begin')
    book('10:00', 'somebody')
    host.exec('commit')
    host.exec('begin immediate')
    const { desk: inside } = engine.join(host, session)
    const { id } = await inside.customers.register({ name: '李雷', phone: '13900000000' })
    expect(() => book('10:00', id)).toThrow(/UNIQUE/)
    host.exec('rollback')
    await expect(inside.customers.list()).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    await engine.settle()
    expect([(await desk.customers.list()).items, registered, booked()]).toEqual([[], [], { count: 1 }])
    await desk.customers.register({ name: '李雷', phone: '13900000000' })
    await end()
  })

  it('undo only themselves when they fail, and answer their keys', async () => {
    const { engine, desk, host, book, booked, end } = await opened()
    host.exec('begin')
    const joined = engine.join(host, session)
    const given = { name: '韩梅梅', phone: '13700000000', idempotencyKey: 'form 7' }
    const customer = await joined.desk.customers.register(given)
    expect(await joined.desk.customers.register(given)).toEqual(customer)
    const refused = await joined.desk.customers.register.attempt({ name: 'Somebody', phone: '13700000000' })
    expect(refused.ok).toBe(false)
    book('10:00', customer.id)
    host.exec('commit')
    joined.committed()
    expect(await desk.customers.register(given)).toEqual(customer)
    expect((await desk.customers.list()).items).toHaveLength(1)
    expect(booked()).toEqual({ count: 1 })
    await end()
  })
})
