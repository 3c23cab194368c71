/** What keeps a message from ever being sent by its channel. Pure. */
import type { CalotypeError } from '../values/calotype-error.ts'
import { NotificationAddressRefused, NotificationTooLong } from './errors.ts'
import { lengthOf, type MessageText } from './message-text.ts'
import { type NotificationChannel, takesAddress } from './notification-channel.ts'

/** The longest texts that are kept, whatever the channel. */
const longestSubject = 200
const longestBody = 4000
const longestAddress = 320

/** Why the channel would never send it; undefined where nothing is known against it. */
export function faultOf(
  channel: NotificationChannel,
  address: string,
  { subject, body }: MessageText,
): CalotypeError | undefined {
  if (lengthOf(address) > longestAddress || !takesAddress(channel, address)) {
    return NotificationAddressRefused.create({ channel: channel.name })
  }
  const longest = Math.min(channel.maxLength ?? longestBody, longestBody)
  const tooLong = (field: string, length: number, most: number) =>
    NotificationTooLong.create({ field, length, longest: most, channel: channel.name })
  if (lengthOf(body) > longest) return tooLong('body', lengthOf(body), longest)
  if (subject !== null && lengthOf(subject) > longestSubject) {
    return tooLong('subject', lengthOf(subject), longestSubject)
  }
  return undefined
}
