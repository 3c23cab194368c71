/** Sends a message by hand. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  NotificationAddressRefused,
  NotificationChannelUnknown,
  NotificationInvalid,
  NotificationTemplateUnknown,
  NotificationTooLong,
  NotificationValueMissing,
} from '../errors.ts'
import { messageOutput, presentMessage } from '../present-message.ts'
import { requestMessage } from '../queue-message.ts'
import { channelText, idText, localeText, templateText } from '../shapes.ts'

const inputSchema = z
  .strictObject({
    channel: channelText,
    /** The address, as the channel understands it. */
    to: z.string().min(1).max(320),
    /** With its values; or else a body. */
    template: templateText.optional(),
    values: z.record(z.string().min(1).max(40), z.string().max(1000)).optional(),
    subject: z.string().trim().min(1).max(200).optional(),
    body: z.string().min(1).max(4000).optional(),
    locale: localeText.optional(),
    customerId: idText.optional(),
    leadId: idText.optional(),
    staffId: idText.optional(),
    about: z.strictObject({ kind: z.string().min(1).max(40), id: idText }).optional(),
    /** What it is for: the same purpose is sent once. Every call is a message of its own unless told; never personal data. */
    purpose: z.string().min(1).max(200).optional(),
    /** At once unless told. */
    notBefore: z.iso.datetime({ precision: 3 }).optional(),
    /** After this moment it is not sent any more. */
    notAfter: z.iso.datetime({ precision: 3 }).optional(),
    /** Sent in quiet hours as well. */
    urgent: z.boolean().default(false),
  })
  .refine(({ template, body }) => (template === undefined) !== (body === undefined), {
    message: 'must be there, or a template, and not both',
    path: ['body'],
  })

export interface SendMessage extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SendMessage> = inputSchema

/** Queues it: the runner sends it. A wrong address and a text that is too long are refused, since somebody is there to mend them. */
export const sendMessage = operation({
  name: 'notifications.send',
  summary: 'Queues a message to a person, by a template or in words of its own.',
  kind: 'command',
  input,
  output: messageOutput,
  errors: [
    NotificationChannelUnknown,
    NotificationAddressRefused,
    NotificationTooLong,
    NotificationTemplateUnknown,
    NotificationValueMissing,
    NotificationInvalid,
  ],
  async run(context, { template, values, subject, body, customerId, leadId, staffId, ...asked }) {
    const content = template === undefined ? { subject, body: body ?? '' } : { template, values: values ?? {} }
    const person = { customerId, leadId, staffId }
    const purpose = asked.purpose ?? `hand:${context.newId()}`
    const row = await requestMessage(context, { ...asked, purpose, content, person }, 'refuse')
    return presentMessage(row)
  },
})
