/** A port on which nothing listens. */
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * A free port below those which systems give to outgoing connections: while a server is down between two starts,
 * a client that tries to reach it must not be handed the server's own port.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(15_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new Error('100 ports between 15000 and 32000 were tried, and every one is in use.')
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
