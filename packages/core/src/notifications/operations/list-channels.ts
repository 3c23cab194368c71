/** Lists the channels of the engine. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { notificationChannels } from '../notification-channel.ts'

const inputSchema = z.strictObject({})

const outputSchema = z.object({
  items: z.array(z.object({ name: z.string(), maxLength: z.int().nullable() })),
})

export interface ListChannels extends z.input<typeof inputSchema> {}
/** The channels, with the longest body that each takes, in characters. */
export interface ChannelList extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListChannels> = inputSchema
const output: z.ZodType<ChannelList> = outputSchema

/** No statement. */
export const listChannels = operation({
  name: 'notifications.channels',
  summary: 'Lists the channels by which messages can be sent.',
  kind: 'query',
  input,
  output,
  async run(context) {
    const channels = context.entries(notificationChannels)
    return { items: channels.map(({ name, maxLength }) => ({ name, maxLength: maxLength ?? null })) }
  },
})
