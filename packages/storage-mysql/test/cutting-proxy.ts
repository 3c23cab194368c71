/** A way to the server that can be cut at the moment when a statement goes by. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export interface CuttingProxy {
  /** The address of the server, by this way. */
  readonly url: string
  /** Cuts the connection on which a packet that fits goes by next: before the server gets it, or before its answer goes back. */
  cutAt(end: RegExp, when: 'before' | 'after'): void
  close(): Promise<void>
}

export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target)
  let armed: { readonly end: RegExp; readonly when: 'before' | 'after' } | undefined
  const sockets = new Set<Socket>()
  const server: Server = createServer((client) => {
    const there = connect(Number(port === '' ? 3306 : port), hostname)
    for (const socket of [client, there]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    let silent = false
    client.on('data', (data) => {
      const cut = armed?.end.test(data.toString('latin1')) === true ? armed.when : undefined
      if (cut !== undefined) armed = undefined
      if (cut === 'before') {
        client.destroy()
        there.destroy()
        return
      }
      silent ||= cut === 'after'
      there.write(data)
    })
    there.on('data', (data) => {
      if (!silent) client.write(data)
      // The server has answered, so what it was asked for is done.
      else client.destroy()
    })
    client.on('close', () => there.destroy())
    there.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    cutAt(end, when) {
      armed = { end, when }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
