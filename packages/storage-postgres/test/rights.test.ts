import { createEngine } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'
import { yesterday } from './gallery-plugin.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('what the user of the database may do', { meta: lab.meta }, () => {
  it('after the start that migrated, reading and writing rows is enough', async () => {
    const schema = await lab.newSchema()
    const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai' }
    const options = { studio, plugins: [yesterday], background: false } as const
    const first = await createEngine({ ...options, storage: await lab.open({ schema }) })
    await first.close()

    const user = `user_${schema.slice(-12)}`
    await lab.query(`create role ${user} login password 'user'`)
    await lab.query(`grant usage on schema ${schema} to ${user}`)
    await lab.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${user}`)
    const url = new URL(lab.url)
    url.username = user
    url.password = 'user'
    const engine = await createEngine({ ...options, storage: await lab.open({ schema, url: url.href }) })
    const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'o', roles: ['owner'] } })
    await desk.gallery.add({ title: 'wedding' })
    await engine.settle()
    expect(await desk.gallery.list({})).toMatchObject([{ title: 'wedding' }])
    await engine.close()
    await lab.query(`drop owned by ${user}`)
    await lab.query(`drop role ${user}`)
  })
})
