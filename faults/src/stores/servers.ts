/** A server of a fault's own for each kind of store that has one. */
import { MariadbServer, mariadbPrograms, PostgresServer } from '@calotype/test-servers'
import type { ServerPlace } from './place.ts'

export interface OwnServer {
  /** An empty database on it. */
  create(): Promise<ServerPlace>
  remove(): Promise<void>
}

export async function ownServer(kind: 'postgres' | 'mysql'): Promise<OwnServer> {
  const server = kind === 'postgres' ? await PostgresServer.start() : await MariadbServer.start()
  return {
    create: async () => ({ kind, url: await server.createDatabase() }),
    remove: () => server.remove(),
  }
}

/** Why this machine can start no MariaDB; undefined where it can. Throws instead where every store is required. */
export function whyNoMariadb(): string | undefined {
  const programs = mariadbPrograms()
  if (!('missing' in programs)) return undefined
  const reason = `this machine has no ${programs.missing}`
  if (process.env.CALOTYPE_REQUIRE_STORES === 'all') throw new Error(`CALOTYPE_REQUIRE_STORES=all, but ${reason}.`)
  return reason
}
