/** Members that inputs of several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
export const providerText = z.string().regex(/^[a-z][A-Za-z0-9]{0,19}$/, 'must be the name of a provider')
/** A decimal string; its own errors say what is wrong with it. */
export const amountText = z.string().min(1).max(40)
