/** `pnpm example booking-week`. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tellStory } from '@calotype/example-story'
import { openStudio } from './studio.ts'
import { runWeek } from './week.ts'

await tellStory(openStudio, async (studio) => {
  const file = join(tmpdir(), 'booking-week.ics')
  const checks = await runWeek(studio, file)
  studio.print.line(`the calendar of the week: ${file}`)
  return checks
})
