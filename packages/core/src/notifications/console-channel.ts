/** A channel that writes each message as a line: for development, and for hosts that hand lines on to something else. */
import { NotificationDeferred, NotificationRefused } from './errors.ts'
import type { NotificationChannel, NotificationMessage } from './notification-channel.ts'

export interface ConsoleChannelOptions {
  /** `console` unless told. */
  readonly name?: string
  /** Takes a line, which has no break in it: a JSON object with id, to, locale, subject and body. What it throws is tried again. */
  readonly write: (line: string) => void | Promise<void>
}

/** How many ids a channel remembers: a message that comes again after so many others is written again. */
const mostKept = 10_000

/**
 * Makes a channel that writes lines where the host says; the library itself prints nothing. Within the process an id is written
 * once; after a restart nobody remembers, and a message whose end nobody heard may be written again.
 */
export function consoleChannel({ name = 'console', write }: ConsoleChannelOptions): NotificationChannel {
  const written = new Map<string, Promise<void>>()
  const line = ({ id, to, locale, subject, body }: NotificationMessage) =>
    JSON.stringify({ id, to, locale, subject, body }).replace(/[\u2028\u2029\u0085]/g, escaped)
  const writeOnce = (message: NotificationMessage): Promise<void> => {
    const standing = written.get(message.id)
    if (standing !== undefined) return standing
    const writing = Promise.resolve().then(() => write(line(message)))
    written.set(message.id, writing)
    writing.catch(() => written.delete(message.id))
    const [oldest] = written.keys()
    if (written.size > mostKept && oldest !== undefined) written.delete(oldest)
    return writing
  }
  const accepts = (address: string): boolean => address.trim() !== ''
  return {
    contract: 1,
    name,
    accepts,
    async send(message, { signal }) {
      if (!accepts(message.to)) {
        throw NotificationRefused.create({ channel: name, rule: 'the address is empty' })
      }
      if (signal.aborted)
        throw NotificationDeferred.create({ channel: name, rule: 'it was given up before it was sent' })
      try {
        await writeOnce(message)
      } catch (error) {
        if (NotificationRefused.is(error) || NotificationDeferred.is(error)) throw error
        throw NotificationDeferred.create({ channel: name, rule: 'the line could not be written' }, { cause: error })
      }
      return { reference: null }
    },
  }
}

const escaped = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
