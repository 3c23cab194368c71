/** An empty database of a test's own on a server that it shares with others. */
import { mysqlQuery } from './mysql-query.ts'
import { postgresQuery } from './postgres-query.ts'
import { randomName } from './random-name.ts'

export interface FreshDatabase {
  readonly name: string
  readonly url: string
  /** Deletes it, also under open connections. */
  drop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Creates a database with a random name beside the one that `server` names: empty, or with all that `template` holds, to which nobody
 * may be connected meanwhile.
 */
export async function freshPostgresDatabase(server: string, template?: FreshDatabase): Promise<FreshDatabase> {
  const name = randomName('calotype')
  await postgresQuery(server, `create database ${name}${template === undefined ? '' : ` template ${template.name}`}`)
  return fresh(name, server, async () => {
    await postgresQuery(server, `drop database if exists ${name} with (force)`)
  })
}

/** Creates a database with a random name and the server's default character set beside the one that `server` names. */
export async function freshMysqlDatabase(server: string): Promise<FreshDatabase> {
  const name = randomName('calotype')
  await mysqlQuery(server, `create database ${name}`)
  return fresh(name, server, async () => {
    await mysqlQuery(server, `drop database if exists ${name}`)
  })
}

function fresh(name: string, server: string, drop: () => Promise<void>): FreshDatabase {
  const url = new URL(server)
  url.pathname = `/${name}`
  return { name, url: url.href, drop, [Symbol.asyncDispose]: drop }
}
