/** A PostgreSQL of one's own: in a temporary folder, on a free port, to be stopped and killed at will. */
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.ts'
import { postgresQuery, postgresVersion } from './postgres-query.ts'
import { randomName } from './random-name.ts'
import { makeServerFolder, type ServerFolder } from './server-folder.ts'
import { ServerProcess } from './server-process.ts'
import { serverUser } from './server-user.ts'

export interface PostgresOptions {
  /** False lets it skip every fsync: faster, and a kill of the machine (not of the server) could lose data. Default true. */
  readonly durable?: boolean
  /** More for postgresql.conf, such as `{ max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** What a server is made of: its folder, its programs and its superuser's password. */
export interface PostgresParts {
  readonly folder: ServerFolder
  readonly programs: PostgresPrograms
  readonly password: string
}

const always = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  // In the data folder, so that nothing of a killed server stays behind in the machine's memory.
  dynamic_shared_memory_type: 'mmap',
}
const notDurable = { fsync: 'off', full_page_writes: 'off' }

export class PostgresServer {
  readonly port: number
  readonly parts: PostgresParts
  readonly #process: ServerProcess

  private constructor(parts: PostgresParts, port: number) {
    this.parts = parts
    this.port = port
    this.#process = new ServerProcess(parts.folder, {
      name: 'PostgreSQL',
      program: parts.programs.postgres,
      args: ['-D', parts.folder.data, '-p', String(port)],
      stopSignal: 'SIGINT',
      answers: () => this.query('select 1'),
    })
  }

  /**
   * Makes a new server and starts it. Text compares by the ICU collation `en-US` unless a statement or column says otherwise,
   * so that who relies on the order of a server's default is found out. Throws if this machine has no programs for it.
   */
  static async start({ durable = true, settings = {} }: PostgresOptions = {}): Promise<PostgresServer> {
    const parts = await PostgresServer.prepare()
    const { folder, programs, password } = parts
    try {
      const passwordFile = join(folder.path, 'password')
      writeFileSync(passwordFile, password)
      await folder.run(programs.initdb, [
        ...['--pgdata', folder.data, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'password'],
        ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'icu', '--icu-locale', 'en-US', '--no-sync'],
      ])
      configure(join(folder.data, 'postgresql.conf'), { ...always, ...(durable ? {} : notDurable), ...settings })
      return await PostgresServer.startOn(parts)
    } catch (error) {
      folder.remove()
      throw error
    }
  }

  /** An empty folder and the programs for it; the password is a new one unless given. */
  static async prepare(password = randomName('password')): Promise<PostgresParts> {
    const folder = makeServerFolder('postgres', serverUser('postgres', 'nobody'))
    try {
      return { folder, programs: await postgresPrograms(folder), password }
    } catch (error) {
      folder.remove()
      throw error
    }
  }

  /** Starts a server on a folder that holds its data already. */
  static async startOn(parts: PostgresParts): Promise<PostgresServer> {
    const server = new PostgresServer(parts, await freePort())
    await server.start()
    return server
  }

  get running(): boolean {
    return this.#process.running
  }

  /** As superuser. */
  url(database = 'postgres'): string {
    return `postgres://postgres:${this.parts.password}@127.0.0.1:${this.port}/${database}`
  }

  /** Such as 18.4. */
  version(): Promise<string> {
    return postgresVersion(this.url())
  }

  /** One statement over a connection of its own; answers its rows. */
  query<Row extends Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]> {
    return postgresQuery<Row>(this.url(), sql, parameters)
  }

  /** Makes an empty database and answers its URL. */
  async createDatabase(name = randomName('calotype')): Promise<string> {
    await this.query(`create database "${name.replaceAll('"', '""')}"`)
    return this.url(encodeURIComponent(name))
  }

  /** Starts it again on the same data and port, after `stop` or `kill`; returns when it answers. */
  start(): Promise<void> {
    return this.#process.start()
  }

  /** Shuts it down in order and breaks off open connections. Its data stay for `start`. */
  stop(): Promise<void> {
    return this.#process.stop()
  }

  /** SIGKILL to the server and all its workers; returns when none runs. Its data stay for `start`, as the cut left them. */
  kill(): Promise<void> {
    return this.#process.kill()
  }

  /** Ends it and deletes its data. */
  async remove(): Promise<void> {
    await this.stop()
    this.parts.folder.remove()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.remove()
  }
}

/** Appends settings to a configuration file; the last of several counts. */
export function configure(file: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
  appendFileSync(file, lines.join(''))
}
