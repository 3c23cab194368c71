/** Members that inputs of several operations share. */
import { z } from 'zod'

/** A foreign currency; whether it exists is refused with its own error. */
export const foreignCurrencyText = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD')
/** An exact decimal; its own error says what is wrong with it. */
export const rateText = z.string().min(1).max(40)
export const dateText = z.iso.date('must be a date YYYY-MM-DD')
