/** A MariaDB of one's own from the machine's programs: in a temporary folder, on a free port, to be stopped and killed at will. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { mariadbPrograms } from './mariadb-programs.ts'
import { mysqlQuery, mysqlVersion } from './mysql-query.ts'
import { randomName } from './random-name.ts'
import { makeServerFolder, type ServerFolder } from './server-folder.ts'
import { ServerProcess } from './server-process.ts'
import { serverUser } from './server-user.ts'

export interface MariadbOptions {
  /** False lets it write its log once a second: faster, and a kill could lose the last commits. Default true. */
  readonly durable?: boolean
  /** More for the server, such as `{ 'max-connections': '20' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

const always = {
  'bind-address': '127.0.0.1',
  'skip-name-resolve': '1',
  'max-connections': '300',
  'innodb-log-file-size': '32M',
}
const notDurable = {
  'innodb-flush-log-at-trx-commit': '0',
  'innodb-doublewrite': '0',
  'innodb-flush-method': 'nosync',
  'sync-frm': '0',
  // Statistics kept in tables are written anew with every table: a third of what it takes to set a store up.
  'innodb-stats-persistent': '0',
}

export class MariadbServer {
  readonly port: number
  readonly #folder: ServerFolder
  readonly #password: string
  readonly #process: ServerProcess

  private constructor(folder: ServerFolder, password: string, port: number, program: string, args: readonly string[]) {
    this.#folder = folder
    this.#password = password
    this.port = port
    const own = [`--datadir=${folder.data}`, `--socket=${join(folder.path, 'socket')}`, `--port=${port}`]
    this.#process = new ServerProcess(folder, {
      name: 'MariaDB',
      program,
      args: ['--no-defaults', ...own, `--pid-file=${join(folder.path, 'pid')}`, ...args],
      stopSignal: 'SIGTERM',
      answers: () => this.query('select 1'),
    })
  }

  /**
   * Makes a new server and starts it, with MariaDB's own defaults and none of the machine's: text is latin1 unless a database
   * or table says otherwise. Throws if the machine has no MariaDB.
   */
  static async start({ durable = true, settings = {} }: MariadbOptions = {}): Promise<MariadbServer> {
    const programs = mariadbPrograms()
    if ('missing' in programs) throw new Error(`MariaDB cannot start: this machine has no ${programs.missing}.`)
    const folder = makeServerFolder('mariadb', serverUser('mysql', 'nobody'))
    try {
      await folder.run(programs.install, [
        ...['--no-defaults', `--datadir=${folder.data}`, '--auth-root-authentication-method=normal'],
        ...['--skip-test-db', '--innodb-log-file-size=32M', '--force'],
      ])
      const password = randomName('password')
      const users = join(folder.path, 'users.sql')
      writeFileSync(users, onlyUser(password))
      const all = { ...always, ...(durable ? {} : notDurable), 'init-file': users, ...settings }
      const args = Object.entries(all).map(([name, value]) => `--${name}=${value}`)
      const server = new MariadbServer(folder, password, await freePort(), programs.server, args)
      await server.start()
      return server
    } catch (error) {
      folder.remove()
      throw error
    }
  }

  get running(): boolean {
    return this.#process.running
  }

  /** As a user who may do everything. */
  url(database = ''): string {
    return `mysql://calotype:${this.#password}@127.0.0.1:${this.port}/${database}`
  }

  /** Such as 10.11.19. */
  async version(): Promise<string> {
    return (await mysqlVersion(this.url())).version
  }

  /** One statement over a connection of its own; answers its rows. */
  query<Row>(sql: string, parameters?: string[]): Promise<readonly Row[]> {
    return mysqlQuery<Row>(this.url(), sql, parameters)
  }

  /** Makes an empty database with the server's default character set and answers its URL. */
  async createDatabase(name = randomName('calotype')): Promise<string> {
    await this.query(`create database \`${name.replaceAll('`', '``')}\``)
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

  /** SIGKILL; returns when it no longer runs. Its data stay for `start`, as the cut left them. */
  kill(): Promise<void> {
    return this.#process.kill()
  }

  /** Ends it and deletes its data. */
  async remove(): Promise<void> {
    await this.stop()
    this.#folder.remove()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.remove()
  }
}

/** Run at each start: the users that a new server brings have no password. */
function onlyUser(password: string): string {
  return [
    `create user if not exists 'calotype'@'127.0.0.1' identified by '${password}';`,
    "grant all privileges on *.* to 'calotype'@'127.0.0.1' with grant option;",
    "drop user if exists 'root'@'localhost', 'root'@'127.0.0.1', 'root'@'::1';",
    '',
  ].join('\n')
}
