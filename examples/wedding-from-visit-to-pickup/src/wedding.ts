/** The story, from the first question to the call after the pickup. */
import type { Checks } from '@calotype/example-story'
import { afterwards } from './afterwards.ts'
import { prepare } from './catalogue.ts'
import { firstVisit } from './first-visit.ts'
import { handOver } from './handing-over.ts'
import { produce } from './producing.ts'
import { select } from './selecting.ts'
import { shoot } from './shooting.ts'
import type { StudioAtWork } from './studio.ts'

export async function tellWedding(studio: StudioAtWork): Promise<Checks> {
  await prepare(studio)
  const couple = await firstVisit(studio)
  const images = await shoot(studio, couple)
  await select(studio, couple, images)
  await produce(studio, couple)
  await handOver(studio, couple)
  await afterwards(studio, couple)
  return studio.checks
}
