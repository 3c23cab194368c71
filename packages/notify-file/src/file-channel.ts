/** A channel that keeps each message as a file of its own, for whatever picks files up and sends them. */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type NotificationChannel,
  NotificationDeferred,
  type NotificationMessage,
  NotificationRefused,
} from '@calotype/core'

export interface FileChannelOptions {
  /** Where the files go; made where it is not there. */
  readonly folder: string
  /** `file` unless told. */
  readonly name?: string
}

/**
 * Makes a channel that writes `<id>.json` for each message, with id, to, locale, subject, body and template. A file is written
 * beside its place, synced to the disk and renamed: whoever lists the `.json` files of the folder never sees half of one. The
 * same id goes to the same file, however often it is sent. Whoever takes files away should move them, and must remember for a
 * while which ids were sent: a message whose end nobody heard is written again.
 */
export function fileChannel({ folder, name = 'file' }: FileChannelOptions): NotificationChannel {
  let written = 0
  const refuse = (rule: string): never => {
    throw NotificationRefused.create({ channel: name, rule })
  }
  const deferred = (rule: string, cause?: unknown) => NotificationDeferred.create({ channel: name, rule }, { cause })
  const accepts = (address: string): boolean => address.trim() !== ''
  const write = async (message: NotificationMessage): Promise<void> => {
    await mkdir(folder, { recursive: true })
    written++
    // Of its own for every writing: two that are at it at once must not write into one file.
    const beside = join(folder, `.${message.id}.${process.pid}.${written}.tmp`)
    try {
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(contentOf(message), 'utf8')
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, join(folder, `${message.id}.json`))
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined)
      throw error
    }
  }
  return {
    contract: 1,
    name,
    accepts,
    async send(message, { signal }) {
      if (!accepts(message.to)) refuse('the address is empty')
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(message.id)) refuse('the id cannot be the name of a file')
      if (signal.aborted) throw deferred('it was given up before it was written')
      try {
        await write(message)
      } catch (error) {
        const code = (error as { code?: unknown } | null)?.code
        throw deferred(`the file could not be written${typeof code === 'string' ? ` (${code})` : ''}`, error)
      }
      return { reference: `${message.id}.json` }
    },
  }
}

function contentOf({ id, to, locale, subject, body, template }: NotificationMessage): string {
  return `${JSON.stringify({ id, to, locale, subject, body, template }, null, 2)}\n`
}
