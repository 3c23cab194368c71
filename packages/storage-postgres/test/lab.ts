/** A database of a test file's own, schemas in it for each test, and stores that are closed after each. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { StorageAdapter } from '@calotype/core/storage'
import { freshPostgresDatabase, postgresForTests } from '@calotype/test-servers'
import pg from 'pg'
import { afterAll, afterEach } from 'vitest'
import { type PostgresPoolOptions, postgres, type PostgresUrlOptions } from '../src/index.ts'

type ServerRow = Readonly<Record<string, unknown>>

export interface PostgresLab {
  /** No server is to be had. */
  readonly absent: boolean
  /** For `describe`: which server it was. */
  readonly meta: { readonly store: Awaited<ReturnType<typeof postgresForTests>>['store'] }
  readonly url: string
  /** Another client's doing: one statement, by its rows. */
  query(sql: string, parameters?: unknown[]): Promise<ServerRow[]>
  /** A client of somebody else, ended after the test. */
  client(): Promise<pg.Client>
  /** A pool of somebody else, ended after the test. */
  pool(config?: pg.PoolConfig & { readonly pipeline?: boolean }): pg.Pool
  newSchema(name?: string): Promise<string>
  /** A store in a schema of its own unless one is named. */
  open(options?: Partial<PostgresUrlOptions>): Promise<StorageAdapter>
  openOn(pool: pg.Pool, options?: Partial<PostgresPoolOptions>): Promise<StorageAdapter>
}

/** Called at the top of a test file. */
export async function postgresLab(): Promise<PostgresLab> {
  const server = await postgresForTests()
  const database = 'url' in server ? await freshPostgresDatabase(server.url) : undefined
  const url = database?.url ?? ''
  const others = new pg.Pool({ connectionString: url, max: 5 })
  others.on('error', () => undefined)
  const endings: (() => Promise<void>)[] = []

  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end()
  })
  afterAll(async () => {
    await others.end()
    await database?.drop()
  })

  async function newSchema(name = `case_${randomUUID().replaceAll('-', '')}`): Promise<string> {
    await others.query(`create schema ${pg.escapeIdentifier(name)}`)
    endings.push(async () => {
      await others.query(`drop schema ${pg.escapeIdentifier(name)} cascade`)
    })
    return name
  }
  function closing(store: StorageAdapter): StorageAdapter {
    endings.push(() => store.close())
    return store
  }

  return {
    absent: database === undefined,
    meta: { store: server.store },
    url,
    newSchema,
    async query(sql, parameters = []) {
      return (await others.query<ServerRow>(sql, parameters)).rows
    },
    async client() {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => undefined)
      await client.connect()
      endings.push(() => client.end().catch(() => undefined))
      return client
    },
    pool(config = {}) {
      const pool = new pg.Pool({ connectionString: url, ...config })
      pool.on('error', () => undefined)
      endings.push(() => pool.end())
      return pool
    },
    open: async (options = {}) =>
      closing(postgres({ url, ...options, schema: options.schema ?? (await newSchema()), ...noPool })),
    openOn: async (pool, options = {}) =>
      closing(postgres({ ...options, pool, schema: options.schema ?? (await newSchema()), ...noUrl })),
  }
}

const noPool: { readonly pool?: never } = {}
const noUrl: { readonly url?: never } = {}

/** Looks again and again until it is so; fails when it has not become so within 10 seconds. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (await isSo()) return
    await pause(5)
  }
  throw new Error(`Waited 10 seconds in vain until ${what}.`)
}

/** What was thrown; fails where nothing was. */
export async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}
