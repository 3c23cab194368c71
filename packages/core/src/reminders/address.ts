/** The address of a customer by which a reminder goes. Pure. */
import type { ConsentChannel } from '../customers/index.ts'

export interface Addresses {
  readonly phone: string | null
  readonly email: string | null
  readonly wechat: string | null
}

/** Null where the customer gave none, or where nothing can be sent by itself, such as by post. */
export function addressBy({ phone, email, wechat }: Addresses, channel: ConsentChannel): string | null {
  switch (channel) {
    case 'sms':
    case 'phone':
      return phone
    case 'email':
      return email
    case 'wechat':
      return wechat
    case 'post':
      return null
  }
}
