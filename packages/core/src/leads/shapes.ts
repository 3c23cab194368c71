/** Members of inputs and answers that several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)

export const line = (longest: number) => z.string().trim().normalize('NFC').min(1).max(longest)

/** A word of the studio's own. */
export const word = line(40)

/** Whom something is about. */
export const personMembers = {
  leadId: idText.optional(),
  customerId: idText.optional(),
}

export const namesOnePerson = ({
  leadId,
  customerId,
}: {
  leadId?: string | undefined
  customerId?: string | undefined
}) => (leadId === undefined) !== (customerId === undefined)

export const onePerson = { message: 'must name a leadId or a customerId, and not both', path: ['leadId'] }

export const pageMembers = {
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
}

/** Members of what a lead tells, in inputs. */
export const leadMembers = {
  wechat: line(60).nullish(),
  region: z
    .strictObject({ province: line(32).optional(), city: line(32).optional(), district: line(32).optional() })
    .nullish(),
  /** What the lead asks for, such as kinds of photography. */
  interests: z.array(word).max(20).nullish(),
  note: z.string().trim().max(2000).nullish(),
}
