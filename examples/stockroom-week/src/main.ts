/** `pnpm example stockroom-week`. */
import { tellStory } from '@calotype/example-story'
import { openStudio } from './studio.ts'
import { runWeek } from './week.ts'

await tellStory(openStudio, runWeek)
