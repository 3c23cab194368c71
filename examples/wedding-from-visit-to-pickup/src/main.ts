/** `pnpm example wedding-from-visit-to-pickup`. */
import { tellStory } from '@calotype/example-story'
import { openStudio } from './studio.ts'
import { tellWedding } from './wedding.ts'

await tellStory(openStudio, tellWedding)
