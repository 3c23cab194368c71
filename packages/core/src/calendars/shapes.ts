/** Members of inputs that several operations share. */
import { z } from 'zod'
import { momentGiven } from '../engine/given-times.ts'
import { isTimeZone } from '../values/time-zone.ts'

export const idText = z.string().min(1).max(64)

export const line = (longest: number) => z.string().trim().normalize('NFC').min(1).max(longest)

/** RFC 3339 with `Z` or an offset. */
export const instantText = momentGiven

export const tokenText = z.string().min(1).max(200)

export const zoneText = z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai')
