/** Members of inputs that several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)

export const channelText = z.string().regex(/^[a-z][A-Za-z0-9]{0,19}$/, 'must be the name of a channel')

export const templateText = z.string().min(1).max(60)

/** BCP 47, such as `zh-CN`. */
export const localeText = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag')
  .max(35)

export const pageMembers = {
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
}
