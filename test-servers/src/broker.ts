/**
 * Holds the servers of one run of tests: the first test file that asks for one starts it, whichever process it is in, and a run
 * that asks for none starts none.
 */
import { createServer, type ServerResponse } from 'node:http'
import { mariadbPrograms } from './mariadb-programs.ts'
import { MariadbServer } from './mariadb-server.ts'
import { PostgresServer } from './postgres-server.ts'
import { randomName } from './random-name.ts'

/** What the broker answers: where the server is, or why there is none. */
export type Answer = { readonly url: string; readonly how: string } | { readonly absent: string }

export interface Broker {
  /** Whoever knows it may ask: `<address>/postgres`, `<address>/mysql`. */
  readonly address: string
  /** Ends the servers that were started. */
  close(): Promise<void>
}

interface Started {
  readonly how: string
  url(): string
  remove(): Promise<void>
}

const starts: Readonly<Record<string, () => Promise<Started | { readonly absent: string }>>> = {
  postgres: startPostgres,
  mysql: startMariadb,
}

/** Opens it on this machine only. */
export async function openBroker(): Promise<Broker> {
  const started = new Map<string, Promise<Started | { readonly absent: string }>>()
  const secret = randomName('servers')

  async function answer(path: string): Promise<Answer | undefined> {
    const [, given, name = ''] = path.split('/')
    const start = given === secret ? starts[name] : undefined
    if (start === undefined) return undefined
    const server = started.get(name) ?? start().catch(failed)
    started.set(name, server)
    const one = await server
    return 'absent' in one ? one : { url: one.url(), how: one.how }
  }

  const listener = createServer(({ url = '' }, response) => {
    void answer(url).then((found) => send(response, found))
  })
  const port = await new Promise<number>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
    })
  })
  // Nobody waits for it: the tests' own end is the end.
  listener.unref()

  return {
    address: `http://127.0.0.1:${port}/${secret}`,
    async close() {
      listener.close()
      listener.closeAllConnections()
      for (const server of started.values()) {
        const one = await server
        if (!('absent' in one)) await one.remove()
      }
    },
  }
}

async function startPostgres(): Promise<Started> {
  // A zone that nobody lives in by accident: who lets the server turn an instant into a day is found out.
  const settings = { timezone: 'Pacific/Chatham' }
  const server = await PostgresServer.start({ durable: false, settings })
  return { how: 'embedded', url: () => server.url(), remove: () => server.remove() }
}

async function startMariadb(): Promise<Started | { readonly absent: string }> {
  const programs = mariadbPrograms()
  if ('missing' in programs) return { absent: `this machine has no ${programs.missing}` }
  const server = await MariadbServer.start({ durable: false, settings: { 'default-time-zone': '+12:45' } })
  return { how: 'started for this run', url: () => server.url(), remove: () => server.remove() }
}

function failed(error: unknown): { readonly absent: string } {
  return { absent: `it did not start: ${error instanceof Error ? error.message : String(error)}` }
}

function send(response: ServerResponse, answer: Answer | undefined): void {
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer ?? {}))
}
