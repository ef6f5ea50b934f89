// config/settings.schema.json, for editors: the schema of src/settings/schema.ts in JSON Schema's words.
import { z } from 'zod'
import { settingsSchema } from './schema.js'

export function settingsJsonSchema(): object {
  return { title: 'Mailconf settings', ...z.toJSONSchema(settingsSchema, { io: 'input' }) }
}
