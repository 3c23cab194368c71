/** A second PostgreSQL that follows a first and can take its place. */
import { chmod, chown, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import { configure, PostgresServer } from './postgres-server.ts'
import { randomName } from './random-name.ts'
import type { ServerUser } from './server-user.ts'

export interface StandbyOptions {
  /** Every commit on the primary waits until the standby has it on disk. Default true. */
  readonly synchronous?: boolean
}

export class PostgresStandby {
  /** The standby itself: read only until it is promoted. */
  readonly server: PostgresServer
  readonly #primary: PostgresServer
  readonly #name: string

  constructor(server: PostgresServer, primary: PostgresServer, name: string) {
    this.server = server
    this.#primary = primary
    this.#name = name
  }

  /** Whether the primary waits for this standby at each commit, as the primary itself says. */
  async isSynchronous(): Promise<boolean> {
    const sql = "select 1 from pg_stat_replication where application_name = $1 and sync_state = 'sync'"
    return (await this.#primary.query(sql, [this.#name])).length > 0
  }

  /** Makes it a primary that takes writes and waits for nobody. The old primary should be down: it does not notice. */
  async promote(): Promise<void> {
    const [row] = await this.server.query<{ promoted: boolean }>('select pg_promote(true, 60) as promoted')
    if (row?.promoted !== true) throw new Error('The standby did not become a primary within 60 s.')
  }
}

/** Copies a running primary and lets the copy follow it. Returns when it streams and, if asked, each commit waits for it. */
export async function startStandby(
  primary: PostgresServer,
  { synchronous = true }: StandbyOptions = {},
): Promise<PostgresStandby> {
  const name = randomName('standby')
  // It holds the primary's log from now on, however long the copy takes.
  await primary.query('select pg_create_physical_replication_slot($1, true)', [name])
  const parts = await PostgresServer.prepare(primary.parts.password)
  try {
    const { data, user } = parts.folder
    await copyData(primary, data, user)
    await writeFor(user, join(data, 'standby.signal'), '')
    configure(join(data, 'postgresql.auto.conf'), {
      primary_conninfo: `${primary.url()}?application_name=${name}`,
      primary_slot_name: name,
      synchronous_standby_names: '',
    })
    const standby = new PostgresStandby(await PostgresServer.startOn(parts), primary, name)
    const streams = "select 1 from pg_stat_replication where application_name = $1 and state = 'streaming'"
    await until(async () => (await primary.query(streams, [name])).length > 0, 'stream from the primary')
    if (synchronous) {
      await primary.query(`alter system set synchronous_standby_names = 'FIRST 1 (${name})'`)
      await primary.query('select pg_reload_conf()')
      await until(() => standby.isSynchronous(), 'become synchronous')
    }
    return standby
  } catch (error) {
    parts.folder.remove()
    throw error
  }
}

/** PostgreSQL's own way of a copy under load: the label it answers at the end makes the copy whole. */
async function copyData(primary: PostgresServer, to: string, user: ServerUser | undefined): Promise<void> {
  const client = new Client(primary.url())
  await client.connect()
  try {
    await client.query("select pg_backup_start('standby', true)")
    await copyFolder(primary.parts.folder.data, to, '', user)
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await writeFor(user, join(to, 'backup_label'), rows[0]?.labelfile ?? '')
  } finally {
    await client.end()
  }
}

// The log comes by streaming, slots are the primary's own, and the rest tells of its running processes.
const leftEmpty = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots'])
const leftOut = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label'])

async function copyFolder(from: string, to: string, inside: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(join(to, inside), { mode: 0o700 })
  await own(user, join(to, inside))
  if (leftEmpty.has(inside)) return
  for (const entry of await readdir(join(from, inside), { withFileTypes: true })) {
    const path = join(inside, entry.name)
    if (leftOut.has(path)) continue
    if (entry.isDirectory()) await copyFolder(from, to, path, user)
    else await copyOne(join(from, path), join(to, path), user)
  }
}

async function copyOne(from: string, to: string, user: ServerUser | undefined): Promise<void> {
  try {
    await copyFile(from, to)
    await own(user, to)
  } catch (error) {
    // A table that was dropped, or a sort that ended, while the copy ran.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

async function writeFor(user: ServerUser | undefined, file: string, text: string): Promise<void> {
  await writeFile(file, text)
  await chmod(file, 0o600)
  await own(user, file)
}

async function own(user: ServerUser | undefined, path: string): Promise<void> {
  if (user !== undefined) await chown(path, user.uid, user.gid)
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`The standby did not ${what} within 30 s.`)
    await setTimeout(20)
  }
}
