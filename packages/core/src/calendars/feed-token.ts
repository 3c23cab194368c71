/** Tokens by which feeds are read. Whoever has one reads the feed: the studio keeps only what it can be known again by. */
import { hash, randomBytes } from 'node:crypto'

const tokenBytes = 32

/** 43 characters that an address takes as they are. */
export const newToken = (): string => randomBytes(tokenBytes).toString('base64url')

export const hashOfToken = (token: string): string => hash('sha256', token, 'hex')
