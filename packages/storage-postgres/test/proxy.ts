/** Stands between a store and its server: counts how often the client had to wait for an answer, and cuts connections. */
import { connect, createServer, type Socket } from 'node:net'

export interface CuttingProxy {
  readonly url: string
  /** How often the client spoke after the server had. */
  turns: number
  /** Cuts the connection on which the client says this next: before the server hears it, or after. */
  cutAt(said: string, heard: 'before' | 'after'): void
  close(): Promise<void>
}

export async function openProxy(url: string): Promise<CuttingProxy> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let cut: { readonly said: Buffer; readonly heard: 'before' | 'after' } | undefined

  const listener = createServer((client) => {
    const server = connect(Number(target.port === '' ? 5432 : target.port), target.hostname)
    let spokeLast: 'client' | 'server' = 'server'
    let deaf = false
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        server.destroy()
      })
    }
    client.on('data', (data) => {
      if (spokeLast === 'server') proxy.turns++
      spokeLast = 'client'
      if (cut !== undefined && data.includes(cut.said)) {
        const { heard } = cut
        cut = undefined
        if (heard === 'before') {
          client.destroy()
          return
        }
        deaf = true
      }
      server.write(data)
    })
    server.on('data', (data) => {
      // The server has carried it out, or it would not answer.
      if (deaf) {
        client.destroy()
        return
      }
      spokeLast = 'server'
      client.write(data)
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = typeof address === 'object' && address !== null ? String(address.port) : ''

  const proxy: CuttingProxy = {
    url: through.href,
    turns: 0,
    cutAt(said, heard) {
      cut = { said: Buffer.from(said), heard }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
  return proxy
}
