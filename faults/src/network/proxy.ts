/** A proxy between an engine and its server that can be led elsewhere. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface Target {
  readonly host: string
  readonly port: number
}

/** Carries bytes between the two sides of one connection; it also ends the far side when the near one is gone. */
export type Carrier = (near: Socket, far: Socket) => void

/** Hands on whatever comes, both ways. */
export const carryAll: Carrier = (near, far) => {
  near.on('data', (chunk) => far.write(chunk))
  near.on('close', () => far.end())
  far.on('data', (chunk) => near.write(chunk))
}

export class TcpProxy {
  readonly #server: Server
  readonly #open = new Set<Socket>()
  #target: Target

  constructor(target: Target, carry: Carrier) {
    this.#target = target
    this.#server = createServer((near) => {
      const far = connect({ ...this.#target, noDelay: true })
      near.setNoDelay(true)
      for (const socket of [near, far]) {
        this.#open.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => this.#open.delete(socket))
      }
      far.on('close', () => near.destroy())
      far.on('end', () => near.end())
      carry(near, far)
    })
  }

  /** Answers its port on this machine. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address()
        if (typeof address === 'object' && address !== null) resolve(address.port)
      })
    })
  }

  /** Where connections lead from now on; those that stand are cut. */
  lead(target: Target): void {
    this.#target = target
    this.cutAll()
  }

  cutAll(): void {
    for (const socket of this.#open) socket.destroy()
  }

  async close(): Promise<void> {
    this.#server.close()
    this.cutAll()
  }
}

/** Where a server's address leads. */
export function targetOf(url: string): Target {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}

/** The same database by another port of this machine. */
export function throughPort(url: string, port: number): string {
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  return through.href
}
