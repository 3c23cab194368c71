import { fork } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { postgresLab, until } from './lab.ts'
import { counter, counters, create } from './tables.ts'

const lab = await postgresLab()

/** The connections that listen on a channel. */
const listeners = (schema: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  lab.query(
    "select pid from pg_stat_activity where query = $1 or query like 'select pg_notify%' and application_name = $2",
    [`listen "calotype ${schema}"`, schema.slice(0, 60)],
  )

describe.skipIf(lab.absent)('wake-ups', { meta: lab.meta }, () => {
  async function two(schema?: string) {
    const place = schema === undefined ? await lab.newSchema() : await lab.newSchema(schema)
    const named = { schema: place, pg: { application_name: place.slice(0, 60) } }
    return { schema: place, one: await lab.open(named), other: await lab.open(named) }
  }

  it('reach another store on the same schema, and none on another schema', async () => {
    const { one, other } = await two()
    const elsewhere = await lab.open()
    let [here, there] = [0, 0]
    await other.wakeUps?.listen(() => here++)
    await elsewhere.wakeUps?.listen(() => there++)
    one.wakeUps?.announce()
    await until('it is woken', () => here > 0)
    expect(there).toBe(0)
  })

  it('of many commits are few', async () => {
    const { one, other } = await two()
    let woken = 0
    await other.wakeUps?.listen(() => woken++)
    for (let at = 0; at < 1000; at++) one.wakeUps?.announce()
    await until('it is woken', () => woken > 0)
    // Whatever else was sent has come before the answer to a statement of the same connection.
    one.wakeUps?.announce()
    await until('it is woken again', () => woken > 1)
    expect(woken).toBe(2)
  })

  it('go on after the connection that listens was lost, and its listeners are woken once for what they may have missed', async () => {
    const { schema, one, other } = await two()
    let woken = 0
    await other.wakeUps?.listen(() => woken++)
    await until('it listens', async () => (await listeners(schema)).length === 1)
    await lab.query('select pg_terminate_backend(pid) from pg_stat_activity where query = $1', [
      `listen "calotype ${schema}"`,
    ])
    await until('it is woken for what it missed', () => woken === 1)
    expect(await listeners(schema)).toHaveLength(1)
    one.wakeUps?.announce()
    await until('it is woken', () => woken === 2)
  })

  it('end for one who stops listening, and for all when the store is closed', async () => {
    const { schema, one, other } = await two()
    let [stopped, staying] = [0, 0]
    const stop = await other.wakeUps?.listen(() => stopped++)
    await other.wakeUps?.listen(() => staying++)
    await stop?.()
    one.wakeUps?.announce()
    await until('the other is woken', () => staying === 1)
    expect(stopped).toBe(0)
    await other.close()
    await until(
      'nobody listens',
      async () =>
        (await lab.query('select pid from pg_stat_activity where query = $1', [`listen "calotype ${schema}"`]))
          .length === 0,
    )
    one.wakeUps?.announce()
    await one.close()
    expect(staying).toBe(1)
  })

  it('given just before the store is closed still go out', async () => {
    const { one, other } = await two()
    let woken = 0
    await other.wakeUps?.listen(() => woken++)
    one.wakeUps?.announce()
    await one.close()
    await until('it is woken', () => woken === 1)
  })

  it('work where the name of the schema leaves no room in a channel', async () => {
    const { one, other } = await two(`Studio "照相馆" ${'x'.repeat(63 - Buffer.byteLength('Studio "照相馆" '))}`)
    let woken = 0
    await other.wakeUps?.listen(() => woken++)
    one.wakeUps?.announce()
    await until('it is woken', () => woken === 1)
  })

  it('announcing where no server answers harms nobody', async () => {
    const store = await lab.open({ url: 'postgres://127.0.0.1:1/nowhere' })
    store.wakeUps?.announce()
    const stop = await store.wakeUps?.listen(() => undefined)
    await stop?.()
    await store.close()
  })

  it('are no part of a command: nothing is notified in its transaction', async () => {
    const sent: string[] = []
    const store = await lab.open({ onStatement: (sql) => sent.push(sql) })
    await store.migrate(create(counters))
    sent.length = 0
    await store.transaction((tx) => tx.insert(counters, [counter('a')]))
    store.wakeUps?.announce()
    expect(sent.join('\n')).not.toMatch(/notify/i)
    expect(sent).toHaveLength(3)
  })

  it('a process that only listens ends by itself', async () => {
    const schema = await lab.newSchema()
    const child = fork(new URL('idle-listener-process.ts', import.meta.url).pathname, [lab.url, schema], {
      execArgv: ['--conditions=calotype-source'],
    })
    await once(child, 'message')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
