/** Members of inputs that several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)

export const line = (longest: number) => z.string().trim().normalize('NFC').min(1).max(longest)

/** RFC 3339 with `Z` or an offset. */
export const instantText = z.iso.datetime({
  offset: true,
  error: 'must be a date and time with Z or an offset, such as 2026-11-22T10:00:00+08:00',
})

export const tokenText = z.string().min(1).max(200)
