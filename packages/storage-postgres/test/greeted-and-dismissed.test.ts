import { createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { postgres } from '../src/index.ts'

/** A message of the protocol: its letter, its length, its body. */
function message(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(letter)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const authenticated = message('R', Buffer.alloc(4))
const ready = message('Z', Buffer.from('I'))
const dismissed = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mthe server shuts down\0\0'))

let server: Server | undefined
afterEach(() => server?.close())

/** A server in the middle of a shutdown: it greets, and ends the connection in the same breath. */
async function dismissing(): Promise<string> {
  const listening = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.concat([authenticated, ready, dismissed])))
  })
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('it has a port')
  return `postgres://postgres@127.0.0.1:${address.port}/studio`
}

// An error that nobody hears would end the process, and with it this run.
it('a connection that breaks as soon as it is open hurts nobody but the call that needed it', async () => {
  const store = postgres({ url: await dismissing() })
  const stop = await store.wakeUps?.listen(() => undefined)
  store.wakeUps?.announce()
  await expect(store.check()).rejects.toMatchObject({
    code: expect.stringMatching(/^STORAGE_(UNAVAILABLE|CONNECTION_LOST)$/),
  })
  await new Promise((resolve) => setImmediate(resolve))
  await stop?.()
  await store.close()
})
